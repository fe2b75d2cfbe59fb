// SPDX-License-Identifier: GPL-3.0-or-later
#include "trashwords.h"

#include "db/alerts/alertbook.h"
#include "db/alerts/observationreader.h"

using namespace Qt::Literals::StringLiterals;

// Rows go into the recycle bin and come back exactly, alike on every engine, and nobody else sees
// what lies there.
class TestTrashStore final : public QObject
{
    Q_OBJECT

private slots:
    void restoresExactly_data() { addEngineRows(); }
    void restoresExactly();
    void restoresARuleWithItsOwnLogsAlone_data() { addEngineRows(); }
    void restoresARuleWithItsOwnLogsAlone();
    void reopensWhatTheDeletionEnded_data() { addEngineRows(); }
    void reopensWhatTheDeletionEnded();
    void undoesARestore_data() { addEngineRows(); }
    void undoesARestore();
    void endsWhatFiredSinceTheRestore_data() { addEngineRows(); }
    void endsWhatFiredSinceTheRestore();
    void refusesWhereAnotherRowIs_data() { addEngineRows(); }
    void refusesWhereAnotherRowIs();
    void refusesALogWithoutItsRule_data() { addEngineRows(); }
    void refusesALogWithoutItsRule();
    void queriesIgnoreTheBin_data() { addEngineRows(); }
    void queriesIgnoreTheBin();
    void whatLiesInTheBinStaysAsItWas_data() { addEngineRows(); }
    void whatLiesInTheBinStaysAsItWas();
    void keysIgnoreTheBin_data() { addEngineRows(); }
    void keysIgnoreTheBin();
    void bringsBackTwinsThatWereLiveTogether_data() { addEngineRows(); }
    void bringsBackTwinsThatWereLiveTogether();
    void refusesASchemaThatMoves();
};

using namespace TrashWords;

namespace {

// Of what was noted last.
QString lastDetails(const TrashedMarket &market)
{
    return market.cells(u"SELECT details FROM system_events ORDER BY id"_s).constLast();
}

QStringList everything(const TrashedMarket &market)
{
    return market.cells(u"SELECT * FROM market_data ORDER BY id"_s) +
           market.cells(u"SELECT * FROM alert_rules ORDER BY id"_s) +
           market.cells(u"SELECT * FROM alert_logs ORDER BY id"_s) +
           market.cells(u"SELECT * FROM alert_rule_versions ORDER BY rule_id, version"_s);
}

} // namespace

void TestTrashStore::restoresExactly()
{
    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    market.addQuotes(3);
    const AlertRule rule = market.addRule();
    market.addLog(rule, 1);
    const qint64 second = market.addLog(rule, 2);
    VERIFY_RESULT(AlertBook{market.connection()}.acknowledge({second}, at(5)));
    const QStringList before = everything(market);

    TrashStore store{market.connection()};
    VERIFY_RESULT(store.removeRules({rule.id}, true, at(10), by(u"me"_s, u"why"_s)));
    QCOMPARE(market.removeQuotes({u"BHP.AU"_s, {}, {}}, at(11), by(u"me"_s)), 3);
    QVERIFY(everything(market) != before);
    const auto back = store.restore({{TrashKind::Rule, rule.id},
                                     {TrashKind::Log, second}, // comes with the rule anyway
                                     {TrashKind::Quote, 1},
                                     {TrashKind::Quote, 2},
                                     {TrashKind::Quote, 3}},
                                    at(12));
    VERIFY_RESULT(back);
    QCOMPARE(back->size(), 6);
    QCOMPARE(everything(market), before);
    QVERIFY(listed(market).isEmpty());
    QCOMPARE(market.events().constLast(), u"restored"_s);
    QVERIFY(store.restore({{TrashKind::Quote, 1}}, at(13))->isEmpty());
    QCOMPARE(store.restore({{TrashKind::Quote, 99}}, at(13)).error().kind, Error::Kind::NotFound);
}

void TestTrashStore::restoresARuleWithItsOwnLogsAlone()
{
    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    const AlertRule rule = market.addRule();
    const AlertRule other = market.addRule(u"below 3"_s);
    const qint64 before = market.addLog(rule, 1);
    const qint64 with = market.addLog(rule, 2);
    const qint64 foreign = market.addLog(other, 2);
    TrashStore store{market.connection()};
    VERIFY_RESULT(store.removeLogs({before}, at(9), by(u"me"_s, {}, u"b0"_s)));
    VERIFY_RESULT(store.removeLogs({foreign}, at(9), by(u"me"_s, {}, u"b1"_s)));
    QVERIFY(lastDetails(market).contains(u"\"names\":[\"%1\"]"_s.arg(other.name)));
    VERIFY_RESULT(store.removeRules({rule.id}, true, at(10), by(u"me"_s, {}, u"b1"_s)));
    QVERIFY(lastDetails(market).contains(u"\"names\":[\"%1\"]"_s.arg(rule.name)));
    QCOMPARE(listed(market, {.kind = TrashKind::Rule})[0].children, 1);

    const auto back = store.restore({{TrashKind::Rule, rule.id}}, at(11));
    VERIFY_RESULT(back);
    QCOMPARE(back->size(), 2);
    QCOMPARE(back->at(1).key, (TrashKey{TrashKind::Log, with}));
    QCOMPARE(words(listed(market)), u"log %1, log %2"_s.arg(foreign).arg(before));
}

