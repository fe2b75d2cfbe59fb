// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/migrations/crashlane.h"

#include "tests/support/marketrows.h"

#include <QElapsedTimer>
#include <QThreadPool>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int PatienceMs = 60'000;
constexpr int Big = 1000;

// Twice as many rows as before, until there are so many.
Result<> multiply(const Connection &connection, const QString &table, const QString &columns,
                  int from, int to)
{
    Result<> done;
    for (int rows = from; done && rows < to; rows *= 2)
        done = connection.execute(u"INSERT INTO %1 (%2) SELECT %2 FROM %1"_s.arg(table, columns));
    return done;
}

} // namespace

CrashLane::CrashLane(Engine engine, int version, int rows)
    : m_database{engine}
    , m_version{version}
    , m_count{rows}
{}

void CrashLane::close()
{
    m_migrator.reset();
    m_connection.reset();
}

bool CrashLane::verify(bool isTrue, const QString &what)
{
    if (!isTrue && m_failure.isEmpty())
        m_failure = u"version %1, %2: %3"_s.arg(m_version).arg(m_moment, what);
    return isTrue;
}

Result<MigrationReport> CrashLane::walk(Direction direction) const
{
    return direction == Direction::Up ? m_migrator->up(m_version)
                                      : m_migrator->down(m_version - 1, LossPolicy::Accept);
}

bool CrashLane::fill()
{
    const bool convertsAlerts = m_count > Big && m_version == 7;
    const int filled = convertsAlerts ? 160 : m_count;
    if (m_version > 1 &&
        !verify(MarketRows{*m_connection, m_version - 1}.fill(filled), u"filling"_s))
        return false;
    if (!convertsAlerts)
        return true;
    return verify(multiply(*m_connection, u"market_data"_s,
                           u"timestamp, instrument_id, price, bid, ask, open_price, high_price, "
                           "low_price, volume"_s,
                           filled, m_count)
                          .and_then([&] {
                              return multiply(*m_connection, u"alert_logs"_s,
                                              u"timestamp, rule_id, instrument_id, trigger_value, "
                                              "threshold_value, status, severity, message, "
                                              "created_at"_s,
                                              filled, m_count);
                          }),
                  u"multiplying"_s);
}

bool CrashLane::learn(Shape &shape)
{
    const Direction direction = &shape == &m_above ? Direction::Up : Direction::Down;
    if (!verify(walk(direction), u"the way there"_s))
        return false;
    shape.version = direction == Direction::Up ? m_version : m_version - 1;
    shape.rows = rowsNow();
    return true;
}

// The first way down gives up what is not kept; from then on both shapes hold the same every time.
bool CrashLane::prepare()
{
    m_moment = u"before the first death"_s;
    Result<std::unique_ptr<Connection>> opened = Connection::open(m_database.spec());
    if (!verify(opened, u"opening"_s))
        return false;
    m_connection = std::move(*opened);
    m_migrator.emplace(*m_connection, *MigrationSet::shipped(m_connection->engine()));
    return verify(m_migrator->up(m_version - 1), u"the old version"_s) && fill() &&
           learn(m_above) && learn(m_below) && learn(m_above) && learn(m_below);
}

// But for what migrations write themselves, and the numbers that version 2 gives anew.
QStringList CrashLane::rowsNow()
{
    const Result<Schema> schema = inspectSchema(*m_connection);
    if (!verify(schema, u"reading the schema"_s))
        return {};
    QStringList rows;
    for (const SchemaObject &table : schema->tables()) {
        QStringList columns = table.columns;
        if (table.name == "system_events"_L1)
            continue;
        if (table.name == "price_data_5min"_L1)
            columns.removeOne(u"id"_s);
        const Result<TableProof> proof = proveTable(*m_connection, table.name, columns);
        if (!verify(proof, table.name))
            return {};
        rows.append(
                u"%1: %2 rows, %3"_s.arg(table.name).arg(proof->rows).arg(proof->checksum.toHex()));
    }
    return rows;
}

bool CrashLane::isWholeAt(const Shape &shape, const MigrationStatus &status)
{
    // No table that nobody knows: new_... and old_... are gone.
    if (!verify(status.drift.isEmpty(), status.drift.join(u", "_s)) ||
        !verify(!status.unfinished, u"it is unfinished"_s) ||
        !verify(status.current == shape.version, u"at %1"_s.arg(status.current)))
        return false;
    const QStringList rows = rowsNow();
    return verify(rows == shape.rows,
                  u"\n%1\nbecame\n%2"_s.arg(shape.rows.join(u'\n'), rows.join(u'\n')));
}

std::unique_ptr<QProcess> CrashLane::startChild(Direction direction, int dieAt) const
{
    MigratingTask task;
    task.kind = direction == Direction::Up ? MigratingTask::Kind::Up : MigratingTask::Kind::Down;
    task.target = direction == Direction::Up ? m_version : m_version - 1;
    task.dieAt = dieAt;
    return startMigratingChild(m_database.spec(), task);
}

bool CrashLane::wasKilled(QProcess &child)
{
    if (!verify(child.state() == QProcess::NotRunning || child.waitForFinished(PatienceMs),
                u"the child hangs"_s))
        return false;
    if (child.exitStatus() == QProcess::CrashExit) {
        ++m_kills;
        return true;
    }
    (void)verify(child.exitCode() == 0, u"the child could not migrate"_s);
    return false;
}

