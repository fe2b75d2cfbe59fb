// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrationdata.h"
#include "models/cellrole.h"
#include "models/migrations/migrationtablemodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestMigrationTableModel final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void isEmptyUntilRead();
    void listsNewestFirst();
    void shows();
    void saysStates();
    void marksTheRunningOne();
    void copiesExactValues();
    void keepsRowsWhenOnlyCellsChange();

private:
    [[nodiscard]] QString text(int version, int column) const
    {
        return m_model->index(m_model->rowOf(version), column).data().toString();
    }
    [[nodiscard]] CellState state(int version) const
    {
        return m_model->index(m_model->rowOf(version), MigrationTableModel::StateColumn)
                .data(CellRole::State)
                .value<CellState>();
    }

    std::unique_ptr<MigrationTableModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestMigrationTableModel::init()
{
    m_tester.reset();
    m_model = std::make_unique<MigrationTableModel>(QLocale{u"en_AU"_s}, &migrationTime);
    m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestMigrationTableModel::isEmptyUntilRead()
{
    m_model->setState({});
    QCOMPARE(m_model->rowCount(), 0);
    QCOMPARE(m_model->headerData(MigrationTableModel::AppliedColumn, Qt::Horizontal).toString(),
             u"Applied (AEDT)"_s);
}

void TestMigrationTableModel::listsNewestFirst()
{
    m_model->setState(sampleState());
    QCOMPARE(m_model->rowCount(), 9);
    QCOMPARE(m_model->version(0), 9);
    QCOMPARE(m_model->version(8), 1);
    QCOMPARE(m_model->rowOf(10), -1);
    QVERIFY(!m_model->isApplied(1));
    QVERIFY(m_model->isApplied(2));
}

void TestMigrationTableModel::shows()
{
    m_model->setState(sampleState());
    QCOMPARE(text(7, MigrationTableModel::NameColumn), u"convert_decimal_to_float"_s);
    QCOMPARE(text(7, MigrationTableModel::AppliedColumn), u"12 Nov 2026, 18:40"_s);
    QCOMPARE(text(7, MigrationTableModel::DurationColumn), u"1.94 s"_s);
    QCOMPARE(text(7, MigrationTableModel::ActorColumn), u"sam@harbour"_s);
    QCOMPARE(text(7, MigrationTableModel::ChecksumColumn), u"9e02 77bd"_s);
    for (const int column : {MigrationTableModel::AppliedColumn,
                             MigrationTableModel::DurationColumn, MigrationTableModel::ActorColumn})
        QCOMPARE(text(8, column), u"–"_s);
    QCOMPARE(text(1, MigrationTableModel::DurationColumn), u"–"_s);
    QCOMPARE(text(1, MigrationTableModel::ActorColumn), u"adopted"_s);
    QCOMPARE(m_model->index(m_model->rowOf(8), MigrationTableModel::ChecksumColumn)
                     .data(Qt::ToolTipRole)
                     .toString(),
             sampleChecksum(u"41c8a2f0"_s));
}

void TestMigrationTableModel::saysStates()
{
    MigrationsState known = sampleState();
    known.findings = {{ValidationFinding::Kind::Changed, 5, {}}};
    known.status->unfinished = UnfinishedMigration{8, Direction::Up, 6, 12, u"disk full"_s, {}};
    m_model->setState(known);
    const auto word = [this](int version) {
        return text(version, MigrationTableModel::StateColumn);
    };
    QCOMPARE(word(9), u"Pending"_s);
    QCOMPARE(state(9), CellState::Pending);
    QCOMPARE(word(8), u"Unfinished"_s);
    QCOMPARE(state(8), CellState::Failed);
    QCOMPARE(word(7), u"Applied"_s);
    QCOMPARE(state(7), CellState::Ok);
    QCOMPARE(word(5), u"Changed"_s);
    QCOMPARE(state(5), CellState::Warning);
    QCOMPARE(word(1), u"Baseline"_s);
    QCOMPARE(state(1), CellState::Adopted);
    known.status = statusOf(11);
    m_model->setState(known);
    QCOMPARE(word(11), u"Not known"_s);
}

void TestMigrationTableModel::marksTheRunningOne()
{
    m_model->setState(sampleState());
    m_model->setRunning(8);
    QCOMPARE(text(8, MigrationTableModel::StateColumn), u"Running"_s);
    QCOMPARE(state(8), CellState::Working);
    m_model->setRunning(9);
    QCOMPARE(text(8, MigrationTableModel::StateColumn), u"Applied"_s); // it is done
    QCOMPARE(state(8), CellState::Ok);
    m_model->setRunning(6, Direction::Down);
    QCOMPARE(text(7, MigrationTableModel::StateColumn), u"Pending"_s);
    QCOMPARE(text(6, MigrationTableModel::StateColumn), u"Running"_s);
    QCOMPARE(text(5, MigrationTableModel::StateColumn), u"Applied"_s);
    m_model->setRunning(9);
    QCOMPARE(text(9, MigrationTableModel::StateColumn), u"Running"_s);
    m_model->setRunning(0);
    QCOMPARE(text(9, MigrationTableModel::StateColumn), u"Pending"_s);
}

void TestMigrationTableModel::copiesExactValues()
{
    m_model->setState(sampleState());
    const auto raw = [this](int version, int column) {
        return m_model->index(m_model->rowOf(version), column).data(CellRole::Raw).toString();
    };
    QCOMPARE(raw(7, MigrationTableModel::AppliedColumn), u"2026-11-12T07:40:00.000Z"_s);
    QCOMPARE(raw(7, MigrationTableModel::DurationColumn), u"1940"_s);
    QCOMPARE(raw(7, MigrationTableModel::ChecksumColumn), sampleChecksum(u"9e0277bd"_s));
    QCOMPARE(raw(8, MigrationTableModel::AppliedColumn), QString{});
}

void TestMigrationTableModel::keepsRowsWhenOnlyCellsChange()
{
    m_model->setState(sampleState());
    QSignalSpy reset{m_model.get(), &QAbstractItemModel::modelReset};
    QSignalSpy changed{m_model.get(), &QAbstractItemModel::dataChanged};
    MigrationsState later = sampleState();
    later.status = statusOf(8);
    m_model->setState(later);
    QCOMPARE(reset.count(), 0);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(text(8, MigrationTableModel::StateColumn), u"Applied"_s);
}

QTEST_GUILESS_MAIN(TestMigrationTableModel)
#include "tst_migrationtablemodel.moc"
