// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/copy/databasecopy.h"
#include "tests/support/controlprogram.h"
#include "tests/support/csvrows.h"
#include "tests/support/engines.h"
#include "tests/support/movedrows.h"
#include "tests/support/verifyresult.h"

#include <QDir>
#include <QDirIterator>
#include <QJsonArray>
#include <QRegularExpression>
#include <QSettings>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

// The finished program, as a person or a script starts it.
class TestExportCommand : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void writesPricesExactly_data() { addEngineRows(); }
    void writesPricesExactly();
    void writesTheSameOnEachEngine_data();
    void writesTheSameOnEachEngine();
    void choosesRows_data();
    void choosesRows();
    void sortsAllBars_data();
    void sortsAllBars();
    void writesWhatTheAdvisorFinds_data() { addEngineRows(); }
    void writesWhatTheAdvisorFinds();
    void tellsOfAnOlderSchema_data() { addEngineRows(); }
    void tellsOfAnOlderSchema();
    void leavesOutWhatWasDeleted_data() { addEngineRows(); }
    void leavesOutWhatWasDeleted();
    void writesToStandardOutput();
    void spreadsheetFollowsTheLocale();
    void takesAPresetOfOnesOwn();
    void schedulesWhatCanBeWritten();
    void saysWhereSharesAre();
    void writesWhereALinkLeadsThatIsNoFile_data();
    void writesWhereALinkLeadsThatIsNoFile();
    void saysWhatAScheduleWrites();
    void namesAScheduleThatCannotBeRead();
    void refusesWrongUsage_data();
    void refusesWrongUsage();
    void saysWhatIsWrongWithThePlace();
    void namesTheCharacterThatDoesNotFit();

private:
    [[nodiscard]] const TestDatabase &filled(Engine engine) const
    {
        return *m_databases.at(static_cast<std::size_t>(engine));
    }
    [[nodiscard]] static QByteArray content(const QString &path)
    {
        QFile file{path};
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
    }

    std::array<std::unique_ptr<TestDatabase>, 3> m_databases; // the same rows on each
    QTemporaryDir m_folder;
};

namespace {

constexpr int Rows = 600;

} // namespace

void TestExportCommand::initTestCase()
{
    const TestDatabase &file = *(m_databases[0] = std::make_unique<TestDatabase>(Engine::Sqlite));
    fillWithMovedRows(file.spec(), Rows);
    const auto source = openOrFail(file.spec());
    VERIFY_RESULT(source->execute(
            u"INSERT INTO price_data_5min (id, coin_type, bid, ask, last, timestamp, created_at) "
            "VALUES (90000, 'btc', '999999999999.99999999', '0.00000001', '0.00000001', "
            "1795144500000, 1795144502123), (90001, 'o''clock\\', '1.00000000', '1.00000000', "
            "'1.00000000', 1795144500000, 1795144502123)"_s));
    VERIFY_RESULT(source->execute(
            u"INSERT INTO system_events VALUES (900001, 1795144500123, 'info', 'collector', "
            u"'started', "
            "NULL), (900002, 1795144500124, 'error', 'outbox', '=cmd', '{\"a\": \"\u20bf\"}')"_s));
    VERIFY_RESULT(
            source->execute(u"UPDATE alert_logs SET deleted_at = 1795144500000 WHERE id = 5"_s));
    for (const Engine engine : {Engine::PostgreSql, Engine::MariaDb}) {
        auto &database = m_databases.at(static_cast<std::size_t>(engine));
        database = std::make_unique<TestDatabase>(engine);
        const auto target = openOrFail(database->spec());
        VERIFY_RESULT(copyDatabase(*source, *target));
    }
}

