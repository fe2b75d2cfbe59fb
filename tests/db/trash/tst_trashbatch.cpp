// SPDX-License-Identifier: GPL-3.0-or-later
#include "trashwords.h"

#include "db/trash/idchunks.h"

using namespace Qt::Literals::StringLiterals;

// Many rows go into the recycle bin and come back in few slices, and whatever ends that early says
// what was done until then.
class TestTrashBatch final : public QObject
{
    Q_OBJECT

private slots:
    void takesFewSlices_data() { addEngineRows(); }
    void takesFewSlices();
    void takesARange_data() { addEngineRows(); }
    void takesARange();
    void endsBetweenSlices_data() { addEngineRows(); }
    void endsBetweenSlices();
    void bringsBackTwinsThatWereLiveTogether_data() { addEngineRows(); }
    void bringsBackTwinsThatWereLiveTogether();
    void countsWhatCameBackBeforeATwin();
    void bringsBackAllKinds();
    void putsBackWhatItRestored_data() { addEngineRows(); }
    void putsBackWhatItRestored();
    void restoresASelection_data() { addEngineRows(); }
    void restoresASelection();
    void saysWhichOfASelectionCameBack();
    void waitsForWhoHoldsTheDatabase();
};

using namespace TrashWords;

namespace {

const QuoteRange All{u"BHP.AU"_s, {}, {}};

std::function<bool(std::chrono::milliseconds)> atOnce()
{
    return [](std::chrono::milliseconds) { return true; };
}

// Ends the act at the end of so many slices.
std::function<bool(std::chrono::milliseconds)> after(int slices)
{
    return [slices](std::chrono::milliseconds) mutable { return --slices > 0; };
}

qint64 live(const TrashedMarket &market)
{
    return market.count(u"market_data WHERE deleted_at IS NULL"_s);
}

// Each cell of what may lie in the bin.
QStringList everything(const TrashedMarket &market)
{
    return market.cells(u"SELECT * FROM market_data ORDER BY id"_s) +
           market.cells(u"SELECT * FROM alert_rules ORDER BY id"_s) +
           market.cells(u"SELECT * FROM alert_logs ORDER BY id"_s);
}

} // namespace

void TestTrashBatch::takesFewSlices()
{
    QFETCH(const Engine, engine);
    const int quotes = engine == Engine::Sqlite ? 100'000 : 20'000;
    // Slices of less than one statement take nobody's time but that of their pauses.
    const int mostSlices = quotes / int(IdChunkSize);
    const TrashedMarket market{engine};
    market.addQuotes(quotes);
    market.removeQuotes({u"BHP.AU"_s, {}, at(100)}, at(1), by(u"other"_s, {}, u"b0"_s));
    const TrashBatchOutcome removed = TrashBatch{market.connection(), atOnce()}.removeQuotes(
            All, at(2), by(u"me"_s, u"wrong"_s));
    QVERIFY2(!removed.ended, qPrintable(removed.ended.value_or(Error{}).detail));
    QCOMPARE(removed.rows, quotes - 100);
    QCOMPARE(removed.counts.value(u"market_data"_s).toInt(), quotes - 100);
    QCOMPARE(live(market), 0);
    QCOMPARE(market.count(u"market_data WHERE delete_batch = 'b1'"_s), quotes - 100);
    const TrashBatchOutcome back =
            TrashBatch{market.connection(), atOnce()}.restore(u"b1"_s, at(3));
    QVERIFY2(!back.ended, qPrintable(back.ended.value_or(Error{}).detail));
    QCOMPARE(back.rows, quotes - 100);
    QCOMPARE(live(market), quotes - 100);
    // One of each act, not of each slice.
    QCOMPARE(market.events(), (QStringList{u"deleted"_s, u"deleted"_s, u"restored"_s}));
    qInfo("%d slices there, %d back", removed.slices, back.slices);
    QVERIFY2(removed.slices <= mostSlices, qPrintable(QString::number(removed.slices)));
    QVERIFY2(back.slices <= mostSlices, qPrintable(QString::number(back.slices)));
}

void TestTrashBatch::takesARange()
{
    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    market.addQuotes(25);
    const QuoteRange range{u"BHP.AU"_s, at(5), at(20)};
    QCOMPARE(TrashStore{market.connection()}.quotesOf(range)->size(), 15);
    QCOMPARE(market.removeQuotes(range, at(30), by(u"me"_s)), 15);
    QCOMPARE(live(market), 10);
    QCOMPARE(market.count(u"market_data WHERE delete_batch = 'b1'"_s), 15);
    QCOMPARE(market.removeQuotes(range, at(31), by(u"me"_s)), 0);
    QCOMPARE(market.events(), QStringList{u"deleted"_s});
    TrashBatch batch{market.connection(), atOnce()};
    const auto nowhere = batch.removeQuotes({u"XYZ.AU"_s, {}, {}}, at(30), by(u"me"_s));
    QCOMPARE(nowhere.ended.value().kind, Error::Kind::NotFound);
}

