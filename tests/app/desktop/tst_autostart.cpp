// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/autostart.h"

#include <QDir>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestAutostart final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void switchesOnAndOff();
    void showsWhatTheFileSays_data();
    void showsWhatTheFileSays();
    void noticesChangesFromOutside();
    void hidesTheSystemsFile();
    void saysWhyItCannotWrite();
    void quotesByTheRules_data();
    void quotesByTheRules();
    void desktopStartsWhatWasWritten();

private:
    [[nodiscard]] QString user() const { return m_folder->filePath(u"user"_s); }
    [[nodiscard]] QString system() const { return m_folder->filePath(u"system"_s); }
    void write(const QString &folder, const QByteArray &text);

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestAutostart::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestAutostart::write(const QString &folder, const QByteArray &text)
{
    QVERIFY(QDir{}.mkpath(folder + "/autostart"_L1));
    QFile file{folder + "/autostart/tidemark.desktop"_L1};
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

void TestAutostart::switchesOnAndOff()
{
    Autostart autostart{{user(), system()}, u"/bin/true"_s};
    QSignalSpy changed{&autostart, &Autostart::enabledChanged};
    QVERIFY(!autostart.isEnabled());
    QVERIFY(autostart.setEnabled(true).has_value());
    QVERIFY(autostart.isEnabled());
    QFile file{autostart.file()};
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("\nExec=/bin/true --background\n"));
    QVERIFY(autostart.setEnabled(false).has_value());
    QVERIFY(!autostart.isEnabled());
    QVERIFY(!QFile::exists(autostart.file()));
    QVERIFY(autostart.setEnabled(false).has_value()); // off already: nothing to do
    QCOMPARE(changed.count(), 2);
}

void TestAutostart::showsWhatTheFileSays_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("enabled");
    const QByteArray head = "[Desktop Entry]\nType=Application\nExec=/bin/true --background\n";
    QTest::newRow("plain") << head << true;
    QTest::newRow("hidden") << head + "Hidden=true\n" << false;
    QTest::newRow("not hidden") << head + "Hidden=false\n" << true;
    QTest::newRow("switched off in GNOME") << head + "X-GNOME-Autostart-enabled=false\n" << false;
    QTest::newRow("spaces around =") << head + "X-GNOME-Autostart-enabled = false \n" << false;
    QTest::newRow("switched on in GNOME") << head + "X-GNOME-Autostart-enabled=true\n" << true;
    QTest::newRow("hidden in another group") << head + "[Other]\nHidden=true\n" << true;
    QTest::newRow("comment") << head + "#Hidden=true\n" << true;
    QTest::newRow("program gone") << QByteArray{"[Desktop Entry]\nExec=/nonexistent/x\n"} << false;
    QTest::newRow("program in PATH") << QByteArray{"[Desktop Entry]\nExec=true\n"} << true;
    QTest::newRow("no Exec") << QByteArray{"[Desktop Entry]\nType=Application\n"} << false;
    QTest::newRow("empty") << QByteArray{} << false;
    QTest::newRow("binary") << QByteArray{"\0\xff\xfe[Desktop", 11} << false;
}

void TestAutostart::showsWhatTheFileSays()
{
    QFETCH(const QByteArray, text);
    QFETCH(const bool, enabled);
    write(user(), text);
    const Autostart autostart{{user(), system()}, u"/bin/true"_s};
    QCOMPARE(autostart.isEnabled(), enabled);
}

void TestAutostart::noticesChangesFromOutside()
{
    QVERIFY(QDir{}.mkpath(user())); // but no autostart folder in it yet
    Autostart autostart{{user(), system()}, u"/bin/true"_s};
    QSignalSpy changed{&autostart, &Autostart::enabledChanged};
    write(user(), "[Desktop Entry]\nExec=/bin/true\n");
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(changed.at(0).at(0).toBool(), true);
    write(user(), "[Desktop Entry]\nExec=/bin/true\nHidden=true\n");
    QTRY_COMPARE(changed.count(), 2);
    write(user(), "[Desktop Entry]\nExec=/bin/true\n");
    QTRY_COMPARE(changed.count(), 3);
    QVERIFY(QFile::remove(autostart.file()));
    QTRY_COMPARE(changed.count(), 4);
    QVERIFY(!autostart.isEnabled());
}

