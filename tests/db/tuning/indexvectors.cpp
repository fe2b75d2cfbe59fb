// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/db/tuning/indexvectors.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto Sqlite = Engine::Sqlite;
constexpr auto Postgres = Engine::PostgreSql;
constexpr auto MariaDb = Engine::MariaDb;

struct Written {
    QString method = u"btree"_s;
    bool isUnique = false;
    bool isInvalid = false;
    QStringList keys;
    QStringList include;
    QString predicate;
};

QStringList parts(const QString &list)
{
    QStringList found;
    QString part;
    int depth = 0;
    for (const QChar c : list) {
        depth += c == u'(' ? 1 : c == u')' ? -1 : 0;
        if (c == u',' && depth == 0) {
            found.append(part.trimmed());
            part.clear();
        } else {
            part += c;
        }
    }
    found.append(part.trimmed());
    return found;
}

// Up to the parenthesis that closes the one at open.
QString inParentheses(const QString &text, qsizetype open)
{
    int depth = 0;
    for (qsizetype at = open; at < text.size(); ++at) {
        depth += text[at] == u'(' ? 1 : text[at] == u')' ? -1 : 0;
        if (depth == 0)
            return text.sliced(open + 1, at - open - 1);
    }
    return {};
}

Written readWritten(const QString &text)
{
    Written written;
    const qsizetype open = text.indexOf(u'(');
    for (const QString &word : text.first(open).split(u' ', Qt::SkipEmptyParts)) {
        if (word == u"unique")
            written.isUnique = true;
        else if (word == u"invalid")
            written.isInvalid = true;
        else
            written.method = word;
    }
    written.keys = parts(inParentheses(text, open));
    if (const qsizetype include = text.indexOf("include ("_L1); include > 0)
        written.include = parts(inParentheses(text, include + 8));
    if (const qsizetype where = text.indexOf(" where "_L1); where > 0)
        written.predicate = text.sliced(where + 7);
    return written;
}

IndexKey keyFrom(QString text)
{
    static const QRegularExpression collate{u" collate (\\w+)"_s};
    static const QRegularExpression prefix{u"^(\\w+)\\((\\d+)\\)$"_s};
    IndexKey key;
    key.collation = u"binary"_s;
    if (text.endsWith(" desc"_L1)) {
        key.isDescending = true;
        text.chop(5);
    }
    if (const auto match = collate.match(text); match.hasMatch()) {
        key.collation = match.captured(1);
        text.remove(match.captured(0));
    }
    if (const auto match = prefix.match(text); match.hasMatch()) {
        key.prefixLength = match.captured(2).toInt();
        text = match.captured(1);
    }
    key.kind = text.contains(u'(') ? IndexKey::Kind::Expression : IndexKey::Kind::Column;
    key.text = text;
    key.hasNullsFirst = !key.isDescending;
    return key;
}

} // namespace

QList<IndexVector> indexVectors()
{
    const QList<Engine> all{Sqlite, Postgres, MariaDb};
    return {
            {u"1 prefix"_s, u"(sym)"_s, u"(sym, ts)"_s, u"covered"_s, false, all},
            {u"2 the same"_s, u"(sym, ts)"_s, u"(sym, ts)"_s, u"identical"_s, false, all},
            {u"3 unique prefix"_s, u"unique (sym)"_s, u"(sym, ts)"_s, u"keep"_s, false, all},
            {u"4 beside a unique one"_s, u"(sym, ts)"_s, u"unique (sym, ts)"_s, u"identical"_s,
             false, all},
            {u"5 longer than a unique one"_s, u"(sym, ts)"_s, u"unique (sym)"_s, u"measure"_s,
             false, all},
            {u"6 no prefix"_s, u"(ts)"_s, u"(sym, ts)"_s, u"keep"_s, false, all},
            {u"7 partial"_s,
             u"(sym) where deleted_at is null"_s,
             u"(sym, ts)"_s,
             u"info"_s,
             false,
             {Sqlite, Postgres}},
            {u"8 partial cover"_s,
             u"(sym)"_s,
             u"(sym, ts) where deleted_at is null"_s,
             u"keep"_s,
             false,
             {Sqlite, Postgres}},
            {u"9 both partial"_s,
             u"(sym) where deleted_at is null"_s,
             u"(sym, ts) where deleted_at is null"_s,
             u"covered"_s,
             false,
             {Sqlite, Postgres}},
            {u"10 collation"_s,
             u"(sym collate other)"_s,
             u"(sym, ts)"_s,
             u"keep"_s,
             false,
             {Sqlite, Postgres}},
            {u"11 prefix length"_s, u"(sym(10))"_s, u"(sym, ts)"_s, u"keep"_s, false, {MariaDb}},
            {u"12 mixed order beside a unique one"_s, u"(sym, ts desc)"_s, u"unique (sym, ts)"_s,
             u"covered"_s, false, all},
            {u"12 mixed order, asked for with ="_s,
             u"(sym, ts desc)"_s,
             u"unique (sym, ts)"_s,
             u"covered"_s,
             false,
             all,
             {u"SELECT px FROM p WHERE sym = ? ORDER BY ts DESC LIMIT 1"_s}},
            {u"12 mixed order, asked for over several"_s,
             u"(sym, ts desc)"_s,
             u"unique (sym, ts)"_s,
             u"keep"_s,
             false,
             all,
             {u"SELECT px FROM p ORDER BY sym, ts DESC"_s}},
            {u"12 mixed order, nothing unique"_s, u"(sym, ts desc)"_s, u"(sym, ts)"_s, u"keep"_s,
             false, all},
            {u"13 mirror"_s, u"(sym desc, ts desc)"_s, u"(sym, ts)"_s, u"identical"_s, false, all},
            {u"14 include"_s,
             u"(sym) include (px)"_s,
             u"(sym, ts)"_s,
             u"measure"_s,
             false,
             {Postgres}},
            {u"15 include that is a key"_s,
             u"(sym) include (ts)"_s,
             u"(sym, ts)"_s,
             u"covered"_s,
             false,
             {Postgres}},
            {u"16 hash"_s, u"hash (sym)"_s, u"(sym, ts)"_s, u"keep"_s, false, {Postgres}},
            {u"17 brin"_s, u"brin (ts)"_s, u"(ts)"_s, u"keep"_s, false, {Postgres}},
            {u"18 the same expression"_s,
             u"(lower(sym))"_s,
             u"(lower(sym), ts)"_s,
             u"covered"_s,
             false,
             {Sqlite, Postgres}},
            {u"19 expression and column"_s,
             u"(lower(sym))"_s,
             u"(sym, ts)"_s,
             u"keep"_s,
             false,
             {Sqlite, Postgres}},
            {u"20 a foreign key's, and a cover for it"_s, u"(asset_id)"_s, u"(asset_id, ts)"_s,
             u"covered"_s, true, all},
            {u"21 a foreign key's, and none"_s, u"(asset_id)"_s, u"(ts, asset_id)"_s, u"keep"_s,
             true, all},
            {u"22 primary key behind"_s,
             u"(src, id)"_s,
             u"(src)"_s,
             u"covered"_s,
             false,
             {Sqlite, MariaDb}},
            {u"23 invalid"_s, u"invalid (sym)"_s, u"(sym, ts)"_s, u"info"_s, false, {Postgres}},
            {u"24 comma in an expression"_s,
             u"(coalesce(a, b))"_s,
             u"(coalesce(a, b), c)"_s,
             u"covered"_s,
             false,
             {Sqlite, Postgres}},
    };
}

