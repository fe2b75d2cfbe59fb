// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrationdata.h"
#include "models/migrations/migrationtext.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestMigrationText final : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatMatters_data();
    void saysWhatMatters();
    void saysWhenARehearsalIsOld();
    void knowsTheWay();
    void saysSizes_data();
    void saysSizes();
    void shortensChecksums();
    void saysFacts();
    void saysWhatIsNotThere();
    void saysWhatACancelLeft();
    void saysHowLongItTook();

private:
    const QLocale m_locale{u"en_AU"_s};
};

void TestMigrationText::saysWhatMatters_data()
{
    QTest::addColumn<MigrationsState>("state");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("sentences");

    using Kind = MigrationNotice::Kind;
    QTest::newRow("nothing was read") << MigrationsState{} << int(Kind::None) << QString{};

    MigrationsState state = sampleState();
    QTest::newRow("pending")
            << state << int(Kind::Pending)
            << u"2 migration(s) wait. Rehearse first: that runs them on a copy and "
               "proves that no row is lost."_s;
    state.rehearsal = sampleReport();
    QTest::newRow("rehearsed") << state << int(Kind::Rehearsed)
                               << u"2 migration(s) wait. Rehearsed today at 14:12 on a copy: every "
                                  "row proven equal. Expected 6.4 s; the collector writes to the "
                                  "outbox meanwhile."_s;
    state.isCollecting = false;
    QTest::newRow("rehearsed, and nothing is collected")
            << state << int(Kind::Rehearsed)
            << u"2 migration(s) wait. Rehearsed today at 14:12 on a copy: every row proven equal. "
               "Expected 6.4 s. Nothing is collected until they are applied."_s;
    state.rehearsal->passed = false;
    state.rehearsal->problem = u"Table alert_logs lost 3 rows."_s;
    QTest::newRow("rehearsal failed")
            << state << int(Kind::RehearsalFailed)
            << u"The rehearsal today at 14:12 failed. Table alert_logs lost 3 rows. Only the copy "
               "was changed; your data is as before."_s;

    MigrationsState drifted = sampleState();
    drifted.status->drift = {u"Index a is missing."_s, u"Table b is not ours."_s};
    QTest::newRow("drift beats pending")
            << drifted << int(Kind::Drift)
            << u"The database differs from version 7 in 2 place(s). Somebody changed it. Nothing "
               "is applied until that is undone or a backup restored; Drift names each "
               "difference."_s;
    drifted.status->unknown = {u"Table b is not ours."_s};
    QTest::newRow("what is unknown does not count")
            << drifted << int(Kind::Drift)
            << u"The database differs from version 7 in 1 place(s). Somebody changed it. Nothing "
               "is applied until that is undone or a backup restored; Drift names each "
               "difference."_s;
    MigrationsState others = sampleState();
    others.status->drift = {u"Table b is not ours."_s};
    others.status->unknown = others.status->drift;
    QTest::newRow("what is unknown is no obstacle")
            << others << int(Kind::Pending)
            << u"2 migration(s) wait. Rehearse first: that runs them on a copy and proves that no "
               "row is lost."_s;
    drifted.findings = {{ValidationFinding::Kind::Missing, 4, u"migration 4 is missing"_s}};
    QTest::newRow("missing beats drift")
            << drifted << int(Kind::Missing)
            << u"Migration 4 is missing from the history. Somebody took it out of the table "
               "tidemark_migrations. Your data is as before, and nothing is applied meanwhile. "
               "Restore a backup from before that."_s;
    drifted.findings.append({ValidationFinding::Kind::Changed, 5, {}});
    QTest::newRow("changed beats drift")
            << drifted << int(Kind::Changed)
            << u"Migration 5 is another one now than when it was applied. Your data is as before, "
               "and nothing is applied until the scripts agree. Install the program that applied "
               "it, or a newer one."_s;
    MigrationsState newer = sampleState();
    newer.status = statusOf(11);
    QTest::newRow("newer") << newer << int(Kind::Newer)
                           << u"This database is newer than the program. It is at version 11, and "
                              "this program knows versions up to 9. Nothing is written to it. "
                              "Install a newer Tidemark to work with it."_s;
    MigrationsState unfinished = newer;
    unfinished.status->unfinished =
            UnfinishedMigration{8, Direction::Up, 6, 12, u"disk full"_s, u"Free 10 MB"_s};
    QTest::newRow("unfinished beats all")
            << unfinished << int(Kind::Unfinished)
            << u"Migration 8 stopped at statement 6 of 12: disk full. Your data is as before. "
               "Free 10 MB, then Resume."_s;
    unfinished.status->unfinished->reason.clear();
    unfinished.status->unfinished->advice.clear();
    QTest::newRow("unfinished, and nobody knows why")
            << unfinished << int(Kind::Unfinished)
            << u"Migration 8 stopped at statement 6 of 12. Your data is as before. Resume goes on "
               "from there, Undo takes back what was done."_s;
    MigrationsState done = sampleState();
    done.status = statusOf(9);
    QTest::newRow("nothing to do") << done << int(Kind::UpToDate)
                                   << u"The database is at version 9, the newest. Nothing to do."_s;
    MigrationsState empty = sampleState();
    empty.status = statusOf(0);
    QTest::newRow("empty") << empty << int(Kind::Empty)
                           << u"This database has no tables yet. Apply makes them."_s;
}

void TestMigrationText::saysWhatMatters()
{
    QFETCH(const MigrationsState, state);
    QFETCH(const int, kind);
    QFETCH(const QString, sentences);

    const MigrationNotice notice = migrationNotice(state, migrationTime(), m_locale);
    QCOMPARE(int(notice.kind), kind);
    QCOMPARE(u"%1 %2"_s.arg(notice.headline, notice.text).trimmed(), sentences);
}

