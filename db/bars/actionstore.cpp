// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/bars/actionstore.h"

#include "db/bars/daytime.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

Result<std::optional<Price>> priceOrNone(const Rows &rows, int column)
{
    if (rows.isNull(column))
        return std::optional<Price>{};
    return rows.price(column).transform([](Price price) { return std::optional{price}; });
}

Result<CorporateAction> actionFrom(const Rows &rows)
{
    const auto type = actionTypeFromName(rows.text(1));
    const Result<std::optional<Price>> value = priceOrNone(rows, 3);
    const Result<std::optional<Price>> numerator = priceOrNone(rows, 4);
    const Result<std::optional<Price>> denominator = priceOrNone(rows, 5);
    if (!type || !value || !numerator || !denominator)
        return fail(Error::Kind::Corrupt,
                    u"a row of corporate_actions is neither a split nor a dividend"_s);
    return CorporateAction{dayOf(rows.timeMs(0)),
                           *type,
                           int(rows.integer(2)),
                           *value,
                           *numerator,
                           *denominator,
                           rows.text(6),
                           rows.text(7),
                           rows.integer(8) != 0};
}

SqlValue valueOf(const std::optional<Price> &price)
{
    return price ? SqlValue{*price} : SqlValue{};
}

SqlValue valueOf(const QString &text)
{
    return text.isEmpty() ? SqlValue{} : SqlValue{text};
}

// The same event, whatever a person decided about it.
bool isSame(const CorporateAction &a, const CorporateAction &b)
{
    return a.date == b.date && a.type == b.type && a.value == b.value &&
           a.numerator == b.numerator && a.denominator == b.denominator && a.period == b.period &&
           a.currency == b.currency;
}

} // namespace

Result<QList<CorporateAction>> ActionStore::list(const QString &symbol)
{
    Result<Rows> rows = m_statements.run(
            u"SELECT date, action_type, ordinal, value, numerator, denominator, period, currency, "
            "enabled FROM corporate_actions WHERE symbol = ? "
            "ORDER BY date, action_type, ordinal"_s,
            {symbol});
    if (!rows)
        return fail(rows.error());
    QList<CorporateAction> actions;
    while (rows->next()) {
        const Result<CorporateAction> action = actionFrom(*rows);
        if (!action)
            return fail(action.error());
        actions.append(*action);
    }
    return rows->end().transform([&] { return std::move(actions); });
}

Result<QList<CorporateAction>> ActionStore::adjusting(const QString &symbol)
{
    return m_records.read(symbol).and_then([&](const SyncRecord &record) {
        return record.wantsActions ? Result<QList<CorporateAction>>{} : list(symbol);
    });
}

Result<bool> ActionStore::takeOver(const QString &symbol, CorporateAction::Type type,
                                   const QList<CorporateAction> &served)
{
    if (served.isEmpty())
        return false;
    const Result<QList<CorporateAction>> stored = list(symbol);
    if (!stored)
        return fail(stored.error());
    const QDate oldest = std::ranges::min(served, {}, &CorporateAction::date).date;
    QList<CorporateAction> before;
    for (const CorporateAction &action : *stored) {
        if (action.type == type && action.date >= oldest)
            before.append(action);
    }
    QList<CorporateAction> after = served;
    std::ranges::stable_sort(after, {}, &CorporateAction::date);
    for (qsizetype i = 0; i < after.size(); ++i) {
        CorporateAction &action = after[i];
        const bool isNextOfDay = i > 0 && after[i - 1].date == action.date;
        action.ordinal = isNextOfDay ? after[i - 1].ordinal + 1 : 0;
        const auto known = std::ranges::find_if(
                before, [&](const CorporateAction &other) { return isSame(other, action); });
        action.isEnabled = known == before.cend() || known->isEnabled;
    }
    if (after == before)
        return false;
    const Result<int> removed = m_statements.change(
            u"DELETE FROM corporate_actions WHERE symbol = ? AND action_type = ? AND date >= ?"_s,
            {symbol, actionTypeName(type), dayTime(oldest)});
    if (!removed)
        return fail(removed.error());
    for (const CorporateAction &action : after) {
        if (const Result<> inserted = insert(symbol, action); !inserted)
            return fail(inserted.error());
    }
    return true;
}

Result<> ActionStore::insert(const QString &symbol, const CorporateAction &action)
{
    return m_statements
            .change(u"INSERT INTO corporate_actions (date, symbol, action_type, ordinal, value, "
                    "numerator, denominator, period, currency, enabled) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
                    {dayTime(action.date), symbol, actionTypeName(action.type), action.ordinal,
                     valueOf(action.value), valueOf(action.numerator), valueOf(action.denominator),
                     valueOf(action.period), valueOf(action.currency), int(action.isEnabled)})
            .map([](int) {});
}

Result<> ActionStore::setEnabled(const QString &symbol, const QDate &date,
                                 CorporateAction::Type type, int ordinal, bool isEnabled)
{
    Result<Rows> found =
            m_statements.run(u"SELECT 1 FROM corporate_actions WHERE symbol = ? AND date = ? AND "
                             "action_type = ? AND ordinal = ?"_s,
                             {symbol, dayTime(date), actionTypeName(type), ordinal});
    if (!found)
        return fail(found.error());
    if (!found->next())
        return fail(Error::Kind::NotFound, u"no such corporate action"_s, symbol);
    return m_statements
            .change(u"UPDATE corporate_actions SET enabled = ? WHERE symbol = ? AND date = ? AND "
                    "action_type = ? AND ordinal = ?"_s,
                    {int(isEnabled), symbol, dayTime(date), actionTypeName(type), ordinal})
            .map([](int) {});
}
