// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/proof/proof.h"
#include "migrations/proof/proofline.h"
#include "migrations/shape/schemamodel.h"

#include <QJsonObject>

// The proof of one step: what it must leave as it is, counted and summed before and after. Columns
// that stand in both shapes count, and those that somebody added by hand; what the step's shape
// gives up and what it replaces by design does not. A converted column counts by what the
// conversion makes of it.
class StepProof final
{
public:
    // live: what stands there now.
    [[nodiscard]] static StepProof plan(const Schema &live, const Schema &from, const Schema &to,
                                        const Migration &migration, Direction direction);

    // Reads everything. Refused when a converted value is further from the old one than the
    // migration tolerates.
    [[nodiscard]] Result<> takeBefore(const Connection &connection,
                                      const std::function<bool()> &goesOn);

    // Refused when a column that counts would be gone.
    [[nodiscard]] Result<> checkShape(const Schema &after) const;

    // Reads everything again and compares; the rows that were compared. Database, with the table as
    // subject, for a difference.
    [[nodiscard]] Result<qint64> checkAfter(const Connection &connection,
                                            const std::function<bool()> &goesOn) const;

    // Whether the rows of a table, which has another name by now, are still those that were read
    // before.
    [[nodiscard]] Result<bool> isUnchanged(const Connection &connection, const QString &table,
                                           const QString &nameNow,
                                           const std::function<bool()> &goesOn) const;

    [[nodiscard]] QStringList tables() const;
    // For people, once checkAfter said that both sides are the same.
    [[nodiscard]] QList<ProofLine> lines() const;

    // What was read before, for a step that another process finishes.
    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static StepProof fromJson(const QJsonObject &json);

private:
    struct Line {
        QString table;
        QStringList columns;
        QMap<QString, QString> expressions; // of converted columns, by name; empty: the double
                                            // that is nearest
        double tolerance = 0;
        qint64 rows = 0;
        QString checksum; // hex
    };

    [[nodiscard]] static Result<TableProof>
    readBefore(const Connection &connection, const Line &line, const std::function<bool()> &goesOn);
    [[nodiscard]] static Result<TableProof> proveConverted(const Connection &connection,
                                                           const Line &line,
                                                           const std::function<bool()> &goesOn);
    [[nodiscard]] static tl::unexpected<Error> failToConvert(const Line &line);

    QList<Line> m_lines;
};

// Rows of a table whose converted columns would not come back as they are when the conversion down
// is followed by the one up.
[[nodiscard]] Result<qint64> rowsLosingDigits(const Connection &connection,
                                              const Migration &migration, const QString &table);
