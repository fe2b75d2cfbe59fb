// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/lab/samplevalues.h"

#include "db/schema/sqltokens.h"

#include <QList>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

using Tokens = QList<SqlToken>;

bool isSymbol(const SqlToken &token, QStringView text)
{
    return token.kind == SqlToken::Kind::Symbol && token.text == text;
}

bool isName(const SqlToken &token)
{
    return token.kind != SqlToken::Kind::Symbol;
}

// What stands before the placeholder at this place.
std::optional<Placeholder> placeholderAt(const Tokens &tokens, qsizetype at)
{
    const auto before = [&](qsizetype steps) {
        return at >= steps ? tokens[at - steps] : SqlToken{};
    };
    const auto column = [&](Placeholder::Role role, qsizetype steps) {
        return isName(before(steps)) && !before(steps).text.isEmpty()
                       ? std::optional{Placeholder{role, before(steps).text}}
                       : std::nullopt;
    };
    using Role = Placeholder::Role;
    if (before(1).isWord(u"LIMIT"))
        return Placeholder{Role::Limit, {}};
    if (before(1).isWord(u"BETWEEN"))
        return column(Role::From, 2);
    if (before(1).isWord(u"AND") && before(3).isWord(u"BETWEEN"))
        return column(Role::To, 4);
    if (isSymbol(before(1), u"(") && before(2).isWord(u"IN"))
        return column(Role::Value, 3);
    // Two signs may be one comparison: a token holds one each.
    const bool hasEqual = isSymbol(before(1), u"=");
    const qsizetype sign = hasEqual && isSymbol(before(2), u">")   ? 2
                           : hasEqual && isSymbol(before(2), u"<") ? 2
                                                                   : 1;
    if (isSymbol(before(sign), u">") && !isSymbol(before(sign + 1), u"<"))
        return column(Role::From, sign + 1);
    if (isSymbol(before(sign), u"<"))
        return column(Role::To, sign + 1);
    if (isSymbol(before(1), u">") && isSymbol(before(2), u"<")) // another one than this
        return column(Role::Value, 3);
    return hasEqual ? column(Role::Value, 2) : std::nullopt;
}

} // namespace

std::size_t placeholderCount(const QString &sql, Engine engine)
{
    const Tokens tokens = sqlTokens(sql, engine).value_or(Tokens{});
    return std::size_t(std::ranges::count_if(
            tokens, [](const SqlToken &token) { return isSymbol(token, u"?"); }));
}

std::optional<std::vector<Placeholder>> placeholdersOf(const QString &sql, Engine engine)
{
    const Result<Tokens> tokens = sqlTokens(sql, engine);
    if (!tokens)
        return std::nullopt;
    std::vector<Placeholder> placeholders;
    for (qsizetype at = 0; at < tokens->size(); ++at) {
        if (!isSymbol((*tokens)[at], u"?"))
            continue;
        const std::optional<Placeholder> placeholder = placeholderAt(*tokens, at);
        if (!placeholder)
            return std::nullopt;
        placeholders.push_back(*placeholder);
    }
    return placeholders;
}
