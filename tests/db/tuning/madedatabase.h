// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/tuning/indexadvisor.h"
#include "db/tuning/indexreader.h"
#include "tests/support/engines.h"
#include "tests/support/verifyresult.h"

// A database of its own with these objects.
class Made final
{
public:
    explicit Made(Engine engine, const QStringList &statements = {})
        : m_database{engine}
        , m_connection{openOrFail(m_database.spec())}
    {
        run(statements);
    }
    void run(const QStringList &statements) const
    {
        for (const QString &statement : statements) {
            const Result<> done = m_connection->execute(statement);
            if (!done)
                qFatal("'%s' failed: %s", qPrintable(statement), qPrintable(done.error().detail));
        }
    }
    [[nodiscard]] const Connection &connection() const { return *m_connection; }
    // Of the table p.
    [[nodiscard]] std::optional<IndexDef> index(const QString &name) const
    {
        const QList<TableDef> tables = readIndexes(*m_connection).value();
        for (const TableDef &table : tables) {
            if (const IndexDef *found =
                        table.name == QLatin1StringView{"p"} ? table.find(name) : nullptr)
                return *found;
        }
        return {};
    }

private:
    TestDatabase m_database;
    std::unique_ptr<Connection> m_connection;
};

// "covered ix_a, measure ix_b", in the order of the report.
inline QStringList saidOf(const IndexReport &report)
{
    QStringList said;
    for (const IndexFinding &finding : report.findings) {
        if (finding.kind != IndexFinding::Kind::Unknown)
            said.append(findingKindName(finding.kind) + QLatin1Char{' '} + finding.index);
    }
    return said;
}

// Statements as a finding holds them.
inline void runAll(const Connection &connection, const QString &sql)
{
    for (const QString &statement : sql.split(QStringLiteral(";\n"))) {
        const Result<> done = connection.execute(
                statement.endsWith(QLatin1Char{';'}) ? statement.chopped(1) : statement);
        if (!done)
            qFatal("'%s' failed: %s", qPrintable(statement), qPrintable(done.error().detail));
    }
}