void TestMigrationText::saysWhenARehearsalIsOld()
{
    MigrationsState state = sampleState();
    state.rehearsal = sampleReport();
    state.rehearsal->from = 6;
    state.rehearsal->at = state.rehearsal->at.addDays(-2);
    const MigrationNotice notice = migrationNotice(state, migrationTime(), m_locale);
    QCOMPARE(notice.kind, MigrationNotice::Kind::Pending);
    QCOMPARE(notice.text, u"The last rehearsal, on 18 Nov 2026 at 14:12, was from version 6 to 9. "
                          "Rehearse again before you apply."_s);
    state.rehearsal = sampleReport();
    state.rehearsal->database = u"archive"_s; // of another database
    QVERIFY(!state.isRehearsalPresent());
}

void TestMigrationText::knowsTheWay()
{
    MigrationsState state = sampleState();
    QCOMPARE(state.way(9).size(), 2);
    QCOMPARE(state.way(9).at(0).version, 8);
    QCOMPARE(state.way(6).size(), 1);
    QCOMPARE(state.way(6).at(0).direction, Direction::Down);
    QCOMPARE(state.expectedMs(9).value_or(0), 6400);
    QVERIFY(!state.expectedMs(5)); // migration 6 was never looked at
    QCOMPARE(state.wholeWay(6).rowsLost, 0);
    state.previews[2].rowsLost = 12;
    QCOMPARE(state.wholeWay(6).rowsLost, 12);
    state.previews[1].estimatedMs.reset();
    QVERIFY(!state.expectedMs(9));
}

void TestMigrationText::saysSizes_data()
{
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<QString>("size");
    QTest::addColumn<QString>("change");

    QTest::newRow("nothing") << qint64{0} << u"0 bytes"_s << u"0 bytes"_s;
    QTest::newRow("bytes") << qint64{812} << u"812 bytes"_s << u"+812 bytes"_s;
    QTest::newRow("small") << qint64{9'800'000} << u"9.8 MB"_s << u"+9.8 MB"_s;
    QTest::newRow("large") << qint64{61'400'000'000} << u"61 GB"_s << u"+61 GB"_s;
    QTest::newRow("given back") << qint64{-3'200'000} << u"-3.2 MB"_s << u"−3.2 MB"_s;
}

void TestMigrationText::saysSizes()
{
    QFETCH(const qint64, bytes);
    QFETCH(const QString, size);
    QFETCH(const QString, change);
    if (bytes >= 0)
        QCOMPARE(bytesText(bytes, m_locale), size);
    QCOMPARE(byteChangeText(bytes, m_locale), change);
}

void TestMigrationText::shortensChecksums()
{
    QCOMPARE(shortChecksum(u"41c8a2f0ee11"_s), u"41c8 a2f0"_s);
    QCOMPARE(shortChecksum(u"8f3ac1d2"_s, 6), u"8f3a c1"_s);
    QCOMPARE(shortChecksum({}), QString{});
    QCOMPARE(shortChecksum(u"abc"_s), u"abc"_s);
}

void TestMigrationText::saysFacts()
{
    QStringList facts;
    for (const MigrationFact &fact : previewFacts(samplePreviews().constFirst(), m_locale))
        facts << fact.name + u' ' + fact.value;
    QCOMPARE(facts, (QStringList{u"Statements 12"_s, u"Locks all writes, 5.1 s"_s,
                                 u"Rewrites alert_logs, 31,482 rows"_s, u"Rows lost 0"_s,
                                 u"Disk about +9.8 MB, 61 GB free"_s,
                                 u"Undo down script, or backup before"_s}));
}

void TestMigrationText::saysWhatIsNotThere()
{
    MigrationPreview nothing;
    nothing.statements = 1;
    QStringList facts;
    for (const MigrationFact &fact : previewFacts(nothing, m_locale))
        facts << fact.name + u' ' + fact.value;
    QCOMPARE(facts, (QStringList{u"Statements 1"_s, u"Locks nothing"_s, u"Rewrites nothing"_s,
                                 u"Rows lost 0"_s}));
    nothing.diskFree = 61'000'000'000;
    QCOMPARE(previewFacts(nothing, m_locale).at(4).value, u"61 GB free"_s);
    QCOMPARE(previewSentences(nothing, m_locale).at(3).value, u"None."_s);
    nothing.direction = Direction::Down; // values are looked for when it is asked for
    QVERIFY(previewSentences(nothing, m_locale).at(3).value.startsWith(u"None. Revert looks"_s));
    nothing.rowsLost = 1200;
    QCOMPARE(previewSentences(nothing, m_locale).at(3).value,
             u"1,200 rows go and only a backup brings them back."_s);
}

void TestMigrationText::saysWhatACancelLeft()
{
    MigrationStatus found = statusOf(7);
    QVERIFY(cancelledText(found).contains(u"was taken back"_s));
    found.unfinished = UnfinishedMigration{8, Direction::Up, 6, 12, {}, {}, {}};
    QVERIFY(!cancelledText(found).contains(u"was taken back"_s));
    QVERIFY(cancelledText(found).contains(u"Migration 8 is unfinished"_s));
}

void TestMigrationText::saysHowLongItTook()
{
    QCOMPARE(runTimeText(0, m_locale), u"–"_s);
    QCOMPARE(runTimeText(4, m_locale), u"< 0.01 s"_s); // and not none
    QCOMPARE(runTimeText(210, m_locale), u"0.21 s"_s);
    QCOMPARE(runTimeText(125'000, m_locale), u"2 min 5 s"_s);
}

QTEST_GUILESS_MAIN(TestMigrationText)
#include "tst_migrationtext.moc"