void TestExportCommand::writesPricesExactly()
{
    QFETCH(const Engine, engine);

    const ControlProgram program{filled(engine).url()};
    const QString path = m_folder.filePath(u"prices.csv"_s);
    const ProgramOutcome done =
            program.run({u"--json"_s, u"export"_s, u"prices"_s, u"--out"_s, path, u"--from"_s,
                         u"2026-11-20"_s, u"--to"_s, u"2026-11-21"_s, u"--coin"_s, u"btc"_s});
    QVERIFY2(done.exitCode == 0, done.all());
    QCOMPARE(content(path),
             QByteArray{"coin_type,timestamp,bid,ask,last,created_at\n"
                        "btc,2026-11-20T03:15:00.000Z,999999999999.99999999,0.00000001,0.00000001,"
                        "2026-11-20T03:15:02.123Z\n"});
    QCOMPARE(done.json(), (QJsonObject{{u"report"_s, u"prices"_s},
                                       {u"rows"_s, 1},
                                       {u"bytes"_s, content(path).size()},
                                       {u"file"_s, path}}));
}

void TestExportCommand::writesTheSameOnEachEngine_data()
{
    QTest::addColumn<QString>("report");
    QTest::addColumn<int>("rows");

    QTest::newRow("prices") << u"prices"_s << Rows + 2;
    QTest::newRow("bars") << u"bars"_s << 2 * Rows;
    QTest::newRow("assets") << u"assets"_s << 2;
    QTest::newRow("alerts") << u"alerts"_s << Rows / 10 - 1; // two are deleted
    QTest::newRow("runs") << u"runs"_s << 2;
    QTest::newRow("gaps") << u"gaps"_s << 2;
    QTest::newRow("positions") << u"positions"_s << 1;
    QTest::newRow("events") << u"events"_s << 2;
}

void TestExportCommand::writesTheSameOnEachEngine()
{
    QFETCH(const QString, report);
    QFETCH(const int, rows);

    QByteArray first;
    for (const Engine engine : {Engine::Sqlite, Engine::PostgreSql, Engine::MariaDb}) {
        const ControlProgram program{filled(engine).url()};
        QStringList words{u"export"_s, report, u"--out"_s, u"-"_s};
        if (report == u"events"_s) // the way here differs, and is on record
            words += {u"--only"_s, u"component=collector,outbox"_s};
        const ProgramOutcome all = program.run(words);
        QVERIFY2(all.exitCode == 0, all.err);
        if (engine == Engine::Sqlite)
            first = all.out;
        QCOMPARE(all.out, first);
    }
    const QList<CsvRow> read = parseCsv(first, CsvFormat::machine());
    QCOMPARE(read.size() - 1, rows);
    for (const CsvRow &row : read)
        QCOMPARE(row.size(), read.constFirst().size());
}

