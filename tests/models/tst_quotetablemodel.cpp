// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/quotes/quotetablemodel.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

// The window of quotes, answered from a hundred thousand that the test makes as they are asked for.
class TestQuoteTableModel final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void beginsWithTheNewest();
    void holdsAWindow();
    void goesToATime();
    void goesToTheOldest();
    void newQuotesComeOnTop();
    void lateAnswersAreNotTaken();
    void keepsTheTimeForAnotherCoin();

private:
    static constexpr int Slots = 50'000; // two coins each

    [[nodiscard]] static QDateTime timeOf(int slot)
    {
        return QDateTime::fromMSecsSinceEpoch(qint64{slot + 1} * 300'000, Qt::UTC);
    }
    [[nodiscard]] int slotAt(int row) const
    {
        return int(m_model->quote(row).timestamp.toMSecsSinceEpoch() / 300'000) - 1;
    }
    [[nodiscard]] QuotePage pageFor(const QuotePageRequest &request) const;
    void checkOrder() const;

    std::unique_ptr<QuoteTableModel> m_model;
    int m_slots = Slots; // that there are
    bool m_isAnswering = true;
    quint64 m_ticket = 0; // asked last
    QuotePageRequest m_request;
};

QuotePage TestQuoteTableModel::pageFor(const QuotePageRequest &request) const
{
    const QStringList coins =
            request.coin.isEmpty() ? QStringList{u"btc"_s, u"eth"_s} : QStringList{request.coin};
    QuotePage page;
    const auto add = [&](int slot, auto place) {
        for (const QString &coin : coins) {
            Quote quote;
            quote.coin = coin;
            quote.timestamp = quote.createdAt = timeOf(slot);
            place(quote);
        }
    };
    const auto slotOf = [](const QDateTime &time) {
        return int(time.toMSecsSinceEpoch() / 300'000) - 1;
    };
    if (request.newerThan) {
        int slot = slotOf(*request.newerThan) + 1;
        for (; slot < m_slots && page.rows.size() < request.rows; ++slot) {
            QList<Quote> pair;
            add(slot, [&](const Quote &quote) { pair.append(quote); });
            page.rows = pair + page.rows;
        }
        page.hasMore = slot < m_slots;
        return page;
    }
    int slot = m_slots - 1;
    if (request.olderThan) {
        const qint64 ms = request.olderThan->toMSecsSinceEpoch();
        slot = std::min(slot, int((ms - 1) / 300'000) - 1);
    }
    for (; slot >= 0 && page.rows.size() < request.rows; --slot)
        add(slot, [&](const Quote &quote) { page.rows.append(quote); });
    page.hasMore = slot >= 0;
    return page;
}

// Whole slots without a hole, newest first, no more than the window holds.
void TestQuoteTableModel::checkOrder() const
{
    QVERIFY(m_model->rowCount() <= QuoteTableModel::MostRows + 1);
    for (int row = 2; row < m_model->rowCount(); ++row)
        QCOMPARE(slotAt(row), slotAt(row - 2) - 1);
    QCOMPARE(slotAt(0), slotAt(1));
}

void TestQuoteTableModel::init()
{
    m_slots = Slots;
    m_isAnswering = true;
    m_model = std::make_unique<QuoteTableModel>(QLocale{u"en_AU"_s},
                                                [] { return QDateTime::currentDateTimeUtc(); });
    connect(m_model.get(), &QuoteTableModel::pageRequested, this,
            [this](quint64 ticket, const QuotePageRequest &request) {
                m_ticket = ticket;
                m_request = request;
                if (m_isAnswering)
                    m_model->acceptPage(ticket, pageFor(request));
            });
}

void TestQuoteTableModel::beginsWithTheNewest()
{
    QVERIFY(!m_model->hasAnswer());
    m_model->showNewest();
    QVERIFY(m_model->hasAnswer());
    QVERIFY(m_model->isAtNewest());
    QCOMPARE(slotAt(0), Slots - 1);
    QVERIFY(m_model->canFetchMore({}));
    checkOrder();
}

void TestQuoteTableModel::holdsAWindow()
{
    QSignalSpy shifted{m_model.get(), &QuoteTableModel::shifted};
    m_model->showNewest();
    int fetched = 0;
    int gone = 0;
    for (; m_model->canFetchMore({}); ++fetched)
        m_model->fetchMore({});
    QVERIFY(fetched > 200);
    checkOrder();
    QCOMPARE(slotAt(m_model->rowCount() - 1), 0);
    for (const QList<QVariant> &arguments : shifted)
        gone -= arguments.at(0).toInt();
    QCOMPARE(gone + m_model->rowCount(), 2 * Slots); // each was there once
    shifted.clear();
    while (!m_model->isAtNewest())
        m_model->fetchNewer();
    checkOrder();
    QCOMPARE(slotAt(0), Slots - 1);
    QVERIFY(m_model->canFetchMore({}));
}

void TestQuoteTableModel::goesToATime()
{
    m_model->showAt(timeOf(1234));
    QCOMPARE(slotAt(0), 1234);
    m_model->showAt(timeOf(1234).addSecs(17));
    QCOMPARE(slotAt(0), 1234);
    QVERIFY(!m_model->isAtNewest());
    m_model->fetchNewer();
    checkOrder();
    QVERIFY(slotAt(0) > 1234);
    // Before the first: nothing is there, and scrolling up finds what there is.
    m_model->showAt(timeOf(-5));
    QCOMPARE(m_model->rowCount(), 0);
    QVERIFY(!m_model->isAtNewest());
    m_model->fetchNewer();
    QCOMPARE(slotAt(m_model->rowCount() - 1), 0);
}

void TestQuoteTableModel::goesToTheOldest()
{
    m_model->showOldest();
    QCOMPARE(slotAt(m_model->rowCount() - 1), 0);
    QVERIFY(!m_model->canFetchMore({}));
    QVERIFY(!m_model->isAtNewest());
    checkOrder();
}

void TestQuoteTableModel::newQuotesComeOnTop()
{
    m_model->showNewest();
    m_slots += 2;
    QSignalSpy shifted{m_model.get(), &QuoteTableModel::shifted};
    m_model->refresh();
    QCOMPARE(slotAt(0), Slots + 1);
    QCOMPARE(shifted.at(0).at(0).toInt(), 4);
    checkOrder();
    // Where older ones are shown, nothing moves.
    m_model->showAt(timeOf(1000));
    m_slots += 1;
    m_model->refresh();
    QCOMPARE(slotAt(0), 1000);
}

void TestQuoteTableModel::lateAnswersAreNotTaken()
{
    m_model->showNewest();
    m_isAnswering = false;
    m_model->fetchMore({});
    const quint64 late = m_ticket;
    const QuotePageRequest asked = m_request;
    QVERIFY(!m_model->canFetchMore({})); // one question at a time
    m_model->showAt(timeOf(2000));
    m_model->acceptPage(late, pageFor(asked));
    QCOMPARE(slotAt(0), Slots - 1);
    m_model->acceptPage(m_ticket, pageFor(m_request));
    QCOMPARE(slotAt(0), 2000);
    m_model->fetchMore({});
    m_model->giveUp(m_ticket);
    QVERIFY(m_model->canFetchMore({}));
}

void TestQuoteTableModel::keepsTheTimeForAnotherCoin()
{
    m_model->showAt(timeOf(300));
    m_model->setCoin(u"eth"_s);
    QCOMPARE(slotAt(0), 300);
    QCOMPARE(m_model->quote(1).coin, u"eth"_s);
    m_model->showNewest();
    m_model->setCoin({});
    QCOMPARE(slotAt(0), Slots - 1);
}

QTEST_GUILESS_MAIN(TestQuoteTableModel)
#include "tst_quotetablemodel.moc"
