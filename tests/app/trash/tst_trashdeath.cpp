// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/trash/trashexport.h"
#include "tests/support/controlprogram.h"
#include "tests/support/trashedmarket.h"

#include <QDir>
#include <QElapsedTimer>
#include <QRandomGenerator>

#include <csignal>

using namespace Qt::Literals::StringLiterals;

// The finished program dies by SIGKILL somewhere in an export, a purge, its undo or a restore of
// many rows: whatever is there then is whole, nothing is lost or there twice, and the same command
// ends as if nothing had happened. TIDEMARK_TEST_KILLS: how many deaths for each engine.
class TestTrashDeath final : public QObject
{
    Q_OBJECT

private slots:
    void everyRowIsThereOnce_data() { addEngineRows(); }
    void everyRowIsThereOnce();
};

namespace {

constexpr int Quotes = 1500;
constexpr int Rules = 25;
constexpr int MoreKills = 40; // until each command has died once before its end

int kills()
{
    bool isNumber = false;
    const int number = qEnvironmentVariableIntValue("TIDEMARK_TEST_KILLS", &isNumber);
    return isNumber ? number : 8;
}

const QString Quote = u"market_data"_s;
const QString Rule = u"alert_rules"_s;
const QString Log = u"alert_logs"_s;

// A market, most of it in the recycle bin, and the commands that take it out and in again.
class DyingBin final
{
public:
    explicit DyingBin(Engine engine);

    // Each of them dies at a random moment, is looked at, and is run once more.
    void exportTwice();
    void purgeTwice();
    void undoTwice();
    void restoreTwice();

    [[nodiscard]] int deaths() const { return m_deaths; } // of programs that had not ended yet

private:
    [[nodiscard]] QString order(const QString &table) const
    {
        return table == u"alert_rule_versions" ? u"rule_id, version"_s
               : table == u"alert_states"      ? u"rule_id"_s
                                               : u"id"_s;
    }
    [[nodiscard]] QStringList rowsOf(const QString &table) const
    {
        return m_market.cells(u"SELECT * FROM %1 ORDER BY %2"_s.arg(table, order(table)));
    }
    [[nodiscard]] QHash<QString, QStringList> everything() const
    {
        QHash<QString, QStringList> rows;
        for (const QString &table : {Quote, Rule, Log, u"alert_rule_versions"_s, u"alert_states"_s})
            rows.insert(table, rowsOf(table));
        return rows;
    }
    void putIntoBin() const;
    // The rows are some of those of the whole bin, each as it was; a rule with what is its.
    void verifyWholeRows() const;
    [[nodiscard]] TrashExportRecord record() const
    {
        return TrashExportStore{m_market.connection()}.list()->constLast();
    }
    [[nodiscard]] ProgramOutcome run(const QStringList &words)
    {
        QElapsedTimer timer;
        timer.start();
        const ProgramOutcome outcome = m_program.run(QStringList{u"--json"_s, u"trash"_s} + words);
        qint64 &longest = m_longestMs[words.constFirst()];
        longest = std::max(longest, timer.elapsed());
        return outcome;
    }
    void kill(const QStringList &words);

    TrashedMarket m_market;
    ControlProgram m_program;
    QTemporaryDir m_folder;
    QRandomGenerator m_random{QRandomGenerator::securelySeeded()};
    QHash<QString, qint64> m_longestMs; // of the commands, from start to end
    QHash<QString, QStringList> m_bin;  // all rows while they lie there
    QStringList m_live;                 // the quotes before
    QString m_export;                   // the folder of the last one
    int m_exports = 0;
    int m_undone = 0; // purges
    int m_deaths = 0;
};

DyingBin::DyingBin(Engine engine)
    : m_market{engine}
    , m_program{m_market.url()}
{
    m_market.addQuotes(Quotes + 3);
    for (int i = 0; i < Rules; ++i) {
        const AlertRule rule = m_market.addRule(u"above %1"_s.arg(50 + i));
        m_market.addLog(rule, 1);
        m_market.addLog(rule, 2);
    }
    m_live = rowsOf(Quote);
    putIntoBin();
    m_bin = everything();
}

void DyingBin::putIntoBin() const
{
    const Deleter me{u"me@here"_s, u"wrong"_s, u"b1"_s};
    QList<qint64> rules;
    for (const QString &id : m_market.cells(u"SELECT id FROM alert_rules"_s))
        rules.append(id.toLongLong());
    VERIFY_RESULT(
            TrashStore{m_market.connection()}.removeRules(rules, true, TrashedMarket::at(51), me));
    QCOMPARE(m_market.removeQuotes({u"BHP.AU"_s, TrashedMarket::at(3), {}}, TrashedMarket::at(51),
                                   me),
             Quotes);
}

void DyingBin::verifyWholeRows() const
{
    const QHash<QString, QStringList> there = everything();
    for (auto table = there.begin(); table != there.end(); ++table) {
        const QStringList &all = m_bin[table.key()];
        const QSet<QString> known{all.begin(), all.end()};
        const QSet<QString> rows{table->begin(), table->end()};
        QCOMPARE(rows.size(), table->size());
        QVERIFY2(known.contains(rows), qPrintable(table.key()));
    }
    QCOMPARE(there[u"alert_rule_versions"_s].size(), there[Rule].size());
    QCOMPARE(m_market.count(u"alert_logs WHERE rule_id NOT IN (SELECT id FROM alert_rules)"_s), 0);
}

void DyingBin::kill(const QStringList &words)
{
    QProcess process;
    m_program.prepare(process, QStringList{u"--json"_s, u"trash"_s} + words);
    process.start();
    QVERIFY(process.waitForStarted());
    const qint64 longest = std::max<qint64>(m_longestMs.value(words.constFirst(), 500), 2);
    if (!process.waitForFinished(int(m_random.bounded(longest)))) {
        ::kill(pid_t(process.processId()), SIGKILL);
        QVERIFY(process.waitForFinished());
    }
    if (process.exitStatus() == QProcess::CrashExit)
        ++m_deaths;
}

void DyingBin::exportTwice()
{
    const qsizetype before = TrashExportStore{m_market.connection()}.list()->size();
    const QString killed = m_folder.filePath(QString::number(++m_exports));
    kill({u"export"_s, u"--out"_s, killed});
    QCOMPARE(everything(), m_bin);
    const bool isRecorded = TrashExportStore{m_market.connection()}.list()->size() > before;
    // What is not recorded is no export, whatever the folder has.
    const ProgramOutcome undone = run({u"undo-purge"_s, killed});
    QVERIFY2(undone.exitCode == (isRecorded ? 0 : 3), undone.all());
    QCOMPARE(everything(), m_bin);
    for (const QString &name : QDir{killed}.entryList({u"*.csv"_s}, QDir::Files)) {
        QFile file{QDir{killed}.filePath(name)};
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count('\n'),
                 m_bin[name.chopped(4)].size() + 1 - (name.startsWith(Quote) ? 3 : 0));
    }

