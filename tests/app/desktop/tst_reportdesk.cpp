// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/statements.h"
#include "reportdesktest.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/verifyresult.h"
#include "views/reports/schedulesdialog.h"

#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QThread>

#include <atomic>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace {

std::atomic<int> windowsFlushes = 0;

QByteArray content(const QString &path)
{
    QFile file{path};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

} // namespace

// In place of the C library's: a disk that somebody waits for.
extern "C" int fsync(int file)
{
    if (QCoreApplication::instance() &&
        QCoreApplication::instance()->thread() == QThread::currentThread())
        ++windowsFlushes;
    return static_cast<int>(::syscall(SYS_fsync, file));
}

// From the dialog to the file, with the real threads.
class TestReportDesk : public ReportDeskTest
{
    Q_OBJECT

private slots:
    void init() { begin(); }
    void cleanup() { end(); }
    void writesTheFileAndSaysSo();
    void saysOfAFolderThatItIsNotThere();
    void remembersPresetAndFolder();
    void cancelsFromTheTaskCentre();
    void whatWaitsIsCancelledToo();
    void proposesAFolderThatIsThere();
    void saysThatTheDatabaseIsOlder();
    void schedulesAndWritesAtOnce();
    void listsAndRemovesSchedules();
    void marksWhatCannotBeRead();
    void refusesANameThatIsScheduled();
    void aScheduleThatFailsIsAnEvent();
    void whatGoesOnFailingIsOneEvent();
    void forgetsWhatIsSolved();
};

void TestReportDesk::writesTheFileAndSaysSo()
{
    exportTo(place(u"prices.csv"_s));
    QTRY_COMPARE(m_told.size(), 1);
    QVERIFY2(m_told.constFirst().contains(place(u"prices.csv"_s)), qPrintable(m_told.constFirst()));
    QCOMPARE(content(place(u"prices.csv"_s)).count('\n'), ReportedQuotes + 1);
    QCOMPARE(m_tasks->rowCount(), 1);
    QCOMPARE(task(0, TaskModel::StateRole).value<TaskModel::State>(), TaskModel::State::Finished);
    QVERIFY(m_failures.isEmpty());
}

void TestReportDesk::saysOfAFolderThatItIsNotThere()
{
    ExportDialog *dialog = opened();
    auto *file = dialog->findChild<QLineEdit *>(u"fileEdit"_s);
    const auto *button = dialog->findChild<QPushButton *>(u"exportButton"_s);
    const auto *error = dialog->findChild<QLabel *>(u"fileEditError"_s);
    file->setText(place(u"gone/prices.csv"_s));
    QTRY_VERIFY(!button->isEnabled());
    QVERIFY2(error->text().contains(place(u"gone"_s)), qPrintable(error->text()));
    file->setText(m_folder->path());
    QTRY_VERIFY2(error->text().contains(u"is a folder"), qPrintable(error->text()));
    file->setText(place(u"prices.csv"_s));
    QTRY_VERIFY(button->isEnabled());
    dialog->findChild<QComboBox *>(u"repeatChoice"_s)->setCurrentIndex(1);
    file->setText(place(u"gone"_s));
    QTRY_VERIFY(!button->isEnabled());
    QVERIFY(QDir{m_folder->path()}.mkdir(u"gone"_s));
    QEvent backAgain{QEvent::WindowActivate};
    QCoreApplication::sendEvent(dialog, &backAgain);
    QTRY_VERIFY(button->isEnabled());
}

void TestReportDesk::remembersPresetAndFolder()
{
    ExportDialog *dialog = opened(Report::Runs);
    auto *preset = dialog->findChild<QComboBox *>(u"presetChoice"_s);
    preset->setCurrentIndex(preset->findData(u"spreadsheet"_s));
    QVERIFY(QDir{m_folder->path()}.mkdir(u"sub"_s));
    dialog->findChild<QLineEdit *>(u"fileEdit"_s)->setText(place(u"sub/runs.csv"_s));
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"presetName"_s), u"mine"_s);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"savePreset"_s), Qt::LeftButton);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"exportButton"_s), Qt::LeftButton);
    QTRY_COMPARE(m_told.size(), 1);
    ExportDialog *again = opened();
    QCOMPARE(again->findChild<QComboBox *>(u"presetChoice"_s)->currentData().toString(), u"mine"_s);
    QCOMPARE(again->findChild<QLineEdit *>(u"fileEdit"_s)->text(),
             place(u"sub/prices-2026-11-20.csv"_s));
    // The command line takes it by this name.
    QVERIFY(CsvPresets{*m_store}.find(u"mine"_s, QLocale::c())->isForSpreadsheet);
}

