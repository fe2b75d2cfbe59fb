// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

// One thing that an index is sorted by.
struct IndexKey {
    enum class Kind { Column, Expression };

    Kind kind = Kind::Column;
    QString text;      // the column, or the expression in one spelling
    QString collation; // in one spelling; empty: the type knows none
    QString opclass;   // "gist_trgm_ops siglen=32"; empty: the type's default, as it is
    bool isDescending = false;
    bool hasNullsFirst = false;
    int prefixLength = 0; // of MariaDB and MySQL; 0: the whole value

    friend bool operator==(const IndexKey &, const IndexKey &) = default;
};

// An index as every engine can be told it. A primary key that is no index of its own (the row
// number of SQLite) is one here too.
struct IndexDef {
    enum class Constraint { None, Primary, Unique, Exclusion };

    QString table;
    QString name;
    QString method = QStringLiteral("btree");
    QList<IndexKey> keys;
    QStringList include;
    QString predicate; // in one spelling; empty: of all rows
    QString options;   // of storage, in one order; of a b-tree they are no part of what it holds
    bool isUnique = false;
    bool hasNullsDistinct = true; // of a unique one: NULL differs from NULL
    Constraint constraint = Constraint::None;
    bool isDeferrable = false;
    bool isReferenced = false; // a foreign key names it
    bool isValid = true;
    bool isBuilding = false;
    bool isHidden = false;  // kept, and not used: INVISIBLE, IGNORED
    bool isOnTrial = false; // hidden to try a finding: judged as if it were not, and no cover
    bool isReplicaIdentity = false;
    bool isClustered = false;
    QString parent;                    // of a partition's: the whole table's
    std::optional<qint64> sizeBytes;   // on disk
    bool isSizeEstimated = false;      // and not counted
    std::optional<double> entryBytes;  // one entry, in the mean
    std::optional<double> correlation; // of the first column with the order of rows, -1 to 1
    QString createSql;                 // makes the same index again
    QString restoreSql;                // the same, and nothing where it is there
    QString dropSql;
    QString rebuildSql; // of one that is not valid
    QString brinSql;    // makes a BRIN index on the same column; empty: none can be
    QString brinDropSql;

    [[nodiscard]] bool isBtree() const { return method == QStringLiteral("btree"); }
    [[nodiscard]] bool isPrimary() const { return constraint == Constraint::Primary; }
    [[nodiscard]] bool isPartial() const { return !predicate.isEmpty(); }
    [[nodiscard]] bool hasExpression() const;
    [[nodiscard]] QStringList columns() const; // texts of the keys
    // "coin_type, timestamp DESC"
    [[nodiscard]] QString keyText() const;
};

// A rule of the database that leans on an index: without one its statements fail or read all rows.
struct KeyNeed {
    QString constraint; // fk_alert_logs_assets
    QStringList columns;
    bool isParentSide = false; // the columns that others refer to: unique
    bool isEnforced = false;   // the engine refuses to drop the last index (1553)

    [[nodiscard]] bool isMetBy(const IndexDef &index) const;
};

// A table with what the rules have to know of it.
struct TableDef {
    QString name;
    QStringList columns;
    QList<IndexDef> indexes;
    // What each index carries behind its own keys anyway: the primary key in InnoDB and in a table
    // WITHOUT ROWID, the row number where a column names it.
    QList<IndexKey> storedKey;
    QList<KeyNeed> needs;
    bool ignoresDirection = false;   // DESC is read and forgotten (MariaDB before 10.8)
    bool isSplit = false;            // partitions, or a hypertable
    bool isHypertable = false;       // of TimescaleDB
    std::optional<qint64> rows;      // about
    std::optional<qint64> sizeBytes; // without its indexes
    std::optional<qint64> writes;    // rows inserted, updated and deleted since counting began
    std::optional<qint64> updates;

    [[nodiscard]] const IndexDef *find(const QString &index) const;
};