void TestExportCommand::choosesRows_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QList<QByteArray>>("firstCells"); // without the header's

    QTest::newRow("symbol of a coin") << QStringList{u"prices"_s, u"--symbol"_s, u"BTC.COINSPOT"_s}
                                      << QList<QByteArray>{"btc"};
    QTest::newRow("letters of SQL") << QStringList{u"prices"_s, u"--coin"_s, u"o'clock\\"_s}
                                    << QList<QByteArray>{"o'clock\\"};
    QTest::newRow("two coins, from a moment on")
            << QStringList{u"prices"_s, u"--coin"_s,           u"btc"_s, u"--coin"_s, u"c1"_s,
                           u"--from"_s, u"2026-11-20T03:15Z"_s}
            << QList<QByteArray>{"btc"};
    QTest::newRow("before a moment")
            << QStringList{u"prices"_s, u"--coin"_s, u"btc"_s, u"--to"_s, u"2026-11-20T03:15Z"_s}
            << QList<QByteArray>{};
    QTest::newRow("text") << QStringList{u"prices"_s, u"--text"_s, u"O'CLOCK\\"_s}
                          << QList<QByteArray>{"o'clock\\"};
    QTest::newRow("text with a sign of LIKE")
            << QStringList{u"prices"_s, u"--text"_s, u"b%c"_s} << QList<QByteArray>{};
    QTest::newRow("words of a column")
            << QStringList{u"runs"_s, u"--only"_s, u"status=failed,partial"_s}
            << QList<QByteArray>{"0"};
    QTest::newRow("text in a message")
            << QStringList{u"runs"_s, u"--text"_s, u"TAB"_s} << QList<QByteArray>{"5"};
    QTest::newRow("sorted") << QStringList{u"runs"_s, u"--sort"_s, u"started_at:desc"_s}
                            << QList<QByteArray>{"0", "5"};
    QTest::newRow("sorted by a word") << QStringList{u"assets"_s, u"--sort"_s, u"exchange:desc"_s}
                                      << QList<QByteArray>{"AAPL.US", "BTC.COINSPOT"};
    QTest::newRow("sorted by a time that some do not have")
            << QStringList{u"assets"_s, u"--sort"_s, u"last_synced"_s}
            << QList<QByteArray>{"AAPL.US", "BTC.COINSPOT"};
    QTest::newRow("sorted by it, last first")
            << QStringList{u"assets"_s, u"--sort"_s, u"last_synced:desc"_s}
            << QList<QByteArray>{"AAPL.US", "BTC.COINSPOT"};
    QTest::newRow("positions sorted by an amount")
            << QStringList{u"positions"_s, u"--sort"_s, u"quantity:desc"_s}
            << QList<QByteArray>{"1"};
    QTest::newRow("gap that reaches in")
            << QStringList{u"gaps"_s, u"--from"_s, u"1970-01-01T00:00:00.002Z"_s}
            << QList<QByteArray>{"1"};
    QTest::newRow("gap of all coins")
            << QStringList{u"gaps"_s, u"--coin"_s, u"btc"_s} << QList<QByteArray>{"1"};
    QTest::newRow("gap of all coins, not of a share")
            << QStringList{u"gaps"_s, u"--symbol"_s, u"AAPL.US"_s} << QList<QByteArray>{"2"};
    QTest::newRow("position") << QStringList{u"positions"_s, u"--coin"_s, u"btc"_s}
                              << QList<QByteArray>{"1"};
    QTest::newRow("no position") << QStringList{u"positions"_s, u"--symbol"_s, u"XRP.COINSPOT"_s}
                                 << QList<QByteArray>{};
    QTest::newRow("migrations from one on")
            << QStringList{u"migrations"_s, u"--text"_s, u"soft_delete"_s}
            << QList<QByteArray>{"8"};
}

void TestExportCommand::choosesRows()
{
    QFETCH(const QStringList, words);
    QFETCH(const QList<QByteArray>, firstCells);

    for (const Engine engine : {Engine::Sqlite, Engine::PostgreSql, Engine::MariaDb}) {
        const ControlProgram program{filled(engine).url()};
        const ProgramOutcome done =
                program.run(QStringList{u"export"_s} + words + QStringList{u"--out"_s, u"-"_s});
        QVERIFY2(done.exitCode == 0, done.err);
        const QList<CsvRow> rows = parseCsv(done.out, CsvFormat::machine());
        QList<QByteArray> cells;
        for (const CsvRow &row : rows)
            cells.append(row.constFirst().value_or(QString{}).toUtf8());
        cells.removeFirst();
        QVERIFY2(cells == firstCells, engineName(engine).toUtf8() + ":\n" + done.out);
    }
}

void TestExportCommand::sortsAllBars_data()
{
    QTest::addColumn<QString>("sort");
    QTest::addColumn<int>("column");

    QTest::newRow("time") << u"time"_s << 2;
    QTest::newRow("time, last first") << u"time:desc"_s << 2;
    QTest::newRow("symbol") << u"symbol"_s << 0;
    QTest::newRow("interval, last first") << u"bar_interval:desc"_s << 1;
    QTest::newRow("volume, which hours lack") << u"volume"_s << 8;
    QTest::newRow("volume, last first") << u"volume:desc"_s << 8;
}

