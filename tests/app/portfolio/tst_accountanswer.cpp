// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portfolio/accountanswer.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestAccountAnswer final : public QObject
{
    Q_OBJECT

private slots:
    void readsDocuments_data();
    void readsDocuments();
    void readsBalances_data();
    void readsBalances();
    void refusesWhatHoldsNoBalances_data();
    void refusesWhatHoldsNoBalances();
    void readsTrades();
    void keepsWhatItCannotRead();
    void readsEveryList_data();
    void readsEveryList();
    void knowsWhatIsAboutTheNonce();
};

namespace {

Result<AccountBalances> balancesOf(const QByteArray &body)
{
    return accountDocument(body).and_then(&balancesIn);
}

// "aud 1532.4, btc 0.01875"
QString wordsOf(const AccountBalances &balances)
{
    QStringList words;
    for (const AccountBalance &balance : balances.balances)
        words.append(balance.coin + u' ' + balance.amount.toShortString());
    for (const RejectedEntry &entry : balances.unreadable)
        words.append(entry.name + u": "_s + entry.reason);
    return words.join(u", "_s);
}

} // namespace

void TestAccountAnswer::readsDocuments_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Error::Kind>("kind"); // Unknown: it is good
    QTest::addColumn<QString>("detail");

    using enum Error::Kind;
    const auto row = [](const char *name, const QByteArray &body, Error::Kind kind,
                        const QString &detail) { QTest::newRow(name) << body << kind << detail; };
    row("good", R"({"status":"ok"})", Unknown, {});
    row("byte order mark of another encoding", "\xff\xfe{", Parse,
        u"the answer is not valid JSON"_s);
    row("cut in the middle", R"({"status":"ok","balances":[{"BTC":{"bala)", Parse,
        u"the answer is cut off"_s);
    row("cut behind a number", R"({"status":"ok","balances":[{"BTC":{"balance":0.0)", Parse,
        u"the answer is cut off"_s);
    row("empty", "  \n", Parse, u"the answer is empty"_s);
    row("a page", "<html><title>Welcome to the hotel</title>", Parse,
        u"HTML page \"Welcome to the hotel\""_s);
    row("a list", "[1]", Parse, u"the answer is JSON, but no object"_s);
    row("no status", R"({"balances":[]})", Parse, u"the answer has no status"_s);
    row("an error", R"({"status":"error","message":"Coin not found"})", Http,
        u"it says \"Coin not found\""_s);
    row("an error of version 1", R"({"status":"no nonce"})", Http,
        u"it reports status \"no nonce\""_s);
    row("deeper than anybody writes", QByteArray(100'000, '['), Parse,
        u"the answer is not valid JSON"_s);
    row("bare NaN", R"({"status":"ok","x":NaN})", Parse, u"the answer is not valid JSON"_s);
}

void TestAccountAnswer::readsDocuments()
{
    QFETCH(const QByteArray, body);
    QFETCH(const Error::Kind, kind);
    QFETCH(const QString, detail);
    const Result<QJsonObject> document = accountDocument(body);
    QCOMPARE(document ? Error::Kind::Unknown : document.error().kind, kind);
    if (!document)
        QCOMPARE(document.error().detail, detail);
}

void TestAccountAnswer::readsBalances_data()
{
    QTest::addColumn<QByteArray>("balances");
    QTest::addColumn<QString>("words");

    const auto row = [](const char *name, const QByteArray &balances, const QString &words) {
        QTest::newRow(name) << balances << words;
    };
    row("as documented",
        R"("balances":[{"AUD":{"balance":1532.4,"audbalance":1532.4,"rate":1}},
                       {"BTC":{"balance":0.01875,"audbalance":2418.77,"rate":129001.2748}},
                       {"SHIB":{"balance":1250000.5,"audbalance":9.99,"rate":0.00000799}}])",
        u"aud 1532.4, btc 0.01875, shib 1250000.5"_s);
    row("as text", R"("balances":[{"BTC":{"balance":"0.01875"}}])", u"btc 0.01875"_s);
    row("beyond a double", R"("balances":[{"SHIB":{"balance":9007199254740993.00000001}}])",
        u"shib 9007199254740993.00000001"_s);
    row("with an exponent", R"("balances":[{"BTC":{"balance":1.234e-05}}])", u"btc 0.00001234"_s);
    row("an object instead of a list", R"("balances":{"BTC":{"balance":1},"ETH":{"balance":2}})",
        u"btc 1, eth 2"_s);
    row("the form of version 1", R"("balance":{"btc":0,"eth":"1.5"})", u"btc 0, eth 1.5"_s);
    row("an element with two coins", R"("balances":[{"BTC":{"balance":1},"ETH":{"balance":2}}])",
        u"btc 1, eth 2"_s);
    row("an element with none", R"("balances":[{},{"BTC":{"balance":1}},{}])", u"btc 1"_s);
    row("none at all", R"("balances":[])", u""_s);
    row("NaN", R"("balances":[{"BTC":{"balance":"NaN"}},{"ETH":{"balance":2}}])",
        u"eth 2, btc: not a number"_s);
    row("null", R"("balances":[{"BTC":{"balance":null}}])", u"btc: there is no number"_s);
    row("too large", R"("balances":[{"BTC":{"balance":1e400}}])",
        u"btc: more than twenty integer digits"_s);
    row("too fine", R"("balances":[{"BTC":{"balance":1e-19}}])",
        u"btc: more than eighteen decimals"_s);
    row("twice the same", R"("balances":[{"BTC":{"balance":1}},{"btc":{"balance":"1.0"}}])",
        u"btc 1"_s);
    row("twice, two amounts", R"("balances":[{"BTC":{"balance":1}},{"BTC":{"balance":2}}])",
        u"btc: it is given twice, with two amounts"_s);
    row("a name with a blank", R"("balances":[{"B TC":{"balance":1}}])",
        u"B TC: the name has characters other than printable ASCII"_s);
    row("an empty name", R"("balances":[{"":{"balance":1}}])", u": the name is empty"_s);
}

