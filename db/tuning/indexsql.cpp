// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/indexsql.h"

#include "db/schema/inspection.h"

using namespace Qt::Literals::StringLiterals;

namespace {

bool isSymbol(const SqlToken &token, QChar symbol)
{
    return token.kind == SqlToken::Kind::Symbol && token.text == QString{symbol};
}

// Names that need no quotes are written without them. On PostgreSQL "Sym" is not sym.
QList<SqlToken> unquoted(QList<SqlToken> tokens, Engine engine)
{
    for (SqlToken &token : tokens) {
        if (token.kind != SqlToken::Kind::Quoted || token.text.startsWith(u'\'') ||
            token.text.size() < 3)
            continue;
        const QString inner = token.text.sliced(1, token.text.size() - 2);
        const bool isPlain = std::ranges::all_of(
                inner, [](QChar c) { return c.isLetterOrNumber() || c == u'_'; });
        const bool isSame = engine != Engine::PostgreSql || inner == inner.toLower();
        if (isPlain && isSame && !inner.front().isDigit()) {
            token.kind = SqlToken::Kind::Word;
            token.text = inner;
        }
    }
    return tokens;
}

// Around the whole: ((a) + (b)) loses them, (a) + (b) does not.
QList<SqlToken> withoutParentheses(QList<SqlToken> tokens)
{
    while (tokens.size() > 2 && isSymbol(tokens.constFirst(), u'(')) {
        int depth = 0;
        qsizetype close = 0;
        for (; close < tokens.size(); ++close) {
            depth += isSymbol(tokens[close], u'(') ? 1 : isSymbol(tokens[close], u')') ? -1 : 0;
            if (depth == 0)
                break;
        }
        if (close != tokens.size() - 1)
            break;
        tokens = tokens.sliced(1, tokens.size() - 2);
    }
    return tokens;
}

// Whether nobody writes a blank between the two.
bool areOne(const SqlToken &left, const SqlToken &right)
{
    static const QStringList signs{u"||"_s, u"<="_s, u">="_s, u"<>"_s, u"!="_s,
                                   u"=="_s, u"::"_s, u"->"_s, u">>"_s, u"<<"_s};
    static const QStringList words{u"and"_s,  u"or"_s,   u"not"_s,  u"in"_s,   u"is"_s,
                                   u"when"_s, u"then"_s, u"else"_s, u"like"_s, u"between"_s};
    const bool isCall = isSymbol(right, u'(') && left.kind == SqlToken::Kind::Word &&
                        !words.contains(left.text, Qt::CaseInsensitive);
    return isCall || isSymbol(left, u'(') || isSymbol(right, u')') || isSymbol(right, u',') ||
           isSymbol(left, u'.') || isSymbol(right, u'.') || signs.contains(left.text + right.text);
}

// Lower case, but for what stands in quotes.
QString spelled(const QList<SqlToken> &tokens, Engine engine)
{
    const QList<SqlToken> parts = withoutParentheses(unquoted(tokens, engine));
    QString text;
    for (qsizetype at = 0; at < parts.size(); ++at) {
        if (at > 0 && !areOne(parts[at - 1], parts[at]))
            text += u' ';
        text += parts[at].kind == SqlToken::Kind::Quoted ? parts[at].text
                                                         : parts[at].text.toLower();
    }
    return text;
}

// Without what stands behind a key: COLLATE x, ASC, DESC.
QList<SqlToken> keyAlone(QList<SqlToken> tokens)
{
    while (!tokens.isEmpty() &&
           (tokens.constLast().isWord(u"ASC") || tokens.constLast().isWord(u"DESC")))
        tokens.removeLast();
    if (tokens.size() > 2 && tokens[tokens.size() - 2].isWord(u"COLLATE"))
        tokens = tokens.first(tokens.size() - 2);
    return tokens;
}

} // namespace

IndexSql indexSql(const QString &sql)
{
    IndexSql parts;
    const QList<SqlToken> tokens = sqlTokens(sql, Engine::Sqlite).value_or(QList<SqlToken>{});
    int depth = 0;
    bool hasKeys = false;
    QList<SqlToken> key;
    for (qsizetype at = 0; at < tokens.size(); ++at) {
        const SqlToken &token = tokens[at];
        if (parts.afterIndex == 0 && token.isWord(u"INDEX")) {
            parts.afterIndex = token.end;
            parts.name = unquoted(tokens.mid(at + 1, 1), Engine::Sqlite).value(0).text;
        }
        const bool opens = isSymbol(token, u'(');
        const bool closes = isSymbol(token, u')');
        depth -= closes ? 1 : 0;
        if (!hasKeys && depth == 0 && closes) {
            parts.keys.append(spelled(keyAlone(key), Engine::Sqlite));
            hasKeys = true;
        } else if (!hasKeys && depth == 1 && isSymbol(token, u',')) {
            parts.keys.append(spelled(keyAlone(key), Engine::Sqlite));
            key.clear();
        } else if (!hasKeys && depth >= 1) {
            key.append(token);
        } else if (hasKeys && depth == 0 && token.isWord(u"WHERE")) {
            parts.predicate = spelled(tokens.sliced(at + 1), Engine::Sqlite);
            break;
        }
        depth += opens ? 1 : 0;
    }
    return parts;
}

QString expressionText(const QString &sql, Engine engine)
{
    const Result<QList<SqlToken>> tokens = sqlTokens(sql, engine);
    return tokens ? spelled(*tokens, engine) : sql;
}

QString engineName(const QString &name, Engine engine)
{
    if (engine != Engine::MariaDb)
        return quotedName(name);
    QString escaped = name;
    return u'`' + escaped.replace(u'`', u"``"_s) + u'`';
}
