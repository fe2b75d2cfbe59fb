// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/controlprogram.h"
#include "tests/support/engines.h"

#include <QJsonArray>

// The finished program and its database.
class Watcher final
{
public:
    explicit Watcher(Engine engine = Engine::Sqlite)
        : m_database{engine}
        , m_program{m_database.url()}
    {}

    [[nodiscard]] ConnectionSpec database() const { return m_database.spec(); }
    // Where prices come from in the next runs.
    void setMarket(const QUrl &url)
    {
        m_program.setVariable(QStringLiteral("COINSPOT_BASE_URL"), url.toString());
    }

    [[nodiscard]] ProgramOutcome run(const QStringList &arguments) const
    {
        return m_program.run(QStringList{QStringLiteral("--json"), QStringLiteral("alerts")} +
                             arguments);
    }
    [[nodiscard]] ProgramOutcome say(const QStringList &arguments) const
    {
        return m_program.run(arguments);
    }
    [[nodiscard]] ProgramOutcome add(const QString &condition, const QString &name,
                                     const QStringList &more = {}) const
    {
        return run(QStringList{QStringLiteral("add"), QStringLiteral("--symbol"),
                               QStringLiteral("btc"), QStringLiteral("--when"), condition,
                               QStringLiteral("--name"), name} +
                   more);
    }
    // The row of 'list'.
    [[nodiscard]] QJsonObject listed(const QString &name) const
    {
        for (const QJsonValue &rule : run({QStringLiteral("list")}).json()[u"rules"].toArray()) {
            if (rule[u"name"].toString() == name)
                return rule.toObject();
        }
        return {};
    }
    [[nodiscard]] QString stateOf(const QString &name) const
    {
        return listed(name)[u"state"].toString();
    }
    [[nodiscard]] QJsonArray log(const QStringList &arguments = {}) const
    {
        return run(QStringList{QStringLiteral("log")} + arguments).json()[u"log"].toArray();
    }

private:
    TestDatabase m_database;
    ControlProgram m_program;
};
