// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/steps/stepjournal.h"

#include <QCryptographicHash>

using namespace Qt::Literals::StringLiterals;

namespace {

QString stateName(StepJournal::State state)
{
    switch (state) {
    case StepJournal::State::Running:
        return u"running"_s;
    case StepJournal::State::Done:
        return u"done"_s;
    case StepJournal::State::Undoing:
        break;
    }
    return u"undoing"_s;
}

StepJournal::State stateFromName(const QString &name)
{
    if (name == "running"_L1)
        return StepJournal::State::Running;
    return name == "done"_L1 ? StepJournal::State::Done : StepJournal::State::Undoing;
}

} // namespace

Result<QList<StepJournal::Entry>> StepJournal::entries()
{
    Result<Rows> rows =
            m_statements.run(u"SELECT version, direction, step_no, state, schema_before,"
                             " sql_sha256 FROM tidemark_migration_steps ORDER BY step_no"_s);
    if (!rows)
        return fail(rows.error());
    QList<Entry> entries;
    while (rows->next()) {
        entries.append({static_cast<int>(rows->integer(0)),
                        rows->text(1) == "up"_L1 ? Direction::Up : Direction::Down,
                        static_cast<int>(rows->integer(2)), stateFromName(rows->text(3)),
                        rows->text(4), rows->text(5)});
    }
    return rows->end().transform([&] { return entries; });
}

Result<> StepJournal::begin(const Entry &entry, const SqlStatement &statement)
{
    return m_statements
            .change(u"INSERT INTO tidemark_migration_steps (version, direction, step_no, "
                    "sql_sha256, state, schema_before, started_at) VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
                    {entry.version, directionName(entry.direction), entry.step, sha256Of(statement),
                     stateName(entry.state), entry.schemaBefore, QDateTime::currentDateTimeUtc()})
            .map([](int) {});
}

Result<> StepJournal::set(const Entry &entry, State state)
{
    return m_statements
            .change(u"UPDATE tidemark_migration_steps SET state = ?, finished_at = ?, "
                    "schema_before = ? WHERE version = ? AND direction = ? AND step_no = ?"_s,
                    {stateName(state), QDateTime::currentDateTimeUtc(), entry.schemaBefore,
                     entry.version, directionName(entry.direction), entry.step})
            .map([](int) {});
}

Result<> StepJournal::remove(const Entry &entry)
{
    return m_statements
            .change(u"DELETE FROM tidemark_migration_steps WHERE version = ? AND direction = ? "
                    "AND step_no = ?"_s,
                    {entry.version, directionName(entry.direction), entry.step})
            .map([](int) {});
}

Result<> StepJournal::clear()
{
    return m_statements.change(u"DELETE FROM tidemark_migration_steps"_s).map([](int) {});
}

QString StepJournal::sha256Of(const SqlStatement &statement)
{
    return QString::fromLatin1(
            QCryptographicHash::hash(statement.sql.toUtf8(), QCryptographicHash::Sha256).toHex());
}
