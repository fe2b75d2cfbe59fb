// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/dialect.h"
#include "db/tuning/rules/indexdef.h"
#include "db/tuning/rules/statement.h"

#include <QList>

// Two indexes on p (id, sym, ts, px, src, deleted_at, ...), and what is to be said of the first.
// An index is written "unique (sym, ts desc) include (px) where x > 0": a method or 'invalid' may
// stand in front.
struct IndexVector {
    QString name;
    QString first;
    QString second;
    QString verdict;             // "keep", or the kind of the finding
    bool hasForeignKey = false;  // on asset_id
    QList<Engine> engines;       // that can hold it
    QStringList statements = {}; // of the catalogue
};
[[nodiscard]] QList<IndexVector> indexVectors();

// The first has the larger name, so that a tie goes against it.
inline constexpr auto FirstName = "ix_p_second_name";
inline constexpr auto SecondName = "ix_p_a_name";

// The table p of InnoDB, with these indexes as values.
[[nodiscard]] TableDef tableWith(const QList<std::pair<QString, QString>> &indexes,
                                 bool hasForeignKey = false);

// What makes p and its parent on this engine.
[[nodiscard]] QStringList tableSql(Engine engine, bool hasForeignKey);
[[nodiscard]] QString indexSqlOf(Engine engine, const QString &name, const QString &written);
