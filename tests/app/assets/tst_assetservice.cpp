// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/assets/assetthread.h"
#include "tests/support/eodhdmarket.h"
#include "tests/support/scratchdatabase.h"
#include "tests/support/stockrows.h"
#include "tests/support/verifyresult.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using Manner = MarketAnswer::Manner;

// When the service syncs by itself and when it holds, with its provider and a database file. It
// lives on the test's thread here, so that what it did is there when a call returns.
class TestAssetService final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_service.reset(); }
    void syncsWhatIsDueWhileItCollects();
    void standbyStopsTheRun();
    void pausedItHoldsAndThenGoesOn();
    void withoutATokenItAsksOnce();
    void aLockedKeychainIsAskedAgain();
    void aRefusedTokenHoldsUntilItChanges();
    void aUsedUpQuotaIsNoRefusal();
    void aSearchOutlivesTheQueue();
    void aSearchThatFailedCostsNothing();
    void aSearchNotesAUsedUpQuota();
    void takesThePlanOver();
    void countsRowsSeldom();
    void endsWithItsCallsOnRecord();

private:
    void start()
    {
        m_service->start();
        m_service->setCollecting(true);
    }
    void add(const QString &symbol)
    {
        FoundAsset asset;
        asset.symbol = symbol;
        m_service->add({asset});
    }
    [[nodiscard]] AssetServiceSettings settings()
    {
        AssetServiceSettings settings;
        settings.database = ConnectionSpec::file(m_file);
        settings.eodhdServer = m_market->url();
        settings.readToken = [this](QObject *, const SecretAnswer &answer) {
            ++m_tokenReads;
            answer(m_token);
        };
        settings.clock.wall = [this] { return m_now; };
        return settings;
    }
    [[nodiscard]] CallBudget budget() const
    {
        return SyncStore{m_database->connection()}.queue(m_now)->budget;
    }
    [[nodiscard]] qint64 shownRows(const QString &symbol) const
    {
        const auto row = std::ranges::find(m_board.rows, symbol,
                                           [](const AssetRow &row) { return row.asset.symbol; });
        return row == m_board.rows.cend() ? -1 : row->rows;
    }

    QTemporaryDir m_folder;
    QString m_file;
    QDateTime m_now;
    Result<QString> m_token;
    int m_tokenReads = 0;
    std::unique_ptr<EodhdMarket> m_market;
    std::unique_ptr<ScratchDatabase> m_database;
    std::unique_ptr<AssetService> m_service;
    AssetBoard m_board;
    QList<std::optional<Error>> m_runs; // why each ended early
    QList<Error::Kind> m_refused;
    QStringList m_stored;
    QList<Result<QList<FoundAsset>>> m_found;
};

void TestAssetService::init()
{
    m_file = m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction()) + u".db"_s);
    m_now = QDateTime{QDate{2026, 11, 20}, QTime{9, 0}, Qt::UTC}; // Friday evening in Sydney
    m_token = EodhdMarket::token();
    m_tokenReads = 0;
    m_board = {};
    m_runs.clear();
    m_refused.clear();
    m_stored.clear();
    m_found.clear();
    m_market = std::make_unique<EodhdMarket>();
    m_market->setDays(u"BHP.AU"_s, risingDays(m_now.date(), 30));
    m_market->setAnswer("/search/zig",
                        MarketAnswer::json(R"([{"Code":"ZZQ","Exchange":"AU","Name":"Zig"}])"));
    m_database = std::make_unique<ScratchDatabase>(m_file);
    QVERIFY(m_database->migrator().up(headVersion()));
    m_service = std::make_unique<AssetService>(settings());
    connect(m_service.get(), &AssetService::boardChanged, this,
            [this](const AssetBoard &board) { m_board = board; });
    connect(m_service.get(), &AssetService::runFinished, this,
            [this](const CollectionRun &, const std::optional<Error> &problem) {
                m_runs.append(problem);
            });
    connect(m_service.get(), &AssetService::refused, this,
            [this](const Error &error) { m_refused.append(error.kind); });
    connect(m_service.get(), &AssetService::stored, this,
            [this](const QString &symbol) { m_stored.append(symbol); });
    connect(m_service.get(), &AssetService::found, this,
            [this](const QList<FoundAsset> &assets) { m_found.append(assets); });
    connect(m_service.get(), &AssetService::findFailed, this,
            [this](const Error &error) { m_found.append(fail(error)); });
}

void TestAssetService::syncsWhatIsDueWhileItCollects()
{
    m_service->start();
    add(u"BHP.AU"_s);
    QCOMPARE(shownRows(u"BHP.AU"_s), 0);
    QCOMPARE(m_tokenReads, 0); // another program collects
    m_service->setCollecting(true);
    QTRY_COMPARE(m_runs.size(), 1);
    QVERIFY(!m_runs.constFirst());
    QCOMPARE(m_stored, QStringList{u"BHP.AU"_s});
    QCOMPARE(shownRows(u"BHP.AU"_s), 30);
    QCOMPARE(m_board.budget.used, 1);
    // Nothing is due now, so no token is read for it.
    m_service->setActive({u"BHP.AU"_s}, false);
    QCOMPARE(m_tokenReads, 1);
    // A new one is asked for at once.
    m_market->setDays(u"CBA.AU"_s, risingDays(m_now.date(), 5));
    add(u"CBA.AU"_s);
    QTRY_COMPARE(m_runs.size(), 2);
    QCOMPARE(m_market->paths(), (QList<QByteArray>{"/eod/BHP.AU", "/eod/CBA.AU"}));
}

