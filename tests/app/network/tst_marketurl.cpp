// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/network/marketurl.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestMarketUrl final : public QObject
{
    Q_OBJECT

private slots:
    void defaultIsAllowed();
    void parses_data();
    void parses();
    void neverRepeatsASecret();
};

void TestMarketUrl::defaultIsAllowed()
{
    const Result<QUrl> url = parseBaseUrl(defaultCoinspotUrl().toString(), u"COINSPOT_BASE_URL");
    QVERIFY(url);
    QCOMPARE(*url, QUrl{u"https://www.coinspot.com.au"_s});
}

void TestMarketUrl::parses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("good");

    const QStringList good{
            u"https://www.coinspot.com.au"_s,
            u"https://www.coinspot.com.au/"_s,
            u"HTTPS://WWW.COINSPOT.COM.AU"_s,
            u"https://mirror.example:8443/coinspot"_s,
            u"https://127.0.0.1:8443"_s,
            u"http://127.0.0.1:8080"_s,
            u"http://127.1.2.3"_s,
            u"http://[::1]:8080"_s,
            u"http://localhost:8080"_s,
            u"http://LOCALHOST"_s,
    };
    const QStringList bad{
            u""_s,
            u" "_s,
            u"www.coinspot.com.au"_s,
            u"/pubapi"_s,
            u"https://"_s,
            u"https:///pubapi"_s,
            u"http://www.coinspot.com.au"_s,
            u"http://0.0.0.0:80"_s,
            u"http://192.168.0.1"_s,
            u"http://128.0.0.1"_s,
            u"http://127.0.0.1.example.com"_s,
            u"http://localhost.example.com"_s,
            u"http://[2001:db8::1]"_s,
            u"ftp://127.0.0.1"_s,
            u"file:///etc/passwd"_s,
            u"https://host:0"_s,
            u"https://host:99999"_s,
            u"https://host:port"_s,
            u"https://user@host"_s,
            u"https://user:secret@host"_s,
            u"http://localhost@evil.example"_s,
            u"https://host/?key=1"_s,
            u"https://host/?"_s,
            u"https://host/#x"_s,
            u" https://blank"_s,
            u"https://ho st"_s,
            u"https://newline\n"_s,
            u"javascript:alert(1)"_s,
    };
    for (const QString &text : good)
        QTest::newRow(qPrintable(text)) << text << true;
    for (const QString &text : bad)
        QTest::newRow(qPrintable(text.trimmed())) << text << false;
}

void TestMarketUrl::parses()
{
    QFETCH(const QString, text);
    QFETCH(const bool, good);

    const Result<QUrl> url = parseBaseUrl(text, u"A_VARIABLE");
    QCOMPARE(url.has_value(), good);
    if (!url) {
        QCOMPARE(url.error().kind, Error::Kind::Configuration);
        QCOMPARE(url.error().subject, u"A_VARIABLE"_s);
        QVERIFY(!url.error().detail.isEmpty());
    }
}

void TestMarketUrl::neverRepeatsASecret()
{
    for (const QString &text : {u"https://user:secret@host"_s, u"https://host/?token=secret"_s,
                                u"https://host:secret/"_s, u"secret"_s}) {
        const Result<QUrl> url = parseBaseUrl(text, u"A_VARIABLE");
        QVERIFY(!url);
        QVERIFY(!url.error().detail.contains("secret"_L1));
    }
}

QTEST_GUILESS_MAIN(TestMarketUrl)
#include "tst_marketurl.moc"
