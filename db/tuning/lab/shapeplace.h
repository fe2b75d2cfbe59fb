// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/tuning/lab/shapechange.h"
#include "db/tuning/lab/tablebench.h"

#include <QSet>

// One shape of a table in a place of its own: made, filled, made ready to be measured.
class ShapePlace final
{
public:
    [[nodiscard]] static Result<std::unique_ptr<ShapePlace>>
    make(LabGround &ground, LabGround::Place place, const QStringList &sql, const QString &table,
         LabWatch &watch);

    // How many indexes are made anew once the rows are there.
    [[nodiscard]] qsizetype indexes() const { return m_indexSql.size(); }

    // In this order; a cancelled filling leaves nothing.
    [[nodiscard]] Result<> beginRows(const QStringList &columns);
    [[nodiscard]] Result<> append(std::span<const Cell> row);
    [[nodiscard]] Result<> commitRows();
    void forgetRows();
    // Indexes, foreign keys and the rows that these refer to.
    [[nodiscard]] Result<> finish(const LabWatch &watch);

    [[nodiscard]] Result<std::unique_ptr<TableBench>> bench(const LabGround &ground, int rows,
                                                            const LabWatch &watch) const;
    // Calculates over the newest rows of the table; microseconds a row.
    [[nodiscard]] Result<double> calculate(qint64 rows) const;
    [[nodiscard]] qint64 rows() const { return m_rows; }

private:
    ShapePlace(LabGround::Place place, QString table, std::unique_ptr<Connection> connection)
        : m_place{place}
        , m_table{std::move(table)}
        , m_connection{std::move(connection)}
    {}
    [[nodiscard]] Result<> build(const QStringList &sql);
    [[nodiscard]] Result<> takeIndexesOff();
    [[nodiscard]] Result<> takeForeignKeysOff();
    [[nodiscard]] Result<> addParents();

    LabGround::Place m_place;
    QString m_table;
    std::unique_ptr<Connection> m_connection;
    QStringList m_indexSql;
    QStringList m_foreignKeySql;
    std::unique_ptr<RowLoader> m_loader;
    qsizetype m_instrumentAt = -1;
    qsizetype m_ruleAt = -1;
    QSet<qint64> m_instruments;
    QSet<std::pair<qint64, qint64>> m_rules; // rule, instrument
    qint64 m_rows = 0;
};
