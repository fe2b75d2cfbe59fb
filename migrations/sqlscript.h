// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"

#include <QStringList>

// One SQL file of a migration, cut into statements. Line ends and a byte order mark are made equal
// before anything else, so that what runs does not depend on how the file was checked out.
class SqlScript final
{
public:
    SqlScript() = default;

    // Refused (Parse), with the reason as detail: a quote or comment without an end, a trigger
    // without END, and BEGIN, COMMIT, PRAGMA or the like at statement level: transactions and
    // settings are the runner's, or a script could commit half of itself.
    [[nodiscard]] static Result<SqlScript> parse(QString text);

    // As written, without the semicolon; a trigger is one statement.
    [[nodiscard]] const QStringList &statements() const { return m_statements; }
    // What the statements mean: no comments, no white space, one case outside quotes.
    [[nodiscard]] const QString &canonicalText() const { return m_canonicalText; }
    // SHA-256 over the canonical text, hex.
    [[nodiscard]] QString checksum() const;

private:
    QStringList m_statements;
    QString m_canonicalText;
};
