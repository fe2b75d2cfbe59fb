// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/statements.h"
#include "migrations/migrator.h"
#include "migrations/state/migrationstatus.h"
#include "tests/support/migrationhead.h"

#include <QTest>

// A database that a test throws away: in memory, or the file that it names.
class ScratchDatabase final
{
public:
    explicit ScratchDatabase(const QString &path = QStringLiteral(":memory:"),
                             bool readOnly = false)
    {
        Result<std::unique_ptr<Connection>> opened =
                Connection::open(ConnectionSpec::file(path, readOnly));
        if (!opened)
            qFatal("%s cannot be opened: %s", qPrintable(path), qPrintable(opened.error().detail));
        m_connection = std::move(*opened);
    }

    [[nodiscard]] const Connection &connection() const { return *m_connection; }

    // Whether the statement worked.
    bool run(const QString &sql) const
    {
        const Result<> done = m_connection->execute(sql);
        if (!done)
            m_lastError = done.error().detail;
        return done.has_value();
    }
    [[nodiscard]] QString lastError() const { return m_lastError; }

    // The first column of all rows.
    [[nodiscard]] QStringList column(const QString &sql) const
    {
        const auto rows = m_connection->stream(sql);
        if (!rows)
            return {rows.error().detail};
        QStringList values;
        while ((*rows)->next()) {
            const Cell cell = (*rows)->row().front();
            values.append(cell.kind == Cell::Kind::Integer ? QString::number(cell.integer)
                          : cell.kind == Cell::Kind::Real  ? QString::number(cell.real)
                                                           : QString::fromUtf8(cell.text));
        }
        return values;
    }
    [[nodiscard]] QString value(const QString &sql) const { return column(sql).value(0); }

    [[nodiscard]] Migrator migrator(ProgressHandler progress = {}) const
    {
        return {*m_connection, *MigrationSet::shipped(Engine::Sqlite), std::move(progress)};
    }
    [[nodiscard]] int version() const
    {
        const Result<MigrationStatus> status = migrationStatus(migrator().database());
        return status ? status->current : -1;
    }
    // What the quotes say, apart from the columns that version 2 is about.
    [[nodiscard]] TableProof quotes() const
    {
        return proveTable(*m_connection, QStringLiteral("price_data_5min"),
                          {QStringLiteral("coin_type"), QStringLiteral("bid"),
                           QStringLiteral("ask"), QStringLiteral("last"),
                           QStringLiteral("timestamp")})
                .value_or(TableProof{});
    }

private:
    std::unique_ptr<Connection> m_connection;
    mutable QString m_lastError;
};

inline bool operator==(const TableProof &one, const TableProof &other)
{
    return one.rows == other.rows && one.checksum == other.checksum;
}