TableDef tableWith(const QList<std::pair<QString, QString>> &indexes, bool hasForeignKey)
{
    TableDef table;
    table.name = u"p"_s;
    table.columns = {u"id"_s,         u"sym"_s,      u"ts"_s, u"px"_s, u"src"_s,
                     u"deleted_at"_s, u"asset_id"_s, u"a"_s,  u"b"_s,  u"c"_s};
    table.storedKey = {keyFrom(u"id"_s)};
    IndexDef primary;
    primary.table = u"p"_s;
    primary.name = u"PRIMARY"_s;
    primary.keys = table.storedKey;
    primary.isUnique = true;
    primary.constraint = IndexDef::Constraint::Primary;
    table.indexes.append(primary);
    if (hasForeignKey)
        table.needs.append({u"fk_p"_s, {u"asset_id"_s}, false, true});
    for (const auto &[name, text] : indexes) {
        const Written written = readWritten(text);
        IndexDef index;
        index.table = u"p"_s;
        index.name = name;
        index.method = written.method;
        index.isUnique = written.isUnique;
        index.isValid = !written.isInvalid;
        for (const QString &key : written.keys)
            index.keys.append(keyFrom(key));
        index.include = written.include;
        index.predicate = written.predicate;
        index.createSql = u"CREATE "_s + name;
        index.dropSql = u"DROP "_s + name;
        table.indexes.append(index);
    }
    return table;
}

QStringList tableSql(Engine engine, bool hasForeignKey)
{
    const bool isServer = engine != Sqlite;
    const QString text = isServer ? u"VARCHAR(40)"_s : u"TEXT"_s;
    QString sql =
            u"CREATE TABLE p (id INTEGER PRIMARY KEY, sym %1 NOT NULL, ts INTEGER NOT NULL,"
            " px INTEGER, src %1, deleted_at INTEGER, asset_id INTEGER, a INTEGER, b INTEGER,"
            " c INTEGER%2)"_s.arg(text, hasForeignKey ? u", CONSTRAINT fk_p FOREIGN KEY (asset_id)"
                                                        " REFERENCES assets_of_p (id)"_s
                                                      : QString{});
    return {u"CREATE TABLE assets_of_p (id INTEGER PRIMARY KEY)"_s, sql};
}

QString indexSqlOf(Engine engine, const QString &name, const QString &text)
{
    const Written written = readWritten(text);
    QString keys = written.keys.join(u", "_s);
    keys.replace(u"collate other"_s,
                 engine == Sqlite ? u"COLLATE NOCASE"_s : u"COLLATE \"POSIX\""_s);
    QString sql = u"CREATE %1INDEX %2%3 ON p"_s.arg(
            written.isUnique || written.isInvalid ? u"UNIQUE "_s : QString{},
            written.isInvalid ? u"CONCURRENTLY "_s : QString{}, name);
    if (engine == Postgres)
        sql += u" USING "_s + written.method;
    sql += u" ("_s + keys + u')';
    if (!written.include.isEmpty())
        sql += u" INCLUDE (%1)"_s.arg(written.include.join(u", "_s));
    if (!written.predicate.isEmpty())
        sql += u" WHERE "_s + written.predicate;
    return sql;
}
