// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertedmarket.h"
#include "db/alerts/alertstatestore.h"
#include "shownprogram.h"
#include "tests/support/engines.h"
#include "tests/support/fakenotificationserver.h"
#include "tests/support/fakestatusnotifierwatcher.h"
#include "tests/support/sessionbus.h"
#include "tests/support/skip.h"
#include "views/shell/banner.h"
#include "views/shell/mainwindow.h"

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

#include <algorithm>
#include <optional>

using namespace Qt::Literals::StringLiterals;

// How the whole program tells of alerts, and what a click on a notice does, also on one from before
// a restart: with a notification server, with a tray alone, and with the window alone. Qt settles
// on one kind of tray per process, so the function with a tray is the last.
class TestNoticeWindow final : public QObject
{
    Q_OBJECT

public:
    explicit TestNoticeWindow(const SessionBus &bus)
        : m_bus{bus}
    {}

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void theWindowTellsOneAfterTheOther();
    void theWindowShowsAllAtOnce();
    void whatIsSeenInTheLogIsNotToldAgain();
    void aDigestOpensItsAlerts();
    void aDigestFromBeforeARestartIsAllOfIt();
    void theTrayTellsWhereThereIsNoServer();

private:
    void fire(int count);
    [[nodiscard]] QList<AlertLogEntry> log() const; // oldest first
    [[nodiscard]] QStringList told() const;         // how, of each
    [[nodiscard]] int acknowledged() const
    {
        return int(std::ranges::count_if(
                log(), [](const AlertLogEntry &entry) { return entry.acknowledgedAt.isValid(); }));
    }
    void start()
    {
        m_program.emplace();
        m_program->start(m_database->spec());
    }
    [[nodiscard]] static const Banner &banner()
    {
        return *ShownProgram::find<Banner>(u"noticeBanner"_s);
    }
    [[nodiscard]] static QString headline()
    {
        return banner().isVisible() ? banner().message().headline : QString{};
    }
    [[nodiscard]] static int selectedInLog()
    {
        const QTableView *table = ShownProgram::table(u"logTable"_s);
        return table->isVisible() ? int(table->selectionModel()->selectedRows().size()) : -1;
    }

    static constexpr int Patience = 20'000; // ms

    const SessionBus &m_bus;
    std::optional<TestDatabase> m_database;
    std::optional<AlertedMarket> m_market;
    std::optional<ShownProgram> m_program;
};

void TestNoticeWindow::initTestCase()
{
    if (!m_bus.missing().isEmpty())
        SKIP_UNLESS_CI(m_bus.missing().constData());
}

void TestNoticeWindow::init()
{
    m_database.emplace(Engine::Sqlite);
    m_market.emplace(m_database->spec());
}

void TestNoticeWindow::cleanup()
{
    m_program.reset();
    m_market.reset();
    m_database.reset();
}

// Alert 1 is the oldest, of rule "Rule 1".
void TestNoticeWindow::fire(int count)
{
    for (int number = 1; number <= count; ++number)
        m_market->addFiring(
                m_market->addRule(u"Rule %1"_s.arg(number), u"above %1"_s.arg(100 + number)),
                count - number + 1);
}

QList<AlertLogEntry> TestNoticeWindow::log() const
{
    const Result<AlertLogPage> page = AlertLogStore{m_market->connection()}.page({});
    QList<AlertLogEntry> entries = page ? page->rows : QList<AlertLogEntry>{};
    std::ranges::reverse(entries);
    return entries;
}

QStringList TestNoticeWindow::told() const
{
    QStringList ways;
    for (const AlertLogEntry &entry : log())
        ways.append(entry.deliveries.outcome(AlertChannel::Notice));
    return ways;
}

void TestNoticeWindow::theWindowTellsOneAfterTheOther()
{
    fire(3);
    start();
    QTRY_COMPARE_WITH_TIMEOUT(headline(), u"Rule 1"_s, Patience);
    QTRY_VERIFY(banner().message().text.contains(u"2 more alert(s) wait."_s));
    QTRY_COMPARE_WITH_TIMEOUT(told(), (QStringList{u"window"_s, {}, {}}), Patience);
    QVERIFY(ShownProgram::press(u"nextNoticeButton"_s));
    QCOMPARE(headline(), u"Rule 2"_s);
    QTRY_COMPARE_WITH_TIMEOUT(told(), (QStringList{u"window"_s, u"window"_s, {}}), Patience);
    QCOMPARE(log().at(2).status, AlertStatus::Triggered); // nobody has seen it

    QVERIFY(ShownProgram::press(u"acknowledgeNoticeButton"_s));
    QTRY_COMPARE_WITH_TIMEOUT(log().at(1).status, AlertStatus::Acknowledged, Patience);
    QCOMPARE(headline(), u"Rule 3"_s);
    QVERIFY(!banner().message().text.contains(u"wait"_s));
    QVERIFY(ShownProgram::press(u"snoozeNoticeButton"_s));
    QVERIFY(!banner().isVisible());
    const auto snoozed = [this] {
        return AlertStateStore{m_market->connection()}.snoozes()->keys();
    };
    QTRY_COMPARE_WITH_TIMEOUT(snoozed(), QList<qint64>{log().at(2).ruleId}, Patience);
    QTRY_COMPARE(told(), (QStringList{u"window"_s, u"window"_s, u"window"_s}));
    QCOMPARE(acknowledged(), 1);
}