// The days and the hours stand in tables of their own.
void TestExportCommand::sortsAllBars()
{
    QFETCH(const QString, sort);
    QFETCH(const int, column);

    const auto sorted = [](QStringList lines) {
        lines.sort();
        return lines;
    };
    QByteArray first;
    for (const Engine engine : {Engine::Sqlite, Engine::PostgreSql, Engine::MariaDb}) {
        const ControlProgram program{filled(engine).url()};
        const QStringList words{u"export"_s, u"bars"_s, u"--out"_s, u"-"_s};
        const ProgramOutcome done = program.run(words + QStringList{u"--sort"_s, sort});
        QVERIFY2(done.exitCode == 0, done.err);
        if (engine == Engine::Sqlite)
            first = done.out;
        QCOMPARE(done.out, first);
        // The same rows to the last digit, in another order.
        QCOMPARE(sorted(QString::fromUtf8(done.out).split(u'\n')),
                 sorted(QString::fromUtf8(program.run(words).out).split(u'\n')));
    }
    QList<CsvRow> rows = parseCsv(first, CsvFormat::machine());
    rows.removeFirst();
    const auto comesBefore = [&](const CsvRow &one, const CsvRow &other) {
        const auto &a = one[column];
        const auto &b = other[column];
        if (!a || !b)
            return a.has_value() && !b; // what is missing comes last both ways
        const bool isLess = column == 8 ? a->toLongLong() < b->toLongLong() : *a < *b;
        return sort.endsWith(u":desc"_s) ? *a != *b && !isLess : isLess;
    };
    QVERIFY(std::ranges::is_sorted(rows, comesBefore));
}

void TestExportCommand::writesWhatTheAdvisorFinds()
{
    QFETCH(const Engine, engine);

    const ControlProgram program{filled(engine).url()};
    const ProgramOutcome done = program.run({u"export"_s, u"indexes"_s, u"--out"_s, u"-"_s,
                                             u"--only"_s, u"kind=covered,identical"_s});
    QVERIFY2(done.exitCode == 0, done.err);
    QList<CsvRow> rows = parseCsv(done.out, CsvFormat::machine());
    const CsvRow names = rows.takeFirst();
    const QJsonArray findings =
            program.run({u"--json"_s, u"index"_s, u"report"_s}).json()[u"findings"].toArray();
    QList<QString> expected;
    for (const auto &finding : findings) {
        const QString kind = finding[u"kind"].toString();
        if (kind == u"covered" || kind == u"identical")
            expected.append(finding[u"index"].toString() + finding[u"up_sql"].toString());
    }
    QVERIFY(!expected.isEmpty()); // the index on (coin_type, timestamp DESC) at least
    QList<QString> written;
    for (const CsvRow &row : rows)
        written.append(row[names.indexOf(u"index"_s)].value_or(u"-"_s) +
                       row[names.indexOf(u"up_sql"_s)].value_or(u"-"_s));
    QCOMPARE(written, expected);
}

void TestExportCommand::tellsOfAnOlderSchema()
{
    QFETCH(const Engine, engine);

    const TestDatabase database{engine};
    const ControlProgram program{database.url()};
    QCOMPARE(program.run({u"migrate"_s, u"up"_s, u"4"_s}).exitCode, 0);
    const ProgramOutcome history = program.run({u"export"_s, u"migrations"_s, u"--out"_s, u"-"_s});
    QVERIFY2(history.exitCode == 0, history.err);
    QCOMPARE(parseCsv(history.out, {}).size(), 4 + 1);
    const ProgramOutcome findings = program.run({u"export"_s, u"indexes"_s, u"--out"_s, u"-"_s});
    QVERIFY2(findings.exitCode == 0, findings.err);
    QVERIFY2(findings.out.contains("ix_market_data_price"), findings.out);
    const ProgramOutcome prices = program.run({u"export"_s, u"prices"_s, u"--out"_s, u"-"_s});
    QCOMPARE(prices.exitCode, 3);
    QVERIFY2(prices.err.contains("Apply what is pending"), prices.err);
}

void TestExportCommand::leavesOutWhatWasDeleted()
{
    QFETCH(const Engine, engine);

    const ControlProgram program{filled(engine).url()};
    const ProgramOutcome kept = program.run({u"export"_s, u"alerts"_s, u"--out"_s, u"-"_s});
    QCOMPARE(parseCsv(kept.out, {}).size(), Rows / 10);
    QVERIFY(!kept.out.contains("deleted_at"));
    QVERIFY(!kept.out.contains("\n5,"));
    const ProgramOutcome all =
            program.run({u"export"_s, u"alerts"_s, u"--out"_s, u"-"_s, u"--include-deleted"_s});
    QCOMPARE(parseCsv(all.out, {}).size(), Rows / 10 + 2);
    QVERIFY2(all.out.contains(",2026-11-20T03:15:00.000Z\n"), all.out);
}

