// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/dialect.h"
#include "db/domain/result.h"
#include "migrations/sqlscript.h"

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

enum class Direction { Up, Down };

[[nodiscard]] QString directionName(Direction direction); // "up", "down"

// Columns that change their type, and by which expression: before the change it is read through the
// expression, afterwards as it stands, and both must be the same.
struct ColumnConversion {
    QStringList columns; // "table.column"
    QString upTemplate;  // "CAST({} AS REAL)": {} stands for the column; empty: what comes out is
                         // the double that is nearest to the decimal, whoever computes it
    QString downTemplate;
    double tolerance = 0; // how far a new value may be from the old one
};

// One step of the schema's history, for one engine. Its folder NNNN_name holds
//   up.ENGINE.sql, down.ENGINE.sql     what to run
//   up.ENGINE.VARIANT.sql              optional: what runs after up.ENGINE.sql where the database
//                                      has what the variant needs (storagevariant.h)
//   DIRECTION.ENGINE.guard.sql         optional: a query whose rows, one text each, say what a
//                                      step would damage; with any row the step refuses
//   changes.json                       optional: "replaced": columns that get other values by
//                                      design, which the proof leaves out; "converted": columns
//                                      that change their type
struct Migration {
    int version = 0;
    QString name; // "align_price_data"
    SqlScript up;
    SqlScript down;
    QMap<QString, SqlScript> upVariants;
    QString upGuard; // empty: none
    QString downGuard;
    QStringList replaced;
    ColumnConversion conversion;
    QString checksum; // SHA-256 over this engine's own files, cosmetics apart; hex

    // What runs; variant: see above, ignored where the version has no such file.
    [[nodiscard]] SqlScript script(Direction direction, const QString &variant) const;
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
    [[nodiscard]] const QString &folder() const { return m_folder; } // where it was loaded from
    [[nodiscard]] int head() const { return int(m_migrations.size()); }
    // version: 1 to head().
    [[nodiscard]] const Migration &at(int version) const { return m_migrations[version - 1]; }
    [[nodiscard]] const QList<Migration> &all() const { return m_migrations; }
    // Makes the tables of the history itself.
    [[nodiscard]] const SqlScript &history() const { return m_history; }

private:
    Engine m_engine = Engine::Sqlite;
    QString m_folder;
    QList<Migration> m_migrations;
    SqlScript m_history;
};
