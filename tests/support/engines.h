// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/serverdatabase.h"

#include <QTemporaryDir>
#include <QTest>

#include <optional>

// One row an engine, with the column "engine": for the _data() function of a test that must hold on
// all of them.
inline void addEngineRows()
{
    QTest::addColumn<Engine>("engine");
    for (const Engine engine : {Engine::Sqlite, Engine::PostgreSql, Engine::MariaDb})
        QTest::newRow(qPrintable(engineName(engine))) << engine;
}

// The same for what only servers have.
inline void addServerRows()
{
    QTest::addColumn<Engine>("engine");
    for (const Engine engine : {Engine::PostgreSql, Engine::MariaDb})
        QTest::newRow(qPrintable(engineName(engine))) << engine;
}

// An empty database of one test's own, on any engine.
class TestDatabase final
{
public:
    explicit TestDatabase(Engine engine)
    {
        if (engine == Engine::Sqlite)
            m_folder.emplace();
        else
            m_server.emplace(engine);
    }

    [[nodiscard]] ConnectionSpec spec() const
    {
        return m_server ? m_server->spec()
                        : ConnectionSpec::file(m_folder->filePath(QStringLiteral("market.db")));
    }
    // For a command line or DATABASE_URL.
    [[nodiscard]] QString url() const
    {
        return m_server ? m_server->url() : QStringLiteral("sqlite:///") + spec().path;
    }

private:
    std::optional<QTemporaryDir> m_folder;
    std::optional<ServerDatabase> m_server;
};
