// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrationdata.h"
#include "models/cellrole.h"
#include "models/migrations/backuptablemodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestBackupTableModel final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void knowsWhetherItWasTold();
    void listsNewestFirst();
    void saysChecks();
    void keepsRowsWhenOnlyCellsChange();

private:
    [[nodiscard]] QString text(int row, int column) const
    {
        return m_model->index(row, column).data().toString();
    }

    std::unique_ptr<BackupTableModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestBackupTableModel::init()
{
    m_tester.reset();
    m_model = std::make_unique<BackupTableModel>(QLocale{u"en_AU"_s}, &migrationTime);
    m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestBackupTableModel::knowsWhetherItWasTold()
{
    QVERIFY(!m_model->hasAnswer());
    m_model->setBackups({});
    QVERIFY(m_model->hasAnswer());
    QCOMPARE(m_model->rowCount(), 0);
}

void TestBackupTableModel::listsNewestFirst()
{
    m_model->setBackups(sampleBackups());
    QCOMPARE(m_model->backup(0).version, 7);
    QCOMPARE(m_model->backup(2).version, 5);
    QCOMPARE(text(0, BackupTableModel::MadeColumn), u"20 Nov 2026, 14:00"_s);
    QCOMPARE(text(0, BackupTableModel::SizeColumn), u"823 MB"_s);
    QCOMPARE(text(0, BackupTableModel::FileColumn), u"market-7.db"_s);
    QCOMPARE(text(1, BackupTableModel::KeptColumn), u"always"_s);
    QCOMPARE(m_model->index(0, BackupTableModel::FileColumn).data(CellRole::Raw).toString(),
             u"/backups/market-7.db"_s);
}

void TestBackupTableModel::saysChecks()
{
    m_model->setBackups(sampleBackups());
    QCOMPARE(text(0, BackupTableModel::CheckColumn), u"Not verified"_s);
    QCOMPARE(text(1, BackupTableModel::CheckColumn), u"Verified"_s);
    QCOMPARE(text(2, BackupTableModel::CheckColumn), u"Damaged"_s);
    m_model->setVerifying(u"/backups/market-7.db"_s);
    QCOMPARE(text(0, BackupTableModel::CheckColumn), u"Verifying…"_s);
    QCOMPARE(text(1, BackupTableModel::CheckColumn), u"Verified"_s);
}

void TestBackupTableModel::keepsRowsWhenOnlyCellsChange()
{
    m_model->setBackups(sampleBackups());
    QSignalSpy reset{m_model.get(), &QAbstractItemModel::modelReset};
    QList<BackupRow> later = sampleBackups();
    later[1].check = BackupRow::Check::Verified;
    m_model->setBackups(later);
    QCOMPARE(reset.count(), 0);
    QCOMPARE(text(0, BackupTableModel::CheckColumn), u"Verified"_s);
    later.removeLast();
    m_model->setBackups(later);
    QCOMPARE(reset.count(), 1);
}

QTEST_GUILESS_MAIN(TestBackupTableModel)
#include "tst_backuptablemodel.moc"
