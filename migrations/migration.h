// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/dialect.h"
#include "db/domain/result.h"
#include "migrations/sqlscript.h"

#include <QList>
#include <QString>
#include <QStringList>

enum class Direction { Up, Down };

[[nodiscard]] QString directionName(Direction direction); // "up", "down"

// One step of the schema's history, for one engine. Its folder NNNN_name holds
//   up.ENGINE.sql, down.ENGINE.sql     what to run
//   DIRECTION.ENGINE.guard.sql         optional: a query whose rows, one text each, say what a
//                                      step would damage; with any row the step refuses
//   changes.json                       optional: {"replaced": ["table.column"]}, columns that get
//                                      other values by design; the proof leaves them out
struct Migration {
    int version = 0;
    QString name; // "align_price_data"
    SqlScript up;
    SqlScript down;
    QString upGuard; // empty: none
    QString downGuard;
    QStringList replaced;
    QString checksum; // SHA-256 over this engine's own files, cosmetics apart; hex

    [[nodiscard]] const SqlScript &script(Direction direction) const
    {
        return direction == Direction::Up ? up : down;
    }
    [[nodiscard]] const QString &guard(Direction direction) const
    {
        return direction == Direction::Up ? upGuard : downGuard;
    }
};

// The migrations that this program knows for one engine: 1, 2, 3 and so on without a hole.
class MigrationSet final
{
public:
    // Those that the program was built with.
    [[nodiscard]] static Result<MigrationSet> shipped(Engine engine);
    // From a folder on disk or in the resources. Refused (Parse; the subject is the file or
    // folder): a hole or a number twice, a missing or empty script, a script with a defect.
    [[nodiscard]] static Result<MigrationSet> load(const QString &folder, Engine engine);

    [[nodiscard]] Engine engine() const { return m_engine; }
    [[nodiscard]] int head() const { return int(m_migrations.size()); }
    // version: 1 to head().
    [[nodiscard]] const Migration &at(int version) const { return m_migrations[version - 1]; }
    [[nodiscard]] const QList<Migration> &all() const { return m_migrations; }
    // Makes the tables of the history itself.
    [[nodiscard]] const SqlScript &history() const { return m_history; }

private:
    Engine m_engine = Engine::Sqlite;
    QList<Migration> m_migrations;
    SqlScript m_history;
};
