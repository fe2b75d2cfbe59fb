// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/alerts/alertlogstore.h"

#include "db/alerts/rulejson.h"
#include "db/searchtext.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace {

struct LogText {
    Q_DECLARE_TR_FUNCTIONS(LogText)
};

constexpr std::chrono::milliseconds TellLasts = std::chrono::hours{7 * 24};
// A price that was stored late may end what began, by the clock, after its time.
constexpr auto NotBeforeItBegan = "CASE WHEN timestamp > ? THEN timestamp ELSE ? END "_L1;
constexpr auto OpenStatuses = "('triggered', 'notified')"_L1;

// The four decimals of the columns from before there were exact ones.
Result<Price> exactOr(const Rows &rows, int exact, int rounded)
{
    if (!rows.isNull(exact))
        return rows.price(exact);
    return Price::parse(QString::number(rows.real(rounded), 'f', 4));
}

QString statusCondition(AlertLogRequest::Which which)
{
    using enum AlertLogRequest::Which;
    switch (which) {
    case All:
        return {};
    case Open:
        return u" AND l.status IN "_s + OpenStatuses;
    case Triggered:
        return u" AND l.status = 'triggered'"_s;
    case Notified:
        return u" AND l.status = 'notified'"_s;
    case Acknowledged:
        return u" AND l.status = 'acknowledged'"_s;
    case Resolved:
        return u" AND l.status = 'resolved'"_s;
    }
    Q_UNREACHABLE();
}

// The condition of a request, without its page, and what is bound to it.
std::pair<QString, std::vector<SqlValue>> wanted(const AlertLogRequest &request, Engine engine)
{
    QString rest = request.isDeleted ? u"WHERE l.deleted_at IS NOT NULL"_s
                                     : u"WHERE l.deleted_at IS NULL"_s;
    std::vector<SqlValue> values;
    rest += statusCondition(request.which);
    const auto add = [&](const QString &condition, const SqlValue &value) {
        rest += condition;
        values.push_back(value);
    };
    if (!request.symbol.isEmpty())
        add(u" AND a.symbol = ?"_s, request.symbol);
    if (request.ruleId != 0)
        add(u" AND l.rule_id = ?"_s, request.ruleId);
    if (request.from.isValid())
        add(u" AND l.timestamp >= ?"_s, request.from);
    if (request.to.isValid())
        add(u" AND l.timestamp < ?"_s, request.to);
    if (!request.text.isEmpty()) {
        QStringList places;
        for (const QString &column : {u"a.symbol"_s, u"r.name"_s, u"l.message"_s}) {
            places.append(lowered(column, engine) + u" LIKE ? ESCAPE '\\'"_s);
            values.emplace_back(likePattern(loweredText(request.text)));
        }
        rest += u" AND ("_s + places.join(u" OR "_s) + u')';
    }
    return {rest, std::move(values)};
}

tl::unexpected<Error> noEntry(qint64 id)
{
    return fail(Error::Kind::NotFound, LogText::tr("'tidemarkctl alerts log' lists them"),
                LogText::tr("Alert %1").arg(id));
}

AlertEvent::Kind begunBy(AlertEvent::Kind end)
{
    return end == AlertEvent::Kind::DataBack ? AlertEvent::Kind::NoData
                                             : AlertEvent::Kind::Triggered;
}

} // namespace