void TestAssetService::standbyStopsTheRun()
{
    m_market->setAnswer("/eod/BHP.AU", MarketAnswer::inManner(Manner::Silent));
    start();
    add(u"BHP.AU"_s);
    QTRY_COMPARE(m_market->paths().size(), 1);
    m_service->setCollecting(false);
    QTRY_COMPARE(m_runs.size(), 1);
    QVERIFY(m_runs.constFirst() && m_runs.constFirst()->kind == Error::Kind::Cancelled);
    QCOMPARE(m_refused, QList<Error::Kind>{}); // nobody has to do anything
    add(u"CBA.AU"_s);
    QCOMPARE(m_tokenReads, 1);
    m_market->clearAnswer("/eod/BHP.AU");
    m_service->setCollecting(true);
    QTRY_COMPARE(m_stored, QStringList{u"BHP.AU"_s});
}

void TestAssetService::pausedItHoldsAndThenGoesOn()
{
    m_market->setAnswer("/eod/BHP.AU", MarketAnswer::inManner(Manner::Silent));
    start();
    add(u"BHP.AU"_s);
    QTRY_COMPARE(m_market->paths().size(), 1);
    m_market->clearAnswer("/eod/BHP.AU");
    // On again before the run has ended.
    m_service->setPaused(true);
    m_service->setPaused(false);
    QTRY_COMPARE(m_stored, QStringList{u"BHP.AU"_s});
    m_service->setPaused(true);
    m_market->setDays(u"CBA.AU"_s, risingDays(m_now.date(), 5));
    add(u"CBA.AU"_s);
    QCOMPARE(m_tokenReads, 2);
    m_service->setPaused(false);
    QTRY_COMPARE(m_stored, (QStringList{u"BHP.AU"_s, u"CBA.AU"_s}));
}

void TestAssetService::withoutATokenItAsksOnce()
{
    m_token = fail(Error::Kind::NotSet, {}, u"eodhd-token"_s);
    start();
    add(u"BHP.AU"_s);
    QCOMPARE(m_refused, QList{Error::Kind::NotSet});
    m_now = m_now.addDays(1);
    add(u"CBA.AU"_s);
    QCOMPARE(m_tokenReads, 1);
    QCOMPARE(m_market->paths().size(), 0);
    m_token = EodhdMarket::token();
    m_service->tokenChanged();
    QTRY_COMPARE(m_stored, QStringList{u"BHP.AU"_s});
}

void TestAssetService::aLockedKeychainIsAskedAgain()
{
    m_token = fail(Error::Kind::KeychainLocked, {}, u"eodhd-token"_s);
    start();
    add(u"BHP.AU"_s);
    QCOMPARE(m_refused, QList{Error::Kind::KeychainLocked});
    add(u"CBA.AU"_s);
    QCOMPARE(m_tokenReads, 1);
    m_token = EodhdMarket::token();
    m_now = m_now.addSecs(15 * 60);
    m_service->edit({u"CBA.AU"_s}, {});
    QTRY_COMPARE(m_stored, QStringList{u"BHP.AU"_s});
}

void TestAssetService::aRefusedTokenHoldsUntilItChanges()
{
    m_token = u"wrong.1"_s;
    start();
    add(u"BHP.AU"_s);
    QTRY_COMPARE(m_refused, QList{Error::Kind::TokenRefused});
    m_now = m_now.addDays(1);
    add(u"CBA.AU"_s);
    QCOMPARE(m_tokenReads, 1);
    QCOMPARE(m_market->paths().size(), 1);
    QCOMPARE(budget().used, 0);
    m_token = EodhdMarket::token();
    m_service->tokenChanged();
    QTRY_COMPARE(m_stored, QStringList{u"BHP.AU"_s});
}