// Its logs stay where they are, and are over as long as nobody watches.
void TestTrashStore::reopensWhatTheDeletionEnded()
{
    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    const AlertRule rule = market.addRule();
    const AlertRule other = market.addRule(u"below 3"_s);
    market.addLog(rule, 1);
    const qint64 notified = market.addLog(rule, 2);
    const qint64 acknowledged = market.addLog(rule, 3);
    const qint64 over = market.addLog(rule, 4);
    market.addLog(other, 1);
    const auto set = [&](const QString &columns, qint64 id) {
        VERIFY_RESULT(market.connection().execute(
                u"UPDATE alert_logs SET %1 WHERE id = %2"_s.arg(columns).arg(id)));
    };
    set(u"status = 'notified', notified_at = created_at"_s, notified);
    set(u"notified_at = created_at"_s, acknowledged);
    VERIFY_RESULT(AlertLogStore{market.connection()}.acknowledge({acknowledged}, at(5)));
    set(u"status = 'resolved', resolved_at = created_at"_s, over);
    const QStringList before = market.cells(u"SELECT * FROM alert_logs ORDER BY id"_s);
    QCOMPARE(market.cells(u"SELECT status FROM alert_logs ORDER BY id"_s),
             (QStringList{u"triggered"_s, u"notified"_s, u"acknowledged"_s, u"resolved"_s,
                          u"triggered"_s}));

    TrashStore store{market.connection()};
    VERIFY_RESULT(store.removeRules({rule.id, other.id}, false, at(10), by(u"me"_s)));
    QCOMPARE(market.count(u"alert_logs WHERE status = 'resolved'"_s), 5);
    const QStringList deleted = everything(market);
    const auto back =
            store.restore({{TrashKind::Rule, rule.id}, {TrashKind::Rule, other.id}}, at(11));
    VERIFY_RESULT(back);
    QCOMPARE(market.cells(u"SELECT * FROM alert_logs ORDER BY id"_s), before);
    VERIFY_RESULT(store.putBack(*back, at(12)));
    QCOMPARE(everything(market), deleted);
}

void TestTrashStore::undoesARestore()
{
    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    const AlertRule rule = market.addRule();
    market.addLog(rule, 1);
    TrashStore store{market.connection()};
    VERIFY_RESULT(store.removeRules({rule.id}, true, at(10), by(u"me"_s, u"why"_s)));
    const QStringList deleted = everything(market);
    const auto back = store.restore({{TrashKind::Rule, rule.id}}, at(11));
    VERIFY_RESULT(back);
    VERIFY_RESULT(store.putBack(*back, at(12)));
    QCOMPARE(everything(market), deleted);
    QCOMPARE(market.events().constLast(), u"restore_undone"_s);
}

// What the rule logged between the restore and its undo is over with the undo, and not before.
void TestTrashStore::endsWhatFiredSinceTheRestore()
{
    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    const AlertRule rule = market.addRule();
    market.addLog(rule, 1);
    TrashStore store{market.connection()};
    VERIFY_RESULT(store.removeRules({rule.id}, false, at(10), by(u"me"_s)));
    const auto back = store.restore({{TrashKind::Rule, rule.id}}, at(11));
    VERIFY_RESULT(back);
    market.addLog(rule, 12);
    VERIFY_RESULT(store.putBack(*back, at(14)));
    QCOMPARE(market.cells(u"SELECT status, resolved_at FROM alert_logs ORDER BY id"_s),
             (QStringList{u"resolved|%1"_s.arg(at(10).toMSecsSinceEpoch()),
                          u"resolved|%1"_s.arg(at(14).toMSecsSinceEpoch())}));
}

