// SPDX-License-Identifier: GPL-3.0-or-later
#include "trashwords.h"

using namespace TrashWords;

// What lies in the recycle bin is listed alike on every engine.
class TestTrashReader final : public QObject
{
    Q_OBJECT

private slots:
    void saysWhoAndWhen_data() { addEngineRows(); }
    void saysWhoAndWhen();
    void turnsPages_data() { addEngineRows(); }
    void turnsPages();
    void filters_data() { addEngineRows(); }
    void filters();
    void findsSingleRows_data() { addEngineRows(); }
    void findsSingleRows();
};

void TestTrashReader::saysWhoAndWhen()
{
    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    market.addQuotes(1);
    const AlertRule rule = market.addRule();
    const qint64 log = market.addLog(rule, 1);
    TrashStore store{market.connection()};
    VERIFY_RESULT(store.removeLogs({log}, at(10), by(u"ann@desk"_s, u"a test"_s)));
    VERIFY_RESULT(store.removeRules({rule.id}, false, at(11), by(u"bob@desk"_s, {}, u"b2"_s)));
    market.removeQuotes({u"BHP.AU"_s, {}, {}}, at(12), by(u"c\u00e9cile@desk"_s));

    const QList<TrashEntry> rows = listed(market);
    QCOMPARE(words(rows), u"quote 1, rule 1, log 1"_s);
    QCOMPARE(rows[2].mark, (TrashMark{at(10), u"ann@desk"_s, u"a test"_s, u"b1"_s}));
    QCOMPARE(rows[2].symbol, u"BHP.AU"_s);
    QCOMPARE(rows[2].timestamp, at(1));
    QCOMPARE(rows[2].rule, rule.name);
    QCOMPARE(rows[2].price->toString(), u"50.12345678"_s);
    QCOMPARE(rows[1].mark, (TrashMark{at(11), u"bob@desk"_s, {}, u"b2"_s}));
    QCOMPARE(rows[1].text, u"above"_s);
    QCOMPARE(rows[0].mark.deletedBy, u"c\u00e9cile@desk"_s);
    QCOMPARE(rows[0].price->toString(), u"45.00000000"_s);
    QCOMPARE(market.events(), (QStringList{u"deleted"_s, u"deleted"_s, u"deleted"_s}));
    QCOMPARE(TrashReader{market.connection()}.deleters().value(),
             (QStringList{u"ann@desk"_s, u"bob@desk"_s, u"c\u00e9cile@desk"_s}));
    // Whoever runs the program, where nobody says another name.
    const AlertRule other = market.addRule();
    VERIFY_RESULT(AlertRuleStore{market.connection()}.remove({other.id}, at(13)));
    QVERIFY(listed(market)[0].mark.deletedBy.contains(u'@'));
    QVERIFY(!listed(market)[0].mark.batch.isEmpty());
}

void TestTrashReader::turnsPages()
{
    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    market.addQuotes(7);
    const AlertRule rule = market.addRule();
    for (int minute = 0; minute < 5; ++minute)
        market.addLog(rule, minute);
    TrashStore store{market.connection()};
    // All at one time, so that kind and id decide.
    VERIFY_RESULT(store.removeRules({rule.id}, true, at(9), by(u"me"_s)));
    market.removeQuotes({u"BHP.AU"_s, {}, at(4)}, at(9), by(u"me"_s));
    market.removeQuotes({u"BHP.AU"_s, {}, {}}, at(10), by(u"me"_s));

    const QList<TrashEntry> all = listed(market);
    QCOMPARE(all.size(), 13);
    QCOMPARE(words(all.first(8)),
             u"quote 7, quote 6, quote 5, quote 4, quote 3, quote 2, quote 1, log 5"_s);
    for (const int limit : {1, 2, 5}) {
        QList<TrashEntry> turned;
        TrashRequest request{.limit = limit};
        for (bool hasMore = true; hasMore;) {
            const Result<TrashPage> page = TrashReader{market.connection()}.page(request);
            VERIFY_RESULT(page);
            QVERIFY(page->rows.size() <= limit && !page->rows.isEmpty());
            turned += page->rows;
            hasMore = page->hasMore;
            request.after = {turned.constLast().mark.deletedAt, turned.constLast().key};
        }
        QCOMPARE(words(turned), words(all));
    }
    TrashCounts counts = TrashReader{market.connection()}.counts({}).value();
    QCOMPARE(counts.quotes, 7);
    QCOMPARE(counts.logs, 5);
    QCOMPARE(counts.rules, 1);
}

