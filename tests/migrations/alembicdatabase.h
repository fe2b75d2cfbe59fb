// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/schema/inspection.h"
#include "migrations/adopt/adopt.h"
#include "tests/support/serverdatabase.h"

#include <QTemporaryDir>

// The revisions of Alembic's that can be taken over.
inline const QString AddPriceData = QStringLiteral("2a5dad6f1c22");
inline const QString AlignPriceData = QStringLiteral("b5pu1jf8qzda");
inline const QString InitSchema = QStringLiteral("9d94c566de79");

// A database with what Alembic and another program made; time: the type of its times.
class AlembicDatabase final
{
public:
    explicit AlembicDatabase(const QString &revision,
                             const QString &time = QStringLiteral("TIMESTAMP WITH TIME ZONE"));

    [[nodiscard]] const Connection &connection() const { return *m_connection; }
    void run(const QStringList &statements) const;
    // Three quotes, one with the largest price that the revision can hold.
    void insertQuotes() const;
    [[nodiscard]] QStringList column(const QString &query) const;
    [[nodiscard]] QString value(const QString &query) const { return column(query).value(0); }
    [[nodiscard]] Schema schema() const { return *inspectSchema(*m_connection); }

    [[nodiscard]] Result<AdoptionPlan> plan() const
    {
        return planAdoption(*m_connection, migrations());
    }
    [[nodiscard]] Result<AdoptionReport> adopt() const
    {
        return ::adopt(*m_connection, migrations(), m_folder.path());
    }
    [[nodiscard]] const QTemporaryDir &folder() const { return m_folder; }
    [[nodiscard]] static MigrationSet migrations()
    {
        return *MigrationSet::shipped(Engine::PostgreSql);
    }

private:
    ServerDatabase m_database{Engine::PostgreSql};
    QString m_revision;
    std::unique_ptr<Connection> m_connection;
    QTemporaryDir m_folder;
};

// What went wrong; empty: nothing.
QString told(const auto &result)
{
    return result ? QString{} : result.error().detail;
}
