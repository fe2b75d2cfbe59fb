// SPDX-License-Identifier: GPL-3.0-or-later
#include "assetdata.h"
#include "models/assets/forecasttablemodel.h"
#include "models/cellrole.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestForecastTableModel final : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatTheChartDraws();
};

void TestForecastTableModel::saysWhatTheChartDraws()
{
    ForecastTableModel model{QLocale{u"en_AU"_s}};
    const QAbstractItemModelTester tester{&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest};
    model.setForecast(sampleAssets().forecast, 20);
    QCOMPARE(model.rowCount(), 7);
    const auto row = [&model](int number) {
        QStringList texts;
        for (int column = 0; column < ForecastTableModel::ColumnCount; ++column)
            texts << model.index(number, column).data().toString();
        return texts;
    };
    QCOMPARE(row(0), (QStringList{u"Fri 20"_s, u"13"_s, u"7"_s, u"0"_s}));
    QCOMPARE(row(1), (QStringList{u"Sat 21"_s, u"0"_s, u"10"_s, u"10"_s}));
    QCOMPARE(model.index(0, 0).data(CellRole::Raw).toString(), u"2026-11-20"_s);
}

QTEST_GUILESS_MAIN(TestForecastTableModel)
#include "tst_forecasttablemodel.moc"