// A pipe that nobody empties keeps the export under way.
void TestReportDesk::cancelsFromTheTaskCentre()
{
    const QString path = place(u"pipe"_s);
    QCOMPARE(::mkfifo(QFile::encodeName(path).constData(), 0600), 0);
    const int reader = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK);
    exportTo(path);
    int waiting = 0;
    QTRY_VERIFY(::ioctl(reader, FIONREAD, &waiting) == 0 && waiting == 65536);
    QVERIFY(task(0, TaskModel::CancellableRole).toBool());
    QElapsedTimer timer;
    timer.start();
    m_tasks->requestCancel(task(0, TaskModel::IdRole).toULongLong());
    QTRY_COMPARE(task(0, TaskModel::StateRole).value<TaskModel::State>(),
                 TaskModel::State::Cancelled);
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(m_failures.isEmpty() && m_told.isEmpty());
    ::close(reader);
    // The next one is not hit by it.
    exportTo(place(u"prices.csv"_s));
    QTRY_COMPARE(m_told.size(), 1);
}

void TestReportDesk::whatWaitsIsCancelledToo()
{
    const QString path = place(u"pipe"_s);
    QCOMPARE(::mkfifo(QFile::encodeName(path).constData(), 0600), 0);
    const int reader = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK);
    exportTo(path);
    exportTo(place(u"second.csv"_s));
    QCOMPARE(m_tasks->running(), 2);
    m_tasks->requestCancel(task(0, TaskModel::IdRole).toULongLong()); // newest first
    m_tasks->requestCancel(task(1, TaskModel::IdRole).toULongLong());
    QTRY_COMPARE(m_tasks->running(), 0);
    QVERIFY(!QFile::exists(place(u"second.csv"_s)));
    ::close(reader);
}

void TestReportDesk::proposesAFolderThatIsThere()
{
    m_store->setValue(u"export/folder"_s, place(u"gone"_s));
    const QString proposed = opened()->findChild<QLineEdit *>(u"fileEdit"_s)->text();
    QVERIFY2(QFileInfo::exists(QFileInfo{proposed}.path()), qPrintable(proposed));
    QVERIFY(!proposed.startsWith(place(u"gone"_s)));
}

void TestReportDesk::saysThatTheDatabaseIsOlder()
{
    const ConnectionSpec older = ConnectionSpec::file(place(u"older.db"_s));
    VERIFY_RESULT(migrate(*openOrFail(older), 9));
    openDesk(older);
    exportTo(place(u"runs.csv"_s), Report::Runs); // which are as they were
    QTRY_COMPARE(m_told.size(), 1);
    exportTo(place(u"alerts.csv"_s), Report::Alerts);
    QTRY_COMPARE(m_failures.size(), 1);
    QCOMPARE(m_failures.constFirst().kind, Error::Kind::Refused);
    QVERIFY2(m_failures.constFirst().detail.startsWith("The database is at version 9 "_L1),
             qPrintable(m_failures.constFirst().detail));
    QVERIFY(!QFile::exists(place(u"alerts.csv"_s)));
}

void TestReportDesk::schedulesAndWritesAtOnce()
{
    windowsFlushes = 0;
    ExportDialog *dialog = opened(Report::Runs);
    dialog->findChild<QComboBox *>(u"repeatChoice"_s)->setCurrentIndex(1);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"exportButton"_s), Qt::LeftButton);
    QTRY_COMPARE(m_told.size(), 2);
    QCOMPARE(windowsFlushes.load(), 0);
    QVERIFY2(m_told.constFirst().contains(u"every day"_s), qPrintable(m_told.constFirst()));
    QVERIFY(QFile::exists(place(u"runs-2026-11-19.csv"_s)));
    QVERIFY(QFile::exists(place(u"runs-2026-11-19.json"_s)));
}