void TestAccountAnswer::readsBalances()
{
    QFETCH(const QByteArray, balances);
    QFETCH(const QString, words);
    const Result<AccountBalances> read = balancesOf(R"({"status":"ok",)" + balances + '}');
    QVERIFY(read);
    QCOMPARE(wordsOf(*read), words);
}

void TestAccountAnswer::refusesWhatHoldsNoBalances_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("nothing") << QByteArray{R"({"status":"ok"})"};
    QTest::newRow("null") << QByteArray{R"({"status":"ok","balances":null})"};
    QTest::newRow("a text") << QByteArray{R"({"status":"ok","balances":"none"})"};
    QTest::newRow("a number in the list") << QByteArray{R"({"status":"ok","balances":[1]})"};
}

void TestAccountAnswer::refusesWhatHoldsNoBalances()
{
    QFETCH(const QByteArray, body);
    const Result<AccountBalances> read = balancesOf(body);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, Error::Kind::Parse);
}

void TestAccountAnswer::readsTrades()
{
    const QByteArray body = R"({"status":"ok","message":"ok",
"buyorders":[{"coin":"BTC","type":"instant","market":"BTC/AUD","rate":128990.1,"amount":0.0015,"total":193.49,
"solddate":"2026-06-02T22:40:01.000Z","audfeeExGst":1.75,"audGst":0.18,"audtotal":195.42,"otc":false}],
"sellorders":[]})";
    const Result<AccountPage> page = accountDocument(body).and_then(
            [](const QJsonObject &document) { return pageIn(document, AccountList::Trades); });
    QVERIFY(page);
    QCOMPARE(page->rows, 1);
    QCOMPARE(page->longest, 1);
    AccountEntry expected;
    expected.kind = AccountEntry::Kind::Bought;
    expected.time = QDateTime::fromString(u"2026-06-02T22:40:01.000Z"_s, Qt::ISODateWithMs);
    expected.coin = u"BTC"_s;
    expected.market = u"BTC/AUD"_s;
    expected.type = u"instant"_s;
    expected.currency = u"AUD"_s;
    expected.amount = *Quantity::parse(u"0.0015");
    expected.rate = *Quantity::parse(u"128990.1");
    expected.total = *Quantity::parse(u"193.49");
    expected.fee = *Quantity::parse(u"1.93");
    expected.id = u""_s;
    QCOMPARE(page->entries.constFirst(), expected);
}

