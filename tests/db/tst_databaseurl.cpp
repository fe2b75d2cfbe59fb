// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/databaseurl.h"
#include "db/domain/errortext.h"

#include <QDir>
#include <QTemporaryFile>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace {

const QString Source = u"DATABASE_URL"_s;

// What a URL says, in one line.
QString described(const ConnectionSpec &spec)
{
    return u"%1 host=%2 port=%3 name=%4 user=%5 password=%6 tls=%7 readonly=%8 timeout=%9"_s.arg(
            engineName(spec.engine), spec.host, QString::number(spec.port), spec.databaseName,
            spec.user, spec.password, tlsModeName(spec.tls), QString::number(spec.readOnly),
            QString::number(spec.connectTimeout.count()));
}

} // namespace

class TestDatabaseUrl final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { qputenv("LOGNAME", "somebody"); }
    void readsServers_data();
    void readsServers();
    void readsFiles_data();
    void readsFiles();
    void refuses_data();
    void refuses();
    void namesWhatIsUnknown();
    void tellsNoSecret_data();
    void tellsNoSecret();
    void refusesAPasswordInSight_data();
    void refusesAPasswordInSight();
    void readsACertificate();
    void comesBackFromItsLocation_data();
    void comesBackFromItsLocation();
};

void TestDatabaseUrl::readsServers_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QString &url, const QString &expected) {
        QTest::newRow(name) << url << expected;
    };
    row("everything", u"postgresql://me:secret@db.example.com:6543/market"_s,
        u"postgresql host=db.example.com port=6543 name=market user=me password=secret "
        "tls=verify-full readonly=0 timeout=5000"_s);
    row("postgres", u"postgres://me@db.example.com/market"_s,
        u"postgresql host=db.example.com port=0 name=market user=me password= tls=verify-full "
        "readonly=0 timeout=5000"_s);
    row("mysql is mariadb", u"mysql://me:secret@db.example.com/market"_s,
        u"mariadb host=db.example.com port=0 name=market user=me password=secret "
        "tls=verify-full readonly=0 timeout=5000"_s);
    row("mariadb", u"MariaDB://me@10.0.0.7:3307/market"_s,
        u"mariadb host=10.0.0.7 port=3307 name=market user=me password= tls=verify-full "
        "readonly=0 timeout=5000"_s);
    row("percent-encoded", u"postgresql://m%40e:s%3Ae%2Fc%3Fr%23e%25t%20%C3%A9@h/my%2Fmarket"_s,
        u"postgresql host=h port=0 name=my/market user=m@e password=s:e/c?r#e%t \u00e9 "
        "tls=verify-full readonly=0 timeout=5000"_s);
    row("a plus stays", u"postgresql://me:a+b@h/market"_s,
        u"postgresql host=h port=0 name=market user=me password=a+b tls=verify-full readonly=0 "
        "timeout=5000"_s);
    row("a colon in the password", u"postgresql://me:a:b@h/market"_s,
        u"postgresql host=h port=0 name=market user=me password=a:b tls=verify-full readonly=0 "
        "timeout=5000"_s);
    row("the system's user", u"postgresql://h/market"_s,
        u"postgresql host=h port=0 name=market user=somebody password= tls=verify-full readonly=0 "
        "timeout=5000"_s);
    row("an empty password", u"mysql://me:@h/market"_s,
        u"mariadb host=h port=0 name=market user=me password= tls=verify-full readonly=0 "
        "timeout=5000"_s);
    row("IPv6", u"postgresql://me@[2001:db8::7]:6543/market"_s,
        u"postgresql host=2001:db8::7 port=6543 name=market user=me password= tls=verify-full "
        "readonly=0 timeout=5000"_s);
    row("IPv6 without a port", u"mariadb://me@[::1]/market"_s,
        u"mariadb host=::1 port=0 name=market user=me password= tls=prefer readonly=0 "
        "timeout=5000"_s);
    row("IPv6 with a zone", u"postgresql://me@[fe80::1%25eth0]/market"_s,
        u"postgresql host=fe80::1%eth0 port=0 name=market user=me password= tls=verify-full "
        "readonly=0 timeout=5000"_s);
    row("localhost", u"postgresql://me@LocalHost/market"_s,
        u"postgresql host=LocalHost port=0 name=market user=me password= tls=prefer readonly=0 "
        "timeout=5000"_s);
    row("loopback", u"mariadb://me@127.1.2.3/market"_s,
        u"mariadb host=127.1.2.3 port=0 name=market user=me password= tls=prefer readonly=0 "
        "timeout=5000"_s);
    row("a name like the loopback", u"postgresql://me@127.0.0.1.example.com/market"_s,
        u"postgresql host=127.0.0.1.example.com port=0 name=market user=me password= "
        "tls=verify-full readonly=0 timeout=5000"_s);
    row("no host", u"postgresql:///market"_s,
        u"postgresql host=/var/run/postgresql port=0 name=market user=somebody password= "
        "tls=prefer readonly=0 timeout=5000"_s);
    row("no host, MariaDB", u"mariadb://me@/market"_s,
        u"mariadb host=/run/mysqld/mysqld.sock port=0 name=market user=me password= tls=prefer "
        "readonly=0 timeout=5000"_s);
    row("a socket", u"postgresql://me@:6543/market?host=/tmp/my%20run"_s,
        u"postgresql host=/tmp/my run port=6543 name=market user=me password= tls=prefer "
        "readonly=0 timeout=5000"_s);
    row("a socket as host", u"mysql://me@%2Ftmp%2Fm.sock/market"_s,
        u"mariadb host=/tmp/m.sock port=0 name=market user=me password= tls=prefer readonly=0 "
        "timeout=5000"_s);
    row("TLS given", u"postgresql://me@127.0.0.1/market?sslmode=verify-ca"_s,
        u"postgresql host=127.0.0.1 port=0 name=market user=me password= tls=verify-ca readonly=0 "
        "timeout=5000"_s);
    row("TLS switched off", u"mysql://me@h/market?sslmode=disable"_s,
        u"mariadb host=h port=0 name=market user=me password= tls=disable readonly=0 "
        "timeout=5000"_s);
    row("TLS unchecked", u"mysql://me@h/market?sslmode=require"_s,
        u"mariadb host=h port=0 name=market user=me password= tls=require readonly=0 "
        "timeout=5000"_s);
    row("read-only, patient", u"postgresql://me@h/market?mode=ro&connect_timeout=30"_s,
        u"postgresql host=h port=0 name=market user=me password= tls=verify-full readonly=1 "
        "timeout=30000"_s);
    row("to be written", u"postgresql://me@h/market?mode=rw"_s,
        u"postgresql host=h port=0 name=market user=me password= tls=verify-full readonly=0 "
        "timeout=5000"_s);
    row("an empty query", u"postgresql://me@h/market?"_s,
        u"postgresql host=h port=0 name=market user=me password= tls=verify-full readonly=0 "
        "timeout=5000"_s);
}