void TestTrashStore::refusesWhereAnotherRowIs()
{
    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    market.addQuotes(1);
    const AlertRule rule = market.addRule();
    const qint64 log = market.addLog(rule, 1);
    TrashStore store{market.connection()};
    market.removeQuotes({u"BHP.AU"_s, {}, {}}, at(9), by(u"me"_s));
    market.addQuotes(2);
    VERIFY_RESULT(store.removeRules({rule.id}, true, at(10), by(u"me"_s)));
    VERIFY_RESULT(market.connection().execute(
            u"INSERT INTO alert_logs (timestamp, rule_id, instrument_id, trigger_value, "
            "threshold_value, status, severity, message, created_at, event, rule_version) "
            "SELECT timestamp, rule_id, instrument_id, trigger_value, threshold_value, status, "
            "severity, message, created_at, event, rule_version FROM alert_logs WHERE id = %1"_s
                    .arg(log)));
    const QStringList before = everything(market);

    const auto twin = store.restore({{TrashKind::Quote, 2}, {TrashKind::Quote, 1}}, at(11));
    QCOMPARE(twin.error().kind, Error::Kind::Refused);
    QVERIFY(twin.error().detail.startsWith("BHP.AU has another quote of 2026-11-20"_L1));
    QVERIFY(twin.error().detail.endsWith("Nothing was restored."_L1));
    const auto withLog = store.restore({{TrashKind::Rule, rule.id}}, at(11));
    QCOMPARE(withLog.error().kind, Error::Kind::Refused);
    QVERIFY(withLog.error().detail.contains("logged again"_L1));
    QCOMPARE(everything(market), before);
}

// market_data has no unique key: adopted databases hold two quotes of one moment.
void TestTrashStore::bringsBackTwinsThatWereLiveTogether()
{
    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    market.addQuotes(2);
    market.addQuotes(1);
    const QStringList before = everything(market);
    TrashStore store{market.connection()};
    market.removeQuotes({u"BHP.AU"_s, {}, {}}, at(9), by(u"me"_s));
    QList<qint64> ids;
    for (const QString &id : market.cells(u"SELECT id FROM market_data ORDER BY id"_s))
        ids.append(id.toLongLong());
    const QList<TrashKey> all = trashKeysOf(TrashKind::Quote, ids);
    const auto back = store.restore(all, at(10));
    VERIFY_RESULT(back);
    QCOMPARE(back->size(), 3);
    QCOMPARE(everything(market), before);

    // Not so those that never were: the second was stored because the first one was gone.
    market.removeQuotes({u"BHP.AU"_s, {}, {}}, at(11), by(u"me"_s, {}, u"b2"_s));
    market.addQuotes(1);
    market.removeQuotes({u"BHP.AU"_s, {}, {}}, at(12), by(u"me"_s, {}, u"b3"_s));
    const qint64 again = market.number(u"SELECT MAX(id) FROM market_data"_s);
    QCOMPARE(store.restore(all + trashKeysOf(TrashKind::Quote, {again}), at(13)).error().kind,
             Error::Kind::Refused);
    QCOMPARE(market.count(u"market_data WHERE deleted_at IS NULL"_s), 0);
}

void TestTrashStore::refusesALogWithoutItsRule()
{
    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    const AlertRule rule = market.addRule(u"above 50"_s, u"high"_s);
    const qint64 early = market.addLog(rule, 1);
    const qint64 late = market.addLog(rule, 2);
    TrashStore store{market.connection()};
    VERIFY_RESULT(store.removeLogs({early}, at(9), by(u"me"_s, {}, u"b0"_s)));
    VERIFY_RESULT(store.removeRules({rule.id}, true, at(10), by(u"me"_s)));
    const auto refused = store.restore({{TrashKind::Log, late}}, at(11));
    QCOMPARE(refused.error().kind, Error::Kind::Refused);
    QVERIFY(refused.error().detail.contains("together with its rule 'high'"_L1));
    // The log of a deleted rule stays readable, so one that went before it may come back alone.
    VERIFY_RESULT(store.restore({{TrashKind::Log, early}}, at(11)));
    QCOMPARE(AlertLogStore{market.connection()}.page({})->rows.size(), 1);
}

