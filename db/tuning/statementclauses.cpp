// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/statementclauses.h"

#include <algorithm>
#include <functional>

using namespace Qt::Literals::StringLiterals;

namespace {

// Where the words of a list stand at depth 0, each piece between them.
QList<SqlTokens> split(const SqlTokens &tokens, const std::function<bool(qsizetype)> &isBorder)
{
    QList<SqlTokens> pieces{SqlTokens{}};
    int depth = 0;
    for (qsizetype at = 0; at < tokens.size(); ++at) {
        if (depth == 0 && isBorder(at)) {
            pieces.append(SqlTokens{});
            continue;
        }
        depth += isSign(tokens[at], u'(') ? 1 : isSign(tokens[at], u')') ? -1 : 0;
        pieces.last().append(tokens[at]);
    }
    return pieces;
}

class ClauseSplitter final
{
public:
    explicit ClauseSplitter(const SqlTokens &tokens)
    {
        SqlTokens *clause = &m_clauses.selected;
        int depth = 0;
        for (qsizetype at = 0; at < tokens.size(); ++at) {
            const SqlToken &token = tokens[at];
            depth += isSign(token, u'(') ? 1 : isSign(token, u')') ? -1 : 0;
            m_wasDistinct =
                    at > 0 && clause != &m_clauses.selected && tokens[at - 1].isWord(u"DISTINCT");
            SqlTokens *next = depth == 0 ? clauseOf(token, at) : nullptr;
            if (!next) {
                clause->append(token);
                continue;
            }
            clause = next;
            if (next == &m_clauses.conditions && !m_clauses.conditions.isEmpty())
                m_clauses.conditions.append({SqlToken::Kind::Word, u"AND"_s});
            if (at + 1 < tokens.size() && tokens[at + 1].isWord(u"BY"))
                ++at;
            if (next == &m_clauses.from && !token.isWord(u"UPDATE"))
                m_clauses.from.append({SqlToken::Kind::Symbol, u","_s});
        }
    }

    [[nodiscard]] const StatementClauses &clauses() const { return m_clauses; }

private:
    SqlTokens *clauseOf(const SqlToken &token, qsizetype at)
    {
        if ((token.isWord(u"FROM") && !m_wasDistinct) || token.isWord(u"JOIN") ||
            (token.isWord(u"UPDATE") && at == 0))
            return &m_clauses.from;
        if (isOneOf(token, {u"WHERE", u"ON", u"HAVING"}))
            return &m_clauses.conditions;
        if (token.isWord(u"GROUP"))
            return &m_clauses.grouped;
        if (token.isWord(u"ORDER"))
            return &m_clauses.ordered;
        if (token.isWord(u"SET") || token.isWord(u"RETURNING"))
            return &m_clauses.selected;
        if (isOneOf(token, {u"LIMIT", u"FETCH"}))
            m_clauses.isLimited = true;
        return isOneOf(token, {u"LIMIT", u"FETCH", u"OFFSET"}) ? &m_rest : nullptr;
    }

    StatementClauses m_clauses;
    SqlTokens m_rest;
    bool m_wasDistinct = false; // IS DISTINCT FROM is no clause
};

// Takes each (SELECT ...) out, to be read by itself.
void readBlocks(const SqlTokens &tokens, QList<SqlTokens> &blocks)
{
    SqlTokens outside;
    for (qsizetype at = 0; at < tokens.size(); ++at) {
        outside.append(tokens[at]);
        if (!isSign(tokens[at], u'(') || at + 1 == tokens.size() ||
            !tokens[at + 1].isWord(u"SELECT"))
            continue;
        SqlTokens inside;
        int depth = 1;
        for (++at; at < tokens.size(); ++at) {
            depth += isSign(tokens[at], u'(') ? 1 : isSign(tokens[at], u')') ? -1 : 0;
            if (depth == 0)
                break;
            inside.append(tokens[at]);
        }
        readBlocks(inside, blocks);
        if (at < tokens.size())
            outside.append(tokens[at]);
    }
    for (const QStringView word : {u"UNION", u"EXCEPT", u"INTERSECT"}) {
        const QList<SqlTokens> parts = splitAtWord(outside, word);
        if (parts.size() > 1) {
            for (const SqlTokens &part : parts)
                readBlocks(part, blocks);
            return;
        }
    }
    blocks.append(outside);
}

} // namespace

bool isSign(const SqlToken &token, char16_t sign)
{
    return token.kind == SqlToken::Kind::Symbol && token.text.size() == 1 &&
           token.text.front() == sign;
}

bool isOneOf(const SqlToken &token, std::initializer_list<QStringView> words)
{
    return std::ranges::any_of(words, [&](QStringView word) { return token.isWord(word); });
}

QString nameOf(const SqlToken &token)
{
    return token.kind == SqlToken::Kind::Quoted ? token.text.sliced(1, token.text.size() - 2)
                                                : token.text;
}

QList<SqlTokens> splitAtCommas(const SqlTokens &tokens)
{
    return split(tokens, [&](qsizetype at) { return isSign(tokens[at], u','); });
}

QList<SqlTokens> splitAtWord(const SqlTokens &tokens, QStringView word)
{
    bool isBetween = false; // BETWEEN a AND b is one term
    return split(tokens, [&, isBetween](qsizetype at) mutable {
        if (tokens[at].isWord(u"BETWEEN"))
            isBetween = true;
        if (!tokens[at].isWord(word))
            return false;
        if (isBetween && word == u"AND") {
            isBetween = false;
            return false;
        }
        return true;
    });
}

QList<StatementClauses> statementClauses(const SqlTokens &tokens)
{
    QList<SqlTokens> blocks;
    readBlocks(tokens, blocks);
    QList<StatementClauses> clauses;
    for (const SqlTokens &block : blocks)
        clauses.append(ClauseSplitter{block}.clauses());
    return clauses;
}
