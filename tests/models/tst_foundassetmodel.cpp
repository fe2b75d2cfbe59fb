// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/assets/foundassetmodel.h"
#include "models/cellrole.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace {

const FoundAsset Bhp{u"BHP.AU"_s, u"BHP Group"_s, u"Common Stock"_s, u"AUD"_s, u"Australia"_s};
const FoundAsset Vas{u"VAS.AU"_s, u"Vanguard"_s, u"ETF"_s, u"AUD"_s, {}};
const FoundAsset Cba{u"CBA.AU"_s, u"Commonwealth Bank"_s, u"Common Stock"_s, {}, {}, true};

} // namespace

class TestFoundAssetModel final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void showsWhatIsOffered();
    void boxesChoose();
    void registeredOnesCannotBeChosen();
    void choiceSurvivesFilterAndNextSearch();

private:
    bool check(int row, bool isWanted = true)
    {
        return m_model->setData(m_model->index(row, 0), isWanted ? Qt::Checked : Qt::Unchecked,
                                Qt::CheckStateRole);
    }

    std::unique_ptr<FoundAssetModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestFoundAssetModel::init()
{
    m_tester.reset();
    m_model = std::make_unique<FoundAssetModel>();
    m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_model->setFound({Bhp, Vas, Cba});
}

void TestFoundAssetModel::showsWhatIsOffered()
{
    QCOMPARE(m_model->index(1, FoundAssetModel::TypeColumn).data().toString(), u"Fund"_s);
    const QModelIndex country = m_model->index(1, FoundAssetModel::CountryColumn);
    QCOMPARE(country.data().toString(), u"–"_s);
    QCOMPARE(country.data(Qt::AccessibleTextRole).toString(), u"not known"_s);
}

void TestFoundAssetModel::boxesChoose()
{
    QSignalSpy changed{m_model.get(), &FoundAssetModel::chosenChanged};
    QVERIFY(check(1));
    QVERIFY(check(0));
    QCOMPARE(m_model->chosen(), (QList<FoundAsset>{Vas, Bhp}));
    QVERIFY(check(1, false));
    QCOMPARE(m_model->chosen(), QList<FoundAsset>{Bhp});
    QCOMPARE(changed.count(), 3);
    QCOMPARE(m_model->index(0, 0).data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
}

void TestFoundAssetModel::registeredOnesCannotBeChosen()
{
    QVERIFY(!check(2));
    QVERIFY(!m_model->index(2, 0).flags().testFlag(Qt::ItemIsUserCheckable));
    QCOMPARE(m_model->index(2, 0).data(Qt::ToolTipRole).toString(), u"Registered already"_s);
    QVERIFY(m_model->chosen().isEmpty());
}

void TestFoundAssetModel::choiceSurvivesFilterAndNextSearch()
{
    check(0);
    m_model->setFilter(u"vang"_s);
    QCOMPARE(m_model->rowCount(), 1);
    check(0); // the row that is shown, not the first of all
    m_model->setFilter({});
    m_model->setFound({Cba});
    QCOMPARE(m_model->chosen(), (QList<FoundAsset>{Bhp, Vas}));
    m_model->setFound({Bhp});
    QCOMPARE(m_model->index(0, 0).data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
}

QTEST_GUILESS_MAIN(TestFoundAssetModel)
#include "tst_foundassetmodel.moc"
