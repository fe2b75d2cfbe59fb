// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/statementuse.h"

#include "db/schema/sqltokens.h"

#include <algorithm>
#include <functional>

using namespace Qt::Literals::StringLiterals;

namespace {

using Tokens = QList<SqlToken>;

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

// Where the words of a list stand at depth 0, each piece between them.
QList<Tokens> split(const Tokens &tokens, const std::function<bool(qsizetype)> &isBorder)
{
    QList<Tokens> pieces{Tokens{}};
    int depth = 0;
    for (qsizetype at = 0; at < tokens.size(); ++at) {
        if (depth == 0 && isBorder(at)) {
            pieces.append(Tokens{});
            continue;
        }
        depth += isSign(tokens[at], u'(') ? 1 : isSign(tokens[at], u')') ? -1 : 0;
        pieces.last().append(tokens[at]);
    }
    return pieces;
}

QList<Tokens> splitAtCommas(const Tokens &tokens)
{
    return split(tokens, [&](qsizetype at) { return isSign(tokens[at], u','); });
}

QList<Tokens> splitAtWord(const Tokens &tokens, QStringView word)
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

// One SELECT, UPDATE or DELETE without what is nested in it.
class Block final
{
public:
    Block(const Tokens &tokens, const QList<TableDef> &tables)
        : m_tables{tables}
    {
        readClauses(tokens);
        readSources();
        readConditions();
        readOrder();
        readSelected();
    }

    [[nodiscard]] QList<TableUse> uses() const { return m_uses; }
    [[nodiscard]] QStringList namedIndexes() const { return m_namedIndexes; }

private:
    struct Column {
        qsizetype source = -1; // -1: none of these tables has it
        QString name;
    };

    void readClauses(const Tokens &tokens)
    {
        Tokens *clause = &m_selected;
        int depth = 0;
        for (qsizetype at = 0; at < tokens.size(); ++at) {
            const SqlToken &token = tokens[at];
            depth += isSign(token, u'(') ? 1 : isSign(token, u')') ? -1 : 0;
            m_wasDistinct = at > 0 && clause != &m_selected && tokens[at - 1].isWord(u"DISTINCT");
            Tokens *next = depth == 0 ? clauseOf(token, at) : nullptr;
            if (!next) {
                clause->append(token);
                continue;
            }
            clause = next;
            if (next == &m_conditions && !m_conditions.isEmpty())
                m_conditions.append({SqlToken::Kind::Word, u"AND"_s});
            if (at + 1 < tokens.size() && tokens[at + 1].isWord(u"BY"))
                ++at;
            if (next == &m_from && !token.isWord(u"UPDATE"))
                m_from.append({SqlToken::Kind::Symbol, u","_s});
        }
    }

    Tokens *clauseOf(const SqlToken &token, qsizetype at)
    {
        if ((token.isWord(u"FROM") && !m_wasDistinct) || token.isWord(u"JOIN") ||
            (token.isWord(u"UPDATE") && at == 0))
            return &m_from;
        if (isOneOf(token, {u"WHERE", u"ON", u"HAVING"}))
            return &m_conditions;
        if (token.isWord(u"GROUP"))
            return &m_grouped;
        if (token.isWord(u"ORDER"))
            return &m_ordered;
        if (token.isWord(u"SET") || token.isWord(u"RETURNING"))
            return &m_selected;
        if (isOneOf(token, {u"LIMIT", u"FETCH"}))
            m_isLimited = true;
        return isOneOf(token, {u"LIMIT", u"FETCH", u"OFFSET"}) ? &m_rest : nullptr;
    }

    void readSources()
    {
        for (const Tokens &item : splitAtCommas(m_from)) {
            if (item.isEmpty() || isSign(item.first(), u'('))
                continue;
            const QString name = nameOf(item.first());
            const bool isKnown = std::ranges::any_of(m_tables, [&](const TableDef &table) {
                return table.name.compare(name, Qt::CaseInsensitive) == 0;
            });
            TableUse use;
            use.table = isKnown ? name : QString{};
            use.isLimited = m_isLimited;
            m_uses.append(use);
            qsizetype at = item.size() > 1 && item[1].isWord(u"AS") ? 2 : 1;
            const bool hasAlias =
                    at < item.size() && item[at].kind != SqlToken::Kind::Symbol &&
                    !isOneOf(item[at], {u"LEFT", u"INNER", u"CROSS", u"INDEXED", u"FORCE", u"USE",
                                        u"NATURAL", u"OUTER", u"NOT"});
            m_aliases.append(hasAlias ? nameOf(item[at]) : name);
            readNames(item);
        }
    }

