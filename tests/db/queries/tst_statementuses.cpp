// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/queries/querystore.h"
#include "tests/support/engines.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/migrationhead.h"
#include "tests/support/verifyresult.h"

Q_DECLARE_METATYPE(SqlValue::Data)

using namespace Qt::Literals::StringLiterals;

// What was counted, in the database, alike on every engine.
class TestStatementUses final : public QObject
{
    Q_OBJECT

private slots:
    void addsUp_data() { addEngineRows(); }
    void addsUp();
    void isWrittenOnce_data() { addEngineRows(); }
    void isWrittenOnce();
    void keepsDaysApart_data() { addEngineRows(); }
    void keepsDaysApart();
    void keepsPlans_data() { addEngineRows(); }
    void keepsPlans();
    void keepsSamples_data() { addEngineRows(); }
    void keepsSamples();
    void hashesValues();
    void tidiesUp_data() { addEngineRows(); }
    void tidiesUp();
    void refusesASchemaThatMoves();
    void readsWhatItWrote_data();
    void readsWhatItWrote();
};

namespace {

QDateTime now()
{
    return QDateTime::fromString(u"2026-11-20T14:35:00.123Z"_s, Qt::ISODateWithMs);
}

RecordedUse use(const QString &id, qint64 executions, qint64 us)
{
    RecordedUse use{id, u"SELECT '%1' FROM t WHERE a = ? -- \u20ac"_s.arg(id),
                    u"quotes/quotestore"_s};
    use.executions = executions;
    use.rows = 2 * executions;
    use.totalUs = executions * us;
    use.maxUs = us;
    use.times.add(TimeHistogram::classOf(us), executions);
    use.lastUsedAt = now();
    return use;
}

class Record final
{
public:
    explicit Record(Engine engine)
        : m_database{engine}
        , connection{openOrFail(m_database.spec())}
        , store{*connection}
    {
        if (const Result<> ready = migrate(*connection, headVersion()); !ready)
            qFatal("%s", qPrintable(ready.error().detail));
    }
    [[nodiscard]] Result<> write(qint64 number, const QList<RecordedUse> &uses,
                                 const QString &writer = u"a"_s, bool isLast = false)
    {
        return store.write({writer, number, isLast, now().date(), uses}, {}, now());
    }
    [[nodiscard]] QList<RecordedQuery> list(const QDate &from = now().date())
    {
        return store.list(from).value_or(QList<RecordedQuery>{});
    }
    [[nodiscard]] qint64 count(const QString &from) const
    {
        return numberFrom(*connection, u"SELECT COUNT(*) FROM "_s + from);
    }

private:
    TestDatabase m_database;

public:
    std::unique_ptr<Connection> connection;
    QueryStore store;
};

} // namespace

