// SPDX-License-Identifier: GPL-3.0-or-later
#include "purging.h"

#include "db/alerts/alertbook.h"

#include <QDir>

using namespace Qt::Literals::StringLiterals;
using namespace Purging;

// What a purge took comes back from its export, to the last digit, and overwrites nothing.
class TestTrashReturn final : public QObject
{
    Q_OBJECT

private slots:
    void putsBackExactly_data() { addEngineRows(); }
    void putsBackExactly();
    void leavesWhatIsTaken_data() { addEngineRows(); }
    void leavesWhatIsTaken();
    void tellsTwoDeletionsApart_data() { addEngineRows(); }
    void tellsTwoDeletionsApart();
    void leavesWhatHasNoParent_data() { addEngineRows(); }
    void leavesWhatHasNoParent();
    void isCancelledBetweenSlices();
    void endsWhatAnEndedRunBegan_data() { addEngineRows(); }
    void endsWhatAnEndedRunBegan();
    void readsAnExportWithoutStates();
};

namespace {

// With what puts their rows in order.
const QStringList Tables{
        u"market_data ORDER BY id"_s, u"alert_rules ORDER BY id"_s, u"alert_logs ORDER BY id"_s,
        u"alert_rule_versions ORDER BY rule_id, version"_s, u"alert_states ORDER BY rule_id"_s};

// Each cell of what the recycle bin is about.
QStringList everything(const TrashedMarket &market)
{
    QStringList lines;
    for (const QString &table : Tables)
        lines += market.cells(u"SELECT * FROM "_s + table) << table;
    return lines;
}

// Quotes whose digits are hard to keep: SQLite reads the texts of the last two as other numbers.
void addHardQuotes(const TrashedMarket &market)
{
    const std::array hard{0.1 + 0.2,
                          1 / 3.0,
                          5e-324,
                          1.7976931348623157e308,
                          -0.1,
                          9007199254740993.0,
                          123456.78901234567,
                          54.47642808618318,
                          20991.98818251179};
    Transaction transaction{market.connection()};
    VERIFY_RESULT(transaction.begin());
    {
        const auto loader = market.connection().loader(
                u"market_data"_s,
                {u"timestamp"_s, u"instrument_id"_s, u"price"_s, u"bid"_s, u"ask"_s, u"volume"_s});
        VERIFY_RESULT(loader);
        for (std::size_t i = 0; i < hard.size(); ++i) {
            const std::array row{Cell::ofInteger(at(5000 + int(i)).toMSecsSinceEpoch()),
                                 Cell::ofInteger(1),
                                 Cell::ofReal(hard[i]),
                                 Cell::ofReal(1 / hard[(i + 3) % 2]),
                                 Cell{},
                                 Cell::ofInteger(std::numeric_limits<qint64>::max() - qint64(i))};
            VERIFY_RESULT((*loader)->append(row));
        }
        VERIFY_RESULT((*loader)->finish());
    }
    VERIFY_RESULT(transaction.commit());
}

} // namespace