void TestDatabaseUrl::readsServers()
{
    QFETCH(const QString, url);
    QFETCH(const QString, expected);
    const Result<ConnectionSpec> spec = parseDatabaseUrl(url, Source);
    QVERIFY2(spec.has_value(), spec ? "" : qPrintable(spec.error().detail));
    QCOMPARE(described(*spec), expected);
}

void TestDatabaseUrl::readsFiles_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("readOnly");
    const QString here = QDir::currentPath();

    QTest::newRow("absolute") << u"sqlite:////tmp/a.db"_s << u"/tmp/a.db"_s << false;
    QTest::newRow("relative") << u"sqlite:///a.db"_s << here + u"/a.db"_s << false;
    QTest::newRow("percent-encoded")
            << u"sqlite:////tmp/a%20b%3F.db"_s << u"/tmp/a b?.db"_s << false;
    QTest::newRow("read-only") << u"sqlite:////tmp/a.db?mode=ro"_s << u"/tmp/a.db"_s << true;
    QTest::newRow("to be written") << u"sqlite:////tmp/a.db?mode=rw"_s << u"/tmp/a.db"_s << false;
    QTest::newRow("odd names") << u"SQLite:////tmp/a@b#c.db"_s << u"/tmp/a@b#c.db"_s << false;
}

