// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/reportdesk.h"
#include "db/statements.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/verifyresult.h"
#include "views/reports/exportdialog.h"
#include "views/reports/schedulesdialog.h"
#include "views/theme/theme.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
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
class TestReportDesk : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void writesTheFileAndSaysSo();
    void remembersPresetAndFolder();
    void cancelsFromTheTaskCentre();
    void whatWaitsIsCancelledToo();
    void saysWhatWentWrong();
    void whatWasEnteredInVainIsThereAgain();
    void proposesAFolderThatIsThere();
    void saysThatTheDatabaseIsOlder();
    void schedulesAndWritesAtOnce();
    void listsAndRemovesSchedules();
    void marksWhatCannotBeRead();
    void refusesANameThatIsScheduled();
    void aScheduleThatFailsIsAnEvent();
    void forgetsWhatIsSolved();

private:
    void openDesk(const ConnectionSpec &database);
    [[nodiscard]] ExportDialog *opened(Report report = Report::Prices);
    [[nodiscard]] QString place(const QString &name) const { return m_folder->filePath(name); }
    void exportTo(const QString &path, Report report = Report::Prices);
    [[nodiscard]] QVariant task(int row, int role) const { return m_tasks->index(row).data(role); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_store;
    std::unique_ptr<TaskModel> m_tasks;
    std::unique_ptr<ReportDesk> m_desk;
    std::unique_ptr<QWidget> m_window;
    Theme m_theme;
    QStringList m_told;
    QList<Error> m_failures;
    QStringList m_problem; // its headline, as the window shows it; empty: none
};

namespace {

constexpr int Quotes = 50'000;
const QDateTime Now = QDateTime::fromString(u"2026-11-20T03:15:00Z"_s, Qt::ISODate);

QByteArray content(const QString &path)
{
    QFile file{path};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

} // namespace

void TestReportDesk::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    const ConnectionSpec spec = ConnectionSpec::file(place(u"market.db"_s));
    {
        const auto connection = openOrFail(spec);
        VERIFY_RESULT(migrate(*connection, MigrationSet::shipped(Engine::Sqlite)->head()));
        VERIFY_RESULT(connection->execute(
                u"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT %1) "
                "INSERT INTO price_data_5min (coin_type, bid, ask, last, timestamp, created_at) "
                "SELECT 'btc', '1.00000000', '1.00000000', '1.00000000', i * 300000, 0 FROM n"_s
                        .arg(Quotes)));
    }
    m_store = std::make_unique<QSettings>(place(u"settings.ini"_s), QSettings::IniFormat);
    m_store->setValue(u"export/folder"_s, m_folder->path());
    m_tasks = std::make_unique<TaskModel>([] { return Now; });
    m_window = std::make_unique<QWidget>();
    m_window->show();
    openDesk(spec);
}

void TestReportDesk::openDesk(const ConnectionSpec &database)
{
    m_desk = std::make_unique<ReportDesk>(database, place(u"data"_s), *m_store, *m_tasks, m_theme,
                                          [] { return Now; });
    m_told.clear();
    m_failures.clear();
    m_problem.clear();
    connect(m_desk.get(), &ReportDesk::told, this,
            [this](const QString &message) { m_told.append(message); });
    connect(m_desk.get(), &ReportDesk::failed, this,
            [this](const QString &headline, const Error &error) {
                m_failures.append(error);
                m_problem = {headline};
            });
    connect(m_desk.get(), &ReportDesk::solved, this, [this] { m_problem.clear(); });
    m_desk->start();
}

void TestReportDesk::cleanup()
{
    m_window.reset();
    m_desk.reset();
}

ExportDialog *TestReportDesk::opened(Report report)
{
    m_desk->open({{.report = report}}, *m_window);
    return m_window->findChildren<ExportDialog *>().constLast();
}

void TestReportDesk::exportTo(const QString &path, Report report)
{
    ExportDialog *dialog = opened(report);
    dialog->findChild<QLineEdit *>(u"fileEdit"_s)->setText(path);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"exportButton"_s), Qt::LeftButton);
}

void TestReportDesk::writesTheFileAndSaysSo()
{
    exportTo(place(u"prices.csv"_s));
    QTRY_COMPARE(m_told.size(), 1);
    QVERIFY2(m_told.constFirst().contains(place(u"prices.csv"_s)), qPrintable(m_told.constFirst()));
    QCOMPARE(content(place(u"prices.csv"_s)).count('\n'), Quotes + 1);
    QCOMPARE(m_tasks->rowCount(), 1);
    QCOMPARE(task(0, TaskModel::StateRole).value<TaskModel::State>(), TaskModel::State::Finished);
    QVERIFY(m_failures.isEmpty());
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

void TestReportDesk::saysWhatWentWrong()
{
    exportTo(place(u"gone/prices.csv"_s));
    QTRY_COMPARE(m_failures.size(), 1);
    QCOMPARE(m_failures.constFirst().kind, Error::Kind::NotFound);
    QCOMPARE(task(0, TaskModel::StateRole).value<TaskModel::State>(), TaskModel::State::Failed);
    QVERIFY(task(0, TaskModel::SummaryRole).toString().contains(u"gone"_s));
}

void TestReportDesk::whatWasEnteredInVainIsThereAgain()
{
    ExportDialog *dialog = opened(Report::Prices);
    auto *preset = dialog->findChild<QComboBox *>(u"presetChoice"_s);
    preset->setCurrentIndex(preset->findData(u"spreadsheet"_s));
    dialog->findChild<QCheckBox *>(u"deletedSwitch"_s)->setChecked(true);
    dialog->findChild<QLineEdit *>(u"fileEdit"_s)->setText(place(u"gone/mine.csv"_s));
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"exportButton"_s), Qt::LeftButton);
    QTRY_COMPARE(m_failures.size(), 1);

    // Another report is another question.
    ExportDialog *other = opened(Report::Runs);
    QVERIFY(other != dialog);
    other->reject();
    QTRY_COMPARE(m_window->findChildren<ExportDialog *>().size(), 1);

    dialog = opened(Report::Prices);
    QVERIFY(dialog->isVisible());
    QCOMPARE(dialog->findChild<QLineEdit *>(u"fileEdit"_s)->text(), place(u"gone/mine.csv"_s));
    QCOMPARE(dialog->findChild<QComboBox *>(u"presetChoice"_s)->currentData().toString(),
             u"spreadsheet"_s);
    QVERIFY(dialog->findChild<QCheckBox *>(u"deletedSwitch"_s)->isChecked());
    QVERIFY(QDir{m_folder->path()}.mkdir(u"gone"_s));
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"exportButton"_s), Qt::LeftButton);
    QTRY_COMPARE(m_told.size(), 1);
    QVERIFY(QFile::exists(place(u"gone/mine.csv"_s)));
    // It was written: the next one begins anew.
    QTRY_VERIFY(m_window->findChildren<ExportDialog *>().isEmpty());
    QVERIFY(!opened(Report::Prices)->findChild<QCheckBox *>(u"deletedSwitch"_s)->isChecked());
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
    QCOMPARE(cell(ScheduleTableModel::FormatColumn), u"machine"_s);
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