void TestTrashReturn::putsBackExactly()
{
    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    market.addQuotes(700);
    addHardQuotes(market);
    const AlertRule rule = market.addRule(u"above 50"_s, u"a \"b\", c\nd \\ 'e' é\t"_s);
    const AlertRule kept = market.addRule(u"below 3"_s);
    const AlertRule alone = market.addRule(u"above 60 or below 4"_s);
    for (int minute = 0; minute < 4; ++minute)
        market.addLog(rule, minute);
    market.addLog(kept, 1);
    VERIFY_RESULT(AlertBook{market.connection()}.snooze({rule.id, alone.id}, at(99), at(2)));
    removeQuotes(market, at(10));
    TrashStore store{market.connection()};
    VERIFY_RESULT(store.removeRules({rule.id}, true, at(51), me()));
    VERIFY_RESULT(store.removeRules({alone.id}, true, at(52), {u"you"_s, u""_s, u"b2"_s}));
    const QStringList before = everything(market);
    const QTemporaryDir folder;
    const TrashExportRecord record = purged(market, folder.filePath(u"a"_s));
    QCOMPARE(market.count(u"alert_rules"_s), 1);

    // Also where the folder was moved to.
    QVERIFY(QDir{}.rename(record.folder, folder.filePath(u"b"_s)));
    const auto undone = undoPurge(market.connection(), back(folder.filePath(u"b"_s)), &later);
    VERIFY_RESULT(undone);
    QCOMPARE(everything(market), before);
    QCOMPARE(undone->rows, 699 + 2 + 4);
    QCOMPARE(undone->returned.value(u"market_data"_s), 699);
    QCOMPARE(undone->present, 0);
    QVERIFY(undone->left.isEmpty());
    QCOMPARE(market.events().mid(market.events().size() - 2),
             (QStringList{u"purge_undo_begun"_s, u"purge_undone"_s}));
    const QStringList events = market.events();

    const auto again = undoPurge(market.connection(), back(folder.filePath(u"b"_s)), &later);
    VERIFY_RESULT(again);
    QCOMPARE(again->rows, 0);
    QCOMPARE(again->present, 705);
    QCOMPARE(everything(market), before);
    QCOMPARE(market.events(), events);

    // It is in the bin as if nothing had been purged: restored, and purged by the same export.
    VERIFY_RESULT(store.restore({{TrashKind::Rule, rule.id}}, at(60)));
    QCOMPARE(market.count(u"alert_logs WHERE deleted_at IS NULL"_s), 5);
    const auto records = TrashExportStore{market.connection()}.list();
    QCOMPARE(records->constFirst().purged, 0);
    QVERIFY(!records->constFirst().purgedAt.isValid());
    QVERIFY(QDir{}.rename(folder.filePath(u"b"_s), record.folder));
    const auto report = purgeTrash(market.connection(), atOnce(), &later);
    VERIFY_RESULT(report);
    QCOMPARE(report->total.purged, 699 + 1);
    QCOMPARE(report->total.kept, 5);
    // New rows get new ids.
    market.addQuotes(1, 9000);
    QVERIFY(market.number(u"SELECT MAX(id) FROM market_data"_s) > 709);
}

void TestTrashReturn::leavesWhatIsTaken()
{
    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    market.addQuotes(4);
    const AlertRule rule = market.addRule();
    const qint64 log = market.addLog(rule, 1);
    removeQuotes(market, at(1));
    VERIFY_RESULT(TrashStore{market.connection()}.removeRules({rule.id}, true, at(51), me()));
    const QTemporaryDir folder;
    const TrashExportRecord record = purged(market, folder.filePath(u"a"_s));
    // Others have their ids, as in a database that somebody put together.
    const AlertRule other = market.addRule(u"below 3"_s);
    const qint64 otherLog = market.addLog(other, 2);
    QVERIFY(other.id != rule.id && otherLog != log);
    market.addQuotes(1, 77);
    const qint64 otherQuote = market.number(u"SELECT MAX(id) FROM market_data"_s);
    for (const QString &sql :
         {u"UPDATE market_data SET id = 3 WHERE id = %1"_s.arg(otherQuote),
          u"UPDATE alert_logs SET id = %1 WHERE id = %2"_s.arg(log).arg(otherLog)})
        VERIFY_RESULT(market.connection().execute(sql));
    const QStringList live = market.cells(u"SELECT * FROM market_data WHERE id = 3"_s);

    const auto undone = undoPurge(market.connection(), back(record.folder), &later);
    VERIFY_RESULT(undone);
    QCOMPARE(undone->rows, 3); // the rule, and two quotes
    QCOMPARE(undone->left.size(), 2);
    QCOMPARE(leftRowsText(undone->left[0]),
             u"1 row(s) of alert_logs, from id %1 on, stayed out: another row has the id by now."_s
                     .arg(log));
    QCOMPARE(undone->left[1].firstId, 3);
    QCOMPARE(market.cells(u"SELECT * FROM market_data WHERE id = 3"_s), live);
    QCOMPARE(market.cells(u"SELECT id FROM market_data WHERE deleted_at IS NOT NULL ORDER BY id"_s),
             (QStringList{u"2"_s, u"4"_s}));
    QCOMPARE(market.count(u"alert_logs"_s), 1);
}