void TestDatabaseUrl::readsFiles()
{
    QFETCH(const QString, url);
    QFETCH(const QString, path);
    QFETCH(const bool, readOnly);
    const Result<ConnectionSpec> spec = parseDatabaseUrl(url, Source);
    QVERIFY2(spec.has_value(), spec ? "" : qPrintable(spec.error().detail));
    QCOMPARE(spec->engine, Engine::Sqlite);
    QCOMPARE(spec->path, path);
    QCOMPARE(spec->readOnly, readOnly);
}

void TestDatabaseUrl::refuses_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("reason"); // a part of it
    const auto row = [](const char *name, const QString &url, const QString &reason) {
        QTest::newRow(name) << url << reason;
    };
    row("empty", u""_s, u"no database URL"_s);
    row("a file's name", u"market.db"_s, u"no database URL"_s);
    row("another engine", u"oracle://me@h/market"_s, u"no database URL"_s);
    row("a driver", u"postgresql+psycopg2://me@h/market"_s, u"write postgresql://"_s);
    row("one slash", u"postgresql:/me@h/market"_s, u"no database URL"_s);
    row("SQLite, two slashes", u"sqlite://market.db"_s, u"three slashes"_s);
    row("SQLite, no file", u"sqlite:///"_s, u"names no file"_s);
    row("SQLite, unknown parameter", u"sqlite:////a.db?cache=shared"_s, u"cache"_s);
    row("SQLite, unknown mode", u"sqlite:////a.db?mode=memory"_s, u"ro or rw"_s);
    row("no database", u"postgresql://me@h"_s, u"names no database"_s);
    row("an empty database", u"mariadb://me@h/"_s, u"write mariadb://"_s);
    row("a path", u"postgresql://me@h/a/b"_s, u"%2F"_s);
    row("two @", u"postgresql://me:a@b@h/market"_s, u"%40"_s);
    row("a loose percent", u"postgresql://me:100%@h/market"_s, u"%25"_s);
    row("percent-encoded bytes", u"postgresql://me:%FF@h/market"_s, u"no text"_s);
    row("a null", u"postgresql://m%00e@h/market"_s, u"no text"_s);
    row("a line break", u"postgresql://me@h/market\n"_s, u"control character"_s);
    row("a blank", u"postgresql://me@h/my market"_s, u"blank"_s);
    row("a fragment", u"postgresql://me@h/market#x"_s, u"%23"_s);
    row("port 0", u"postgresql://me@h:0/market"_s, u"port"_s);
    row("port 65536", u"postgresql://me@h:65536/market"_s, u"port"_s);
    row("port +1", u"postgresql://me@h:+1/market"_s, u"port"_s);
    row("port in words", u"postgresql://me@h:http/market"_s, u"port"_s);
    row("IPv6 without brackets", u"postgresql://me@::1/market"_s, u"brackets"_s);
    row("IPv6, open", u"postgresql://me@[::1/market"_s, u"[::1]"_s);
    row("IPv6, tail", u"postgresql://me@[::1]6543/market"_s, u"[::1]"_s);
    row("no IPv6", u"postgresql://me@[h]/market"_s, u"[::1]"_s);
    row("no host name", u"postgresql://me@a;b/market"_s, u"no name and no address"_s);
    row("two hosts", u"postgresql://me@a,b/market"_s, u"no name and no address"_s);
    row("allow", u"postgresql://me@h/market?sslmode=allow"_s, u"only where the server insists"_s);
    row("unknown sslmode", u"postgresql://me@h/market?sslmode=on"_s, u"verify-full"_s);
    row("sslmode in capitals", u"postgresql://me@h/market?sslmode=REQUIRE"_s, u"verify-full"_s);
    row("no certificate", u"postgresql://me@h/market?sslrootcert=/nowhere/ca.pem"_s,
        u"sslrootcert"_s);
    row("an empty certificate", u"postgresql://me@h/market?sslrootcert="_s, u"sslrootcert"_s);
    row("mode", u"postgresql://me@h/market?mode=wo"_s, u"ro or rw"_s);
    row("no patience", u"postgresql://me@h/market?connect_timeout=0"_s, u"connect_timeout"_s);
    row("endless patience", u"mysql://me@h/market?connect_timeout=601"_s, u"connect_timeout"_s);
    row("relative socket", u"postgresql://me@/market?host=run"_s, u"full path"_s);
    row("host and socket", u"postgresql://me@h/market?host=/run"_s, u"keep one"_s);
    row("twice", u"postgresql://me@h/market?mode=ro&mode=rw"_s, u"mode is there twice"_s);
    row("no value", u"postgresql://me@h/market?ssl"_s, u"name=value"_s);
    row("pool", u"postgresql://me@h/market?pool_size=5"_s, u"unknown parameter pool_size"_s);
    row("ssl", u"mysql://me@h/market?ssl=true"_s, u"unknown parameter ssl"_s);
    row("password", u"postgresql://me@h/market?password=x"_s, u"unknown parameter password"_s);
}

