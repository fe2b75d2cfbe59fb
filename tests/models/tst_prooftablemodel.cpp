// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrationdata.h"
#include "models/cellrole.h"
#include "models/migrations/prooftablemodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

class TestProofTableModel final : public QObject
{
    Q_OBJECT

private slots:
    void shows();
    void putsDifferencesFirst();
    void putsLargeTablesFirst();
    void waitsForTheComparison();
};

void TestProofTableModel::shows()
{
    ProofTableModel model{QLocale{u"en_AU"_s}};
    const QAbstractItemModelTester tester{&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest};
    model.setProof(sampleReport().proof);
    const auto text = [&model](int column) { return model.index(0, column).data().toString(); };
    QCOMPARE(model.rowCount(), 5);
    QCOMPARE(text(ProofTableModel::TableColumn), u"price_data_5min"_s);
    QCOMPARE(text(ProofTableModel::BeforeColumn), u"2,102,418"_s);
    QCOMPARE(text(ProofTableModel::AfterColumn), u"2,102,418"_s);
    QCOMPARE(text(ProofTableModel::ChecksumColumn), u"8f3a c1"_s);
    QCOMPARE(text(ProofTableModel::ResultColumn), u"equal"_s);
    QCOMPARE(model.index(0, ProofTableModel::BeforeColumn).data(CellRole::Raw).toString(),
             u"2102418"_s);
}

void TestProofTableModel::putsDifferencesFirst()
{
    ProofTableModel model{QLocale{u"en_AU"_s}};
    const QAbstractItemModelTester tester{&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest};
    QList<ProofLine> proof = sampleReport().proof;
    proof[3].rowsAfter -= 3;
    proof[3].checksumAfter = u"0000"_s;
    proof[3].isEqual = false;
    model.setProof(proof);
    QCOMPARE(model.index(0, ProofTableModel::TableColumn).data().toString(), u"alert_logs"_s);
    const QModelIndex result = model.index(0, ProofTableModel::ResultColumn);
    QCOMPARE(result.data().toString(), u"different"_s);
    QCOMPARE(result.data(CellRole::State).value<CellState>(), CellState::Failed);
    QCOMPARE(model.index(0, ProofTableModel::ChecksumColumn).data(Qt::ToolTipRole).toString(),
             u"before e95c07bb90112233, after 0000"_s);
}

void TestProofTableModel::putsLargeTablesFirst()
{
    ProofTableModel model{QLocale{u"en_AU"_s}};
    QList<ProofLine> proof = sampleReport().proof;
    std::ranges::reverse(proof);
    proof.prepend({u"assets"_s, 0, 0, u"0000"_s, u"0000"_s, true});
    model.setProof(proof);
    QCOMPARE(model.index(0, ProofTableModel::TableColumn).data().toString(), u"price_data_5min"_s);
    QCOMPARE(model.index(5, ProofTableModel::TableColumn).data().toString(), u"assets"_s);
    // What is computed over no row says nothing.
    QCOMPARE(model.index(5, ProofTableModel::ChecksumColumn).data().toString(), u"–"_s);
    QCOMPARE(model.index(5, ProofTableModel::ResultColumn).data().toString(), u"equal"_s);
}

// While a rehearsal runs nothing is equal yet, and nothing is different.
void TestProofTableModel::waitsForTheComparison()
{
    ProofTableModel model{QLocale{u"en_AU"_s}};
    model.setProof({{u"assets"_s, 7, 0, u"8f3a"_s, {}, false}});
    const QModelIndex result = model.index(0, ProofTableModel::ResultColumn);
    QCOMPARE(result.data().toString(), u"not yet"_s);
    QCOMPARE(result.data(CellRole::State).value<CellState>(), CellState::Waiting);
    QCOMPARE(model.index(0, ProofTableModel::AfterColumn).data().toString(), u"–"_s);
}

QTEST_GUILESS_MAIN(TestProofTableModel)
#include "tst_prooftablemodel.moc"