// Two exports have the same row, the newer one with what was changed in between.
void TestTrashReturn::tellsTwoDeletionsApart()
{
    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    market.addQuotes(2);
    removeQuotes(market);
    const QTemporaryDir folder;
    const auto older = exportTrash(market.connection(), {folder.filePath(u"a"_s)}, at(55));
    VERIFY_RESULT(older);
    VERIFY_RESULT(TrashStore{market.connection()}.restore({{TrashKind::Quote, 1}}, at(60)));
    VERIFY_RESULT(market.connection().execute(u"UPDATE market_data SET price = 7 WHERE id = 1"_s));
    market.removeQuotes({u"BHP.AU"_s, {}, {}}, at(61), me());
    const QStringList newest = everything(market);
    const TrashExportRecord newer = purged(market, folder.filePath(u"b"_s));
    QCOMPARE(market.count(u"market_data"_s), 0);
    const auto undone = [&](const QString &from) {
        return undoPurge(market.connection(), back(from), &later);
    };

    // The newest first: all is as it was.
    VERIFY_RESULT(undone(newer.folder));
    QCOMPARE(everything(market), newest);
    const auto late = undone(older->folder);
    VERIFY_RESULT(late);
    QCOMPARE(late->rows, 0);
    QCOMPARE(late->present, 1);
    QCOMPARE(late->left.size(), 1);
    QCOMPARE(late->left[0].firstId, 1);
    QCOMPARE(leftRowsText(late->left[0]),
             u"1 row(s) of market_data, from id 1 on, stayed out: what lies there was deleted at "
             "another time. To have these instead, purge that by its own export first."_s);
    QCOMPARE(everything(market), newest);

    // The other way round the newer content is told to be in the file alone, and can be had.
    VERIFY_RESULT(purgeTrash(market.connection(), atOnce(), &later));
    QCOMPARE(market.count(u"market_data"_s), 0);
    QCOMPARE(undone(older->folder)->rows, 2);
    const auto hidden = undone(newer.folder);
    VERIFY_RESULT(hidden);
    QCOMPARE(hidden->left.size(), 1);
    QCOMPARE(hidden->left[0].why, LeftRows::Why::OtherDeletion);
    PurgePlan plan = atOnce();
    plan.exports = {older->id};
    VERIFY_RESULT(purgeTrash(market.connection(), plan, &later));
    QCOMPARE(undone(newer.folder)->rows, 2);
    QCOMPARE(everything(market), newest);
}

void TestTrashReturn::leavesWhatHasNoParent()
{
    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    market.addQuotes(3);
    const AlertRule rule = market.addRule();
    market.addLog(rule, 1);
    market.addLog(rule, 2);
    VERIFY_RESULT(TrashStore{market.connection()}.removeRules({rule.id}, true, at(51), me()));
    removeQuotes(market);
    const QStringList before = everything(market);
    const QTemporaryDir folder;
    const TrashExportRecord logs = purged(market, folder.filePath(u"logs"_s), TrashKind::Log);
    const TrashExportRecord rules = purged(market, folder.filePath(u"rules"_s), TrashKind::Rule);
    const TrashExportRecord quotes = purged(market, folder.filePath(u"quotes"_s), TrashKind::Quote);
    const auto early = undoPurge(market.connection(), back(logs.folder), &later);
    VERIFY_RESULT(early);
    QCOMPARE(early->rows, 0);
    QCOMPARE(early->left.size(), 1);
    QCOMPARE(early->left[0].why, LeftRows::Why::NoRule);
    QCOMPARE(early->left[0].rows, 2);
    QCOMPARE(market.events().constLast(), u"purged"_s); // nothing was done

    VERIFY_RESULT(market.connection().execute(u"UPDATE assets SET instrument_id = 9"_s));
    const auto lost = undoPurge(market.connection(), back(quotes.folder), &later);
    VERIFY_RESULT(lost);
    QCOMPARE(lost->left.size(), 1);
    QCOMPARE(lost->left[0].why, LeftRows::Why::NoAsset);
    QCOMPARE(lost->left[0].rows, 3);

    VERIFY_RESULT(market.connection().execute(u"UPDATE assets SET instrument_id = 1"_s));
    for (const TrashExportRecord &record : {rules, logs, quotes})
        VERIFY_RESULT(undoPurge(market.connection(), back(record.folder), &later));
    QCOMPARE(everything(market), before);
}

