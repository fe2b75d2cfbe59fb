// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/statementuse.h"

#include "db/tuning/statementclauses.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

// What one SELECT, UPDATE or DELETE asks of each of its tables.
class ClauseReader final
{
public:
    ClauseReader(const StatementClauses &clauses, const QList<TableDef> &tables)
        : m_clauses{clauses}
        , m_tables{tables}
    {
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

    void readSources()
    {
        for (const SqlTokens &item : splitAtCommas(m_clauses.from)) {
            if (item.isEmpty() || isSign(item.first(), u'('))
                continue;
            const QString name = nameOf(item.first());
            const bool isKnown = std::ranges::any_of(m_tables, [&](const TableDef &table) {
                return table.name.compare(name, Qt::CaseInsensitive) == 0;
            });
            TableUse use;
            use.table = isKnown ? name : QString{};
            use.isLimited = m_clauses.isLimited;
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
    void readNames(const SqlTokens &item)
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
    Column columnAt(const SqlTokens &tokens, qsizetype &at) const
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

    void touch(const SqlTokens &tokens)
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
        touch(m_clauses.conditions);
        for (const SqlTokens &term : splitAtWord(m_clauses.conditions, u"AND"))
            readTerm(term);
    }

    // LIKE 'abc%' is a range of a b-tree; any other pattern, and one that is not known, is none.
    static bool isPrefixSearch(const SqlTokens &condition)
    {
        return condition.size() > 1 && condition[0].isWord(u"LIKE") &&
               condition[1].kind == SqlToken::Kind::Quoted &&
               !condition[1].text.startsWith(u"'%") && !condition[1].text.startsWith(u"'_");
    }

    // ? = a is a = ?, and 5 <= a is a >= 5.
    SqlTokens withColumnFirst(const SqlTokens &term) const
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
        SqlTokens other = term.sliced(column) + term.sliced(1, column - 1) + term.first(1);
        other[at - column].text = turned.value(term[1].text);
        return other;
    }

    void readTerm(SqlTokens term)
    {
        while (term.size() > 2 && isSign(term.first(), u'(') && isSign(term.last(), u')') &&
               splitAtWord(term.sliced(1, term.size() - 2), u"OR").size() == 1) {
            const QList<SqlTokens> inner = splitAtWord(term.sliced(1, term.size() - 2), u"AND");
            if (inner.size() > 1) {
                for (const SqlTokens &part : inner)
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
        touch(m_clauses.grouped);
        touch(m_clauses.ordered);
        for (const SqlTokens &item :
             splitAtCommas(m_clauses.ordered.isEmpty() ? m_clauses.grouped : m_clauses.ordered)) {
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
        for (qsizetype at = 0; at < m_clauses.selected.size();) {
            const qsizetype before = at;
            const bool isAll =
                    isSign(m_clauses.selected[at], u'*') &&
                    (at == 0 || !isSign(m_clauses.selected[at - 1], u'(')); // no COUNT(*)
            const Column column = columnAt(m_clauses.selected, at);
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
        for (qsizetype at = 0; at + 3 < m_clauses.selected.size(); ++at) {
            if (!isOneOf(m_clauses.selected[at], {u"MIN", u"MAX"}) ||
                !isSign(m_clauses.selected[at + 1], u'('))
                continue;
            qsizetype inner = at + 2;
            const Column column = columnAt(m_clauses.selected, inner);
            if (column.source < 0)
                continue;
            TableUse &use = m_uses[column.source];
            use.touched.insert(column.name.toLower());
            if (use.order.isEmpty() && m_clauses.grouped.isEmpty()) {
                use.order.append({column.name.toLower(), false});
                use.isLimited = true;
            }
        }
    }

    const StatementClauses &m_clauses;
    const QList<TableDef> &m_tables;
    qsizetype m_orderSource = -1;
    QStringList m_aliases;
    QList<TableUse> m_uses;
    QStringList m_namedIndexes;
};

} // namespace

CataloguedStatement describeStatement(CataloguedStatement statement, const QList<TableDef> &tables,
                                      Engine engine)
{
    const Result<SqlTokens> tokens = sqlTokens(statement.text, engine);
    if (!tokens)
        return statement;
    for (const StatementClauses &clauses : statementClauses(*tokens)) {
        const ClauseReader read{clauses, tables};
        for (const TableUse &use : read.uses()) {
            if (!use.table.isEmpty())
                statement.uses.append(use);
        }
        statement.namedIndexes += read.namedIndexes();
    }
    return statement;
}
