// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestSettings final : public QObject
{
    Q_OBJECT

private slots:
    void defaults();
    void comesBackFromTheFile();
    void nonsenseInTheFileIsNoHarm();
    void keepsNoPassword_data();
    void keepsNoPassword();

private:
    QTemporaryDir m_folder;
    [[nodiscard]] QString file(const char *name) const
    {
        return m_folder.filePath(QString::fromLatin1(name));
    }
};

void TestSettings::defaults()
{
    QSettings store{file("defaults.ini"), QSettings::IniFormat};
    const Settings settings{store};
    QVERIFY(settings.closeToTray());
    QVERIFY(!settings.startHidden());
    QVERIFY(settings.windowGeometry().isEmpty());
    QVERIFY(settings.chartRange().isEmpty());
    QVERIFY(settings.databaseUrl().isEmpty());
    QVERIFY(store.allKeys().isEmpty()); // reading writes nothing
}

void TestSettings::comesBackFromTheFile()
{
    {
        QSettings store{file("a.ini"), QSettings::IniFormat};
        Settings settings{store};
        settings.setWindowGeometry(QByteArray{"\0\x01geometry", 10});
        settings.setWindowState("state");
        settings.setPanel(u"collector"_s);
        settings.setSplitter(u"prices"_s, "split");
        settings.setColumns(u"prices"_s, "columns");
        settings.setColumns(u"runs"_s, "others");
        settings.setChartRange(u"1w"_s);
        settings.setChartKind(u"candles"_s);
        settings.setChartPlace(u"beside"_s);
        settings.setThemeChoice(u"dark"_s);
        settings.setCloseToTray(false);
        settings.setStartHidden(true);
        settings.setDatabaseUrl(u"sqlite:////home/me/my%20data/market.db?mode=ro"_s);
    }
    QSettings store{file("a.ini"), QSettings::IniFormat};
    const Settings settings{store};
    QCOMPARE(settings.windowGeometry(), (QByteArray{"\0\x01geometry", 10}));
    QCOMPARE(settings.windowState(), "state");
    QCOMPARE(settings.panel(), u"collector"_s);
    QCOMPARE(settings.splitter(u"prices"_s), "split");
    QCOMPARE(settings.columns(u"prices"_s), "columns");
    QCOMPARE(settings.columns(u"runs"_s), "others");
    QCOMPARE(settings.chartRange(), u"1w"_s);
    QCOMPARE(settings.chartKind(), u"candles"_s);
    QCOMPARE(settings.chartPlace(), u"beside"_s);
    QCOMPARE(settings.themeChoice(), u"dark"_s);
    QVERIFY(!settings.closeToTray());
    QVERIFY(settings.startHidden());
    QCOMPARE(settings.databaseUrl(), u"sqlite:////home/me/my%20data/market.db?mode=ro"_s);
}

void TestSettings::nonsenseInTheFileIsNoHarm()
{
    QFile broken{file("broken.ini")};
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("[tray]\ncloseToTray=@Invalid()\n[window\n\xff\xfe=@ByteArray(");
    broken.close();
    QSettings store{broken.fileName(), QSettings::IniFormat};
    const Settings settings{store};
    QVERIFY(settings.windowGeometry().isEmpty());
    QVERIFY(!settings.startHidden());
}

void TestSettings::keepsNoPassword_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("kept");
    QTest::newRow("none") << u"postgresql://me@host:5432/db"_s << u"postgresql://me@host:5432/db"_s;
    QTest::newRow("plain") << u"postgresql://me:secret@host:5432/db?sslmode=require"_s
                           << u"postgresql://me@host:5432/db?sslmode=require"_s;
    QTest::newRow("with @ and /") << u"mysql://me:se/cr@t@host/db"_s << u"mysql://me@host/db"_s;
    QTest::newRow("empty user") << u"mysql://:secret@host/db"_s << u"mysql://@host/db"_s;
    QTest::newRow("parameter") << u"postgresql://host/db?user=me&password=secret&sslmode=require"_s
                               << u"postgresql://host/db?user=me&sslmode=require"_s;
    QTest::newRow("only parameter")
            << u"postgresql://host/db?Password=secret"_s << u"postgresql://host/db"_s;
    QTest::newRow("a file's name is none")
            << u"sqlite:////home/a:b@c/x.db"_s << u"sqlite:////home/a:b@c/x.db"_s;
}

void TestSettings::keepsNoPassword()
{
    QFETCH(const QString, url);
    QFETCH(const QString, kept);
    QSettings store{file("password.ini"), QSettings::IniFormat};
    Settings settings{store};
    settings.setDatabaseUrl(url);
    QCOMPARE(settings.databaseUrl(), kept);
    store.sync();
    QFile written{store.fileName()};
    QVERIFY(written.open(QIODevice::ReadOnly));
    QVERIFY(!written.readAll().contains("secret"));
}

QTEST_GUILESS_MAIN(TestSettings)

#include "tst_settings.moc"
