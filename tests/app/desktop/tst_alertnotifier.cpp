// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/alertnotifier.h"
#include "tests/support/fakenotificationserver.h"
#include "tests/support/sessionbus.h"
#include "tests/support/skip.h"

#include <QApplication>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace {

// dunst shows the buttons of its notifications in a menu, by a program of the person's choice: this
// one chooses the line that a test wants.
class DunstMenu final
{
public:
    explicit DunstMenu(const QTemporaryDir &folder)
        : m_folder{folder}
    {
        write(u"choose"_s, u"#!/bin/sh\nexec grep -m1 -F -f "_s + path(u"wanted"_s) + u'\n');
        QFile::setPermissions(path(u"choose"_s), QFile::ReadOwner | QFile::ExeOwner);
        write(u"dunstrc"_s, u"[global]\ndmenu = "_s + path(u"choose"_s) + u'\n');
    }

    [[nodiscard]] QString configuration() const { return path(u"dunstrc"_s); }
    void choose(const QString &button) const { write(u"wanted"_s, u'#' + button + u'\n'); }

private:
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    void write(const QString &name, const QString &text) const
    {
        QFile file{path(name)};
        if (!file.open(QFile::WriteOnly) || file.write(text.toUtf8()) < 0)
            qFatal("%s cannot be written", qPrintable(file.fileName()));
    }

    const QTemporaryDir &m_folder;
};

} // namespace

// Notices on a D-Bus session of the test's own: a real server (dunst), one that can do what dunst
// cannot, and none.
class TestAlertNotifier final : public QObject
{
    Q_OBJECT

public:
    explicit TestAlertNotifier(const SessionBus &bus)
        : m_bus{bus}
    {}

private slots:
    void initTestCase();
    void init();
    void showsOne();
    void aServerThatIsBusyIsAskedAgain();
    void textsAreNoMarkup();
    void severityIsUrgency();
    void showsTheSameOnce();
    void clicksArrive();
    void clicksFromBeforeARestartArrive();
    void clicksOnOthersDoNot();
    void honoursDoNotDisturb();
    void criticalIsLeftToTheServer();
    void fallsBackWithoutAServer();
    void aServerThatComesLaterIsUsed();
    void aRealServerShowsAndClicks();

private:
    [[nodiscard]] static AlertNotice notice(qint64 entryId = 7);

    const SessionBus &m_bus;
    std::optional<FakeNotificationServer> m_server;
    std::optional<AlertNotifier> m_notifier;
    QStringList m_fallen;
};

void TestAlertNotifier::initTestCase()
{
    if (!m_bus.missing().isEmpty())
        SKIP_UNLESS_CI(m_bus.missing().constData());
}

void TestAlertNotifier::init()
{
    m_notifier.reset();
    m_server.reset();
    m_server.emplace();
    m_fallen.clear();
    m_notifier.emplace(QDBusConnection::sessionBus(),
                       [this](const AlertNotice &fallen) -> std::optional<QString> {
                           m_fallen.append(fallen.title);
                           return u"tray"_s;
                       });
}

AlertNotice TestAlertNotifier::notice(qint64 entryId)
{
    AlertNotice notice;
    notice.id = noticeIdOf(entryId);
    notice.title = u"BTC high"_s;
    notice.body = u"BTC.COINSPOT above 142000: 142518.5 <b>&"_s;
    notice.severity = AlertSeverity::Warning;
    AlertLogEntry entry;
    entry.id = entryId;
    entry.symbol = u"BTC.COINSPOT"_s;
    notice.entries = {entry};
    return notice;
}