Result<QList<AlertLogEntry>> AlertLogStore::read(const QString &rest,
                                                 std::span<const SqlValue> values)
{
    Result<Rows> rows = m_statements.run(
            u"SELECT l.id, l.rule_id, r.name, l.rule_version, a.symbol, l.timestamp, l.event, "
            "l.status, l.severity, l.unit, l.message, l.is_late, l.evidence, l.created_at, "
            "l.notified_at, l.acknowledged_at, l.resolved_at, l.deleted_at, l.trigger_exact, "
            "l.trigger_value, l.threshold_exact, l.threshold_value, l.deliveries "
            "FROM alert_logs l JOIN alert_rules r ON r.id = l.rule_id "
            "JOIN assets a ON a.instrument_id = l.instrument_id "_s +
                    rest,
            values);
    if (!rows)
        return fail(rows.error());
    QList<AlertLogEntry> entries;
    while (rows->next()) {
        AlertLogEntry entry;
        entry.id = rows->integer(0);
        entry.ruleId = rows->integer(1);
        entry.ruleName = rows->text(2);
        entry.ruleVersion = int(rows->integer(3));
        entry.symbol = rows->text(4);
        entry.timestamp = rows->time(5);
        entry.kind = alertEventFromName(rows->text(6)).value_or(entry.kind);
        entry.status = alertStatusFromName(rows->text(7)).value_or(entry.status);
        entry.severity = alertSeverityFromName(rows->text(8)).value_or(entry.severity);
        entry.unit = alertUnitFromName(rows->text(9)).value_or(entry.unit);
        entry.message = rows->text(10);
        entry.isLate = rows->integer(11) != 0;
        entry.evidence = rows->text(12);
        entry.createdAt = rows->time(13);
        entry.notifiedAt = rows->time(14);
        entry.acknowledgedAt = rows->time(15);
        entry.resolvedAt = rows->time(16);
        entry.deletedAt = rows->time(17);
        const Result<Price> value = exactOr(*rows, 18, 19);
        const Result<Price> level = exactOr(*rows, 20, 21);
        if (!value || !level)
            return fail(Error::Kind::Corrupt, u"row %1 of alert_logs holds a value that is not a "
                                              "number"_s.arg(entry.id));
        entry.deliveries = AlertDeliveries::fromJson(rows->text(22));
        entry.value = *value;
        entry.level = *level;
        entries.append(entry);
    }
    return rows->end().transform([&] { return std::move(entries); });
}

Result<AlertLogPage> AlertLogStore::page(const AlertLogRequest &request)
{
    auto [rest, values] = wanted(request, m_statements.dialect().engine());
    if (request.after) {
        rest += u" AND l.timestamp <= ? AND (l.timestamp < ? OR l.id < ?)"_s;
        values.emplace_back(request.after->timestamp);
        values.emplace_back(request.after->timestamp);
        values.emplace_back(request.after->id);
    }
    rest += u" ORDER BY l.timestamp DESC, l.id DESC LIMIT ?"_s;
    values.emplace_back(request.limit + 1); // the extra row only says that there is more
    return read(rest, values).transform([&](QList<AlertLogEntry> rows) {
        const bool hasMore = rows.size() > request.limit;
        if (hasMore)
            rows.removeLast();
        return AlertLogPage{rows, hasMore};
    });
}

Result<int> AlertLogStore::count(const AlertLogRequest &request)
{
    const auto [rest, values] = wanted(request, m_statements.dialect().engine());
    Result<Rows> rows = m_statements.run(
            u"SELECT COUNT(*) FROM alert_logs l JOIN alert_rules r ON r.id = l.rule_id "
            "JOIN assets a ON a.instrument_id = l.instrument_id "_s +
                    rest,
            values);
    if (!rows)
        return fail(rows.error());
    const int count = rows->next() ? int(rows->integer(0)) : 0;
    return rows->end().transform([&] { return count; });
}

Result<int> AlertLogStore::countOpen()
{
    Result<Rows> rows = m_statements.run(
            u"SELECT COUNT(*) FROM alert_logs WHERE deleted_at IS NULL AND status IN "_s +
            OpenStatuses);
    if (!rows)
        return fail(rows.error());
    const int count = rows->next() ? int(rows->integer(0)) : 0;
    return rows->end().transform([&] { return count; });
}

Result<AlertLogEntry> AlertLogStore::find(qint64 id)
{
    const std::array values{SqlValue{id}};
    return read(u"WHERE l.id = ? AND l.deleted_at IS NULL"_s, values)
            .and_then([&](const QList<AlertLogEntry> &entries) -> Result<AlertLogEntry> {
                if (entries.isEmpty())
                    return noEntry(id);
                return entries.constFirst();
            });
}