// 402: the budget says when it goes on; nobody has to do anything, and a larger plan goes on now.
void TestAssetService::aUsedUpQuotaIsNoRefusal()
{
    m_market->setQuota(0);
    start();
    add(u"BHP.AU"_s);
    QTRY_COMPARE(m_runs.size(), 1);
    QVERIFY(m_runs.constFirst() && m_runs.constFirst()->kind == Error::Kind::CallsUsedUp);
    QCOMPARE(m_refused, QList<Error::Kind>{});
    QVERIFY(m_board.budget.isBlocked(m_now));
    m_now = m_now.addSecs(3600);
    add(u"CBA.AU"_s);
    QCOMPARE(m_market->paths().size(), 1);
    m_market->setQuota(100'000);
    m_service->setPlan(100'000);
    QTRY_COMPARE(m_stored, QStringList{u"BHP.AU"_s});
}

// The queue and the search ask through one client, at one pace.
void TestAssetService::aSearchOutlivesTheQueue()
{
    MarketAnswer slow = MarketAnswer::json(R"([{"Code":"ZZQ","Exchange":"AU","Name":"Zig"}])");
    slow.manner = Manner::Trickle;
    slow.interval = std::chrono::milliseconds{2};
    m_market->setAnswer("/search/zig", slow);
    m_market->setAnswer("/eod/BHP.AU", MarketAnswer::inManner(Manner::Silent));
    start();
    add(u"BHP.AU"_s);
    m_service->search(u"zig"_s);
    QTRY_COMPARE(m_market->paths().size(), 2);
    m_service->setPaused(true);
    QTRY_COMPARE(m_runs.size(), 1);
    QTRY_COMPARE(m_found.size(), 1);
    QVERIFY(m_found.constFirst());
    QCOMPARE(m_found.constFirst()->first().symbol, u"ZZQ.AU"_s);
}

void TestAssetService::aSearchThatFailedCostsNothing()
{
    m_service->start();
    m_service->search(u"zig"_s);
    QTRY_COMPARE(m_found.size(), 1);
    QVERIFY(m_found.constLast());
    QCOMPARE(budget().used, 1);
    m_market->setAnswer("/search/zig", MarketAnswer::json("", 503));
    m_service->search(u"zig"_s);
    QTRY_COMPARE(m_found.size(), 2);
    QVERIFY(!m_found.constLast());
    QCOMPARE(budget().used, 1);
}

void TestAssetService::aSearchNotesAUsedUpQuota()
{
    m_market->setQuota(0);
    start();
    m_service->search(u"zig"_s);
    QTRY_COMPARE(m_found.size(), 1);
    QCOMPARE(m_found.constFirst().error().kind, Error::Kind::CallsUsedUp);
    QVERIFY(budget().isBlocked(m_now));
    // Nobody else finds out for himself.
    m_service->search(u"zig"_s);
    QCOMPARE(m_found.size(), 2);
    QCOMPARE(m_found.constLast().error().kind, Error::Kind::CallsUsedUp);
    add(u"BHP.AU"_s);
    QCOMPARE(m_market->paths().size(), 1);
}

void TestAssetService::takesThePlanOver()
{
    m_service->start();
    m_service->notePlan(100'000, 0);
    QCOMPARE(m_board.budget.limit, 100'000);
    QCOMPARE(m_board.budget.used, 1); // the call that said so
    m_service->notePlan(0, 40);       // it does not say; another program has used some
    QCOMPARE(m_board.budget.limit, 100'000);
    QCOMPARE(m_board.budget.used, 40);
}

// A change reads no price: rows are counted after a run that stored some, and once in a while.
void TestAssetService::countsRowsSeldom()
{
    start();
    add(u"BHP.AU"_s);
    QTRY_COMPARE(m_runs.size(), 1);
    QCOMPARE(shownRows(u"BHP.AU"_s), 30);
    // Another program stores a day.
    VERIFY_RESULT(addDays(m_database->connection(), u"BHP.AU"_s,
                          {dayOf(m_now.date().addDays(3), u"11.00"_s)}));
    m_service->setActive({u"BHP.AU"_s}, false);
    QVERIFY(!m_board.rows.constFirst().asset.isActive);
    QCOMPARE(shownRows(u"BHP.AU"_s), 30);
    m_now = m_now.addSecs(5 * 60);
    m_service->refresh();
    QCOMPARE(shownRows(u"BHP.AU"_s), 31);
    // A clock that was set back counts at once.
    VERIFY_RESULT(addDays(m_database->connection(), u"BHP.AU"_s,
                          {dayOf(m_now.date().addDays(4), u"11.00"_s)}));
    m_now = m_now.addSecs(-3600);
    m_service->refresh();
    QCOMPARE(shownRows(u"BHP.AU"_s), 32);
}

// As the program ends on SIGTERM: no event loop follows.
void TestAssetService::endsWithItsCallsOnRecord()
{
    m_market->setAnswer("/eod/BHP.AU", MarketAnswer::inManner(Manner::Silent));
    m_market->setAnswer("/search/zig", MarketAnswer::inManner(Manner::Silent));
    m_service.reset();
    {
        AssetThread thread{settings()};
        thread.start();
        AssetService *service = &thread.service();
        QMetaObject::invokeMethod(service, [service] {
            FoundAsset asset;
            asset.symbol = u"BHP.AU"_s;
            service->setCollecting(true);
            service->add({asset});
            service->search(u"zig"_s);
        });
        QTRY_COMPARE(m_market->paths().size(), 2);
    }
    QCOMPARE(m_database->value(u"SELECT source || ' ' || status || ' ' || attempts || ' ' || "
                               "(finished_at IS NOT NULL) FROM collection_runs"_s),
             u"eodhd failed 1 1"_s);
    QCOMPARE(budget().used, 2);
}

QTEST_GUILESS_MAIN(TestAssetService)
#include "tst_assetservice.moc"