void TestNoticeWindow::theWindowShowsAllAtOnce()
{
    fire(3);
    start();
    QTRY_COMPARE_WITH_TIMEOUT(headline(), u"Rule 1"_s, Patience);
    QVERIFY(ShownProgram::press(u"openAllNoticesButton"_s));
    QTRY_COMPARE_WITH_TIMEOUT(selectedInLog(), 3, Patience);
    QVERIFY(!banner().isVisible());
    QTRY_COMPARE_WITH_TIMEOUT(told(), (QStringList{u"window"_s, u"window"_s, u"window"_s}),
                              Patience);
}

void TestNoticeWindow::whatIsSeenInTheLogIsNotToldAgain()
{
    fire(2);
    start();
    QTRY_COMPARE_WITH_TIMEOUT(headline(), u"Rule 1"_s, Patience);
    // Without a window manager no key reaches the window.
    qobject_cast<MainWindow *>(ShownProgram::window())
            ->showPanel(ShownProgram::find<QWidget>(u"alerts"_s));
    QTableView *table = ShownProgram::table(u"logTable"_s);
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 2, Patience);
    table->selectRow(0); // the newest, which waits
    QVERIFY(ShownProgram::press(u"acknowledgeButton"_s));
    QTRY_COMPARE_WITH_TIMEOUT(acknowledged(), 1, Patience);
    QTRY_VERIFY(!banner().message().text.contains(u"wait"_s));
    QCOMPARE(headline(), u"Rule 1"_s);
}

void TestNoticeWindow::aDigestOpensItsAlerts()
{
    FakeNotificationServer server;
    server.appear();
    fire(5);
    start();
    QTRY_COMPARE_WITH_TIMEOUT(server.shown().size(), 1, Patience);
    QCOMPARE(server.shown().constFirst().title, u"5 alert(s)"_s);
    QTRY_COMPARE_WITH_TIMEOUT(told(), QStringList(5, u"notification"_s), Patience);
    server.click(server.shown().constFirst().id, u"default"_s);
    QTRY_COMPARE_WITH_TIMEOUT(selectedInLog(), 5, Patience);
    QCOMPARE(ShownProgram::table(u"logTable"_s)->currentIndex().row(), 0); // the newest
}

void TestNoticeWindow::aDigestFromBeforeARestartIsAllOfIt()
{
    FakeNotificationServer server;
    server.appear();
    fire(5);
    start();
    QTRY_COMPARE_WITH_TIMEOUT(told(), QStringList(5, u"notification"_s), Patience);
    start();
    const quint32 id = server.shown().constFirst().id;
    server.click(id, u"default"_s);
    QTRY_COMPARE_WITH_TIMEOUT(selectedInLog(), 5, Patience);
    server.click(id, u"acknowledge"_s);
    QTRY_COMPARE_WITH_TIMEOUT(acknowledged(), 5, Patience);
    QCOMPARE(server.calls(), 1); // and it was not told again
}

// What a host reads of an icon that asks for attention: the message's title and its text.
void TestNoticeWindow::theTrayTellsWhereThereIsNoServer()
{
    if (QGuiApplication::platformName() != "xcb"_L1)
        SKIP_UNLESS_CI("no X display: Qt shows no tray icon without a screen");
    FakeStatusNotifierWatcher watcher;
    watcher.appear();
    m_market->addFiring(m_market->addRule(u"BTC <100 & falling"_s, u"below 100"_s), 2);
    fire(1);
    start();
    QTRY_COMPARE_WITH_TIMEOUT(watcher.items().size(), 1, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(told(), (QStringList{u"tray"_s, u"tray"_s}), Patience);
    QVERIFY(!banner().isVisible());

    QDBusMessage question =
            QDBusMessage::createMethodCall(watcher.items().constFirst(), u"/StatusNotifierItem"_s,
                                           u"org.freedesktop.DBus.Properties"_s, u"GetAll"_s);
    question << u"org.kde.StatusNotifierItem"_s;
    QDBusPendingCallWatcher answer{QDBusConnection::sessionBus().asyncCall(question)};
    QTRY_VERIFY(answer.isFinished());
    const QDBusPendingReply<QVariantMap> reply = answer;
    QVERIFY2(reply.isValid(), qPrintable(reply.error().message()));
    QCOMPARE(reply.value().value(u"Status"_s).toString(), u"NeedsAttention"_s);
    const auto toolTip = reply.value().value(u"ToolTip"_s).value<QDBusArgument>();
    QString icon;
    QString title;
    QString text;
    toolTip.beginStructure();
    toolTip >> icon;
    toolTip.beginArray();
    while (!toolTip.atEnd()) {
        int side = 0;
        QByteArray pixels;
        toolTip.beginStructure();
        toolTip >> side >> side >> pixels;
        toolTip.endStructure();
    }
    toolTip.endArray();
    toolTip >> title >> text;
    toolTip.endStructure();
    QCOMPARE(title, u"2 alert(s)"_s);
    QCOMPARE(text, u"BTC &lt;100 &amp; falling\nRule 1"_s); // a host reads it as markup
}

int main(int argc, char *argv[])
{
    qputenv("QT_QPA_PLATFORM", qEnvironmentVariableIsEmpty("DISPLAY") ? "offscreen" : "xcb");
    const SessionBus bus; // before Qt looks for one
    QApplication application{argc, argv};
    TestNoticeWindow test{bus};
    return QTest::qExec(&test, argc, argv);
}

#include "tst_noticewindow.moc"
