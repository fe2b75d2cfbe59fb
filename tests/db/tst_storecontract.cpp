// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/errortext.h"
#include "migrations/migrator.h"
#include "tests/db/contract/cases.h"
#include "tests/support/engines.h"

#include <map>
#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace {

template <typename T> T orGiveUp(Result<T> result)
{
    if (!result)
        giveUp(errorText(result.error()) + u' ' + result.error().detail);
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

// A database at the head, emptied for each case.
class Market final
{
public:
    explicit Market(Engine engine)
        : m_database{engine}
        , m_connection{orGiveUp(Connection::open(m_database.spec()))}
    {
        orGiveUp(Migrator{*m_connection, orGiveUp(MigrationSet::shipped(engine))}.up());
    }

    [[nodiscard]] const Connection &empty() const
    {
        for (const QString &table : {u"price_data_5min"_s, u"intraday_data"_s, u"daily_data"_s,
                                     u"corporate_actions"_s, u"market_data"_s, u"collection_runs"_s,
                                     u"data_gaps"_s, u"system_events"_s, u"assets"_s})
            orGiveUp(m_connection->execute(u"DELETE FROM "_s + table));
        return *m_connection;
    }

private:
    TestDatabase m_database;
    std::unique_ptr<Connection> m_connection;
};

} // namespace

// Stores keep one contract on all engines: the same rows in the same order, the same decimals and
// times, byte for byte.
class TestStoreContract final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void holds_data();
    void holds();
    void cleanupTestCase() { m_markets.clear(); }

private:
    std::map<Engine, Market> m_markets;
    QHash<QString, QStringList> m_answersOfSqlite;
};

void TestStoreContract::initTestCase()
{
    for (const Engine engine : {Engine::Sqlite, Engine::PostgreSql, Engine::MariaDb})
        m_markets.try_emplace(engine, engine);
}

void TestStoreContract::holds_data()
{
    QTest::addColumn<Engine>("engine");
    QTest::addColumn<StoreCase>("storeCase");
    for (const StoreCase &storeCase : quoteCases() + seriesCases() + stockCases() +
                                              currencyCases() + rangeCases() + barCases() +
                                              runCases() + snapshotCases()) {
        for (const auto &market : m_markets)
            QTest::addRow("%s, %s", storeCase.name, qPrintable(engineName(market.first)))
                    << market.first << storeCase;
    }
}

void TestStoreContract::holds()
{
    QFETCH(const Engine, engine);
    QFETCH(const StoreCase, storeCase);
    const QStringList answers = storeCase.run(m_markets.at(engine).empty());
    QVERIFY(!answers.isEmpty());
    if (!storeCase.expected.isEmpty())
        QCOMPARE(answers, storeCase.expected);
    if (!m_answersOfSqlite.contains(QLatin1StringView{storeCase.name}))
        m_answersOfSqlite.insert(QString::fromLatin1(storeCase.name),
                                 storeCase.run(m_markets.at(Engine::Sqlite).empty()));
    const QStringList &expected = m_answersOfSqlite[QString::fromLatin1(storeCase.name)];
    for (qsizetype i = 0; i < std::min(answers.size(), expected.size()); ++i)
        QCOMPARE(answers[i], expected[i]);
    QCOMPARE(answers.size(), expected.size());
    // Only where a case is about a failure may there be one.
    if (storeCase.expected.isEmpty() && !storeCase.failsOnPurpose)
        QVERIFY2(answers.filter(QRegularExpression{u"^error "_s}).isEmpty(),
                 qPrintable(answers.join(u'\n')));
}

QTEST_GUILESS_MAIN(TestStoreContract)
#include "tst_storecontract.moc"