// It may have shown it all the same: it is asked again under the same number, and nobody else is.
void TestAlertNotifier::aServerThatIsBusyIsAskedAgain()
{
    m_server->leaveUnanswered(1);
    m_server->appear();
    QSignalSpy shown{&*m_notifier, &AlertNotifier::shown};
    m_notifier->show(notice());
    QTRY_COMPARE_WITH_TIMEOUT(shown.count(), 1, 15'000);
    QCOMPARE(shown.at(0).at(1).toString(), u"notification"_s);
    QCOMPARE(m_server->calls(), 2);
    QCOMPARE(m_server->shown().size(), 1);
    QVERIFY(m_fallen.isEmpty());
}

void TestAlertNotifier::showsOne()
{
    m_server->appear();
    QSignalSpy shown{&*m_notifier, &AlertNotifier::shown};
    m_notifier->show(notice());
    QTRY_COMPARE(shown.count(), 1);
    QCOMPARE(shown.at(0).at(0).value<quint32>(), noticeIdOf(7));
    QCOMPARE(shown.at(0).at(1).toString(), u"notification"_s);
    QCOMPARE(m_server->shown().size(), 1);
    const FakeNotificationServer::Shown &there = m_server->shown().constFirst();
    QCOMPARE(there.title, u"BTC high"_s);
    QCOMPARE(there.body, notice().body); // a server without markup gets the text as it is
    QVERIFY(there.actions.contains(u"snooze"_s));
    QVERIFY(there.actions.contains(u"acknowledge"_s));
    QCOMPARE(there.hints.value(u"suppress-sound"_s).toBool(), true);
    QVERIFY(m_fallen.isEmpty());
}

void TestAlertNotifier::textsAreNoMarkup()
{
    m_server->setCapabilities({u"actions"_s, u"body"_s, u"body-markup"_s});
    m_server->appear();
    AlertNotice loud = notice();
    loud.hasSound = true;
    m_notifier->show(loud);
    QTRY_COMPARE(m_server->shown().size(), 1);
    QCOMPARE(m_server->shown().constFirst().body,
             u"BTC.COINSPOT above 142000: 142518.5 &lt;b&gt;&amp;"_s);
    QVERIFY(!m_server->shown().constFirst().hints.contains(u"suppress-sound"_s));
}

void TestAlertNotifier::severityIsUrgency()
{
    m_server->appear();
    AlertNotice critical = notice();
    critical.severity = AlertSeverity::Critical;
    m_notifier->show(critical);
    QTRY_COMPARE(m_server->shown().size(), 1);
    QCOMPARE(m_server->shown().constFirst().hints.value(u"urgency"_s).toInt(), 2);
    QCOMPARE(m_server->shown().constFirst().expiresMs, 0); // until somebody closes it
}

// Before and after a program that died in between.
void TestAlertNotifier::showsTheSameOnce()
{
    m_server->appear();
    m_notifier->show(notice());
    QTRY_COMPARE(m_server->calls(), 1);
    AlertNotifier next{QDBusConnection::sessionBus(), [](const AlertNotice &) { return u"x"_s; }};
    next.show(notice());
    QTRY_COMPARE(m_server->calls(), 2);
    QCOMPARE(m_server->shown().size(), 1);
}

void TestAlertNotifier::clicksArrive()
{
    m_server->appear();
    QSignalSpy opened{&*m_notifier, &AlertNotifier::openRequested};
    QSignalSpy snoozed{&*m_notifier, &AlertNotifier::snoozeRequested};
    QSignalSpy acknowledged{&*m_notifier, &AlertNotifier::acknowledgeRequested};
    m_notifier->show(notice());
    QTRY_COMPARE(m_server->shown().size(), 1);
    const quint32 id = m_server->shown().constFirst().id;
    m_server->click(id, u"default"_s);
    QTRY_COMPARE(opened.count(), 1);
    QCOMPARE(opened.at(0).at(0).value<AlertNotice>().entries.first().symbol, u"BTC.COINSPOT"_s);
    m_server->click(id, u"snooze"_s);
    QTRY_COMPARE(snoozed.count(), 1);
    QCOMPARE(snoozed.at(0).at(0).value<QList<qint64>>(), QList<qint64>{7});
    m_server->click(id, u"acknowledge"_s);
    QTRY_COMPARE(acknowledged.count(), 1);
}

void TestAlertNotifier::clicksFromBeforeARestartArrive()
{
    m_server->appear();
    QSignalSpy lookedUp{&*m_notifier, &AlertNotifier::lookUpRequested};
    QSignalSpy acknowledged{&*m_notifier, &AlertNotifier::acknowledgeRequested};
    m_server->click(noticeIdOf(12), u"acknowledge"_s);
    QTRY_COMPARE(lookedUp, (QList<QVariantList>{{noticeIdOf(12)}}));
    QCOMPARE(acknowledged.count(), 0);
    AlertNotice digest = notice(12);
    digest.entries.prepend(notice(11).entries.constFirst());
    m_notifier->acceptFound(digest);
    QCOMPARE(acknowledged.count(), 1);
    QCOMPARE(acknowledged.at(0).at(0).value<QList<qint64>>(), (QList<qint64>{11, 12}));
}

void TestAlertNotifier::clicksOnOthersDoNot()
{
    m_server->appear();
    QSignalSpy lookedUp{&*m_notifier, &AlertNotifier::lookUpRequested};
    m_server->click(4, u"acknowledge"_s);
    m_server->click(noticeIdOf(12), u"acknowledge"_s); // behind it
    QTRY_COMPARE(lookedUp.count(), 1);
}

void TestAlertNotifier::honoursDoNotDisturb()
{
    m_server->setInhibited(true);
    m_server->appear();
    QSignalSpy held{&*m_notifier, &AlertNotifier::held};
    QSignalSpy released{&*m_notifier, &AlertNotifier::released};
    m_notifier->show(notice());
    QTRY_COMPARE(held.count(), 1);
    QCOMPARE(m_server->calls(), 0);
    m_server->setInhibited(false);
    QTRY_COMPARE(released.count(), 1);
    m_notifier->show(notice());
    QTRY_COMPARE(m_server->calls(), 1);
}

void TestAlertNotifier::criticalIsLeftToTheServer()
{
    m_server->setInhibited(true);
    m_server->appear();
    AlertNotice critical = notice();
    critical.severity = AlertSeverity::Critical;
    m_notifier->show(critical);
    QTRY_COMPARE(m_server->calls(), 1);
}

void TestAlertNotifier::fallsBackWithoutAServer()
{
    QSignalSpy shown{&*m_notifier, &AlertNotifier::shown};
    m_notifier->show(notice());
    QTRY_COMPARE(shown.count(), 1);
    QCOMPARE(shown.at(0).at(1).toString(), u"tray"_s);
    QCOMPARE(m_fallen, QStringList{u"BTC high"_s});

    bool waits = false;
    AlertNotifier later{QDBusConnection::sessionBus(), [&](const AlertNotice &) {
                            waits = true;
                            return std::nullopt;
                        }};
    QSignalSpy shownLater{&later, &AlertNotifier::shown};
    later.show(notice());
    QTRY_VERIFY(waits);
    QCOMPARE(shownLater.count(), 0); // that is for who shows it to say
}

void TestAlertNotifier::aServerThatComesLaterIsUsed()
{
    QSignalSpy shown{&*m_notifier, &AlertNotifier::shown};
    m_notifier->show(notice(1));
    QTRY_COMPARE(shown.count(), 1);
    m_server->appear();
    m_notifier->show(notice(2));
    QTRY_COMPARE(shown.count(), 2);
    QCOMPARE(m_server->calls(), 1);
    m_server->vanish();
    m_notifier->show(notice(3));
    QTRY_COMPARE(shown.count(), 3);
    QCOMPARE(m_fallen.size(), 2);
}

// dunst needs a screen; dunstctl is how a person's key reaches it.
void TestAlertNotifier::aRealServerShowsAndClicks()
{
    if (qEnvironmentVariableIsEmpty("DISPLAY"))
        SKIP_UNLESS_CI("dunst needs a screen, as script/test starts one");
    m_server.reset();
    const QTemporaryDir folder;
    const DunstMenu menu{folder};
    QProcess dunst;
    dunst.start(u"dunst"_s, {u"-config"_s, menu.configuration()});
    if (!dunst.waitForStarted())
        SKIP_UNLESS_CI("dunst cannot be started");
    const auto dunstctl = [](const QStringList &arguments) {
        QProcess process;
        process.start(u"dunstctl"_s, arguments);
        process.waitForFinished();
        return process.readAllStandardOutput().trimmed();
    };
    const auto displayed = [&] { return dunstctl({u"count"_s, u"displayed"_s}); };
    QTRY_COMPARE_WITH_TIMEOUT(displayed(), QByteArray{"0"}, 20'000);
    QSignalSpy shown{&*m_notifier, &AlertNotifier::shown};
    QSignalSpy opened{&*m_notifier, &AlertNotifier::openRequested};
    QSignalSpy snoozed{&*m_notifier, &AlertNotifier::snoozeRequested};
    QSignalSpy acknowledged{&*m_notifier, &AlertNotifier::acknowledgeRequested};
    m_notifier->show(notice());
    QTRY_COMPARE(shown.count(), 1);
    QCOMPARE(shown.at(0).at(1).toString(), u"notification"_s);
    QTRY_COMPARE_WITH_TIMEOUT(displayed(), QByteArray{"1"}, 10'000);
    m_notifier->show(notice()); // the same is not shown twice
    QTRY_COMPARE(shown.count(), 2);
    QCOMPARE(displayed(), QByteArray{"1"});
    dunstctl({u"action"_s, u"0"_s}); // a click on it
    QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, 10'000);
    QCOMPARE(opened.at(0).at(0).value<AlertNotice>().id, noticeIdOf(7));

    // Each button, as dunst's menu of a notification has them. It closes what was answered.
    for (const auto &[button, clicked] :
         {std::pair{u"Open chart"_s, &opened}, std::pair{u"Snooze 1 h"_s, &snoozed},
          std::pair{u"Acknowledge"_s, &acknowledged}}) {
        QTRY_COMPARE_WITH_TIMEOUT(displayed(), QByteArray{"0"}, 10'000);
        const qsizetype before = clicked->count();
        m_notifier->show(notice());
        QTRY_COMPARE_WITH_TIMEOUT(displayed(), QByteArray{"1"}, 10'000);
        menu.choose(button);
        dunstctl({u"context"_s});
        QTRY_COMPARE_WITH_TIMEOUT(clicked->count(), before + 1, 10'000);
    }
    QCOMPARE(opened.count() + snoozed.count() + acknowledged.count(), 4);
    QCOMPARE(snoozed.at(0).at(0).value<QList<qint64>>(), QList<qint64>{7});
    QCOMPARE(acknowledged.at(0).at(0).value<QList<qint64>>(), QList<qint64>{7});
    dunst.terminate();
    dunst.waitForFinished();
}

int main(int argc, char *argv[])
{
    const SessionBus bus; // before Qt looks for one
    QApplication application{argc, argv};
    TestAlertNotifier test{bus};
    return QTest::qExec(&test, argc, argv);
}

#include "tst_alertnotifier.moc"