    // INDEXED BY i, FORCE INDEX (i), USE INDEX (i)
    void readNames(const Tokens &item)
    {
        for (qsizetype at = 0; at + 1 < item.size(); ++at) {
            if (item[at].isWord(u"INDEXED") && item[at + 1].isWord(u"BY") && at + 2 < item.size())
                m_namedIndexes.append(nameOf(item[at + 2]));
            if (isOneOf(item[at], {u"FORCE", u"USE"}) && item[at + 1].isWord(u"INDEX")) {
                for (const SqlToken &token : item.sliced(at + 2)) {
                    if (token.kind != SqlToken::Kind::Symbol)
                        m_namedIndexes.append(nameOf(token));
                }
            }
        }
    }

    // The column that stands at a place; takes the place behind it.
    Column columnAt(const Tokens &tokens, qsizetype &at) const
    {
        if (at >= tokens.size() || tokens[at].kind == SqlToken::Kind::Symbol ||
            tokens[at].text.startsWith(u'\''))
            return {};
        const QString first = nameOf(tokens[at++]);
        if (at + 1 < tokens.size() && isSign(tokens[at], u'.')) {
            const QString name = nameOf(tokens[at + 1]);
            at += 2;
            for (qsizetype source = 0; source < m_aliases.size(); ++source) {
                if (m_aliases[source].compare(first, Qt::CaseInsensitive) == 0)
                    return hasColumn(source, name) ? Column{source, name} : Column{};
            }
            return {};
        }
        for (qsizetype source = 0; source < m_uses.size(); ++source) {
            if (hasColumn(source, first))
                return {source, first};
        }
        return {};
    }

    bool hasColumn(qsizetype source, const QString &name) const
    {
        const auto table = std::ranges::find(m_tables, m_uses[source].table, &TableDef::name);
        return table != m_tables.cend() && table->columns.contains(name, Qt::CaseInsensitive);
    }

    void touch(const Tokens &tokens)
    {
        for (qsizetype at = 0; at < tokens.size();) {
            const qsizetype before = at;
            const Column column = columnAt(tokens, at);
            if (column.source >= 0)
                m_uses[column.source].touched.insert(column.name.toLower());
            if (at == before)
                ++at;
        }
    }

    void readConditions()
    {
        touch(m_conditions);
        for (const Tokens &term : splitAtWord(m_conditions, u"AND"))
            readTerm(term);
    }

    // LIKE 'abc%' is a range of a b-tree; any other pattern, and one that is not known, is none.
    static bool isPrefixSearch(const Tokens &condition)
    {
        return condition.size() > 1 && condition[0].isWord(u"LIKE") &&
               condition[1].kind == SqlToken::Kind::Quoted &&
               !condition[1].text.startsWith(u"'%") && !condition[1].text.startsWith(u"'_");
    }

    // ? = a is a = ?, and 5 <= a is a >= 5.
    Tokens withColumnFirst(const Tokens &term) const
    {
        static const QHash<QString, QString> turned{
                {u"="_s, u"="_s}, {u"<"_s, u">"_s}, {u">"_s, u"<"_s}};
        qsizetype at = 0;
        if (term.size() < 3 || columnAt(term, at).source >= 0 || !turned.contains(term[1].text))
            return term;
        const bool orEqual = term[1].text != u"=" && isSign(term[2], u'=');
        const qsizetype column = orEqual ? 3 : 2;
        at = column;
        if (columnAt(term, at).source < 0 || at != term.size())
            return term;
        Tokens other = term.sliced(column) + term.sliced(1, column - 1) + term.first(1);
        other[at - column].text = turned.value(term[1].text);
        return other;
    }

    void readTerm(Tokens term)
    {
        while (term.size() > 2 && isSign(term.first(), u'(') && isSign(term.last(), u')') &&
               splitAtWord(term.sliced(1, term.size() - 2), u"OR").size() == 1) {
            const QList<Tokens> inner = splitAtWord(term.sliced(1, term.size() - 2), u"AND");
            if (inner.size() > 1) {
                for (const Tokens &part : inner)
                    readTerm(part);
                return;
            }
            term = inner.first();
        }
        if (splitAtWord(term, u"OR").size() > 1)
            return;
        term = withColumnFirst(term);
        qsizetype at = 0;
        const Column column = columnAt(term, at);
        if (column.source < 0 || at >= term.size())
            return;
        const SqlToken &sign = term[at];
        const bool isDouble = at + 1 < term.size() && term[at + 1].kind == SqlToken::Kind::Symbol;
        TableUse &use = m_uses[column.source];
        if (isSign(sign, u'=')) {
            qsizetype other = at + 1;
            const Column joined = columnAt(term, other);
            if (joined.source >= 0 && joined.source != column.source) {
                // Who comes second is looked up by it.
                const Column &second = joined.source > column.source ? joined : column;
                m_uses[second.source].equal.append(second.name.toLower());
                return;
            }
            use.equal.append(column.name.toLower());
        } else if (sign.isWord(u"IN") || (sign.isWord(u"IS") && !term.last().isWord(u"FALSE"))) {
            const bool isNotNull = at + 1 < term.size() && term[at + 1].isWord(u"NOT");
            (isNotNull ? use.range : use.equal).append(column.name.toLower());
        } else if (sign.isWord(u"BETWEEN") || isPrefixSearch(term.sliced(at)) ||
                   (isSign(sign, u'<') && !(isDouble && isSign(term[at + 1], u'>'))) ||
                   isSign(sign, u'>')) {
            use.range.append(column.name.toLower());
        }
    }