void TestTrashBatch::endsBetweenSlices()
{
    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    market.addQuotes(3000);
    const auto removed =
            TrashBatch{market.connection(), after(2)}.removeQuotes(All, at(1), by(u"me"_s));
    QCOMPARE(removed.ended.value().kind, Error::Kind::Cancelled);
    QCOMPARE(removed.slices, 2);
    QVERIFY(removed.rows > 0 && removed.rows < 3000);
    QCOMPARE(live(market), 3000 - removed.rows);
    const auto back = TrashBatch{market.connection(), after(1)}.restore(u"b1"_s, at(2));
    QCOMPARE(back.ended.value().kind, Error::Kind::Cancelled);
    QVERIFY(back.rows > 0 && back.rows < removed.rows);
    QCOMPARE(live(market), 3000 - removed.rows + back.rows);
    QCOMPARE(market.events(), (QStringList{u"deleted"_s, u"restored"_s}));
    const auto rest = TrashBatch{market.connection(), atOnce()}.restore(u"b1"_s, at(3));
    QVERIFY(!rest.ended);
    QCOMPARE(live(market), 3000);
}

// market_data has no unique key: adopted databases hold two quotes of one moment.
void TestTrashBatch::bringsBackTwinsThatWereLiveTogether()
{
    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    // The second of each minute lies far behind the first one, and in another slice by its id.
    for (int i = 0; i < 3; ++i)
        market.addQuotes(501);
    market.removeQuotes(All, at(1), by(u"me"_s));
    // Also where it ends in between, whole minutes are back.
    const auto first = TrashBatch{market.connection(), after(1)}.restore(u"b1"_s, at(2));
    QCOMPARE(first.ended.value().kind, Error::Kind::Cancelled);
    QCOMPARE(first.rows % 3, 0);
    const auto rest = TrashBatch{market.connection(), atOnce()}.restore(u"b1"_s, at(3));
    QVERIFY2(!rest.ended, qPrintable(rest.ended.value_or(Error{}).detail));
    QCOMPARE(live(market), 3 * 501);
}

void TestTrashBatch::countsWhatCameBackBeforeATwin()
{
    const TrashedMarket market{Engine::Sqlite};
    market.addQuotes(1000);
    market.removeQuotes(All, at(1), by(u"me"_s));
    // The provider sends one of them again meanwhile.
    const auto back = TrashBatch{
            market.connection(), [&](std::chrono::milliseconds) {
                market.addQuotes(1, 900);
                return true;
            }}.restore(u"b1"_s, at(2));
    QCOMPARE(back.ended.value().kind, Error::Kind::Refused);
    QVERIFY2(back.ended->detail.startsWith("BHP.AU has another quote of 2026-11-20 18:15"_L1),
             qPrintable(back.ended->detail));
    QVERIFY(back.rows > 0 && back.rows < 1000);
    QCOMPARE(market.count(u"market_data WHERE deleted_at IS NULL AND id <= 1000"_s), back.rows);
    // What is there from the beginning is seen at once.
    const auto none = TrashBatch{market.connection(), atOnce()}.restore(u"b1"_s, at(3));
    QCOMPARE(none.ended.value().kind, Error::Kind::Refused);
    QCOMPARE(none.rows, 0);
}

void TestTrashBatch::bringsBackAllKinds()
{
    const TrashedMarket market{Engine::Sqlite};
    market.addQuotes(2);
    const AlertRule rule = market.addRule();
    const AlertRule other = market.addRule(u"below 3"_s);
    market.addLog(rule, 1);
    const qint64 log = market.addLog(other, 1);
    TrashStore store{market.connection()};
    VERIFY_RESULT(store.removeRules({rule.id}, true, at(9), by(u"me"_s)));
    VERIFY_RESULT(store.removeLogs({log}, at(9), by(u"me"_s)));
    market.removeQuotes(All, at(9), by(u"me"_s));
    const auto back = TrashBatch{market.connection(), atOnce()}.restore(u"b1"_s, at(10));
    QVERIFY(!back.ended);
    QCOMPARE(back.rows, 5);
    QCOMPARE(back.counts,
             (QJsonObject{{u"market_data"_s, 2}, {u"alert_rules"_s, 1}, {u"alert_logs"_s, 2}}));
    QVERIFY(listed(market).isEmpty());
}

