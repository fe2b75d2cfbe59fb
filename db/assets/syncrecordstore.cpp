// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/assets/syncrecordstore.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto BudgetName = "eodhd"_L1;
constexpr auto Prefix = "eodhd/"_L1;

QJsonObject objectFrom(const QString &json)
{
    return QJsonDocument::fromJson(json.toUtf8()).object();
}

QDateTime timeFrom(const QJsonValue &value)
{
    return QDateTime::fromString(value.toString(), Qt::ISODateWithMs).toUTC();
}

QJsonValue jsonOf(const QDateTime &time)
{
    return time.isValid() ? QJsonValue{time.toUTC().toString(Qt::ISODateWithMs)} : QJsonValue{};
}

SyncRecord recordFrom(const QString &json)
{
    const QJsonObject object = objectFrom(json);
    return {object["failures"_L1].toInt(), timeFrom(object["not_before"_L1]),
            object["wants_actions"_L1].toBool()};
}

} // namespace

Result<SyncRecord> SyncRecordStore::read(const QString &symbol)
{
    Result<Rows> rows =
            m_statements.run(u"SELECT value FROM metadata WHERE name = ?"_s, {Prefix + symbol});
    if (!rows)
        return fail(rows.error());
    SyncRecord record;
    if (rows->next())
        record = recordFrom(rows->text(0));
    return rows->end().transform([&] { return record; });
}

Result<QHash<QString, SyncRecord>> SyncRecordStore::readAll()
{
    Result<Rows> rows =
            m_statements.run(u"SELECT name, value FROM metadata WHERE name LIKE 'eodhd/%'"_s);
    if (!rows)
        return fail(rows.error());
    QHash<QString, SyncRecord> records;
    while (rows->next())
        records.insert(rows->text(0).mid(Prefix.size()), recordFrom(rows->text(1)));
    return rows->end().transform([&] { return std::move(records); });
}

Result<> SyncRecordStore::write(const QString &symbol, const SyncRecord &record,
                                const QDateTime &now)
{
    return put(Prefix + symbol,
               {{u"failures"_s, record.failures},
                {u"not_before"_s, jsonOf(record.notBefore)},
                {u"wants_actions"_s, record.wantsActions}},
               now);
}

Result<CallBudget> SyncRecordStore::readBudget()
{
    Result<Rows> rows =
            m_statements.run(u"SELECT value FROM metadata WHERE name = ?"_s, {QString{BudgetName}});
    if (!rows)
        return fail(rows.error());
    CallBudget budget;
    if (rows->next()) {
        const QJsonObject object = objectFrom(rows->text(0));
        budget.limit = object["limit"_L1].toInt(budget.limit);
        budget.used = object["used"_L1].toInt();
        budget.day = QDate::fromString(object["day"_L1].toString(), Qt::ISODate);
        budget.blockedUntil = timeFrom(object["blocked_until"_L1]);
    }
    return rows->end().transform([&] { return budget; });
}

Result<> SyncRecordStore::writeBudget(const CallBudget &budget, const QDateTime &now)
{
    return put(BudgetName,
               {{u"limit"_s, budget.limit},
                {u"used"_s, budget.used},
                {u"day"_s, budget.day.toString(Qt::ISODate)},
                {u"blocked_until"_s, jsonOf(budget.blockedUntil)}},
               now);
}

Result<> SyncRecordStore::put(const QString &name, const QJsonObject &value, const QDateTime &now)
{
    const QString json = QString::fromUtf8(QJsonDocument{value}.toJson(QJsonDocument::Compact));
    return m_statements
            .change(u"INSERT INTO metadata (name, value, updated_at) VALUES (?, ?, ?)"_s +
                            m_statements.dialect().orUpdate(u"name"_s,
                                                            {u"value"_s, u"updated_at"_s}),
                    {name, json, now})
            .map([](int) {});
}