// Where the dead left it: whole at either end, or on MariaDB in between, and then the next start
// ends the way.
void CrashLane::checkAndFinish(Direction direction)
{
    QElapsedTimer timer;
    timer.start();
    const Result<MigrationStatus> found = migrationStatus(m_migrator->database());
    if (!verify(found, u"status"_s) ||
        !verify(found->current == m_version || found->current == m_version - 1,
                u"found at %1"_s.arg(found->current)))
        return;
    if (!found->unfinished) {
        (void)isWholeAt(found->current == m_version ? m_above : m_below, *found);
        return;
    }
    if (!verify(!m_connection->dialect().hasTransactionalDdl(), u"found unfinished"_s) ||
        !verify(walk(direction), u"the next start"_s))
        return;
    noteStart(timer.elapsed());
    ++m_resumed;
    const Result<MigrationStatus> status = migrationStatus(m_migrator->database());
    const auto entries = StepJournal{*m_connection}.entries();
    (void)(verify(status, u"status"_s) && verify(entries, u"journal"_s) &&
           verify(entries->isEmpty(), u"the journal is not empty"_s) &&
           isWholeAt(direction == Direction::Up ? m_above : m_below, *status));
}

// Five seconds are promised.
void CrashLane::noteStart(qint64 ms)
{
    constexpr qint64 LongestMs = 5000;

    m_slowestMs = std::max(m_slowestMs, ms);
    (void)verify(ms <= LongestMs, u"the next start took %1 ms"_s.arg(ms));
}

// Where a step is one transaction, all states inside it are the same to whoever comes next: a part
// of them will do for everyday. Each version begins at another.
int CrashLane::strideOf(Direction direction) const
{
    const int stride = m_connection->dialect().hasTransactionalDdl() ? 3 : 1;
    return direction == Direction::Up ? stride : 2 * stride;
}

void CrashLane::dieAlong(Direction direction)
{
    const Direction back = direction == Direction::Up ? Direction::Down : Direction::Up;
    const int start = direction == Direction::Up ? m_version - 1 : m_version;
    const int stride = m_isThorough ? 1 : strideOf(direction);
    for (int dieAt = 1 + m_version % stride;; dieAt += stride) {
        m_moment =
                u"dead before change %1 on the way %2"_s.arg(dieAt).arg(directionName(direction));
        const auto child = startChild(direction, dieAt);
        const bool isThrough = !wasKilled(*child);
        if (m_failure.isEmpty())
            checkAndFinish(direction);
        if (!m_failure.isEmpty() || isThrough)
            return;
        const Result<MigrationStatus> status = migrationStatus(m_migrator->database());
        if (!verify(status, u"status"_s) ||
            (status->current != start && !verify(walk(back), u"the way back"_s)))
            return;
    }
}

void CrashLane::dieAtEveryChange(bool isThorough)
{
    m_isThorough = isThorough;
    if (!prepare())
        return;
    for (const Direction direction : {Direction::Up, Direction::Down}) {
        if (m_failure.isEmpty())
            dieAlong(direction);
    }
    (void)verify(m_kills > 2, u"only %1 deaths"_s.arg(m_kills));
    (void)verify(m_connection->dialect().hasTransactionalDdl() || m_resumed > 2,
                 u"only %1 resumed"_s.arg(m_resumed));
}

void CrashLane::dieAtAnyTime(int times, unsigned seed)
{
    if (!prepare())
        return;
    std::mt19937 random{seed};
    // How long a way takes when nobody dies, by direction.
    qint64 wholeMs[2] = {};
    for (const Direction direction : {Direction::Up, Direction::Down}) {
        const auto child = startChild(direction, 0);
        if (!verify(waitForLine(*child, "begin"), u"the child does not begin"_s))
            return;
        QElapsedTimer whole;
        whole.start();
        if (!verify(!wasKilled(*child), u"it died by itself"_s))
            return;
        wholeMs[int(direction)] = std::max<qint64>(1, whole.elapsed());
    }
    QElapsedTimer timer;
    for (int time = 0; time < times && m_failure.isEmpty(); ++time) {
        const Direction direction = time % 2 == 0 ? Direction::Up : Direction::Down;
        const int delayMs = int(random() % unsigned(wholeMs[int(direction)]));
        m_moment = u"dead after %1 of %2 ms on the way %3"_s.arg(delayMs)
                           .arg(wholeMs[int(direction)])
                           .arg(directionName(direction));
        const auto child = startChild(direction, 0);
        if (!verify(waitForLine(*child, "begin"), u"the child does not begin"_s))
            return;
        if (!child->waitForFinished(delayMs))
            child->kill();
        (void)wasKilled(*child);
        if (m_failure.isEmpty())
            checkAndFinish(direction);
        timer.start();
        if (!verify(walk(direction), u"the next start"_s))
            return;
        noteStart(timer.elapsed());
    }
}

void runLanes(std::vector<std::unique_ptr<CrashLane>> &lanes,
              const std::function<void(CrashLane &)> &work)
{
    QThreadPool pool;
    for (const std::unique_ptr<CrashLane> &lane : lanes)
        pool.start([&work, &lane] {
            work(*lane);
            lane->close();
        });
    pool.waitForDone();
}