void TestTrashReturn::isCancelledBetweenSlices()
{
    const TrashedMarket market{Engine::Sqlite};
    market.addQuotes(2000);
    removeQuotes(market);
    const QStringList before = everything(market);
    const QTemporaryDir folder;
    const TrashExportRecord record = purged(market, folder.filePath(u"a"_s));
    PurgeUndoPlan plan = back(record.folder);
    int slices = 0;
    plan.pause = [&](std::chrono::milliseconds) { return ++slices < 2; };
    QCOMPARE(undoPurge(market.connection(), plan, &later).error().kind, Error::Kind::Cancelled);
    const qint64 there = market.count(u"market_data"_s);
    QVERIFY(there > 0 && there < 2000);
    // What came back counts, and lies there as any other row.
    QCOMPARE(TrashExportStore{market.connection()}.list()->constFirst().purged, 2000 - there);
    VERIFY_RESULT(TrashStore{market.connection()}.restore({{TrashKind::Quote, 1}}, at(60)));
    const auto rest = undoPurge(market.connection(), back(record.folder), &later);
    VERIFY_RESULT(rest);
    QCOMPARE(rest->rows, 2000 - there);
    QCOMPARE(rest->present, there);
    QCOMPARE(market.count(u"market_data WHERE deleted_at IS NULL"_s), 1);
    VERIFY_RESULT(TrashStore{market.connection()}.putBack(
            {{{TrashKind::Quote, 1}, {at(50), u"me@here"_s, u"wrong"_s, u"b1"_s}}}, at(61)));
    QCOMPARE(everything(market), before);
}

// All rows were back when it was ended; only the note was missing.
void TestTrashReturn::endsWhatAnEndedRunBegan()
{
    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    market.addQuotes(3);
    removeQuotes(market);
    const QTemporaryDir folder;
    const TrashExportRecord record = purged(market, folder.filePath(u"a"_s));
    market.addQuotes(1, 9);
    removeQuotes(market, at(9));
    const TrashExportRecord other = purged(market, folder.filePath(u"b"_s));
    PurgeUndoPlan plan = back(record.folder);
    plan.pause = [](std::chrono::milliseconds) { return false; };
    QCOMPARE(undoPurge(market.connection(), plan, &later).error().kind, Error::Kind::Cancelled);
    QCOMPARE(market.count(u"market_data"_s), 3);
    QCOMPARE(market.events().constLast(), u"purge_undo_begun"_s);
    const QStringList before = market.events();

    const auto rest = undoPurge(market.connection(), back(record.folder), &later);
    VERIFY_RESULT(rest);
    QCOMPARE(rest->rows, 0);
    QCOMPARE(market.events(), before + QStringList{u"purge_undone"_s});
    // Once.
    VERIFY_RESULT(undoPurge(market.connection(), back(record.folder), &later));
    QCOMPARE(market.events().size(), before.size() + 1);
    QCOMPARE(market.count(u"market_data"_s), 3);
    VERIFY_RESULT(undoPurge(market.connection(), back(other.folder), &later));
    QCOMPARE(market.events().mid(before.size() + 1),
             (QStringList{u"purge_undo_begun"_s, u"purge_undone"_s}));
}

// As they were written before.
void TestTrashReturn::readsAnExportWithoutStates()
{
    const TrashedMarket market{Engine::Sqlite};
    const AlertRule rule = market.addRule();
    VERIFY_RESULT(AlertBook{market.connection()}.snooze({rule.id}, at(99), at(2)));
    VERIFY_RESULT(TrashStore{market.connection()}.removeRules({rule.id}, true, at(51), me()));
    const QTemporaryDir folder;
    const TrashExportRecord record = purged(market, folder.filePath(u"a"_s));
    QFile manifest{record.folder + u"/manifest.json"_s};
    QVERIFY(manifest.open(QIODevice::ReadWrite));
    QJsonObject content = QJsonDocument::fromJson(manifest.readAll()).object();
    QJsonArray files = content[u"files"].toArray();
    QCOMPARE(files.last()[u"table"].toString(), u"alert_states"_s);
    files.removeLast();
    content[u"files"] = files;
    QVERIFY(manifest.resize(0) && manifest.seek(0));
    manifest.write(QJsonDocument{content}.toJson());
    manifest.close();
    VERIFY_RESULT(market.connection().execute(u"UPDATE trash_exports SET files = '%1'"_s.arg(
            QString::fromUtf8(QJsonDocument{files}.toJson(QJsonDocument::Compact)))));
    VERIFY_RESULT(undoPurge(market.connection(), back(record.folder), &later));
    QCOMPARE(market.count(u"alert_rule_versions"_s), 1);
    QCOMPARE(market.count(u"alert_states"_s), 0);
}

QTEST_GUILESS_MAIN(TestTrashReturn)
#include "tst_trashreturn.moc"