void TestDatabaseUrl::refuses()
{
    QFETCH(const QString, url);
    QFETCH(const QString, reason);
    const Result<ConnectionSpec> spec = parseDatabaseUrl(url, Source);
    QVERIFY(!spec);
    QCOMPARE(spec.error().kind, Error::Kind::Configuration);
    QCOMPARE(spec.error().subject, Source);
    QVERIFY2(spec.error().detail.contains(reason), qPrintable(spec.error().detail));
    const QString sentence = errorText(spec.error());
    QVERIFY2(sentence.startsWith(u"DATABASE_URL cannot be used: "_s) && sentence.endsWith(u'.'),
             qPrintable(sentence));
}

void TestDatabaseUrl::namesWhatIsUnknown()
{
    const Result<ConnectionSpec> server =
            parseDatabaseUrl(u"mysql://me@h/market?charset=utf8"_s, Source);
    QVERIFY(!server);
    QVERIFY(server.error().detail.contains("unknown parameter charset;"_L1));
}

// Each way in which a URL with a password goes wrong.
void TestDatabaseUrl::tellsNoSecret_data()
{
    QTest::addColumn<QString>("url");
    int number = 0;
    const QStringList schemes = u"postgresql|mysql|oracle|postgresql+psycopg2|sqlite"_s.split(u'|');
    const QStringList rests =
            QStringLiteral(
                    "me:hunter2@|me:hunter2@h|me:hunter2@h/|me:hunter2@h:x/n|me:hunter2@h:99999/n|"
                    "me:hunter2@[::1/n|me:hunter2@a;b/n|me:hunter2@h/n?x|me:hunter2@h/n?x=y|"
                    "me:hunter2@h/n?sslmode=allow|me:hunter2@h/n?sslrootcert=hunter2|"
                    "me:hunter2@h/n?host=hunter2|me:hunter2@h/n?connect_timeout=hunter2|"
                    "me:hunter2@h/n?mode=hunter2|me:hunter2@h/n?password=hunter2|"
                    "me:hunter2@h/n?hunter2|me:hunter2/x@h/n|me:x/hunter2@h/n|me:x?hunter2@h/n|"
                    "me:x?hunter2=y@h/n|me:12/3?hunter2=y@h/n|me:x#hunter2@h/n|me:x@hunter2@h/n|"
                    "me:hunter2@x@h/n|me:hunter2%@h/n|me:hunter2%FF@h/n|me:h%75nter2@h:x/n|"
                    "me:%68unter2@h|me:%68%75%6e%74%65%72%32@h/n?x=1|me:hunter2|me:hunter2/n|"
                    "me:hunter2 @h/n|me:hunter2@h/n m|:hunter2@|me:12:hunter2/n|[hunter2/n|"
                    "hunter2;/n|/n/hunter2|h/n?mode=ro&mode=hunter2|h/n?x=hunter2")
                    .split(u'|');
    for (const QString &scheme : schemes) {
        for (const QString &rest : rests)
            QTest::newRow(qPrintable(QString::number(++number))) << u"%1://%2"_s.arg(scheme, rest);
    }
    QTest::newRow("no scheme") << u"me:hunter2@h/n"_s;
    QTest::newRow("one slash") << u"postgresql:/me:hunter2@h/n"_s;
}

