// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/alertjudge.h"
#include "db/assets/syncstore.h"
#include "db/statements.h"
#include "tests/support/engines.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/migrationhead.h"
#include "tests/support/slotrecorder.h"
#include "tests/support/stockrows.h"
#include "tests/support/verifyresult.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace {

std::unique_ptr<Connection> atHead(const TestDatabase &database)
{
    auto connection = openOrFail(database.spec());
    if (const Result<> made = migrate(*connection, headVersion()); !made)
        qFatal("%s", qPrintable(made.error().detail));
    return connection;
}

QJsonObject evidenceOf(const AlertLogEntry &entry)
{
    return QJsonDocument::fromJson(entry.evidence.toUtf8()).object();
}

QJsonObject termOf(const AlertLogEntry &entry, int term)
{
    return evidenceOf(entry)[u"terms"][term].toObject();
}

} // namespace

// The rows that the evidence of a firing names are there, and hold what it says of them.
class TestAlertEvidence final : public QObject
{
    Q_OBJECT

private slots:
    void aCoinsRowsAreThere_data() { addEngineRows(); }
    void aCoinsRowsAreThere();
    void aSharesBarGoesByItsDay_data();
    void aSharesBarGoesByItsDay();
};

void TestAlertEvidence::aCoinsRowsAreThere()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = atHead(database);
    SlotRecorder recorder{*connection};
    (void)recorder.add(u"change 30m above 5 and high 1d below 50 and low 1d above 1 and "
                       "average 1h over 2h above -50"_s);
    AlertJudge judge{QTimeZone::utc()};
    for (int slot = 0; slot < 30; ++slot) {
        recorder.store(slot, slot == 7 ? 90 : slot == 11 ? 130 : slot == 29 ? 110 : 100);
        VERIFY_RESULT(judge.judge(*connection, SlotRecorder::storedAt(slot)));
    }
    const QList<AlertLogEntry> entries = recorder.entries();
    QCOMPARE(entries.size(), 1);

    Statements statements{*connection};
    const auto check = [&](const QJsonObject &row, int slot) {
        QCOMPARE(row[u"table"].toString(), u"price_data_5min"_s);
        Result<Rows> stored =
                statements.run(u"SELECT timestamp, last FROM price_data_5min WHERE id = ?"_s,
                               {row[u"row_id"].toInteger()});
        VERIFY_RESULT(stored);
        QVERIFY(stored->next());
        QCOMPARE(stored->timeMs(0), SlotRecorder::slotTime(slot).toMSecsSinceEpoch());
        QCOMPARE(row[u"price"].toString(), stored->price(1)->toString());
        QCOMPARE(QDateTime::fromString(row[u"observed_at"].toString(), Qt::ISODateWithMs),
                 SlotRecorder::slotTime(slot));
        VERIFY_RESULT(stored->end());
    };
    const AlertLogEntry &entry = entries.constFirst();
    check(evidenceOf(entry), 29);
    check(termOf(entry, 0)[u"then"].toObject(), 23);
    check(termOf(entry, 1)[u"high"].toObject(), 11);
    check(termOf(entry, 2)[u"low"].toObject(), 7);
    const QJsonArray averages = termOf(entry, 3)[u"averages"].toArray();
    QCOMPARE(averages.size(), 2);
    QCOMPARE(averages[0].toObject(), (QJsonObject{{u"bars"_s, 1},
                                                  {u"of"_s, u"hour"_s},
                                                  {u"first"_s, u"2026-11-02T01:00:00.000Z"_s},
                                                  {u"last"_s, u"2026-11-02T01:00:00.000Z"_s},
                                                  {u"value"_s, u"100.00000000"_s}}));
    QCOMPARE(averages[1][u"first"].toString(), u"2026-11-02T00:00:00.000Z"_s);
}

void TestAlertEvidence::aSharesBarGoesByItsDay_data()
{
    QTest::addColumn<QString>("symbol");
    QTest::newRow("hours are known") << u"BHP.AU"_s;
    QTest::newRow("hours are not known") << u"ABC.XETRA"_s; // its day closes as the next begins
}

// Live, and by a program that has only the days from before.
void TestAlertEvidence::aSharesBarGoesByItsDay()
{
    QFETCH(const QString, symbol);
    const TestDatabase database{Engine::Sqlite};
    const auto connection = atHead(database);
    VERIFY_RESULT(addStock(*connection, symbol, u"EUR"_s));
    const QDate monday{2026, 11, 16};
    AlertRule rule;
    rule.symbol = symbol;
    rule.condition = *AlertCondition::parse(u"high 30d above 10 and change 1d below -1"_s);
    VERIFY_RESULT(AlertRuleStore{*connection}.add(*checkedRule(rule), monday.startOfDay()));
    SyncStore store{*connection};
    QList<DailyBar> bars;
    for (int day = 0; day < 5; ++day)
        bars.append(barAt(monday.addDays(day), day == 1 ? 12'000 : 10'500 - 100 * day, 1000));
    for (int day = 0; day < 5; ++day) {
        const QDateTime now{monday.addDays(day + 1), QTime{1, 0}, Qt::UTC};
        CollectionRun run;
        run.source = u"eodhd"_s;
        run.slot = run.startedAt = now;
        VERIFY_RESULT(store.storeDaily({symbol, bars.at(day).day, {bars.at(day)}, bars.at(day).day},
                                       run, now));
        VERIFY_RESULT((AlertJudge{QTimeZone::utc()}.judge(*connection, now)));
    }
    const Result<AlertLogPage> page = AlertLogStore{*connection}.page({});
    VERIFY_RESULT(page);
    QVERIFY(!page->rows.isEmpty());
    const AlertLogEntry &first = page->rows.constLast();
    QCOMPARE(evidenceOf(first)[u"table"].toString(), u"daily_data"_s);
    QCOMPARE(evidenceOf(first)[u"day"].toString(), u"2026-11-18"_s);
    QVERIFY(!evidenceOf(first).contains(u"row_id"));
    QCOMPARE(termOf(first, 0)[u"high"].toObject(), (QJsonObject{{u"table"_s, u"daily_data"_s},
                                                                {u"day"_s, u"2026-11-17"_s},
                                                                {u"price"_s, u"121.20000000"_s}}));
    QCOMPARE(termOf(first, 1)[u"then"][u"day"].toString(), u"2026-11-17"_s);
    QCOMPARE(termOf(first, 1)[u"then"][u"price"].toString(), u"120.00000000"_s);
}

QTEST_GUILESS_MAIN(TestAlertEvidence)
#include "tst_alertevidence.moc"