void TestTrashBatch::putsBackWhatItRestored()
{
    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    market.addQuotes(3000);
    const AlertRule rule = market.addRule();
    const AlertRule other = market.addRule(u"below 3"_s);
    const qint64 early = market.addLog(rule, 1);
    for (const int minute : {2, 3})
        market.addLog(rule, minute);
    const qint64 alone = market.addLog(other, 1);
    TrashStore store{market.connection()};
    VERIFY_RESULT(store.removeLogs({early}, at(8), by(u"you"_s, u"typo"_s, u"b0"_s)));
    VERIFY_RESULT(store.removeRules({rule.id}, true, at(9), by(u"me"_s)));
    VERIFY_RESULT(store.removeLogs({alone}, at(9), by(u"me"_s)));
    market.removeQuotes({u"BHP.AU"_s, at(1), {}}, at(10), by(u"me"_s, u"wrong"_s));
    const QStringList before = everything(market);
    const auto back = TrashBatch{market.connection(), atOnce()}.restore(u"b1"_s, at(11));
    QVERIFY(!back.ended);
    QCOMPARE(back.restored.size(), 2999 + 1 + 2 + 1);
    QCOMPARE(live(market), 3000);

    // Also where it is ended in between: the rest goes back later.
    const auto some = TrashBatch{market.connection(), after(1)}.putBack(back.restored, at(12));
    QCOMPARE(some.ended.value().kind, Error::Kind::Cancelled);
    QVERIFY(some.rows > 0 && some.rows < 3003);
    const QList<RestoredRow> rest = back.restored.first(back.restored.size() - some.rows);
    QList<int> told;
    const auto progress = [&](const QString &, int rows) { told.append(rows); };
    const auto all = TrashBatch{market.connection(), atOnce(), progress}.putBack(rest, at(13));
    QVERIFY(!all.ended);
    QVERIFY(all.slices > 1);
    QCOMPARE(told.size(), all.slices);
    QCOMPARE(told.constLast(), rest.size());
    QCOMPARE(market.cells(u"SELECT * FROM market_data ORDER BY id"_s), before.first(3000));
    QCOMPARE(market.count(u"alert_rules WHERE delete_batch = 'b1'"_s), 1);
    QCOMPARE(market.count(u"alert_logs WHERE delete_batch = 'b1' AND deleted_by = 'me'"_s), 3);
    QCOMPARE(market.events().mid(market.events().size() - 2),
             (QStringList{u"restore_undone"_s, u"restore_undone"_s}));
}

// Twins of one act lie in different slices, and come back all the same.
void TestTrashBatch::restoresASelection()
{
    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    for (int i = 0; i < 2; ++i)
        market.addQuotes(500);
    const AlertRule rule = market.addRule();
    for (const int minute : {1, 2, 3})
        market.addLog(rule, minute);
    TrashStore store{market.connection()};
    VERIFY_RESULT(store.removeRules({rule.id}, true, at(9), by(u"me"_s)));
    market.removeQuotes(All, at(10), by(u"me"_s, u"wrong"_s, u"b2"_s));
    const QStringList before = everything(market);
    QList<TrashKey> keys;
    for (const QString &id : market.cells(u"SELECT id FROM market_data ORDER BY id"_s))
        keys.append({TrashKind::Quote, id.toLongLong()});
    keys.append({TrashKind::Rule, rule.id});
    const auto back = TrashBatch{market.connection(), atOnce()}.restore(keys, at(11));
    QVERIFY2(!back.ended, qPrintable(back.ended.value_or(Error{}).detail));
    QCOMPARE(back.restored.size(), 1000 + 1 + 3);
    QVERIFY(back.slices > 1);
    QVERIFY(listed(market).isEmpty());
    const auto undone = TrashBatch{market.connection(), atOnce()}.putBack(back.restored, at(12));
    QVERIFY(!undone.ended);
    QCOMPARE(market.cells(u"SELECT * FROM market_data ORDER BY id"_s), before.first(1000));
    QCOMPARE(market.count(u"alert_logs WHERE delete_batch = 'b1'"_s), 3);
}

void TestTrashBatch::saysWhichOfASelectionCameBack()
{
    const TrashedMarket market{Engine::Sqlite};
    market.addQuotes(1000);
    market.removeQuotes(All, at(1), by(u"me"_s));
    market.addQuotes(1, 900); // sent again
    QList<TrashKey> keys;
    for (int id = 1; id <= 1000; ++id)
        keys.append({TrashKind::Quote, id});
    const auto back = TrashBatch{market.connection(), atOnce()}.restore(keys, at(2));
    QCOMPARE(back.ended.value().kind, Error::Kind::Refused);
    QVERIFY2(back.ended->detail.startsWith("BHP.AU has another quote of 2026-11-20 18:15"_L1),
             qPrintable(back.ended->detail));
    QVERIFY(back.rows > 0 && back.rows <= 900);
    QCOMPARE(back.restored.size(), back.rows);
    QCOMPARE(live(market), back.rows + 1);
}

void TestTrashBatch::waitsForWhoHoldsTheDatabase()
{
    const TrashedMarket market{Engine::Sqlite};
    market.addQuotes(3);
    ConnectionSpec impatient = market.spec();
    impatient.busyTimeout = std::chrono::milliseconds{10};
    const auto connection = openOrFail(impatient);
    std::optional<Transaction> other{std::in_place, market.connection()};
    VERIFY_RESULT(other->begin());
    int pauses = 0;
    const auto removed = TrashBatch{
            *connection, [&](std::chrono::milliseconds) {
                if (++pauses == 3)
                    other.reset();
                return true;
            }}.removeQuotes(All, at(1), by(u"me"_s));
    QVERIFY(!removed.ended);
    QCOMPARE(removed.rows, 3);
}

QTEST_GUILESS_MAIN(TestTrashBatch)
#include "tst_trashbatch.moc"