    void readOrder()
    {
        touch(m_grouped);
        touch(m_ordered);
        for (const Tokens &item : splitAtCommas(m_ordered.isEmpty() ? m_grouped : m_ordered)) {
            qsizetype at = 0;
            const Column column = columnAt(item, at);
            const bool isPlain = at == item.size() || isOneOf(item[at], {u"ASC", u"DESC"});
            if (column.source < 0 || !isPlain ||
                (m_orderSource >= 0 && m_orderSource != column.source))
                break; // an index gives what stands before it, and no more
            m_orderSource = column.source;
            m_uses[column.source].order.append(
                    {column.name.toLower(), at < item.size() && item[at].isWord(u"DESC")});
        }
        readExtremes();
    }

    void readSelected()
    {
        for (qsizetype at = 0; at < m_selected.size();) {
            const qsizetype before = at;
            const bool isAll = isSign(m_selected[at], u'*') &&
                               (at == 0 || !isSign(m_selected[at - 1], u'(')); // no COUNT(*)
            const Column column = columnAt(m_selected, at);
            for (qsizetype source = 0; isAll && source < m_uses.size(); ++source)
                m_uses[source].selected.insert(u"*"_s);
            if (column.source >= 0)
                m_uses[column.source].selected.insert(column.name.toLower());
            if (at == before)
                ++at;
        }
    }

    // MIN(x) and MAX(x) are ends of an order.
    void readExtremes()
    {
        for (qsizetype at = 0; at + 3 < m_selected.size(); ++at) {
            if (!isOneOf(m_selected[at], {u"MIN", u"MAX"}) || !isSign(m_selected[at + 1], u'('))
                continue;
            qsizetype inner = at + 2;
            const Column column = columnAt(m_selected, inner);
            if (column.source < 0)
                continue;
            TableUse &use = m_uses[column.source];
            use.touched.insert(column.name.toLower());
            if (use.order.isEmpty() && m_grouped.isEmpty()) {
                use.order.append({column.name.toLower(), false});
                use.isLimited = true;
            }
        }
    }

    const QList<TableDef> &m_tables;
    Tokens m_selected;
    Tokens m_from;
    Tokens m_conditions;
    Tokens m_grouped;
    Tokens m_ordered;
    Tokens m_rest;
    bool m_isLimited = false;
    bool m_wasDistinct = false; // IS DISTINCT FROM is no clause
    qsizetype m_orderSource = -1;
    QStringList m_aliases;
    QList<TableUse> m_uses;
    QStringList m_namedIndexes;
};

// Takes each (SELECT ...) out, to be read by itself; what names a column of the outside in there is
// a value to it.
void readBlocks(const Tokens &tokens, QList<Tokens> &blocks)
{
    Tokens outside;
    for (qsizetype at = 0; at < tokens.size(); ++at) {
        outside.append(tokens[at]);
        if (!isSign(tokens[at], u'(') || at + 1 == tokens.size() ||
            !tokens[at + 1].isWord(u"SELECT"))
            continue;
        Tokens inside;
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
        const QList<Tokens> parts = splitAtWord(outside, word);
        if (parts.size() > 1) {
            for (const Tokens &part : parts)
                readBlocks(part, blocks);
            return;
        }
    }
    blocks.append(outside);
}

} // namespace

CataloguedStatement describeStatement(CataloguedStatement statement, const QList<TableDef> &tables,
                                      Engine engine)
{
    const Result<Tokens> tokens = sqlTokens(statement.text, engine);
    if (!tokens)
        return statement;
    QList<Tokens> blocks;
    readBlocks(*tokens, blocks);
    for (const Tokens &block : blocks) {
        const Block read{block, tables};
        for (const TableUse &use : read.uses()) {
            if (!use.table.isEmpty())
                statement.uses.append(use);
        }
        statement.namedIndexes += read.namedIndexes();
    }
    return statement;
}
