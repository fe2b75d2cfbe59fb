// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/sqlscript.h"

#include "db/schema/sqltokens.h"

#include <QCryptographicHash>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

bool isForbidden(const SqlToken &first)
{
    constexpr const char16_t *words[] = {u"ABORT",    u"ATTACH",    u"BEGIN", u"COMMIT", u"COPY",
                                         u"DETACH",   u"END",       u"LOCK",  u"PRAGMA", u"RELEASE",
                                         u"ROLLBACK", u"SAVEPOINT", u"SET",   u"START",  u"UNLOCK",
                                         u"USE",      u"VACUUM"};
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
// PostgreSQL's triggers have no body and name a function: EXECUTE FUNCTION.
bool isComplete(const QList<SqlToken> &statement)
{
    if (!startsTrigger(statement))
        return true;
    int depth = 0;
    bool hasBody = false;
    bool hasFunction = false;
    for (const SqlToken &token : statement) {
        if (token.isWord(u"BEGIN") || token.isWord(u"CASE")) {
            hasBody = hasBody || token.isWord(u"BEGIN");
            ++depth;
        } else if (token.isWord(u"END")) {
            --depth;
        } else if (token.isWord(u"EXECUTE")) {
            hasFunction = true;
        }
    }
    return (hasBody || hasFunction) && depth == 0;
}

SqlStatement::Kind kindOf(const QList<SqlToken> &statement)
{
    const SqlToken &first = statement.first();
    if (first.isWord(u"INSERT") || first.isWord(u"UPDATE") || first.isWord(u"DELETE"))
        return SqlStatement::Kind::Data;
    if (first.isWord(u"DROP") && statement.size() > 1 && statement[1].isWord(u"TABLE"))
        return SqlStatement::Kind::DropTable;
    return SqlStatement::Kind::Ddl;
}

// ALTER TABLE ... ALTER [COLUMN] x [SET DATA] TYPE on a table that may be a compressed hypertable;
// its name, or nothing.
QString typeChangeOfBars(const QList<SqlToken> &statement)
{
    const auto has = [](const QList<SqlToken> &tokens, QStringView word) {
        return std::ranges::any_of(tokens,
                                   [&](const SqlToken &token) { return token.isWord(word); });
    };
    if (!statement.first().isWord(u"ALTER") || !has(statement.mid(1), u"ALTER") ||
        !has(statement, u"TYPE"))
        return {};
    for (const QString &table : {u"daily_data"_s, u"intraday_data"_s}) {
        if (has(statement, table))
            return table;
    }
    return {};
}

// The text after "-- undo:" in the comments above a statement, over several such lines.
QString undoIn(QStringView comments)
{
    constexpr QStringView mark = u"-- undo:";
    QStringList parts;
    for (const QStringView &line : comments.split(u'\n')) {
        const QStringView trimmed = line.trimmed();
        if (trimmed.startsWith(mark))
            parts.append(trimmed.sliced(mark.size()).trimmed().toString());
    }
    return parts.join(u' ');
}

} // namespace

Result<> SqlScript::take(const QList<SqlToken> &statement, qsizetype previousEnd)
{
    const SqlToken &first = statement.first();
    if (isForbidden(first))
        return fail(Error::Kind::Parse,
                    u"a script may not hold %1: transactions and settings are the runner's"_s.arg(
                            first.text.toUpper()));
    if (std::ranges::any_of(statement,
                            [](const SqlToken &token) { return token.isWord(u"CONCURRENTLY"); }))
        return fail(Error::Kind::Parse,
                    u"a script may not hold CONCURRENTLY: each step is one transaction, and that "
                    "cannot run inside one"_s);
    if (const QString table = typeChangeOfBars(statement); !table.isEmpty())
        return fail(Error::Kind::Parse,
                    u"a script may not change the type of a column of %1: TimescaleDB refuses that "
                    "where chunks are compressed. Decompress and convert them in slices, or copy "
                    "into a new hypertable and swap the two"_s.arg(table));
    m_statements.append({m_text.sliced(first.start, statement.last().end - first.start),
                         undoIn(QStringView{m_text}.sliced(previousEnd, first.start - previousEnd)),
                         kindOf(statement)});
    if (!m_canonicalText.isEmpty())
        m_canonicalText += u";\n"_s;
    m_canonicalText += canonicalSql(statement);
    return {};
}

Result<SqlScript> SqlScript::parse(QString text, Engine engine)
{
    if (text.startsWith(QChar::ByteOrderMark))
        text.remove(0, 1);
    text.replace(u"\r\n"_s, u"\n"_s).replace(u'\r', u'\n');
    const Result<QList<SqlToken>> tokens = sqlTokens(text, engine);
    if (!tokens)
        return fail(tokens.error());

    SqlScript script;
    script.m_text = text;
    QList<SqlToken> statement;
    qsizetype previousEnd = 0;
    for (const SqlToken &token : *tokens) {
        if (token.text != u";" || !isComplete(statement)) {
            statement.append(token);
            continue;
        }
        if (!statement.isEmpty()) {
            if (const Result<> taken = script.take(statement, previousEnd); !taken)
                return fail(taken.error());
        }
        statement.clear();
        previousEnd = token.end;
    }
    if (!isComplete(statement))
        return fail(Error::Kind::Parse, u"a trigger has no END"_s);
    if (!statement.isEmpty()) {
        if (const Result<> taken = script.take(statement, previousEnd); !taken)
            return fail(taken.error());
    }
    return script;
}

SqlScript SqlScript::followedBy(const SqlScript &next) const
{
    SqlScript both = *this;
    both.m_text += u'\n' + next.m_text;
    both.m_statements += next.m_statements;
    both.m_canonicalText += u";\n"_s + next.m_canonicalText;
    return both;
}

QString SqlScript::checksum() const
{
    return QString::fromLatin1(
            QCryptographicHash::hash(m_canonicalText.toUtf8(), QCryptographicHash::Sha256).toHex());
}