void TestReportDesk::listsAndRemovesSchedules()
{
    schedulesAndWritesAtOnce();
    m_desk->openSchedules(*m_window);
    auto *dialog = m_window->findChild<SchedulesDialog *>();
    QVERIFY(dialog);
    const auto *table = dialog->findChild<QTableView *>(u"schedulesTable"_s);
    QTRY_COMPARE(table->model()->rowCount(), 1);
    const auto cell = [&](int column) {
        return table->model()->index(0, column).data().toString();
    };
    QCOMPARE(cell(ScheduleTableModel::NameColumn), u"runs"_s);
    QCOMPARE(cell(ScheduleTableModel::RowsColumn), u"All of it"_s);
    QCOMPARE(cell(ScheduleTableModel::FormatColumn), u"Other programs"_s);
    QCOMPARE(cell(ScheduleTableModel::EveryColumn), u"Daily"_s);
    QCOMPARE(cell(ScheduleTableModel::WrittenColumn),
             QLocale{}.toString(QDate{2026, 11, 19}, QLocale::ShortFormat));
    QCOMPARE(cell(ScheduleTableModel::FolderColumn), m_folder->path());
    auto *remove = dialog->findChild<QAction *>(u"removeSchedule"_s);
    QVERIFY(remove->isEnabled());
    remove->trigger();
    QTRY_COMPARE(table->model()->rowCount(), 0);
    QVERIFY(!remove->isEnabled());
    QVERIFY(QFile::exists(place(u"runs-2026-11-19.csv"_s)));
    QCOMPARE(m_told.constLast(), u"runs is not written any more. Its files stay."_s);

    QVERIFY(m_undo);
    m_undo();
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QCOMPARE(cell(ScheduleTableModel::WrittenColumn), // it goes on from there
             QLocale{}.toString(QDate{2026, 11, 19}, QLocale::ShortFormat));
    QVERIFY(m_told.constLast().startsWith(u"runs is written every day to "_s));
}

void TestReportDesk::marksWhatCannotBeRead()
{
    schedulesAndWritesAtOnce();
    const QString folder = ReportSchedules::folderFor(
            place(u"data"_s), ConnectionSpec::file(place(u"market.db"_s)).location());
    QFile bad{QDir{folder}.filePath(u"bad.json"_s)};
    QVERIFY(bad.open(QIODevice::WriteOnly) && bad.write("{") == 1);
    bad.close();
    m_desk->openSchedules(*m_window);
    auto *dialog = m_window->findChild<SchedulesDialog *>();
    auto *table = dialog->findChild<QTableView *>(u"schedulesTable"_s);
    QTRY_COMPARE(table->model()->rowCount(), 2);
    const QModelIndex report = table->model()->index(0, ScheduleTableModel::ReportColumn);
    QCOMPARE(report.data().toString(), u"Cannot be read"_s);
    QVERIFY(report.data(Qt::ToolTipRole).toString().contains(bad.fileName()));
    QCOMPARE(table->model()->index(1, ScheduleTableModel::NameColumn).data().toString(), u"runs"_s);
    table->selectRow(0);
    QVERIFY(!dialog->findChild<QAction *>(u"openScheduleFolder"_s)->isEnabled());
    dialog->findChild<QAction *>(u"removeSchedule"_s)->trigger();
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QVERIFY(!bad.exists());
}

void TestReportDesk::refusesANameThatIsScheduled()
{
    schedulesAndWritesAtOnce();
    ExportDialog *dialog = opened(Report::Runs);
    dialog->findChild<QComboBox *>(u"repeatChoice"_s)->setCurrentIndex(2);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"exportButton"_s), Qt::LeftButton);
    QTRY_COMPARE(m_failures.size(), 1);
    QCOMPARE(m_failures.constFirst().kind, Error::Kind::Refused);
    QVERIFY(m_failures.constFirst().detail.contains(u"Scheduled reports"_s));
    QCOMPARE(m_told.size(), 2); // nothing more
}

