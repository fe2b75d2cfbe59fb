// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/dialect.h"
#include "db/domain/result.h"

#include <QStringList>

struct SqlToken;

// A statement of a script.
struct SqlStatement {
    QString sql;  // as written, without the semicolon; a trigger is one statement
    QString undo; // what takes it back, from a comment "-- undo: SQL" above it; "none": nothing
                  // needs to, such as for a change to a table that goes

    enum class Kind {
        Ddl,       // changes the schema
        Data,      // INSERT, UPDATE, DELETE
        DropTable, // DDL that nothing takes back
    };
    Kind kind = Kind::Ddl;
};

// One SQL file of a migration, cut into statements. Line ends and a byte order mark are made equal
// before anything else, so that what runs does not depend on how the file was checked out.
class SqlScript final
{
public:
    SqlScript() = default;

    // Refused (Parse), with the reason as detail: a quote or comment without an end, a trigger
    // without END, BEGIN, COMMIT, PRAGMA, SET or the like at statement level (transactions and
    // settings are the runner's, or a script could commit half of itself), and what could not run
    // everywhere: CONCURRENTLY, another type for a column of the bars.
    [[nodiscard]] static Result<SqlScript> parse(QString text, Engine engine);

    [[nodiscard]] const QList<SqlStatement> &statements() const { return m_statements; }
    [[nodiscard]] const QString &text() const { return m_text; } // as written
    // What the statements mean: no comments, no white space, one case outside quotes.
    [[nodiscard]] const QString &canonicalText() const { return m_canonicalText; }
    // SHA-256 over the canonical text, hex.
    [[nodiscard]] QString checksum() const;

    // One after the other.
    [[nodiscard]] SqlScript followedBy(const SqlScript &next) const;

private:
    [[nodiscard]] Result<> take(const QList<SqlToken> &statement, qsizetype previousEnd);

    QString m_text;
    QList<SqlStatement> m_statements;
    QString m_canonicalText;
};
