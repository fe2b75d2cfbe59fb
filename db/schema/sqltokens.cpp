// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/schema/sqltokens.h"

#include <QStringList>

using namespace Qt::Literals::StringLiterals;

namespace {

bool isWordCharacter(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'$' || c.unicode() > 0x7f;
}

// One past the end of the quoted text that opens at start, or -1. A doubled quote stands for itself
// inside its own kind; brackets know no such thing.
qsizetype quotedEnd(const QString &sql, qsizetype start)
{
    const QChar open = sql[start];
    if (open == u'[') {
        const qsizetype close = sql.indexOf(u']', start);
        return close < 0 ? -1 : close + 1;
    }
    for (qsizetype at = start + 1; at < sql.size(); ++at) {
        if (sql[at] != open)
            continue;
        if (at + 1 < sql.size() && sql[at + 1] == open)
            ++at;
        else
            return at + 1;
    }
    return -1;
}

bool opensQuote(QChar c, Engine engine)
{
    return c == u'\'' || c == u'"' || (c == u'`' && engine != Engine::PostgreSql) ||
           (c == u'[' && engine == Engine::Sqlite);
}

// One past the text between $tag$ and $tag$ that opens at start, start when none does, -1 when it
// never ends.
qsizetype dollarQuotedEnd(const QString &sql, qsizetype start)
{
    if (sql[start] != u'$')
        return start;
    qsizetype tagEnd = start + 1;
    while (tagEnd < sql.size() && (sql[tagEnd].isLetterOrNumber() || sql[tagEnd] == u'_'))
        ++tagEnd;
    if (tagEnd == sql.size() || sql[tagEnd] != u'$')
        return start;
    const QString tag = sql.sliced(start, tagEnd + 1 - start);
    const qsizetype close = sql.indexOf(tag, tagEnd + 1);
    return close < 0 ? -1 : close + tag.size();
}

bool isBlobLiteral(const QString &sql, qsizetype at)
{
    return (sql[at] == u'x' || sql[at] == u'X') && at + 1 < sql.size() && sql[at + 1] == u'\'';
}

// One past the comment that opens at start, start when none does, -1 when it never ends.
qsizetype commentEnd(const QString &sql, qsizetype start, Engine engine)
{
    const QStringView rest = QStringView{sql}.sliced(start);
    if (engine == Engine::MariaDb && (rest.startsWith(u"/*!") || rest.startsWith(u"/*M!")))
        return start;
    if (rest.startsWith(u"--") || (engine == Engine::MariaDb && rest.startsWith(u'#'))) {
        const qsizetype lineEnd = sql.indexOf(u'\n', start);
        return lineEnd < 0 ? sql.size() : lineEnd;
    }
    if (rest.startsWith(u"/*")) {
        const qsizetype close = sql.indexOf(u"*/"_s, start + 2);
        return close < 0 ? -1 : close + 2;
    }
    return start;
}

qsizetype lineOf(const QString &sql, qsizetype at)
{
    return QStringView{sql}.first(at).count(u'\n') + 1;
}

// One past the quoted text that opens at start, start when none does, -1 when it never ends.
qsizetype quoteEndAt(const QString &sql, qsizetype start, Engine engine)
{
    if (opensQuote(sql[start], engine))
        return quotedEnd(sql, start);
    if (isBlobLiteral(sql, start))
        return quotedEnd(sql, start + 1);
    if (engine == Engine::PostgreSql)
        return dollarQuotedEnd(sql, start);
    if (engine == Engine::MariaDb && QStringView{sql}.sliced(start).startsWith(u"/*")) {
        const qsizetype close = sql.indexOf(u"*/"_s, start + 2);
        return close < 0 ? -1 : close + 2;
    }
    return start;
}

} // namespace

Result<QList<SqlToken>> sqlTokens(const QString &sql, Engine engine)
{
    QList<SqlToken> tokens;
    qsizetype at = 0;
    while (at < sql.size()) {
        if (sql[at].isSpace()) {
            ++at;
            continue;
        }
        if (const qsizetype end = commentEnd(sql, at, engine); end != at) {
            if (end < 0)
                return fail(Error::Kind::Parse,
                            u"the comment in line %1 has no end"_s.arg(lineOf(sql, at)));
            at = end;
            continue;
        }
        SqlToken token{SqlToken::Kind::Symbol, {}, at, at + 1};
        if (const qsizetype end = quoteEndAt(sql, at, engine); end != at) {
            if (end < 0)
                return fail(Error::Kind::Parse,
                            u"the quote in line %1 has no end"_s.arg(lineOf(sql, at)));
            token.kind = SqlToken::Kind::Quoted;
            token.end = end;
        } else if (isWordCharacter(sql[at])) {
            token.kind = SqlToken::Kind::Word;
            while (token.end < sql.size() && isWordCharacter(sql[token.end]))
                ++token.end;
        }
        token.text = sql.sliced(at, token.end - at);
        at = token.end;
        tokens.append(std::move(token));
    }
    return tokens;
}

QString canonicalSql(const QList<SqlToken> &tokens)
{
    QStringList texts;
    texts.reserve(tokens.size());
    for (const SqlToken &token : tokens)
        texts.append(token.kind == SqlToken::Kind::Quoted ? token.text : token.text.toUpper());
    return texts.join(u' ');
}

QString canonicalSql(const QString &sql)
{
    const Result<QList<SqlToken>> tokens = sqlTokens(sql, Engine::Sqlite);
    return tokens ? canonicalSql(*tokens) : sql;
}