void TestExportCommand::writesToStandardOutput()
{
    const ControlProgram program{filled(Engine::Sqlite).url()};
    const ProgramOutcome done = program.run({u"export"_s, u"runs"_s, u"--out"_s, u"-"_s});
    QCOMPARE(done.exitCode, 0);
    QVERIFY(done.out.startsWith("id,source,slot,"));
    QVERIFY2(done.err.isEmpty(), done.err);
    const ProgramOutcome refused =
            program.run({u"--json"_s, u"export"_s, u"runs"_s, u"--out"_s, u"-"_s});
    QCOMPARE(refused.exitCode, 2);
    QCOMPARE(refused.errorKind(), u"usage"_s);
}

void TestExportCommand::spreadsheetFollowsTheLocale()
{
    ControlProgram program{filled(Engine::Sqlite).url()};
    const QStringList words{u"export"_s, u"prices"_s, u"--coin"_s,   u"btc"_s,
                            u"--out"_s,  u"-"_s,      u"--preset"_s, u"spreadsheet"_s};
    program.setVariable(u"LC_ALL"_s, u"de_DE.UTF-8"_s);
    QCOMPARE(program.run(words).out,
             QByteArray{"\xef\xbb\xbf"
                        "coin_type;timestamp;bid;ask;last;created_at\r\n"
                        "btc;2026-11-20 03:15:00;999999999999,99999999;0,00000001;0,00000001;"
                        "2026-11-20 03:15:02,123\r\n"});
    program.setVariable(u"LC_ALL"_s, u"en_AU.UTF-8"_s);
    QCOMPARE(program.run(words + QStringList{u"--no-bom"_s, u"--delimiter"_s, u"tab"_s,
                                             u"--no-header"_s, u"--times"_s, u"epoch-ms"_s})
                     .out,
             QByteArray{"btc\t1795144500000\t999999999999.99999999\t0.00000001\t0.00000001\t"
                        "1795144502123\r\n"});
    const ProgramOutcome events =
            program.run({u"export"_s, u"events"_s, u"--only"_s, u"component=outbox"_s, u"--out"_s,
                         u"-"_s, u"--preset"_s, u"spreadsheet"_s});
    QVERIFY2(events.out.contains(",\"'=cmd\","), events.out);
}

void TestExportCommand::takesAPresetOfOnesOwn()
{
    const ControlProgram program{filled(Engine::Sqlite).url()};
    {
        QSettings store{program.home().filePath(u"config/tidemark/tidemark.ini"_s),
                        QSettings::IniFormat};
        store.setValue(u"csvPresets/mine"_s, uR"({"header": false, "delimiter": "pipe"})"_s);
    }
    QCOMPARE(program.run({u"export"_s, u"prices"_s, u"--coin"_s, u"btc"_s, u"--out"_s, u"-"_s,
                          u"--preset"_s, u"mine"_s})
                     .out,
             QByteArray{"btc|2026-11-20T03:15:00.000Z|999999999999.99999999|0.00000001|0.00000001|"
                        "2026-11-20T03:15:02.123Z\n"});
}

