// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/controlprogram.h"
#include "tests/support/trashedmarket.h"

#include <QJsonArray>

// The owner of a market, whose recycle bin the finished program is told about.
class Owner final
{
public:
    explicit Owner(Engine engine = Engine::Sqlite)
        : m_market{engine}
        , m_program{m_market.url()}
    {
        m_program.setVariable(QStringLiteral("USER"), QStringLiteral("ann"));
    }

    [[nodiscard]] ProgramOutcome run(const QStringList &arguments) const
    {
        return m_program.run(QStringList{QStringLiteral("--json"), QStringLiteral("trash")} +
                             arguments);
    }
    [[nodiscard]] QJsonArray list(const QStringList &arguments = {}) const
    {
        return run(QStringList{QStringLiteral("list")} + arguments).json()[u"trash"].toArray();
    }
    // Deletes all quotes and exports them to a folder below the home, which it returns.
    QString exported(const QString &name = QStringLiteral("bin")) const
    {
        const QString folder = m_program.home().filePath(name);
        if (run({QStringLiteral("delete"), QStringLiteral("quotes"), QStringLiteral("--symbol"),
                 QStringLiteral("BHP.AU"), QStringLiteral("--from"), QStringLiteral("2026-11-20")})
                            .exitCode != 0 ||
            run({QStringLiteral("export"), QStringLiteral("--out"), folder}).exitCode != 0)
            qFatal("nothing was exported");
        return folder;
    }
    [[nodiscard]] const ControlProgram &program() const { return m_program; }
    [[nodiscard]] const TrashedMarket &market() const { return m_market; }

private:
    TrashedMarket m_market;
    ControlProgram m_program;
};