void TestStatementUses::addsUp()
{
    QFETCH(const Engine, engine);
    Record record{engine};
    VERIFY_RESULT(record.write(1, {use(u"slow"_s, 2, 40'000), use(u"fast"_s, 1000, 10)}));
    RecordedUse later = use(u"fast"_s, 9'007'199'254'740'993, 12);
    later.totalUs = 5;
    later.maxUs = 70;
    later.lastUsedAt = now().addSecs(60);
    VERIFY_RESULT(record.write(2, {later}));

    const QList<RecordedQuery> list = record.list();
    QCOMPARE(list.size(), 2);
    QCOMPARE(list.at(0).id, u"slow"_s); // what took the most time
    const RecordedQuery &fast = list.at(1);
    QCOMPARE(fast.text, u"SELECT 'fast' FROM t WHERE a = ? -- \u20ac"_s);
    QCOMPARE(fast.purpose, u"quotes/quotestore"_s);
    QCOMPARE(fast.executions, 9'007'199'254'741'993);
    QCOMPARE(fast.rows, 18'014'398'509'483'986);
    QCOMPARE(fast.totalUs, 10'005);
    QCOMPARE(fast.maxUs, 70);
    QCOMPARE(fast.times.count(), fast.executions);
    QCOMPARE(fast.firstUsedAt, now());
    QCOMPARE(fast.lastUsedAt, now().addSecs(60));
    QVERIFY(!fast.plan && !fast.plannedAt.isValid());
    QCOMPARE(numberFrom(*record.connection,
                        u"SELECT p50_us FROM statement_uses WHERE statement_id = 'fast'"_s),
             fast.p50Us());
}

void TestStatementUses::isWrittenOnce()
{
    QFETCH(const Engine, engine);
    Record record{engine};
    // The server's answer to the first try was lost; two programs write in turn.
    for (int attempt = 0; attempt < 3; ++attempt) {
        VERIFY_RESULT(record.write(1, {use(u"q"_s, 5, 100)}, u"a"_s));
        VERIFY_RESULT(record.write(1, {use(u"q"_s, 7, 100)}, u"b"_s));
    }
    QCOMPARE(record.list().constFirst().executions, 12);
    VERIFY_RESULT(record.write(2, {use(u"q"_s, 1, 100)}, u"a"_s));
    VERIFY_RESULT(record.write(3, {use(u"q"_s, 1, 100)}, u"a"_s, true));
    QCOMPARE(record.list().constFirst().executions, 14);
    QCOMPARE(record.count(u"metadata WHERE name = 'queries/a'"_s), 0);
    QCOMPARE(record.count(u"metadata WHERE name = 'queries/b'"_s), 1);
}

void TestStatementUses::keepsDaysApart()
{
    QFETCH(const Engine, engine);
    Record record{engine};
    const QDate today = now().date();
    for (int back = 0; back < 3; ++back)
        VERIFY_RESULT(record.store.write(
                {u"a"_s, back + 1, false, today.addDays(-back), {use(u"q"_s, back + 1, 100)}}, {},
                now()));
    QCOMPARE(record.list(today).constFirst().executions, 1);
    QCOMPARE(record.list(today.addDays(-1)).constFirst().executions, 3);
    const auto days = record.store.days(u"q"_s, today.addDays(-30));
    VERIFY_RESULT(days);
    QCOMPARE(days->size(), 3);
    QCOMPARE(days->at(0).first, today.addDays(-2));
    QCOMPARE(days->at(0).second.executions, 3);
    QCOMPARE(days->at(2).first, today);
    QVERIFY(record.list(today.addDays(1)).isEmpty());
}

void TestStatementUses::keepsPlans()
{
    QFETCH(const Engine, engine);
    Record record{engine};
    VERIFY_RESULT(record.write(1, {use(u"a"_s, 1, 1), use(u"b"_s, 1, 1), use(u"c"_s, 1, 1)}));
    const auto unplanned = record.store.unplanned(now().addDays(-1));
    VERIFY_RESULT(unplanned);
    QCOMPARE(unplanned->size(), 3);
    QCOMPARE(unplanned->at(0).text, use(u"a"_s, 1, 1).text);

    const StatementPlan plan{u"SCAN t\n  SEARCH u USING INDEX ix (a=?)"_s,
                             {u"t"_s, u"t2, \"odd\""_s},
                             {{u"u"_s, u"ix"_s}}};
    VERIFY_RESULT(record.store.storePlans({{u"a"_s, plan}, {u"b"_s, std::nullopt}}, now()));
    QCOMPARE(record.store.unplanned(now().addDays(-1))->size(), 1);
    QCOMPARE(record.store.unplanned(now().addDays(1))->size(), 3);
    for (const RecordedQuery &query : record.list()) {
        QCOMPARE(query.plan.has_value(), query.id == u"a"_s);
        QCOMPARE(query.isFullScan(), query.id == u"a"_s);
        QCOMPARE(query.plannedAt.isValid(), query.id != u"c"_s);
        if (query.plan)
            QCOMPARE(*query.plan, plan);
    }
}

void TestStatementUses::keepsSamples()
{
    QFETCH(const Engine, engine);
    Record record{engine};
    RecordedUse sampled = use(u"q"_s, 2, 10);
    sampled.samples = {{now(), {u"btc"_s, 5, SqlValue{}}, 90, 3}, {now().addSecs(1), {}, 80, 0}};
    VERIFY_RESULT(record.write(1, {sampled}));
    VERIFY_RESULT(record.write(2, {use(u"q"_s, 1, 10)})); // no news leaves them
    auto samples = record.store.samples(u"q"_s);
    VERIFY_RESULT(samples);
    QCOMPARE(samples->size(), 2);
    QCOMPARE(samples->at(0).takenAt, now());
    QCOMPARE(samples->at(0).parameters, u"[\"t:btc\",\"i:5\",null]"_s);
    QCOMPARE(samples->at(0).durationUs, 90);
    QCOMPARE(samples->at(0).rows, 3);
    QVERIFY(!samples->at(0).isHashed);
    QCOMPARE(parameterTexts(samples->at(0).parameters.toUtf8()),
             (QStringList{u"'btc'"_s, u"5"_s, u"NULL"_s}));

    sampled.samples = {{now(), {u"eth"_s}, 1, 1}};
    VERIFY_RESULT(record.write(3, {sampled})); // newer ones take their place
    QCOMPARE(record.store.samples(u"q"_s)->size(), 1);
    sampled.id = u"r"_s;
    sampled.samples = {{now(), {u"eth"_s}, 1, 1}};
    VERIFY_RESULT(
            record.store.write({u"b"_s, 1, false, now().date(), {sampled}, true}, "salt", now()));
    VERIFY_RESULT(record.store.forgetSamples(ValueSampling::Kept));
    QCOMPARE(record.count(u"statement_samples"_s), 2);
    VERIFY_RESULT(record.store.forgetSamples(ValueSampling::Hashed));
    QCOMPARE(record.store.samples(u"r"_s)->size(), 1);
    QCOMPARE(record.count(u"statement_samples"_s), 1);
    VERIFY_RESULT(record.store.forgetSamples(ValueSampling::Off));
    QCOMPARE(record.count(u"statement_samples"_s), 0);
}

void TestStatementUses::hashesValues()
{
    Record record{Engine::Sqlite};
    RecordedUse sampled = use(u"q"_s, 2, 10);
    sampled.samples = {{now(), {u"canary"_s, u"canary"_s, 5}, 90, 3}};
    VERIFY_RESULT(
            record.store.write({u"a"_s, 1, false, now().date(), {sampled}, true}, "salt", now()));
    const StoredSample sample = record.store.samples(u"q"_s)->constFirst();
    QVERIFY(sample.isHashed);
    QVERIFY(!sample.parameters.contains(u"canary"_s));
    QVERIFY(!parametersFromJson(sample.parameters.toUtf8()));
    const QStringList values = sample.parameters.split(u',');
    QCOMPARE(values.at(0).mid(1), values.at(1)); // equal values stay equal
    QVERIFY(parametersToJson({u"canary"_s}, "salt") != parametersToJson({u"canary"_s}, "other"));
}

void TestStatementUses::tidiesUp()
{
    QFETCH(const Engine, engine);
    Record record{engine};
    const QDateTime old = now().addDays(-QueryStore::KeptDays - 1);
    RecordedUse past = use(u"old"_s, 1, 10);
    past.lastUsedAt = old;
    RecordedUse both = use(u"both"_s, 1, 10);
    both.lastUsedAt = old;
    VERIFY_RESULT(record.store.write({u"dead"_s, 1, false, old.date(), {past, both}}, {}, old));
    VERIFY_RESULT(record.write(1, {use(u"both"_s, 1, 10), use(u"new"_s, 1, 10)}, u"alive"_s));
    VERIFY_RESULT(record.store.tidy(now()));
    QCOMPARE(record.count(u"statement_uses"_s), 2);
    QCOMPARE(record.count(u"statement_shapes"_s), 2);
    QCOMPARE(record.count(u"statement_shapes WHERE id = 'old'"_s), 0);
    QCOMPARE(record.count(u"metadata WHERE name = 'queries/dead'"_s), 0);
    QCOMPARE(record.count(u"metadata WHERE name = 'queries/alive'"_s), 1);
}

void TestStatementUses::refusesASchemaThatMoves()
{
    Record record{Engine::Sqlite};
    QueryStore store{*record.connection, headVersion() + 1};
    const Result<> written =
            store.write({u"a"_s, 1, false, now().date(), {use(u"q"_s, 1, 1)}}, {}, now());
    QVERIFY(!written);
    QCOMPARE(written.error().kind, Error::Kind::Refused);
    QCOMPARE(record.count(u"statement_uses"_s), 0);
}

void TestStatementUses::readsWhatItWrote_data()
{
    QTest::addColumn<SqlValue::Data>("value");
    QTest::newRow("NULL") << SqlValue{}.data();
    QTest::newRow("number") << SqlValue{std::numeric_limits<qint64>::min()}.data();
    QTest::newRow("real") << SqlValue{0.1}.data();
    QTest::newRow("text") << SqlValue{u"p:1 \u20ac \"x\""_s}.data();
    QTest::newRow("empty text") << SqlValue{u""_s}.data();
    QTest::newRow("price") << SqlValue{Price::parse(u"999999999999.99999999"_s).value()}.data();
    QTest::newRow("time") << SqlValue{now()}.data();
}

void TestStatementUses::readsWhatItWrote()
{
    QFETCH(const SqlValue::Data, value);
    SqlValue bound;
    std::visit(
            [&](const auto &held) {
                if constexpr (!std::is_same_v<std::decay_t<decltype(held)>, std::monostate>)
                    bound = SqlValue{held};
            },
            value);
    const auto read = parametersFromJson(parametersToJson({bound}));
    QVERIFY(read && read->size() == 1);
    const SqlValue::Data &back = read->constFirst().data();
    QCOMPARE(back.index(), value.index());
    QCOMPARE(parametersToJson(*read), parametersToJson({bound}));
}

QTEST_GUILESS_MAIN(TestStatementUses)
#include "tst_statementuses.moc"