void TestAccountAnswer::keepsWhatItCannotRead()
{
    const QByteArray body = R"({"status":"ok","sellorders":null,"buyorders":[
        {"coin":"BTC","amount":"NaN","rate":null,"solddate":1780440001000},
        {"coin":"ETH","amount":1,"solddate":"the day before"}, 7]})";
    const Result<AccountPage> page = accountDocument(body).and_then(
            [](const QJsonObject &document) { return pageIn(document, AccountList::Trades); });
    QVERIFY(page);
    QCOMPARE(page->rows, 3);
    QCOMPARE(page->entries.size(), 2);
    QCOMPARE(page->entries[0].amount, std::nullopt);
    QCOMPARE(page->entries[0].time.toMSecsSinceEpoch(), 1'780'440'001'000);
    QVERIFY(!page->entries[1].time.isValid());
    QCOMPARE(page->entries[1].currency, u"AUD"_s);
}

void TestAccountAnswer::readsEveryList_data()
{
    QTest::addColumn<AccountList>("list");
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QString>(
            "words"); // kind coin amount total fee remark, one entry after another

    QTest::newRow("orders")
            << AccountList::Orders
            << QByteArray{R"("buyorders":[{"id":"a","coin":"BTC","market":"BTC/USDT","amount":1,)"
                          R"("created":"2026-01-01T00:00:00Z","rate":2,"total":2}],)"
                          R"("sellorders":[{"id":"b","coin":"ETH","amount":3,"type":"stop loss"}])"}
            << u"buy_order BTC 1 2 - USDT ;sell_order ETH 3 - - AUD "_s;
    QTest::newRow("deposits")
            << AccountList::Deposits
            << QByteArray{R"("deposits":[{"amount":100.5,"created":"2026-01-01T00:00:00Z",)"
                          R"("status":"completed","type":"PayID","reference":"r1"}])"}
            << u"deposit AUD 100.5 - - AUD r1"_s;
    QTest::newRow("withdrawals")
            << AccountList::Withdrawals
            << QByteArray{R"("withdrawals":[{"amount":"7","created":"x","status":"pending"}])"}
            << u"withdrawal AUD 7 - - AUD "_s;
    QTest::newRow("transfers")
            << AccountList::Transfers
            << QByteArray{R"("sendtransactions":[{"timestamp":"2026-01-01T00:00:00Z","amount":1,)"
                          R"("coin":"BTC","address":"bc1","aud":2,"sendfee":0.0001}],)"
                          R"("receivetransactions":[{"amount":2,"coin":"eth","from":"0x"}])"}
            << u"sent BTC 1 2 0.0001 AUD bc1;received ETH 2 - - AUD 0x"_s;
}

void TestAccountAnswer::readsEveryList()
{
    QFETCH(const AccountList, list);
    QFETCH(const QByteArray, members);
    QFETCH(const QString, words);
    const Result<AccountPage> page = accountDocument(R"({"status":"ok",)" + members + '}')
                                             .and_then([list](const QJsonObject &document) {
                                                 return pageIn(document, list);
                                             });
    QVERIFY(page);
    const auto text = [](const std::optional<Quantity> &number) {
        return number ? number->toShortString() : u"-"_s;
    };
    QStringList lines;
    for (const AccountEntry &entry : page->entries)
        lines.append(QStringList{accountEntryKindName(entry.kind), entry.coin, text(entry.amount),
                                 text(entry.total), text(entry.fee), entry.currency, entry.remark}
                             .join(u' '));
    QCOMPARE(lines.join(u';'), words);
    QVERIFY(!pageIn({}, list));
}

void TestAccountAnswer::knowsWhatIsAboutTheNonce()
{
    QVERIFY(isAboutNonce(accountMessage(R"({"status":"error","message":"Nonce invalid"})")));
    QVERIFY(isAboutNonce(accountMessage(R"({"status":"no nonce"})")));
    QVERIFY(!isAboutNonce(accountMessage(R"({"status":"error","message":"Coin not found"})")));
    QVERIFY(accountMessage("<title>nonce</title>").isEmpty());
}

QTEST_APPLESS_MAIN(TestAccountAnswer)
#include "tst_accountanswer.moc"