Result<bool> AlertLogStore::insert(const AlertRule &rule, const AlertEvent &event,
                                   const QDateTime &now)
{
    const QString name = alertEventName(event.kind);
    {
        // Also in the recycle bin: a firing that somebody deleted is not told again when its price
        // is judged once more.
        Result<Rows> known =
                m_statements.run(u"SELECT 1 FROM alert_logs WHERE rule_id = ? AND rule_version = ? "
                                 "AND timestamp = ? AND event = ?"_s,
                                 {rule.id, event.ruleVersion, SqlValue::Time{event.timeMs}, name});
        if (!known)
            return fail(known.error());
        if (known->next())
            return false;
    }
    qint64 instrument = 0;
    {
        Result<Rows> found = m_statements.run(
                u"SELECT instrument_id FROM assets WHERE symbol = ?"_s, {rule.symbol});
        if (!found)
            return fail(found.error());
        if (!found->next())
            return fail(Error::Kind::NotFound, u"no such asset"_s, rule.symbol);
        instrument = found->integer(0);
    }
    return m_statements
            .change(u"INSERT INTO alert_logs (timestamp, rule_id, instrument_id, trigger_value, "
                    "threshold_value, status, severity, message, created_at, trigger_exact, "
                    "threshold_exact, event, rule_version, unit, is_late, evidence) "
                    "VALUES (?, ?, ?, ?, ?, 'triggered', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
                    {SqlValue::Time{event.timeMs}, rule.id, instrument, event.value.toDouble(),
                     event.level.toDouble(), alertSeverityName(rule.severity),
                     alertMessage(rule, event), now, event.value, event.level, name,
                     event.ruleVersion, alertUnitName(event.unit), int(event.isLate),
                     evidenceToJson(event)})
            .transform([](int) { return true; });
}

Result<> AlertLogStore::resolve(qint64 ruleId, AlertEvent::Kind kind, qint64 timeMs)
{
    return m_statements
            .change(u"UPDATE alert_logs SET status = 'resolved', resolved_at = "_s +
                            NotBeforeItBegan +
                            u"WHERE rule_id = ? AND event = ? AND resolved_at IS NULL "
                            "AND deleted_at IS NULL"_s,
                    {SqlValue::Time{timeMs}, SqlValue::Time{timeMs}, ruleId,
                     alertEventName(begunBy(kind))})
            .map([](int) {});
}

Result<> AlertLogStore::resolve(const AlertRule &rule, const AlertEvent &firing, qint64 timeMs)
{
    return m_statements
            .change(u"UPDATE alert_logs SET status = 'resolved', resolved_at = ? "
                    "WHERE rule_id = ? AND rule_version = ? AND timestamp = ? AND event = ? "
                    "AND resolved_at IS NULL AND deleted_at IS NULL"_s,
                    {SqlValue::Time{std::max(timeMs, firing.timeMs)}, rule.id, firing.ruleVersion,
                     SqlValue::Time{firing.timeMs}, alertEventName(firing.kind)})
            .map([](int) {});
}

Result<QList<AlertLogStore::Unresolved>> AlertLogStore::unresolved()
{
    Result<Rows> rows = m_statements.run(
            u"SELECT DISTINCT rule_id, event FROM alert_logs WHERE event IS NOT NULL "
            "AND resolved_at IS NULL AND deleted_at IS NULL"_s);
    if (!rows)
        return fail(rows.error());
    QList<Unresolved> unresolved;
    while (rows->next()) {
        if (const auto kind = alertEventFromName(rows->text(1)))
            unresolved.append({rows->integer(0), *kind});
    }
    return rows->end().transform([&] { return std::move(unresolved); });
}

Result<QList<LoggedFiring>> AlertLogStore::firings(qint64 ruleId)
{
    Result<Rows> rows =
            m_statements.run(u"SELECT timestamp, resolved_at, acknowledged_at FROM alert_logs "
                             "WHERE rule_id = ? AND event = ?"_s,
                             {ruleId, alertEventName(AlertEvent::Kind::Triggered)});
    if (!rows)
        return fail(rows.error());
    const auto optionalMs = [&](int column) {
        return rows->isNull(column) ? std::nullopt : std::optional{rows->timeMs(column)};
    };
    QList<LoggedFiring> firings;
    while (rows->next())
        firings.append({rows->timeMs(0), optionalMs(1), optionalMs(2)});
    return rows->end().transform([&] { return std::move(firings); });
}

Result<std::optional<qint64>> AlertLogStore::newestFiring(qint64 ruleId)
{
    Result<Rows> rows = m_statements.run(
            u"SELECT id FROM alert_logs WHERE rule_id = ? AND event = ? AND deleted_at IS NULL "
            "ORDER BY timestamp DESC, id DESC LIMIT 1"_s,
            {ruleId, alertEventName(AlertEvent::Kind::Triggered)});
    if (!rows)
        return fail(rows.error());
    std::optional<qint64> id;
    if (rows->next())
        id = rows->integer(0);
    return rows->end().transform([&] { return id; });
}

