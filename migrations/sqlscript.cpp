// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/sqlscript.h"

#include "db/schema/sqltokens.h"

#include <QCryptographicHash>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

bool isForbidden(const SqlToken &first)
{
    constexpr const char16_t *words[] = {u"ABORT",     u"ATTACH",   u"BEGIN",  u"COMMIT",
                                         u"DETACH",    u"END",      u"PRAGMA", u"RELEASE",
                                         u"SAVEPOINT", u"ROLLBACK", u"VACUUM"};
    return std::ranges::any_of(words, [&](const char16_t *word) { return first.isWord(word); });
}

// CREATE [TEMP | TEMPORARY] TRIGGER
bool startsTrigger(const QList<SqlToken> &statement)
{
    if (statement.size() < 2 || !statement[0].isWord(u"CREATE"))
        return false;
    const bool temporary = statement[1].isWord(u"TEMP") || statement[1].isWord(u"TEMPORARY");
    const qsizetype at = temporary ? 2 : 1;
    return statement.size() > at && statement[at].isWord(u"TRIGGER");
}

// Whether a semicolon here ends the statement: inside a trigger only the one after its END does.
bool isComplete(const QList<SqlToken> &statement)
{
    if (!startsTrigger(statement))
        return true;
    int depth = 0;
    bool hasBody = false;
    for (const SqlToken &token : statement) {
        if (token.isWord(u"BEGIN") || token.isWord(u"CASE")) {
            hasBody = hasBody || token.isWord(u"BEGIN");
            ++depth;
        } else if (token.isWord(u"END")) {
            --depth;
        }
    }
    return hasBody && depth == 0;
}

} // namespace

Result<SqlScript> SqlScript::parse(QString text)
{
    if (text.startsWith(QChar::ByteOrderMark))
        text.remove(0, 1);
    text.replace(u"\r\n"_s, u"\n"_s).replace(u'\r', u'\n');
    const Result<QList<SqlToken>> tokens = sqlTokens(text);
    if (!tokens)
        return fail(tokens.error());

    SqlScript script;
    QStringList canonical;
    QList<SqlToken> statement;
    const auto finish = [&]() -> Result<> {
        if (statement.isEmpty())
            return {};
        if (isForbidden(statement.first()))
            return fail(Error::Kind::Parse,
                        u"a script may not hold %1: transactions and settings "
                        "are the runner's"_s.arg(statement.first().text.toUpper()));
        const qsizetype start = statement.first().start;
        script.m_statements.append(text.sliced(start, statement.last().end - start));
        canonical.append(canonicalSql(statement));
        statement.clear();
        return {};
    };
    for (const SqlToken &token : *tokens) {
        if (token.text == u";" && isComplete(statement)) {
            if (const Result<> done = finish(); !done)
                return fail(done.error());
        } else {
            statement.append(token);
        }
    }
    if (!isComplete(statement))
        return fail(Error::Kind::Parse, u"a trigger has no END"_s);
    if (const Result<> done = finish(); !done)
        return fail(done.error());
    script.m_canonicalText = canonical.join(u";\n"_s);
    return script;
}

QString SqlScript::checksum() const
{
    return QString::fromLatin1(
            QCryptographicHash::hash(m_canonicalText.toUtf8(), QCryptographicHash::Sha256).toHex());
}