void TestExportCommand::schedulesWhatCanBeWritten()
{
    const ControlProgram program{filled(Engine::Sqlite).url()};
    const auto add = [&](const QString &report) {
        return program.run({u"--json"_s, u"reports"_s, u"add"_s, u"mine"_s, report, u"--every"_s,
                            u"day"_s, u"--folder"_s, m_folder.path()});
    };
    const ProgramOutcome added = add(u"prices"_s);
    QVERIFY2(added.exitCode == 0, added.all());
    const ProgramOutcome again = add(u"runs"_s);
    QVERIFY2(again.exitCode == 3, again.all());
    QCOMPARE(again.errorKind(), u"refused"_s);
    QVERIFY2(again.errorMessage().contains(u"tidemarkctl reports remove mine"_s), again.out);
    const auto refused = [&](const QStringList &place) {
        const ProgramOutcome outcome =
                program.run(QStringList{u"--json"_s, u"reports"_s, u"add"_s, u"other"_s,
                                        u"prices"_s, u"--every"_s, u"day"_s, u"--folder"_s} +
                            place);
        return outcome.exitCode == 1 ? outcome.errorMessage() : u"it is scheduled"_s;
    };
    const QString missing = m_folder.filePath(u"missing"_s);
    QVERIFY2(refused({missing}).startsWith(u"The folder %1 was not found: make it"_s.arg(missing)),
             qPrintable(refused({missing})));
    const QString proc = u"/proc"_s; // where nobody makes a file
    QVERIFY2(refused({proc}).startsWith(proc), qPrintable(refused({proc})));
    for (const QStringList &name :
         {QStringList{u"--coin"_s, u"nocoin"_s}, QStringList{u"--symbol"_s, u"NO.COINSPOT"_s}}) {
        const QString said = refused(QStringList{m_folder.path()} + name);
        QVERIFY2(said.contains(u"nothing is stored under this name"_s), qPrintable(said));
    }
    const QJsonArray reports =
            program.run({u"--json"_s, u"reports"_s, u"list"_s}).json()[u"reports"].toArray();
    QCOMPARE(reports.size(), 1);
    QCOMPARE(reports.first()[u"report"].toString(), u"prices"_s);
}

void TestExportCommand::saysWhereSharesAre()
{
    const ProgramOutcome outcome = ControlProgram{filled(Engine::Sqlite).url()}.run(
            {u"--json"_s, u"export"_s, u"prices"_s, u"--symbol"_s, u"BHP.AU"_s, u"--out"_s,
             m_folder.filePath(u"x.csv"_s)});
    QCOMPARE(outcome.exitCode, 2);
    QCOMPARE(outcome.errorMessage(),
             u"The report prices has coins only. The report bars has shares "
             "and currencies, as BHP.AU."_s);
}

void TestExportCommand::writesWhereALinkLeadsThatIsNoFile_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("its name") << u"/dev/stdout"_s;
    QTest::newRow("its descriptor, as the shell's >(…)") << u"/proc/self/fd/1"_s;
}

void TestExportCommand::writesWhereALinkLeadsThatIsNoFile()
{
    QFETCH(const QString, file);
    const ControlProgram program{filled(Engine::Sqlite).url()};
    const ProgramOutcome outcome =
            program.run({u"export"_s, u"prices"_s, u"--coin"_s, u"btc"_s, u"--out"_s, file});
    QVERIFY2(outcome.exitCode == 0, outcome.all());
    QVERIFY2(outcome.out.startsWith("coin_type,timestamp,"), outcome.all());
}

void TestExportCommand::saysWhatAScheduleWrites()
{
    const ControlProgram program{filled(Engine::Sqlite).url()};
    const auto add = [&](const QString &name, const QStringList &options) {
        const ProgramOutcome added =
                program.run(QStringList{u"reports"_s, u"add"_s, name, u"--every"_s, u"day"_s,
                                        u"--folder"_s, m_folder.path()} +
                            options);
        QVERIFY2(added.exitCode == 0, added.all());
    };
    add(u"all"_s, {u"prices"_s});
    add(u"some"_s,
        {u"runs"_s, u"--only"_s, u"status=failed,partial"_s, u"--text"_s, u"x"_s, u"--sort"_s,
         u"started_at:desc"_s, u"--delimiter"_s, u"pipe"_s, u"--no-header"_s});
    add(u"table"_s, {u"prices"_s, u"--coin"_s, u"btc"_s, u"--preset"_s, u"spreadsheet"_s});
    const QString text = QString::fromUtf8(program.run({u"reports"_s, u"list"_s}).out);
    const QStringList lines = text.split(u'\n');
    const auto says = [&](const QString &name, const QStringList &words) {
        const QString line = lines.filter(QRegularExpression{u"^%1 "_s.arg(name)}).value(0);
        return std::ranges::all_of(words, [&](const QString &word) { return line.contains(word); });
    };
    QVERIFY2(says(u"all"_s, {u" all "_s, u" machine "_s}), qPrintable(text));
    QVERIFY2(says(u"some"_s, {u"--only status=failed,partial --text 'x' --sort started_at:desc"_s,
                              u"machine --delimiter pipe --no-header"_s}),
             qPrintable(text));
    QVERIFY2(says(u"table"_s, {u"--coin btc"_s, u"spreadsheet"_s}), qPrintable(text));
    const QJsonArray reports =
            program.run({u"--json"_s, u"reports"_s, u"list"_s}).json()[u"reports"].toArray();
    const QJsonObject some = reports[1].toObject();
    QCOMPARE(some[u"rows"][u"only"][u"status"].toArray(), (QJsonArray{u"failed"_s, u"partial"_s}));
    QCOMPARE(some[u"rows"][u"sort"].toString(), u"started_at"_s);
    QCOMPARE(some[u"format"][u"delimiter"].toString(), u"pipe"_s);
    QCOMPARE(reports[2][u"rows"][u"coins"].toArray(), QJsonArray{u"btc"_s});
}