void TestAutostart::hidesTheSystemsFile()
{
    write(system(), "[Desktop Entry]\nExec=/bin/true\n");
    Autostart autostart{{user(), system()}, u"/bin/true"_s};
    QVERIFY(autostart.isEnabled());
    QVERIFY(autostart.setEnabled(false).has_value());
    QVERIFY(!autostart.isEnabled());
    QVERIFY(autostart.setEnabled(true).has_value());
    QVERIFY(autostart.isEnabled());
}

void TestAutostart::saysWhyItCannotWrite()
{
    QFile inTheWay{user()}; // a file where the folder should be: true for root as well
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    Autostart autostart{{user(), system()}, u"/bin/true"_s};
    const Result<> done = autostart.setEnabled(true);
    QVERIFY(!done.has_value());
    QCOMPARE(done.error().kind, Error::Kind::AccessDenied);
    QCOMPARE(done.error().subject, autostart.file());
    QVERIFY(!autostart.isEnabled());
}

void TestAutostart::quotesByTheRules_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("exec");
    QTest::newRow("plain") << u"/usr/bin/tidemark"_s << u"/usr/bin/tidemark"_s;
    QTest::newRow("space") << u"/opt/my apps/tidemark"_s << u"\"/opt/my apps/tidemark\""_s;
    QTest::newRow("percent") << u"/opt/100%/tidemark"_s << u"/opt/100%%/tidemark"_s;
    QTest::newRow("dollar") << u"/opt/$x/t"_s << u"\"/opt/\\\\$x/t\""_s;
    QTest::newRow("quote") << u"/opt/a\"b/t"_s << u"\"/opt/a\\\\\"b/t\""_s;
    QTest::newRow("backslash") << u"/opt/a\\b/t"_s << u"\"/opt/a\\\\\\\\b/t\""_s;
    QTest::newRow("umlaut") << u"/opt/öl/t"_s << u"/opt/öl/t"_s;
}

void TestAutostart::quotesByTheRules()
{
    QFETCH(const QString, program);
    QFETCH(const QString, exec);
    QCOMPARE(Autostart::execValue({program}), exec);
    QCOMPARE(Autostart::programOf(Autostart::execValue({program, u"--background"_s})), program);
}

// Another reader of desktop entries, GLib's, starts exactly the program that was meant.
void TestAutostart::desktopStartsWhatWasWritten()
{
    const QString gio = QStandardPaths::findExecutable(u"gio"_s);
    if (gio.isEmpty())
        QSKIP("gio (libglib2.0-bin) is not installed");
    const QString folder = m_folder->filePath(u"a b\"c$d`e\\f"_s);
    QVERIFY(QDir{}.mkpath(folder));
    QFile program{folder + "/prog"_L1};
    QVERIFY(program.open(QIODevice::WriteOnly));
    program.write("#!/bin/sh\nprintf '%s' \"$*\" > \"$0.ran\"\n");
    program.close();
    QVERIFY(program.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    Autostart autostart{{user()}, program.fileName()};
    QVERIFY(autostart.setEnabled(true).has_value());
    QVERIFY(autostart.isEnabled());
    QCOMPARE(QProcess::execute(gio, {u"launch"_s, autostart.file()}), 0);
    QFile ran{program.fileName() + ".ran"_L1};
    QTRY_VERIFY(ran.exists() && ran.size() > 0);
    QVERIFY(ran.open(QIODevice::ReadOnly));
    QCOMPARE(ran.readAll(), "--background");
}

QTEST_GUILESS_MAIN(TestAutostart)

#include "tst_autostart.moc"
