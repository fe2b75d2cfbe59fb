// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/collector/leasestore.h"
#include "db/transaction.h"
#include "migrations/firststart.h"
#include "tests/support/engines.h"

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

// The row of the lease on every engine, through two connections as two programs have them.
class TestLeaseStore : public QObject
{
    Q_OBJECT

private slots:
    void onlyOneOfTwoGetsIt_data() { addEngineRows(); }
    void onlyOneOfTwoGetsIt();
    void removesOnlyWhatIsThere_data() { addEngineRows(); }
    void removesOnlyWhatIsThere();
    void waitsForOtherWriters_data() { addEngineRows(); }
    void waitsForOtherWriters();
    void leavesANewerDatabaseAlone_data() { addEngineRows(); }
    void leavesANewerDatabaseAlone();

private:
    // At the newest version.
    static std::unique_ptr<Connection> open(const TestDatabase &database);
};

namespace {

const QDateTime &now()
{
    static const QDateTime time =
            QDateTime::fromString(u"2026-11-20T03:16:00.123Z"_s, Qt::ISODateWithMs);
    return time;
}

} // namespace

std::unique_ptr<Connection> TestLeaseStore::open(const TestDatabase &database)
{
    ConnectionSpec spec = database.spec();
    spec.busyTimeout = 200ms;
    Result<std::unique_ptr<Connection>> connection = Connection::open(spec);
    if (!connection)
        return {};
    const auto ready =
            MigrationSet::shipped(spec.engine).and_then([&](const MigrationSet &migrations) {
                return bringEmptyToHead({**connection, migrations});
            });
    return ready ? std::move(*connection) : nullptr;
}

void TestLeaseStore::onlyOneOfTwoGetsIt()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto one = open(database);
    const auto two = open(database);
    QVERIFY(one && two);
    LeaseStore first{*one};
    LeaseStore second{*two};
    QVERIFY(first.read());
    QVERIFY(first.read()->isNull());

    QCOMPARE(first.swap({}, u"a1"_s, now()).value(), true);
    QCOMPARE(second.swap({}, u"b1"_s, now()).value(), false);
    QCOMPARE(second.read().value(), u"a1"_s);
    QCOMPARE(first.swap(u"a1"_s, u"a2 é"_s, now()).value(), true);
    QCOMPARE(second.swap(u"a1"_s, u"b1"_s, now()).value(), false);
    QCOMPARE(second.swap(u"a2 é"_s, u"b1"_s, now()).value(), true);
    QCOMPARE(first.swap(u"a2 é"_s, u"a3"_s, now()).value(), false);
    QCOMPARE(first.read().value(), u"b1"_s);
}

void TestLeaseStore::removesOnlyWhatIsThere()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = open(database);
    QVERIFY(connection);
    LeaseStore store{*connection};
    QCOMPARE(store.swap({}, u"a1"_s, now()).value(), true);
    QCOMPARE(store.remove(u"A1"_s).value(), false);
    QCOMPARE(store.read().value(), u"a1"_s);
    QCOMPARE(store.remove(u"a1"_s).value(), true);
    QVERIFY(store.read()->isNull());
}

// As a migration does, whose proof counts this table as well.
void TestLeaseStore::waitsForOtherWriters()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto one = open(database);
    const auto two = open(database);
    QVERIFY(one && two);
    LeaseStore store{*two};
    {
        Transaction other{*one};
        QVERIFY(other.begin());
        const Result<bool> swapped = store.swap({}, u"a1"_s, now());
        QVERIFY(!swapped);
        QCOMPARE(swapped.error().kind, Error::Kind::Busy);
        QVERIFY(store.read()); // reading waits for nobody
    }
    QCOMPARE(store.swap({}, u"a1"_s, now()).value(), true);
}

// An owner whose database a newer program has moved neither renews its lease nor takes it again.
void TestLeaseStore::leavesANewerDatabaseAlone()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto one = open(database);
    const auto two = open(database);
    QVERIFY(one && two);
    const int head = MigrationSet::shipped(engine)->head();
    LeaseStore owner{*one};
    LeaseStore opened{*two, head};
    QCOMPARE(owner.swap({}, u"a1"_s, now()).value(), true);
    QVERIFY(one->execute(
            u"UPDATE tidemark_migrations SET version = 99 WHERE version = %1"_s.arg(head)));
    for (LeaseStore *store : {&owner, &opened}) {
        const Result<bool> swapped = store->swap(u"a1"_s, u"a2"_s, now());
        QVERIFY(!swapped);
        QCOMPARE(swapped.error().kind, Error::Kind::Refused);
        QVERIFY(!store->remove(u"a1"_s));
    }
    QCOMPARE(owner.read().value(), u"a1"_s);
}

QTEST_GUILESS_MAIN(TestLeaseStore)
#include "tst_leasestore.moc"
