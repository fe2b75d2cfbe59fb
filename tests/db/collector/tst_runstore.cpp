// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/collector/runstore.h"
#include "tests/support/scratchdatabase.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestRunStore : public QObject
{
    Q_OBJECT

private slots:
    void pagesWithoutRepeatingOrHiding();
    void filters();
    void stripHoldsItsWindow();
    void coverageEndsAtTheLastSlotWithPrices();
    void gapIsRecordedOnceAndShrinksWhereThereArePrices();
};

namespace {

const QDateTime Slot = QDateTime::fromString(u"2026-11-20T03:15:00.000Z"_s, Qt::ISODateWithMs);

CollectionRun run(int slot, RunStatus status = RunStatus::Ok)
{
    CollectionRun run;
    run.source = u"coinspot"_s;
    run.slot = Slot.addSecs(300 * slot);
    run.startedAt = run.slot.addSecs(3);
    run.status = status;
    return run;
}

} // namespace

void TestRunStore::pagesWithoutRepeatingOrHiding()
{
    ScratchDatabase scratch;
    QVERIFY(scratch.migrator().up());
    RunStore runs{scratch.connection()};
    for (int i = 0; i < 25; ++i)
        QVERIFY(*runs.insert(run(i)));
    QVERIFY(!*runs.insert(run(7))); // the same run again

    RunsPageRequest request;
    request.limit = 10;
    QList<CollectionRun> seen;
    for (bool more = true; more;) {
        const Result<RunsPage> page = runs.page(request);
        QVERIFY(page);
        seen.append(page->rows);
        more = page->hasMore;
        request.after = RunsKey{seen.constLast().startedAt, seen.constLast().id};
        // One that ends meanwhile moves nothing.
        QVERIFY(runs.insert(run(100 + int(seen.size()))));
    }
    QCOMPARE(seen.size(), 25);
    for (int i = 0; i < 25; ++i)
        QCOMPARE(seen[i].slot, Slot.addSecs(300 * (24 - i)));
}

void TestRunStore::filters()
{
    ScratchDatabase scratch;
    QVERIFY(scratch.migrator().up());
    RunStore runs{scratch.connection()};
    QVERIFY(runs.insert(run(0)));
    QVERIFY(runs.insert(run(1, RunStatus::Outbox)));
    CollectionRun partial = run(2, RunStatus::Partial);
    partial.rejectedEntries = {{u"gas_100%"_s, u"ask is zero"_s}};
    QVERIFY(runs.insert(partial));
    CollectionRun failed = run(3, RunStatus::Failed);
    failed.error = u"CoinSpot did not answer"_s;
    QVERIFY(runs.insert(failed));

    const auto found = [&](RunFilter filter, const QString &text) {
        RunsPageRequest request;
        request.filter = filter;
        request.text = text;
        const Result<RunsPage> page = runs.page(request);
        return page ? page->rows.size() : -1;
    };
    QCOMPARE(found(RunFilter::All, {}), 4);
    QCOMPARE(found(RunFilter::Collected, {}), 2);
    QCOMPARE(found(RunFilter::Partial, {}), 1);
    QCOMPARE(found(RunFilter::Failed, {}), 1);
    QCOMPARE(found(RunFilter::All, u"coinSPOT"_s), 1);
    QCOMPARE(found(RunFilter::All, u"_100%"_s), 1);
    QCOMPARE(found(RunFilter::All, u"s%z"_s), 0); // % is a character here
    QCOMPARE(found(RunFilter::All, u"'; DROP TABLE collection_runs; --"_s), 0);
}

void TestRunStore::stripHoldsItsWindow()
{
    ScratchDatabase scratch;
    QVERIFY(scratch.migrator().up());
    RunStore runs{scratch.connection()};
    for (int i = 0; i < 10; ++i)
        QVERIFY(runs.insert(run(i)));
    QVERIFY(runs.insertGap(
            {0, u"coinspot"_s, {}, Slot.addSecs(300), Slot.addSecs(1500), GapCause::Offline}));
    const Result<Strip> strip = runs.strip({Slot.addSecs(600), Slot.addSecs(1500)});
    QVERIFY(strip);
    QCOMPARE(strip->runs.size(), 3);
    QCOMPARE(strip->gaps.size(), 1);
    QCOMPARE(strip->firstSlot, Slot);
}

void TestRunStore::coverageEndsAtTheLastSlotWithPrices()
{
    ScratchDatabase scratch;
    QVERIFY(scratch.migrator().up());
    RunStore runs{scratch.connection()};
    const auto covered = [&](int before) {
        return runs.coveredUntil(u"coinspot"_s, Slot.addSecs(300 * before), std::chrono::minutes{5})
                .value();
    };
    QVERIFY(!covered(100));
    QVERIFY(runs.insert(run(0)));
    QVERIFY(runs.insert(run(1, RunStatus::Failed)));
    QCOMPARE(*covered(100), Slot.addSecs(300));
    QVERIFY(runs.insertGap(
            {0, u"coinspot"_s, {}, Slot.addSecs(300), Slot.addSecs(900), GapCause::Asleep}));
    QCOMPARE(*covered(100), Slot.addSecs(900));
    const auto failures = runs.failures(u"coinspot"_s, Slot, Slot.addSecs(3000));
    QVERIFY(failures);
    QCOMPARE(failures->size(), 1);
    QCOMPARE(failures->constFirst().first, Slot.addSecs(300));
}

void TestRunStore::gapIsRecordedOnceAndShrinksWhereThereArePrices()
{
    ScratchDatabase scratch;
    QVERIFY(scratch.migrator().up());
    RunStore runs{scratch.connection()};
    const DataGap gap{0, u"coinspot"_s, {}, Slot, Slot.addSecs(1500), GapCause::Asleep};
    QVERIFY(runs.insertGap(gap));
    QVERIFY(runs.insertGap(gap)); // another program found the same hole
    const auto found = [&] {
        QStringList texts;
        const QList<DataGap> gaps = runs.gaps(u"coinspot"_s, Slot, Slot.addSecs(3000)).value();
        for (const DataGap &each : gaps)
            texts.append(u"%1-%2"_s.arg(Slot.secsTo(each.from)).arg(Slot.secsTo(each.to)));
        return texts;
    };
    QCOMPARE(found(), QStringList{u"0-1500"_s});
    QVERIFY(runs.removeFromGaps(u"coinspot"_s, Slot.addSecs(600), Slot.addSecs(900)));
    QCOMPARE(found(), (QStringList{u"0-600"_s, u"900-1500"_s}));
    QVERIFY(runs.removeFromGaps(u"coinspot"_s, Slot, Slot.addSecs(600)));
    QCOMPARE(found(), QStringList{u"900-1500"_s});
    QVERIFY(!runs.collectedAt(u"coinspot"_s, Slot)->isValid());
    QVERIFY(runs.insert(run(0, RunStatus::Failed)));
    QVERIFY(!runs.collectedAt(u"coinspot"_s, Slot)->isValid());
    CollectionRun good = run(0);
    good.startedAt = good.slot.addSecs(60);
    good.finishedAt = good.slot.addSecs(61);
    QVERIFY(runs.insert(good));
    QCOMPARE(*runs.collectedAt(u"coinspot"_s, Slot), good.finishedAt);
}

QTEST_GUILESS_MAIN(TestRunStore)
#include "tst_runstore.moc"