void TestTrashReader::filters()
{
    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    market.addQuotes(1);
    const AlertRule rule = market.addRule(u"above 50"_s, u"Hundred % sure"_s);
    const qint64 log = market.addLog(rule, 1);
    TrashStore store{market.connection()};
    market.removeQuotes({u"BHP.AU"_s, {}, {}}, at(9), by(u"Ann@desk"_s, u"typo"_s));
    VERIFY_RESULT(store.removeLogs({log}, at(10), by(u"bob@desk"_s, {}, u"b2"_s)));
    VERIFY_RESULT(store.removeRules({rule.id}, false, at(11), by(u"bob@desk"_s, {}, u"b3"_s)));

    const auto found = [&](const TrashRequest &request) {
        const auto counts = TrashReader{market.connection()}.counts(request);
        return u"%1 (%2)"_s.arg(words(listed(market, request))).arg(counts ? counts->total() : -1);
    };
    QCOMPARE(found({.kind = TrashKind::Log}), u"log 1 (1)"_s);
    QCOMPARE(found({.by = u"ann"_s}), u"quote 1 (1)"_s);
    QCOMPARE(found({.by = u"DESK"_s}), u"rule 1, log 1, quote 1 (3)"_s);
    QCOMPARE(found({.text = u"TYPO"_s}), u"quote 1 (1)"_s);
    QCOMPARE(found({.text = u"d % s"_s}), u"rule 1, log 1 (2)"_s);
    QCOMPARE(found({.text = u"bhp"_s}), u"rule 1, log 1, quote 1 (3)"_s);
    QCOMPARE(found({.from = at(10), .to = at(11)}), u"log 1 (1)"_s);
    QCOMPARE(found({.batch = u"b3"_s}), u"rule 1 (1)"_s);
    QCOMPARE(found({.text = u"nothing"_s}), u" (0)"_s);

    // What a purge would leave: the log in the bin goes with its rule, unless rules alone go.
    const auto held = [&](const TrashRequest &request) {
        return TrashReader{market.connection()}.counts(request).value().held;
    };
    QCOMPARE(held({}), QList<HeldRule>{});
    QCOMPARE(held({.kind = TrashKind::Log}), QList<HeldRule>{});
    QCOMPARE(held({.kind = TrashKind::Rule}), (QList<HeldRule>{{rule.id, rule.name, 1, 1}}));
    market.addLog(rule, 2);
    QCOMPARE(held({}), (QList<HeldRule>{{rule.id, rule.name, 1, 0}}));
    QCOMPARE(held({.kind = TrashKind::Rule}), (QList<HeldRule>{{rule.id, rule.name, 2, 1}}));
}

// What somebody selected, and what holds a rule of it.
void TestTrashReader::findsSingleRows()
{
    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    market.addQuotes(3);
    const AlertRule rule = market.addRule();
    const qint64 first = market.addLog(rule, 1);
    const qint64 second = market.addLog(rule, 2);
    TrashStore store{market.connection()};
    market.removeQuotes({u"BHP.AU"_s, {}, {}}, at(9), by(u"ann@desk"_s));
    VERIFY_RESULT(store.removeLogs({first}, at(10), by(u"bob@desk"_s, {}, u"b2"_s)));
    VERIFY_RESULT(store.removeRules({rule.id}, true, at(11), by(u"cem@desk"_s, {}, u"b3"_s)));

    const TrashRequest some{.keys = {{TrashKind::Quote, 2}, {TrashKind::Rule, rule.id}}};
    QCOMPARE(words(listed(market, some)), u"rule 1, quote 2"_s);
    const auto counts = [&](const TrashRequest &request) {
        return TrashReader{market.connection()}.counts(request).value();
    };
    QCOMPARE(counts(some).quotes, 1);
    QCOMPARE(counts(some).logs, 0);
    QCOMPARE(counts(some).held, (QList<HeldRule>{{rule.id, rule.name, 2, 2}}));
    QCOMPARE(counts({.keys = {{TrashKind::Rule, rule.id}, {TrashKind::Log, second}}}).held,
             (QList<HeldRule>{{rule.id, rule.name, 1, 1}}));
    // A log that the filter leaves out holds its rule as well.
    QCOMPARE(counts({.by = u"cem"_s}).held, (QList<HeldRule>{{rule.id, rule.name, 1, 1}}));
    QCOMPARE(counts({.by = u"desk"_s}).held, QList<HeldRule>{});

    const TrashEntry entry = listed(market, some).constFirst();
    QCOMPARE(entry.ruleId, rule.id);
    QCOMPARE(entry.logs, 2);
    QCOMPARE(entry.deletedLogs, 2);
    QCOMPARE(listed(market, {.keys = {{TrashKind::Log, first}}}).constFirst().ruleId, rule.id);
}

QTEST_GUILESS_MAIN(TestTrashReader)
#include "tst_trashreader.moc"
