// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portfolio/signature.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestSignature : public QObject
{
    Q_OBJECT

private slots:
    void signs_data();
    void signs();
    void writesTheBytesToSign_data();
    void writesTheBytesToSign();
    void namesAKeyWithoutTellingIt();
};

// The five vectors of market-apis.md 1.4.4; the fifth is asserted by a public client as well.
void TestSignature::signs_data()
{
    QTest::addColumn<QString>("secret");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<qsizetype>("length");
    QTest::addColumn<QByteArray>("sign");

    const QString secret = u"T4NXQ7K2WJ9PZB6VHR3M8CDFY5LGAE1US0IO"_s;
    QTest::newRow("minimal body")
            << secret << QByteArray{R"({"nonce":1767225600000})"} << qsizetype{23}
            << QByteArray{"59c6009d9bdd94baeeec14faa8354755fccae56f3d12f51185f552177420af7c"
                          "b141f88923a24dbddb1d160df86d9a9358c7cf45b7309ab9e68d221e100755b0"};
    QTest::newRow("query with dates")
            << secret
            << QByteArray{R"({"cointype":"BTC","markettype":"AUD","startdate":"2026-01-01",)"
                          R"("enddate":"2026-01-31","limit":500,"nonce":1767225600001})"}
            << qsizetype{119}
            << QByteArray{"363ae6d58d194ee95f59bfdbd1deacb1828b64c09a17f21615b133ee8e59acd6"
                          "46bc8f007b3af9aea9c268f4a61defe24ba3697052ea7968e711654539a99827"};
    QTest::newRow("secret with a letter beyond ASCII")
            << u"s3cr3t/+=é"_s
            << QByteArray{R"({"nonce":"1767225600002","cointype":"DOGE","amount":"0.00001234",)"
                          R"("amounttype":"coin"})"}
            << qsizetype{85}
            << QByteArray{"c3fd53f60a0c0a66308021ddd6d3e5c85b607c820ea45b40565cffea0f918acc"
                          "c82ed8c31659604c234bc9cced250e511ba442e17d8864c3fe17098eb8aa36a1"};
    QTest::newRow("members by name")
            << secret
            << QByteArray{R"({"amount":"0.00001234","amounttype":"coin","cointype":"DOGE",)"
                          R"("nonce":1767225600003})"}
            << qsizetype{83}
            << QByteArray{"5334524bb914f1f953a1df468eaaa1feaced24349e9edad563639b3d965aacdc"
                          "ed40c510470b211f5c0ee53d6a85746f383eb1f0e5665ce14bb307a14f4c7d97"};
    QTest::newRow("asserted elsewhere")
            << u"dummy"_s << QByteArray{R"({"nonce":12345})"} << qsizetype{15}
            << QByteArray{"6d840f51865d48fe8f2f9e75af2376874e96c6a0dbed2109e0f9c8e37b2b7b4a"
                          "fbf8c99f0d6633ed9148f143e019e7262af5dbf02e73a7d5627e0e15ac272577"};
}

void TestSignature::signs()
{
    QFETCH(const QString, secret);
    QFETCH(const QByteArray, body);
    QFETCH(const qsizetype, length);
    QFETCH(const QByteArray, sign);
    QCOMPARE(body.size(), length);
    QCOMPARE(signatureOf(body, secret), sign);
}

void TestSignature::writesTheBytesToSign_data()
{
    QTest::addColumn<QList<BodyMember>>("members");
    QTest::addColumn<qint64>("nonce");
    QTest::addColumn<QByteArray>("body");

    QTest::newRow("minimal body") << QList<BodyMember>{} << qint64{1767225600000}
                                  << QByteArray{R"({"nonce":1767225600000})"};
    QTest::newRow("query with dates")
            << QList<BodyMember>{{u"cointype"_s, u"BTC"_s},
                                 {u"markettype"_s, u"AUD"_s},
                                 {u"startdate"_s, u"2026-01-01"_s},
                                 {u"enddate"_s, u"2026-01-31"_s},
                                 {u"limit"_s, qint64{500}}}
            << qint64{1767225600001}
            << QByteArray{R"({"cointype":"BTC","markettype":"AUD","startdate":"2026-01-01",)"
                          R"("enddate":"2026-01-31","limit":500,"nonce":1767225600001})"};
    QTest::newRow("members by name")
            << QList<BodyMember>{{u"amount"_s, u"0.00001234"_s},
                                 {u"amounttype"_s, u"coin"_s},
                                 {u"cointype"_s, u"DOGE"_s}}
            << qint64{1767225600003}
            << QByteArray{R"({"amount":"0.00001234","amounttype":"coin","cointype":"DOGE",)"
                          R"("nonce":1767225600003})"};
    QTest::newRow("what JSON escapes")
            << QList<BodyMember>{{u"id"_s, u"a\"b\\c/é"_s}} << qint64{9'007'199'254'740'991}
            << QByteArray{"{\"id\":\"a\\\"b\\\\c/\xc3\xa9\",\"nonce\":9007199254740991}"};
}

void TestSignature::writesTheBytesToSign()
{
    QFETCH(const QList<BodyMember>, members);
    QFETCH(const qint64, nonce);
    QFETCH(const QByteArray, body);
    QCOMPARE(signedBody(members, nonce), body);
}

void TestSignature::namesAKeyWithoutTellingIt()
{
    const QString key = u"3f1c9a7e5b2d4860a1c3e5f7092b4d6e"_s;
    QCOMPARE(keyFingerprint(key).size(), 32);
    QCOMPARE(keyFingerprint(key), keyFingerprint(key));
    QVERIFY(keyFingerprint(key) != keyFingerprint(key + u'0'));
    for (qsizetype at = 0; at + 6 <= key.size(); ++at)
        QVERIFY(!keyFingerprint(key).contains(key.mid(at, 6)));
}

QTEST_APPLESS_MAIN(TestSignature)
#include "tst_signature.moc"
