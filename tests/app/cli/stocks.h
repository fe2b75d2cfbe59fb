// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/statements.h"
#include "tests/support/controlprogram.h"
#include "tests/support/engines.h"
#include "tests/support/eodhdmarket.h"
#include "tests/support/verifyresult.h"

// A provider, a database of one engine and the program between them.
class Stocks final
{
public:
    explicit Stocks(Engine engine)
        : m_database{engine}
        , program{m_database.url()}
    {
        program.setVariable(QStringLiteral("EODHD_BASE_URL"), market.url().toString());
        program.setVariable(QStringLiteral("EODHD_API_TOKEN"), EodhdMarket::token());
    }

    [[nodiscard]] ProgramOutcome run(const QStringList &arguments) const
    {
        return program.run(QStringList{QStringLiteral("--json")} + arguments);
    }
    // The rows of a query, cells with blanks between.
    [[nodiscard]] QStringList rows(const QString &query) const
    {
        const auto connection = openOrFail(m_database.spec());
        Statements statements{*connection};
        Result<Rows> found = statements.run(query);
        if (!found)
            return {found.error().detail};
        QStringList rows;
        while (found->next())
            rows.append(found->text(0));
        return rows;
    }
    [[nodiscard]] ConnectionSpec spec() const { return m_database.spec(); }

    EodhdMarket market;

private:
    TestDatabase m_database;

public:
    ControlProgram program;
};

#define VERIFY_DONE(outcome)                                                                       \
    do {                                                                                           \
        const ProgramOutcome done = (outcome);                                                     \
        QVERIFY2(done.exitCode == 0, done.all());                                                  \
    } while (false)