void TestExportCommand::namesAScheduleThatCannotBeRead()
{
    const ControlProgram program{filled(Engine::Sqlite).url()};
    const QTemporaryDir folder;
    const ProgramOutcome added =
            program.run({u"reports"_s, u"add"_s, u"well"_s, u"runs"_s, u"--every"_s, u"day"_s,
                         u"--folder"_s, folder.path()});
    QVERIFY2(added.exitCode == 0, added.all());
    QDirIterator kept{
            program.home().path(), {u"well.json"_s}, QDir::Files, QDirIterator::Subdirectories};
    QVERIFY(kept.hasNext());
    QFile bad{QFileInfo{kept.next()}.dir().filePath(u"bad.json"_s)};
    QVERIFY(bad.open(QIODevice::WriteOnly) && bad.write("{") == 1);
    bad.close();

    const ProgramOutcome listed = program.run({u"--json"_s, u"reports"_s, u"list"_s});
    QVERIFY2(listed.exitCode == 0, listed.all());
    const QJsonArray reports = listed.json()[u"reports"].toArray();
    QCOMPARE(reports.size(), 2);
    QVERIFY2(reports[0][u"problem"].toString().contains(bad.fileName()), listed.out);
    QCOMPARE(reports[1][u"name"].toString(), u"well"_s);
    const ProgramOutcome run = program.run({u"reports"_s, u"run"_s});
    QVERIFY2(run.exitCode == 3, run.all());
    QVERIFY2(run.err.contains("bad") && run.err.contains("well: "), run.all());
    QCOMPARE(QDir{folder.path()}.entryList({u"well-*.csv"_s}).size(), 1);
    const QJsonArray events =
            program.run({u"--json"_s, u"events"_s, u"list"_s, u"--component"_s, u"reports"_s})
                    .json()[u"events"]
                    .toArray();
    QCOMPARE(events.size(), 1);
    QCOMPARE(events[0][u"event"].toString(), u"report_failed"_s);
    QCOMPARE(events[0][u"details"][u"report"].toString(), u"bad"_s);

    const ProgramOutcome removed = program.run({u"reports"_s, u"remove"_s, u"bad"_s});
    QVERIFY2(removed.exitCode == 0, removed.all());
    QCOMPARE(program.run({u"reports"_s, u"run"_s}).exitCode, 0);
}

