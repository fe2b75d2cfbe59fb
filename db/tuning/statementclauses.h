// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/schema/sqltokens.h"

using SqlTokens = QList<SqlToken>;

// One SELECT, UPDATE or DELETE without what is nested in it, its clauses by themselves.
struct StatementClauses {
    SqlTokens selected;   // also what SET and RETURNING name
    SqlTokens from;       // tables, with commas between them, however they are joined
    SqlTokens conditions; // of WHERE, ON and HAVING, joined by AND
    SqlTokens grouped;
    SqlTokens ordered;
    bool isLimited = false;
};

// Each SELECT of a statement: of a UNION, and those in brackets, for which what names a column of
// the outside is a value.
[[nodiscard]] QList<StatementClauses> statementClauses(const SqlTokens &tokens);

[[nodiscard]] bool isSign(const SqlToken &token, char16_t sign);
[[nodiscard]] bool isOneOf(const SqlToken &token, std::initializer_list<QStringView> words);
// Without its quotes.
[[nodiscard]] QString nameOf(const SqlToken &token);
// The pieces between, outside brackets. The AND of BETWEEN is no border.
[[nodiscard]] QList<SqlTokens> splitAtCommas(const SqlTokens &tokens);
[[nodiscard]] QList<SqlTokens> splitAtWord(const SqlTokens &tokens, QStringView word);