Result<> AlertLogStore::acknowledge(const QList<qint64> &ids, const QDateTime &now)
{
    for (const qint64 id : ids) {
        const Result<int> noted = m_statements.change(
                u"UPDATE alert_logs SET status = CASE WHEN status = 'resolved' THEN 'resolved' "
                "ELSE 'acknowledged' END, acknowledged_at = ? "
                "WHERE id = ? AND acknowledged_at IS NULL AND deleted_at IS NULL"_s,
                {now, id});
        if (!noted)
            return fail(noted.error());
    }
    return {};
}

Result<> AlertLogStore::unacknowledge(const QList<qint64> &ids)
{
    for (const qint64 id : ids) {
        const Result<int> noted = m_statements.change(
                u"UPDATE alert_logs SET status = CASE WHEN status = 'resolved' THEN 'resolved' "
                "WHEN notified_at IS NULL THEN 'triggered' ELSE 'notified' END, "
                "acknowledged_at = NULL WHERE id = ? AND acknowledged_at IS NOT NULL"_s,
                {id});
        if (!noted)
            return fail(noted.error());
    }
    return {};
}

Result<QList<AlertLogEntry>> AlertLogStore::untold(const QDateTime &now)
{
    const std::array values{SqlValue{now.addMSecs(-TellLasts.count())}};
    return read(u"WHERE l.notified_at IS NULL AND l.event IS NOT NULL AND l.deleted_at IS NULL "
                "AND l.created_at >= ? ORDER BY l.timestamp, l.id"_s,
                values);
}

// Nobody else changes them before this transaction ends. Nothing: it is deleted, or was told.
Result<std::optional<AlertDeliveries>> AlertLogStore::deliveriesOf(qint64 id)
{
    Result<Rows> rows = m_statements.run(
            u"SELECT deliveries FROM alert_logs WHERE id = ? AND notified_at IS NULL "
            "AND deleted_at IS NULL"_s,
            {id});
    if (!rows)
        return fail(rows.error());
    std::optional<AlertDeliveries> deliveries;
    if (rows->next())
        deliveries = AlertDeliveries::fromJson(rows->text(0));
    return rows->end().transform([&] { return deliveries; });
}

Result<> AlertLogStore::write(qint64 id, const AlertDeliveries &deliveries)
{
    return m_statements
            .change(u"UPDATE alert_logs SET deliveries = ? WHERE id = ?"_s,
                    {deliveries.toJson(), id})
            .map([](int) {});
}

Result<bool> AlertLogStore::claim(qint64 id, AlertChannel channel, const QString &teller,
                                  const QDateTime &now)
{
    Result<std::optional<AlertDeliveries>> deliveries = deliveriesOf(id);
    if (!deliveries)
        return fail(deliveries.error());
    if (!*deliveries || !(*deliveries)->claim(channel, teller, now))
        return false;
    return write(id, **deliveries).transform([] { return true; });
}

Result<> AlertLogStore::note(qint64 id, AlertChannel channel, const QString &outcome,
                             const QDateTime &now, const AlertChannels &wanted)
{
    Result<std::optional<AlertDeliveries>> deliveries = deliveriesOf(id);
    if (!deliveries)
        return fail(deliveries.error());
    if (!*deliveries)
        return {};
    AlertDeliveries &present = **deliveries;
    if (!present.isOver(channel))
        present.note(channel, outcome, now);
    if (const Result<> written = write(id, present); !written || !present.isOver(wanted))
        return written;
    const QDateTime shown = present.at(AlertChannel::Notice);
    const QDateTime toldAt = shown.isValid() && wanted.desktop ? shown : now;
    return m_statements
            .change(u"UPDATE alert_logs SET status = CASE WHEN status = 'triggered' THEN "
                    "'notified' ELSE status END, notified_at = ? WHERE id = ?"_s,
                    {toldAt, id})
            .map([](int) {});
}

Result<> AlertLogStore::noteDigest(const QList<qint64> &entryIds)
{
    const qint64 id = entryIds.constFirst();
    Result<std::optional<AlertDeliveries>> deliveries = deliveriesOf(id);
    if (!deliveries)
        return fail(deliveries.error());
    if (!*deliveries)
        return {};
    (*deliveries)->noteDigest(entryIds);
    return write(id, **deliveries);
}
