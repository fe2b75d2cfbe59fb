// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/assets/importtablemodel.h"
#include "models/cellrole.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace {

AssetImport sampleImport()
{
    ImportLine fresh{2, {u"BHP.AU"_s, u"BHP Group"_s, u"Common Stock"_s, u"AUD"_s, {}}, true, {}};
    ImportLine paused{3, {u"IVV.AU"_s, {}, u"ETF"_s, {}, {}}, false, {}};
    ImportLine known{4, {u"CBA.AU"_s, {}, {}, {}, {}, true}, true, {}};
    ImportLine wrong{5, {u"BHP"_s, {}, {}, {}, {}}, true, u"'BHP' is no symbol of EODHD."_s};
    return {u"/tmp/assets.csv"_s, {fresh, paused, known, wrong}};
}

} // namespace

class TestImportTableModel final : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatEachLineBecomes();
    void importsNewOnesOnly();
    void sumsUp();
};

void TestImportTableModel::saysWhatEachLineBecomes()
{
    ImportTableModel model{QLocale{u"en_AU"_s}};
    const QAbstractItemModelTester tester{&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest};
    model.setImport(sampleImport());
    QStringList results;
    QList<CellState> states;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex result = model.index(row, ImportTableModel::ResultColumn);
        results << result.data().toString();
        states << result.data(CellRole::State).value<CellState>();
    }
    QCOMPARE(results,
             (QStringList{u"New"_s, u"New, paused"_s, u"Registered already: stays as it is"_s,
                          u"'BHP' is no symbol of EODHD."_s}));
    QCOMPARE(states, (QList<CellState>{CellState::Ok, CellState::Ok, CellState::Adopted,
                                       CellState::Failed}));
    QCOMPARE(model.index(3, ImportTableModel::LineColumn).data().toString(), u"5"_s);
}

void TestImportTableModel::importsNewOnesOnly()
{
    ImportTableModel model{QLocale{u"en_AU"_s}};
    model.setImport(sampleImport());
    QList<int> numbers;
    for (const ImportLine &line : model.newLines())
        numbers << line.number;
    QCOMPARE(numbers, (QList<int>{2, 3}));
}

void TestImportTableModel::sumsUp()
{
    QCOMPARE(importSummary(sampleImport()), u"2 new, 1 registered already, 1 with a problem"_s);
    QCOMPARE(importSummary({}), u"0 new"_s);
}

QTEST_GUILESS_MAIN(TestImportTableModel)
#include "tst_importtablemodel.moc"
