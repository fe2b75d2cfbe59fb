// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/collector/runstore.h"
#include "db/reports/reportreader.h"
#include "tests/support/engines.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/migrationhead.h"
#include "tests/support/verifyresult.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

// What a file has of the runs is what the list of them shows.
class TestRunRows final : public QObject
{
    Q_OBJECT

private slots:
    void findsWhatTheListFinds_data() { addEngineRows(); }
    void findsWhatTheListFinds();
};

namespace {

CollectionRun run(int slot, RunStatus status)
{
    CollectionRun run;
    run.source = u"coinspot"_s;
    run.slot = QDateTime::fromMSecsSinceEpoch(1'795'144'500'000 + qint64{slot} * 300'000, Qt::UTC);
    run.startedAt = run.slot.addSecs(3);
    run.status = status;
    return run;
}

void fill(const Connection &connection)
{
    CollectionRun partial = run(1, RunStatus::Partial);
    partial.rejectedEntries = {{u"gas_100%"_s, u"ask is \"zero\""_s}};
    partial.attemptLog = {{partial.startedAt, 120, u"answered"_s, 0}};
    CollectionRun failed = run(2, RunStatus::Failed);
    failed.error = u"CoinSpot did not answer, né?"_s;
    RunStore store{connection};
    for (const CollectionRun &each : {run(0, RunStatus::Ok), partial, failed})
        VERIFY_RESULT(store.insert(each));
}

QStringList listed(const Connection &connection, const QString &text)
{
    RunsPageRequest request;
    request.text = text;
    QStringList ids;
    const Result<RunsPage> page = RunStore{connection}.page(request);
    for (const CollectionRun &each : page ? page->rows : QList<CollectionRun>{})
        ids.prepend(QString::number(each.id));
    return ids;
}

QStringList written(const Connection &connection, const QString &text)
{
    const auto rows = openReport(connection, {.report = Report::Runs, .text = text}, {});
    if (!rows)
        return {u"no report"_s};
    QStringList ids;
    while ((*rows)->next())
        ids.append(QString::number((*rows)->row().front().integer));
    return (*rows)->end() ? ids : QStringList{u"not whole"_s};
}

} // namespace

void TestRunRows::findsWhatTheListFinds()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = openOrFail(database.spec());
    VERIFY_RESULT(migrate(*connection, headVersion()));
    fill(*connection);
    QCOMPARE(written(*connection, {}).size(), 3);
    const QStringList partial = written(*connection, u"GAS_100%"_s);
    QCOMPARE(partial.size(), 1);
    QCOMPARE(written(*connection, u"\"Zero\""_s), partial);
    // Keys of the JSON, and what it says of attempts, are no words of a run.
    for (const QString &text : {u"reason"_s, u"rejected"_s, u"outcome"_s, u"answered"_s})
        QCOMPARE(written(*connection, text), QStringList{});
    QCOMPARE(written(*connection, u"NÉ?"_s).size(), 1);
    for (const QString &text : {u"ask"_s, u"answer"_s, u"né"_s, u"100%"_s, u"name"_s, u"%"_s})
        QCOMPARE(written(*connection, text), listed(*connection, text));
}

QTEST_GUILESS_MAIN(TestRunRows)
#include "tst_runrows.moc"