// What fails while nobody looks is among the events.
void TestReportDesk::aScheduleThatFailsIsAnEvent()
{
    ExportDialog *dialog = opened(Report::Runs);
    dialog->findChild<QComboBox *>(u"repeatChoice"_s)->setCurrentIndex(1);
    QVERIFY(QDir{m_folder->path()}.mkdir(u"runs-2026-11-19.csv"_s)); // where its file belongs
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"exportButton"_s), Qt::LeftButton);
    QTRY_COMPARE(m_failures.size(), 1);
    const auto connection = openOrFail(ConnectionSpec::file(place(u"market.db"_s)));
    const auto reason = [&] {
        Statements statements{*connection};
        Result<Rows> rows =
                statements.run(u"SELECT details FROM system_events WHERE component = 'reports'"_s);
        return rows && rows->next() ? rows->text(0) : QString{};
    };
    QTRY_VERIFY2(reason().contains(u"runs-2026-11-19.csv"_s), qPrintable(reason()));
    QVERIFY2(reason().contains(u"\"report\":\"runs\""_s), qPrintable(reason()));
    QVERIFY2(m_problem.value(0).contains(u" runs was not written"_s),
             qPrintable(m_problem.value(0)));
}

void TestReportDesk::whatGoesOnFailingIsOneEvent()
{
    aScheduleThatFailsIsAnEvent();
    m_desk->openSchedules(*m_window);
    auto *dialog = m_window->findChild<SchedulesDialog *>();
    auto *again = dialog->findChild<QAction *>(u"writeSchedules"_s);
    QTRY_VERIFY(again->isEnabled());
    again->trigger();
    QTRY_COMPARE(m_failures.size(), 2);
    QTRY_VERIFY(again->isEnabled()); // it has come to its end
    const auto connection = openOrFail(ConnectionSpec::file(place(u"market.db"_s)));
    QCOMPARE(numberFrom(*connection,
                        u"SELECT COUNT(*) FROM system_events WHERE component = 'reports'"_s),
             1);
}

void TestReportDesk::forgetsWhatIsSolved()
{
    exportTo(place(u"gone/prices.csv"_s));
    QTRY_COMPARE(m_problem, QStringList{u"The rows were not exported."_s});
    m_failures.clear();
    m_store->setValue(u"export/folder"_s, m_folder->path()); // not the one that is gone
    aScheduleThatFailsIsAnEvent();                           // over it
    exportTo(place(u"prices.csv"_s));
    QTRY_VERIFY(QFile::exists(place(u"prices.csv"_s)));
    QVERIFY(m_problem.value(0).contains(u" runs was not written"_s)); // by another cause

    QVERIFY(QDir{m_folder->path()}.rmdir(u"runs-2026-11-19.csv"_s));
    m_desk->openSchedules(*m_window);
    auto *dialog = m_window->findChild<SchedulesDialog *>();
    QTRY_VERIFY(dialog->findChild<QAction *>(u"writeSchedules"_s)->isEnabled());
    dialog->findChild<QAction *>(u"writeSchedules"_s)->trigger();
    QTRY_COMPARE(m_problem, QStringList{});

    // Who has read what failed may put it away.
    exportTo(place(u"gone/again.csv"_s));
    QTRY_COMPARE(m_problem, QStringList{u"The rows were not exported."_s});
    m_desk->dismiss();
    QCOMPARE(m_problem, QStringList{});
    m_store->setValue(u"export/folder"_s, m_folder->path());

    // One that is removed fails no more.
    const ReportSchedules schedules{ReportSchedules::folderFor(
            place(u"data"_s), ConnectionSpec::file(place(u"market.db"_s)).location())};
    VERIFY_RESULT(schedules.remove(u"runs"_s));
    QVERIFY(QFile::remove(place(u"runs-2026-11-19.csv"_s)));
    m_failures.clear();
    aScheduleThatFailsIsAnEvent();
    QTRY_VERIFY(dialog->findChild<QAction *>(u"removeSchedule"_s)->isEnabled());
    dialog->findChild<QAction *>(u"removeSchedule"_s)->trigger();
    QTRY_COMPARE(m_problem, QStringList{});
}

QTEST_MAIN(TestReportDesk)
#include "tst_reportdesk.moc"
