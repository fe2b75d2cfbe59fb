// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/adopt/alembicrevision.h"

#include <QCoreApplication>
#include <QMap>
#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace {

struct Adoption {
    Q_DECLARE_TR_FUNCTIONS(Adoption)
};

AlembicTable quotes(const QString &decimal, const QStringList &others)
{
    QStringList facts{u"column coin_type character varying(20) not null"_s,
                      u"column timestamp timestamp not null"_s, u"primary key (id)"_s,
                      u"unique (coin_type, timestamp)"_s};
    for (const QString &price : {u"bid"_s, u"ask"_s, u"last"_s})
        facts.append(u"column %1 %2 not null"_s.arg(price, decimal));
    return {u"price_data_5min"_s,
            facts + others,
            {u"timestamp"_s, u"coin_type, timestamp"_s},
            {u"coin_type"_s}};
}

QList<AlembicTable> initSchema()
{
    const AlembicTable assets{
            u"assets"_s,
            {u"column symbol character varying(50) not null"_s,
             u"column exchange character varying(20) not null"_s,
             u"column asset_type character varying(50)"_s, u"column is_active boolean not null"_s,
             u"column last_synced timestamp"_s, u"column created_at timestamp not null"_s,
             u"column updated_at timestamp not null"_s, u"primary key (symbol)"_s},
            {},
            {}};
    const AlembicTable marketData{u"market_data"_s,
                                  {u"column time timestamp not null"_s,
                                   u"column symbol character varying(50) not null"_s,
                                   u"column open numeric(12,4)"_s, u"column high numeric(12,4)"_s,
                                   u"column low numeric(12,4)"_s, u"column close numeric(12,4)"_s,
                                   u"column adjusted_close numeric(12,4)"_s,
                                   u"column volume bigint"_s, u"primary key (time, symbol)"_s},
                                  {u"symbol, time"_s},
                                  {u"time"_s}}; // a hypertable gets that by itself
    const AlembicTable actions{
            u"corporate_actions"_s,
            {u"column date date not null"_s, u"column symbol character varying(50) not null"_s,
             u"column action_type character varying(20) not null"_s,
             u"column value numeric(12,4)"_s, u"column currency character varying(10)"_s,
             u"primary key (date, symbol)"_s},
            {},
            {}};
    return {assets, marketData, actions};
}

// A fact without what does not count: collations, defaults, how ids are made, zones of times.
QString comparable(QString fact)
{
    static const QRegularExpression extras{u" (collate \\S+|identity|default .*$)"_s};
    static const QRegularExpression time{u"timestamp(\\(\\d\\))? with(out)? time zone"_s};
    return fact.replace(time, u"timestamp"_s).remove(extras);
}

bool counts(const QString &fact)
{
    return !fact.startsWith("foreign key "_L1) && !fact.startsWith("check "_L1) &&
           !fact.startsWith("split by "_L1);
}

QStringList factsOf(const SchemaObject &table)
{
    QStringList facts;
    for (const QString &fact : table.definition.split(u'\n')) {
        if (counts(fact))
            facts.append(comparable(fact));
    }
    return facts;
}

// "id" and "uuid not null"; of facts about keys the fact itself.
std::pair<QString, QString> named(const QString &fact)
{
    if (!fact.startsWith("column "_L1))
        return {fact, {}};
    return {fact.section(u' ', 1, 1), fact.section(u' ', 2)};
}

QStringList tableDifferences(const QString &table, const QStringList &actual,
                             const QStringList &expected)
{
    QMap<QString, QString> found;
    for (const QString &fact : actual)
        found.insert(named(fact).first, named(fact).second);
    QStringList differences;
    for (const QString &fact : expected) {
        const auto [name, type] = named(fact);
        const bool isThere = found.contains(name);
        const QString told = found.take(name);
        if (type.isEmpty() && !isThere)
            differences.append(Adoption::tr("Table %1 has no %2.").arg(table, name));
        else if (!isThere)
            differences.append(Adoption::tr("Column %1 of table %2 is missing.").arg(name, table));
        else if (told != type)
            differences.append(Adoption::tr("Column %1 of table %2 is '%3' and should be '%4'.")
                                       .arg(name, table, told, type));
    }
    for (auto left = found.cbegin(); left != found.cend(); ++left)
        differences.append(
                left->isEmpty()
                        ? Adoption::tr("Table %1 has %2, which its revision does not know.")
                                  .arg(table, left.key())
                        : Adoption::tr("Column %1 of table %2 is not known to its revision.")
                                  .arg(left.key(), table));
    return differences;
}

// The columns of a plain index, whatever their direction; for any other its whole definition.
QString columnsOf(const SchemaObject &index)
{
    static const QRegularExpression plain{u"using btree \\(([^()]*)\\)$"_s};
    static const QRegularExpression direction{u" (desc|nulls first|nulls last)"_s};
    const QRegularExpressionMatch match = plain.match(index.definition);
    return match.hasMatch() ? match.captured(1).remove(direction) : index.definition;
}

QStringList attachedDifferences(const AlembicTable &table, const Schema &live)
{
    QStringList differences;
    QStringList missing = table.indexes;
    for (const SchemaObject &object : live.objects) {
        if (object.table != table.name)
            continue;
        if (object.kind == SchemaObject::Kind::Trigger)
            differences.append(Adoption::tr("Trigger %1 of table %2 is not known to its revision.")
                                       .arg(object.name, table.name));
        if (object.kind != SchemaObject::Kind::Index)
            continue;
        const QString columns = columnsOf(object);
        missing.removeAll(columns);
        if (!table.indexes.contains(columns) && !table.extraIndexes.contains(columns))
            differences.append(Adoption::tr("Index %1 of table %2 is not known to its revision.")
                                       .arg(object.name, table.name));
    }
    for (const QString &columns : missing)
        differences.append(Adoption::tr("Table %1 has no index on (%2).").arg(table.name, columns));
    return differences;
}

} // namespace

std::optional<AlembicRevision> AlembicRevision::known(const QString &id)
{
    if (id == u"2a5dad6f1c22")
        return AlembicRevision{id, 1, {quotes(u"numeric(18,8)"_s, {u"column id uuid not null"_s})}};
    if (id == u"b5pu1jf8qzda")
        return AlembicRevision{
                id,
                2,
                {quotes(u"numeric(20,8)"_s, {u"column id bigint not null"_s,
                                             u"column created_at timestamp not null"_s})}};
    if (id == u"9d94c566de79")
        return AlembicRevision{id, 0, initSchema()};
    return {};
}

QStringList AlembicRevision::differences(const Schema &live) const
{
    QStringList differences;
    for (const AlembicTable &table : tables) {
        const SchemaObject *found = live.find(SchemaObject::Kind::Table, table.name);
        if (!found) {
            differences.append(Adoption::tr("Table %1 is missing.").arg(table.name));
            continue;
        }
        differences += tableDifferences(table.name, factsOf(*found), table.facts);
        differences += attachedDifferences(table, live);
    }
    return differences;
}

QStringList AlembicRevision::droppedIndexes(const Schema &live) const
{
    QStringList names;
    for (const AlembicTable &table : tables) {
        for (const SchemaObject &object : live.objects) {
            if (object.kind == SchemaObject::Kind::Index && object.table == table.name &&
                table.extraIndexes.contains(columnsOf(object)))
                names.append(object.name);
        }
    }
    return names;
}
