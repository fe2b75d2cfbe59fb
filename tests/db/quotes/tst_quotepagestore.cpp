// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/quotes/quotepagestore.h"
#include "db/quotes/quotestore.h"
#include "db/transaction.h"
#include "tests/support/engines.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/migrationhead.h"
#include "tests/support/verifyresult.h"

using namespace Qt::Literals::StringLiterals;

// Pages of all quotes, in both directions, on each engine.
class TestQuotePageStore final : public QObject
{
    Q_OBJECT

private slots:
    void pagesMeet_data() { addEngineRows(); }
    void pagesMeet();
    void pagesOfOneCoin_data() { addEngineRows(); }
    void pagesOfOneCoin();
    void keepsEveryDigit_data() { addEngineRows(); }
    void keepsEveryDigit();

private:
    static constexpr int Slots = 50;

    [[nodiscard]] static QDateTime timeOf(int slot)
    {
        return QDateTime::fromMSecsSinceEpoch(1'763'596'800'000 + slot * qint64{300'000}, Qt::UTC);
    }
    // "btc@49 doge@49 eth@49 btc@48 ...": three coins a slot, every fifth slot without doge.
    [[nodiscard]] static QStringList names(const QList<Quote> &quotes);
    static void fill(const Connection &connection);
};

QStringList TestQuotePageStore::names(const QList<Quote> &quotes)
{
    QStringList names;
    for (const Quote &quote : quotes)
        names.append(u"%1@%2"_s.arg(quote.coin).arg(timeOf(0).secsTo(quote.timestamp) / 300));
    return names;
}

void TestQuotePageStore::fill(const Connection &connection)
{
    VERIFY_RESULT(migrate(connection, headVersion()));
    QuoteStore quotes{connection};
    Transaction transaction{connection};
    VERIFY_RESULT(transaction.begin());
    for (int slot = 0; slot < Slots; ++slot) {
        for (const QString &coin : {u"eth"_s, u"btc"_s, u"doge"_s}) {
            if (coin == u"doge" && slot % 5 == 0)
                continue;
            Quote quote;
            quote.coin = coin;
            quote.timestamp = timeOf(slot);
            quote.bid = quote.ask = quote.last = Price::fromUnits(slot + 1);
            VERIFY_RESULT(quotes.insert(quote, timeOf(slot).addSecs(2)));
        }
    }
    VERIFY_RESULT(transaction.commit());
}

void TestQuotePageStore::pagesMeet()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = openOrFail(database.spec());
    fill(*connection);
    QuotePageStore store{*connection};
    QStringList expected;
    for (int slot = Slots - 1; slot >= 0; --slot) {
        expected.append(u"btc@%1"_s.arg(slot));
        if (slot % 5 != 0)
            expected.append(u"doge@%1"_s.arg(slot));
        expected.append(u"eth@%1"_s.arg(slot));
    }

    QList<Quote> read;
    QuotePageRequest request;
    request.rows = 7; // ends in the middle of a slot: the page goes on to its end
    for (;;) {
        const Result<QuotePage> page = store.page(request);
        VERIFY_RESULT(page);
        read += page->rows;
        if (!page->hasMore)
            break;
        QVERIFY(page->rows.size() >= request.rows);
        request.olderThan = read.constLast().timestamp;
    }
    QCOMPARE(names(read), expected);

    // The way back, from before the first one.
    QList<Quote> back;
    request.olderThan.reset();
    request.newerThan = timeOf(-1);
    for (;;) {
        const Result<QuotePage> page = store.page(request);
        VERIFY_RESULT(page);
        back = page->rows + back;
        if (!page->hasMore)
            break;
        request.newerThan = back.constFirst().timestamp;
    }
    QCOMPARE(names(back), expected);
}

void TestQuotePageStore::pagesOfOneCoin()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = openOrFail(database.spec());
    fill(*connection);
    QuotePageStore store{*connection};
    const Result<QuotePage> page = store.page({u"doge"_s, timeOf(7), {}, 3});
    VERIFY_RESULT(page);
    QCOMPARE(names(page->rows), (QStringList{u"doge@6"_s, u"doge@4"_s, u"doge@3"_s}));
    QVERIFY(page->hasMore);
    const Result<QuotePage> nothing = store.page({u"xrp"_s, {}, {}, 3});
    VERIFY_RESULT(nothing);
    QVERIFY(nothing->rows.isEmpty() && !nothing->hasMore);
}

void TestQuotePageStore::keepsEveryDigit()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = openOrFail(database.spec());
    VERIFY_RESULT(migrate(*connection, headVersion()));
    Quote quote;
    quote.coin = u"btc"_s;
    quote.timestamp = timeOf(0);
    quote.bid = *Price::parse(u"0.00000001");
    quote.ask = *Price::parse(u"999999999999.99999999");
    quote.last = *Price::parse(u"142310.12345678");
    VERIFY_RESULT(QuoteStore{*connection}.insert(quote, timeOf(0).addMSecs(1234)));
    const Result<QuotePage> page = QuotePageStore{*connection}.page({});
    VERIFY_RESULT(page);
    QCOMPARE(page->rows.size(), 1);
    const Quote &read = page->rows.constFirst();
    QCOMPARE(read.bid.toString(), u"0.00000001"_s);
    QCOMPARE(read.ask.toString(), u"999999999999.99999999"_s);
    QCOMPARE(read.last.toString(), u"142310.12345678"_s);
    QCOMPARE(read.createdAt, timeOf(0).addMSecs(1234));
}

QTEST_GUILESS_MAIN(TestQuotePageStore)
#include "tst_quotepagestore.moc"
