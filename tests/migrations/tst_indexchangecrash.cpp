// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/databaseurl.h"
#include "tests/migrations/changeddatabase.h"
#include "tests/support/dyingconnection.h"

#include <QCoreApplication>
#include <QProcess>

using namespace Qt::Literals::StringLiterals;

// Whoever changes an index and is killed at any statement leaves what settles itself.
class TestIndexChangeCrash final : public QObject
{
    Q_OBJECT

private slots:
    void killedAnywhere_data();
    void killedAnywhere();
};

namespace {

constexpr auto Mark = "--changing-child"_L1;
constexpr auto UrlVariable = "TIDEMARK_CHILD_DATABASE";

const QString Table = u"system_events"_s;
const QString Dropped = u"ix_system_events_time"_s;

// What the child does, to a database that is ready for it.
bool carryOut(const ChangedDatabase &changed, const QString &act)
{
    if (act == "drop"_L1)
        return changed.apply(changed.dropOf(Table, Dropped)).has_value();
    if (act == "make"_L1)
        return changed.apply(changed.makingOf(Table, u"component"_s)).has_value();
    if (act == "try"_L1)
        return changed.apply(changed.dropOf(Table, Dropped), true).has_value();
    return revertIndexChange(changed.versions(), 1).has_value();
}

std::optional<int> runChild(const QStringList &arguments)
{
    if (arguments.value(1) != Mark)
        return {};
    const Result<ConnectionSpec> spec =
            parseDatabaseUrl(qEnvironmentVariable(UrlVariable), QLatin1StringView{UrlVariable});
    if (!spec)
        giveUp(spec.error().detail);
    const ChangedDatabase changed{
            std::make_unique<DyingConnection>(openOrFail(*spec), *spec, arguments[3].toInt()),
            MigrationSet::shipped(spec->engine).value()};
    return carryOut(changed, arguments[2]) ? 0 : 1;
}

// True when it was killed; false when it came to its end.
bool isKilled(const TestDatabase &database, const QString &act, int dieAt)
{
    QProcess child;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QLatin1StringView{UrlVariable}, database.url());
    child.setProcessEnvironment(environment);
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    child.start(QCoreApplication::applicationFilePath(), {Mark, act, QString::number(dieAt)});
    if (!child.waitForFinished(60'000))
        qFatal("the child does not end");
    if (child.exitStatus() == QProcess::CrashExit)
        return true;
    if (child.exitCode() != 0)
        qFatal("the child failed to %s", qPrintable(act));
    return false;
}

} // namespace

void TestIndexChangeCrash::killedAnywhere_data()
{
    QTest::addColumn<Engine>("engine");
    QTest::addColumn<QStringList>("acts"); // the last is where it dies
    for (const Engine engine : {Engine::Sqlite, Engine::PostgreSql, Engine::MariaDb}) {
        const auto row = [&](const char *name) -> QTestData & {
            return QTest::addRow("%s %s", qPrintable(engineName(engine)), name);
        };
        row("drop") << engine << QStringList{u"drop"_s};
        row("make") << engine << QStringList{u"make"_s};
        row("restore") << engine << QStringList{u"drop"_s, u"revert"_s};
        row("take away") << engine << QStringList{u"make"_s, u"revert"_s};
    }
    QTest::newRow("mariadb try") << Engine::MariaDb << QStringList{u"try"_s};
    QTest::newRow("mariadb show") << Engine::MariaDb << QStringList{u"try"_s, u"revert"_s};
}

void TestIndexChangeCrash::killedAnywhere()
{
    QFETCH(const Engine, engine);
    QFETCH(const QStringList, acts);

    const TestDatabase database{engine};
    if (const Result<> ready = migrate(*openOrFail(database.spec()), headVersion()); !ready)
        qFatal("%s", qPrintable(ready.error().detail));
    const bool isMaking = acts.first() == "make"_L1;
    const QString index = isMaking ? u"ix_made_component"_s : Dropped;
    int deaths = 0;
    for (int dieAt = 1;; ++dieAt) {
        const ChangedDatabase changed{database.spec()};
        VERIFY_RESULT(changed.connection().execute(u"DELETE FROM index_changes"_s));
        // The rows get numbers from 1 again.
        if (engine != Engine::Sqlite)
            VERIFY_RESULT(changed.connection().execute(
                    engine == Engine::PostgreSql
                            ? u"ALTER SEQUENCE index_changes_id_seq RESTART"_s
                            : u"ALTER TABLE index_changes AUTO_INCREMENT = 1"_s));
        else
            VERIFY_RESULT(changed.connection().execute(
                    u"DELETE FROM sqlite_sequence WHERE name = 'index_changes'"_s));
        for (const QString &act : acts.first(acts.size() - 1))
            QVERIFY(carryOut(changed, act));
        const bool wasKilled = isKilled(database, acts.last(), dieAt);
        deaths += wasKilled ? 1 : 0;

        QCOMPARE(changed.drift(), QStringList{}); // wanted, before anybody settles it
        VERIFY_RESULT(settleIndexChanges(changed.versions(), std::chrono::seconds{30}));
        QCOMPARE(changed.drift(), QStringList{});
        const auto changes = IndexChangeStore{changed.connection()}.list();
        VERIFY_RESULT(changes);
        QVERIFY(changes->isEmpty() || !changes->first().isHalfDone());
        const bool isInForce = !changes->isEmpty() && changes->first().isSettled();
        const auto def = changed.index(Table, index);
        QVERIFY(!def || def->isValid);
        // The record says what is.
        const bool isTrial = isInForce && changes->first().phase == IndexChange::Phase::Trial;
        QCOMPARE(def.has_value(), isTrial || (isMaking ? isInForce : !isInForce));
        QCOMPARE(def && def->isHidden, isTrial);
        if (isInForce)
            VERIFY_RESULT(revertIndexChange(changed.versions(), changes->first().id));
        QCOMPARE(changed.index(Table, index).has_value(), !isMaking);
        QCOMPARE(changed.drift(), QStringList{});
        if (!wasKilled)
            break;
    }
    QVERIFY2(deaths >= 4, qPrintable(QString::number(deaths)));
}

int main(int argc, char **argv)
{
    QCoreApplication app{argc, argv};
    if (const std::optional<int> exitCode = runChild(QCoreApplication::arguments()))
        return *exitCode;
    TestIndexChangeCrash test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_indexchangecrash.moc"