    m_export = m_folder.filePath(QString::number(++m_exports));
    const ProgramOutcome whole = run({u"export"_s, u"--out"_s, m_export});
    QVERIFY2(whole.exitCode == 0, whole.all());
    QCOMPARE(whole.json()[u"rows"].toInt(), Quotes + 3 * Rules);
}

void DyingBin::purgeTwice()
{
    const QStringList words{u"purge"_s, u"--yes"_s, u"--export"_s, QString::number(record().id)};
    kill(words);
    verifyWholeRows();
    const qint64 left = m_market.count(Quote) + m_market.count(Rule) + m_market.count(Log);
    QCOMPARE(record().purged, Quotes + 3 + 3 * Rules - left);
    const bool isOver = record().purgedAt.isValid();
    const ProgramOutcome rest = run(words);
    QVERIFY2(rest.exitCode == (isOver ? 3 : 0), rest.all());
    QCOMPARE(m_market.count(Quote), 3);
    for (const QString &table : {Rule, Log, u"alert_rule_versions"_s, u"alert_states"_s})
        QCOMPARE(m_market.count(table), 0);
    QCOMPARE(record().purged, Quotes + 3 * Rules);
    QVERIFY(record().purgedAt.isValid());
}

void DyingBin::undoTwice()
{
    kill({u"undo-purge"_s, m_export});
    verifyWholeRows();
    const qint64 there = m_market.count(Quote) - 3 + m_market.count(Rule) + m_market.count(Log);
    QCOMPARE(record().purged, Quotes + 3 * Rules - there);
    const ProgramOutcome rest = run({u"undo-purge"_s, m_export});
    QVERIFY2(rest.exitCode == 0, rest.all());
    QCOMPARE(rest.json()[u"rows"].toInt(), Quotes + 3 * Rules - there);
    QCOMPARE(rest.json()[u"present"].toInt(), there);
    QVERIFY(rest.json()[u"left"].toArray().isEmpty());
    QCOMPARE(everything(), m_bin);
    QCOMPARE(m_market.events().constLast(), u"purge_undone"_s);
    QCOMPARE(m_market.events().filter(u"purge_undone"_s).size(), ++m_undone);
}

void DyingBin::restoreTwice()
{
    const QStringList words{u"restore"_s, u"--batch"_s, u"b1"_s};
    kill(words);
    QCOMPARE(m_market.count(Quote), Quotes + 3);
    QCOMPARE(m_market.count(Rule), Rules);
    // A rule and its logs come back together.
    QCOMPARE(m_market.count(u"alert_logs l JOIN alert_rules r ON r.id = l.rule_id WHERE "
                            "(l.deleted_at IS NULL) <> (r.deleted_at IS NULL)"_s),
             0);
    const bool isOver = m_market.count(u"market_data WHERE deleted_at IS NOT NULL"_s) == 0;
    const ProgramOutcome rest = run(words);
    QVERIFY2(rest.exitCode == (isOver ? 1 : 0), rest.all());
    QCOMPARE(rowsOf(Quote), m_live);
    QCOMPARE(m_market.count(u"alert_rules WHERE deleted_at IS NULL"_s), Rules);
    QCOMPARE(m_market.count(u"alert_logs WHERE deleted_at IS NULL"_s), 2 * Rules);

    putIntoBin();
    for (const QString &table : {Quote, Rule, Log})
        QCOMPARE(rowsOf(table), m_bin[table]);
    m_bin = everything(); // the rules watched anew meanwhile
}

} // namespace

void TestTrashDeath::everyRowIsThereOnce()
{
    QFETCH(const Engine, engine);
    DyingBin bin{engine};
    const QList<void (DyingBin::*)()> acts{&DyingBin::exportTwice, &DyingBin::purgeTwice,
                                           &DyingBin::undoTwice, &DyingBin::restoreTwice};
    QList<int> deaths(acts.size()); // before the end
    int killed = 0;
    for (; killed < kills() || (deaths.contains(0) && killed < kills() + MoreKills); ++killed) {
        const qsizetype act = killed % acts.size();
        const int before = bin.deaths();
        (bin.*acts[act])();
        if (QTest::currentTestFailed())
            return;
        deaths[act] += bin.deaths() - before;
    }
    qInfo("killed %d times; before the end %d exports, %d purges, %d undos, %d restores", killed,
          deaths[0], deaths[1], deaths[2], deaths[3]);
    QVERIFY(!deaths.contains(0));
}

QTEST_GUILESS_MAIN(TestTrashDeath)
#include "tst_trashdeath.moc"