void TestTrashStore::queriesIgnoreTheBin()
{
    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    market.addQuotes(2);
    const AlertRule rule = market.addRule();
    const qint64 log = market.addLog(rule, 1);
    const AlertRule gone = market.addRule(u"below 3"_s);
    const Connection &connection = market.connection();
    TrashStore store{connection};
    market.removeQuotes({u"BHP.AU"_s, at(1), {}}, at(9), by(u"me"_s));
    VERIFY_RESULT(store.removeLogs({log}, at(9), by(u"me"_s)));
    VERIFY_RESULT(store.removeRules({gone.id}, false, at(9), by(u"me"_s)));

    const qint64 instrument =
            market.number(u"SELECT instrument_id FROM assets WHERE symbol = 'BHP.AU'"_s);
    StockQuoteStore quotes{connection};
    QCOMPARE(quotes.newestQuote(instrument).value()->time, at(0));
    ObservationReader observations{connection};
    QCOMPARE(observations.newestMs(u"BHP.AU"_s).value(), at(0).toMSecsSinceEpoch());
    QCOMPARE(observations.read(u"BHP.AU"_s, 0, at(5).toMSecsSinceEpoch(), 0)->size(), 1);
    QCOMPARE(store.quotesOf({u"BHP.AU"_s, {}, {}})->size(), 1);
    // A price that was deleted as wrong may be stored again.
    DelayedQuote again;
    again.symbol = u"BHP.AU"_s;
    again.time = at(1);
    again.price = Price::parse(u"45.5").value();
    const auto stored = quotes.storeQuotes({again, again});
    VERIFY_RESULT(stored);
    QCOMPARE(stored->stored, 1);
    QCOMPARE(stored->duplicates, 1);

    AlertLogStore logs{connection};
    QVERIFY(logs.page({})->rows.isEmpty());
    QCOMPARE(logs.count({}).value(), 0);
    QCOMPARE(logs.countOpen().value(), 0);
    QCOMPARE(logs.find(log).error().kind, Error::Kind::NotFound);
    QVERIFY(logs.untold(at(10))->isEmpty());
    QCOMPARE(logs.claim(log, AlertChannel::Notice, u"me"_s, at(10)).value(), false);
    QCOMPARE(AlertBook{connection}.acknowledge({log}, at(10)).error().kind, Error::Kind::NotFound);
    AlertRuleStore rules{connection};
    QCOMPARE(rules.list()->size(), 1);
    QCOMPARE(rules.find(gone.id).error().kind, Error::Kind::NotFound);
    AlertRule edited = gone;
    edited.name = u"x"_s;
    QCOMPARE(rules.edit(edited, at(10)).error().kind, Error::Kind::NotFound);
    QVERIFY(store.removeRules({gone.id}, false, at(10), by(u"other"_s))->isEmpty());
    QCOMPARE(listed(market, {.kind = TrashKind::Rule})[0].mark.deletedBy, u"me"_s);
    QCOMPARE(store.removeRules({99}, false, at(10), by(u"me"_s)).error().kind,
             Error::Kind::NotFound);
}

void TestTrashStore::whatLiesInTheBinStaysAsItWas()
{
    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    const AlertRule rule = market.addRule();
    const qint64 log = market.addLog(rule, 1);
    market.addLog(rule, 2);
    TrashStore store{market.connection()};
    VERIFY_RESULT(store.removeLogs({log}, at(9), by(u"me"_s)));
    const QString row = u"SELECT * FROM alert_logs WHERE id = %1"_s.arg(log);
    const QStringList before = market.cells(row);

    AlertLogStore logs{market.connection()};
    VERIFY_RESULT(logs.resolve(rule.id, AlertEvent::Kind::Resolved, at(10).toMSecsSinceEpoch()));
    VERIFY_RESULT(logs.acknowledge({log}, at(10)));
    VERIFY_RESULT(store.removeRules({rule.id}, true, at(11), by(u"me"_s, {}, u"b2"_s)));
    QCOMPARE(market.cells(row), before);
}

void TestTrashStore::keysIgnoreTheBin()
{
    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    const AlertRule rule = market.addRule();
    const qint64 log = market.addLog(rule, 1);
    const QString twin =
            u"INSERT INTO alert_logs (timestamp, rule_id, instrument_id, trigger_value, "
            "threshold_value, status, severity, message, created_at, event, rule_version) "
            "SELECT timestamp, rule_id, instrument_id, trigger_value, threshold_value, status, "
            "severity, message, created_at, event, rule_version FROM alert_logs WHERE id = %1"_s
                    .arg(log);
    QCOMPARE(market.connection().execute(twin).error().kind, Error::Kind::Constraint);
    TrashStore store{market.connection()};
    // The engine does not log anew what a person deleted; another row may take the place.
    VERIFY_RESULT(store.removeLogs({log}, at(9), by(u"me"_s)));
    QCOMPARE(market.addLog(rule, 1), 0);
    VERIFY_RESULT(market.connection().execute(twin));
    QCOMPARE(market.connection().execute(twin).error().kind, Error::Kind::Constraint);
    const qint64 second = market.number(u"SELECT MAX(id) FROM alert_logs"_s);
    VERIFY_RESULT(store.removeLogs({second}, at(9), by(u"me"_s))); // two of them lie there
}

void TestTrashStore::refusesASchemaThatMoves()
{
    const TrashedMarket market{Engine::Sqlite};
    TrashStore store{market.connection(), 3};
    QCOMPARE(store.removeRules({1}, false, at(1), by(u"me"_s)).error().kind, Error::Kind::Refused);
    QCOMPARE(store.restore({{TrashKind::Rule, 1}}, at(1)).error().kind, Error::Kind::Refused);
    QCOMPARE(store.putBack({}, at(1)).error().kind, Error::Kind::Refused);
}

QTEST_GUILESS_MAIN(TestTrashStore)
#include "tst_trashstore.moc"