void TestExportCommand::refusesWrongUsage_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<int>("exitCode");

    const QStringList out{u"--out"_s, m_folder.filePath(u"refused.csv"_s)};
    QTest::newRow("no report") << QStringList{} + out << QByteArray{"REPORT"} << 2;
    QTest::newRow("no file") << QStringList{u"prices"_s} << QByteArray{"--out"} << 2;
    QTest::newRow("unknown report")
            << QStringList{u"quotes"_s} + out << QByteArray{"prices, bars, assets"} << 2;
    QTest::newRow("no time") << QStringList{u"prices"_s, u"--from"_s, u"today"_s} + out
                             << QByteArray{"--from"} << 2;
    QTest::newRow("times the wrong way round")
            << QStringList{u"prices"_s, u"--from"_s, u"2026-11-21"_s, u"--to"_s, u"2026-11-20"_s} +
                       out
            << QByteArray{"before"} << 2;
    QTest::newRow("times of what has none")
            << QStringList{u"assets"_s, u"--from"_s, u"2026-11-21"_s} + out << QByteArray{"assets"}
            << 2;
    QTest::newRow("coin of what has none")
            << QStringList{u"runs"_s, u"--coin"_s, u"btc"_s} + out << QByteArray{"runs"} << 2;
    QTest::newRow("unknown coin") << QStringList{u"prices"_s, u"--coin"_s, u"nocoin"_s} + out
                                  << QByteArray{"nocoin"} << 1;
    QTest::newRow("unknown preset") << QStringList{u"prices"_s, u"--preset"_s, u"excel"_s} + out
                                    << QByteArray{"spreadsheet"} << 2;
    QTest::newRow("unknown delimiter")
            << QStringList{u"prices"_s, u"--delimiter"_s, u"colon"_s} + out
            << QByteArray{"semicolon"} << 2;
    QTest::newRow("missing values that are none")
            << QStringList{u"prices"_s, u"--null"_s, u"0"_s} + out << QByteArray{"missing values"}
            << 2;
    QTest::newRow("unknown column") << QStringList{u"runs"_s, u"--sort"_s, u"colour"_s} + out
                                    << QByteArray{"started_at"} << 2;
    QTest::newRow("SQL for a column")
            << QStringList{u"runs"_s, u"--sort"_s, u"id; DROP TABLE assets"_s} + out
            << QByteArray{"has no column"} << 2;
    QTest::newRow("sorted by a decimal") << QStringList{u"prices"_s, u"--sort"_s, u"last"_s} + out
                                         << QByteArray{"exact decimals"} << 2;
}

void TestExportCommand::refusesWrongUsage()
{
    QFETCH(const QStringList, words);
    QFETCH(const QByteArray, said);
    QFETCH(const int, exitCode);

    const ControlProgram program{filled(Engine::Sqlite).url()};
    const ProgramOutcome refused = program.run(QStringList{u"export"_s} + words);
    QVERIFY2(refused.exitCode == exitCode, refused.all());
    QVERIFY2(refused.err.contains(said), refused.err);
    QVERIFY(!QFile::exists(m_folder.filePath(u"refused.csv"_s)));
}

void TestExportCommand::saysWhatIsWrongWithThePlace()
{
    const ControlProgram program{filled(Engine::Sqlite).url()};
    const auto to = [&](const QString &path) {
        return program.run({u"--json"_s, u"export"_s, u"runs"_s, u"--out"_s, path});
    };
    const ProgramOutcome missing = to(m_folder.filePath(u"gone/runs.csv"_s));
    QCOMPARE(missing.exitCode, 1);
    QVERIFY2(missing.errorMessage().contains(m_folder.filePath(u"gone"_s)), missing.out);
    QVERIFY2(missing.errorMessage().contains(u"make it first"_s), missing.out);
    QCOMPARE(to(m_folder.path()).exitCode, 2);
    const ProgramOutcome full = to(u"/dev/full"_s);
    QCOMPARE(full.exitCode, 1);
    QCOMPARE(full.errorKind(), u"disk_full"_s);
    QVERIFY2(full.errorMessage().contains(u"/dev/full"_s), full.out);
}

void TestExportCommand::namesTheCharacterThatDoesNotFit()
{
    const ControlProgram program{filled(Engine::Sqlite).url()};
    const QString path = m_folder.filePath(u"latin.csv"_s);
    const ProgramOutcome refused =
            program.run({u"export"_s, u"events"_s, u"--out"_s, path, u"--encoding"_s, u"latin1"_s});
    QCOMPARE(refused.exitCode, 2);
    QVERIFY2(refused.err.contains("\u20bf (U+20BF)"), refused.err);
    QVERIFY(!QFile::exists(path));
}

QTEST_GUILESS_MAIN(TestExportCommand)
#include "tst_exportcommand.moc"