void TestDatabaseUrl::tellsNoSecret()
{
    QFETCH(const QString, url);
    for (const UrlPassword password : {UrlPassword::Allowed, UrlPassword::Refused}) {
        const Result<ConnectionSpec> spec = parseDatabaseUrl(url, Source, password);
        if (url.startsWith("sqlite:"_L1) && spec) // a file may be called so
            continue;
        QVERIFY(!spec);
        const QString said = spec.error().detail + spec.error().subject + errorText(spec.error());
        QVERIFY2(!said.contains("hunter2"_L1), qPrintable(said));
        QVERIFY2(!said.contains("unter2"_L1) && !said.contains("%68"_L1), qPrintable(said));
    }
}

void TestDatabaseUrl::refusesAPasswordInSight_data()
{
    QTest::addColumn<QString>("url");
    QTest::newRow("in its place") << u"postgresql://me:hunter2@h/market"_s;
    QTest::newRow("MySQL") << u"mysql://me:hunter2@h/market"_s;
    QTest::newRow("nothing else is right") << u"postgresql://me:hunter2@:x"_s;
    QTest::newRow("as a parameter") << u"postgresql://me@h/market?password=hunter2"_s;
}

void TestDatabaseUrl::refusesAPasswordInSight()
{
    QFETCH(const QString, url);
    const Result<ConnectionSpec> spec = parseDatabaseUrl(url, u"--to"_s, UrlPassword::Refused);
    QVERIFY(!spec);
    QCOMPARE(spec.error().kind, Error::Kind::Configuration);
    QCOMPARE(spec.error().subject, u"--to"_s);
    QVERIFY(spec.error().detail.contains("credentials set"_L1));
    QVERIFY(spec.error().detail.contains("DB_PASSWORD"_L1));
    QVERIFY(!errorText(spec.error()).contains("hunter2"_L1));
    QVERIFY(parseDatabaseUrl(u"postgresql://me@h/market"_s, u"--to"_s, UrlPassword::Refused));
    QVERIFY(parseDatabaseUrl(u"postgresql://me:@h/market"_s, u"--to"_s, UrlPassword::Refused));
}

void TestDatabaseUrl::readsACertificate()
{
    QTemporaryFile certificate;
    QVERIFY(certificate.open());
    const QString url = u"postgresql://me@%1/market?sslrootcert=%2"_s;
    const Result<ConnectionSpec> near =
            parseDatabaseUrl(url.arg(u"localhost"_s, certificate.fileName()), Source);
    QVERIFY2(near.has_value(), near ? "" : qPrintable(near.error().detail));
    QCOMPARE(near->tlsRootCertificate, certificate.fileName());
    QCOMPARE(near->tls, TlsMode::VerifyFull); // whoever names an authority wants it asked
    const Result<ConnectionSpec> unchecked = parseDatabaseUrl(
            url.arg(u"localhost"_s, certificate.fileName()) + u"&sslmode=prefer"_s, Source);
    QVERIFY(unchecked);
    QCOMPARE(unchecked->tls, TlsMode::Prefer);
}

void TestDatabaseUrl::comesBackFromItsLocation_data()
{
    QTest::addColumn<QString>("url");
    for (const QString &url :
         {u"postgresql://me:hunter2@h:6543/market"_s, u"mysql://m%2F%40e:hunter2@h/m%2F%20x"_s,
          u"postgresql://me:hunter2@[::1]/market"_s, u"postgresql:///market"_s,
          u"postgresql://me:hunter2@:6543/market?host=/tmp/my%20run"_s,
          u"mariadb://me@/market?host=/tmp/m.sock"_s})
        QTest::newRow(qPrintable(url)) << url;
}

void TestDatabaseUrl::comesBackFromItsLocation()
{
    QFETCH(const QString, url);
    const Result<ConnectionSpec> spec = parseDatabaseUrl(url, Source);
    QVERIFY(spec);
    const QString location = spec->location();
    QVERIFY2(!location.contains("hunter2"_L1), qPrintable(location));
    const Result<ConnectionSpec> again = parseDatabaseUrl(location, Source);
    QVERIFY2(again.has_value(), qPrintable(location));
    QCOMPARE(again->location(), location);
    QCOMPARE(again->user, spec->user);
    QCOMPARE(again->host, spec->host);
    QCOMPARE(again->databaseName, spec->databaseName);
}

QTEST_APPLESS_MAIN(TestDatabaseUrl)
#include "tst_databaseurl.moc"
