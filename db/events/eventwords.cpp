// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/events/eventwords.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

struct EventText {
    Q_DECLARE_TR_FUNCTIONS(EventText)
};

constexpr qsizetype LongestValue = 400; // of a fact; the copy has all of it
constexpr qsizetype MostFacts = 60;

// "Outbox drained" of "outbox_drained", "outbox-drained" and "outboxDrained".
QString spoken(const QString &word)
{
    QString text;
    for (const QChar c : word) {
        if (c == u'_' || c == u'-' || c == u'.') {
            text += u' ';
        } else if (c.isUpper() && !text.isEmpty() && text.back().isLower()) {
            text += u' ';
            text += c.toLower();
        } else {
            text += c;
        }
    }
    text = text.simplified();
    if (!text.isEmpty())
        text[0] = text.at(0).toUpper();
    return text;
}

// A name may end in the unit of its value.
struct NamedUnit {
    QString name;
    QString unit;
};

NamedUnit unitOf(const QString &key)
{
    static const QHash<QString, QString> units{{u"_ms"_s, u"ms"_s},
                                               {u"_us"_s, u"µs"_s},
                                               {u"_seconds"_s, u"s"_s},
                                               {u"_bytes"_s, u"B"_s}};
    for (auto unit = units.cbegin(); unit != units.cend(); ++unit) {
        if (key.endsWith(unit.key()))
            return {key.chopped(unit.key().size()), *unit};
    }
    return {key, {}};
}

QString timeText(const QDateTime &time, const EventFormat &format)
{
    if (format.isUtc)
        return time.toUTC().toString(Qt::ISODate);
    const QDateTime local = time.toLocalTime();
    return format.locale.toString(local, QLocale::ShortFormat) + u' ' +
           local.timeZoneAbbreviation();
}

QString valueText(const QJsonValue &value, const QString &unit, const EventFormat &format)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return value.toBool() ? EventText::tr("yes") : EventText::tr("no");
    case QJsonValue::Double: {
        const double number = value.toDouble();
        const QString text = number == double(value.toInteger())
                                     ? format.locale.toString(value.toInteger())
                                     : format.locale.toString(number, 'g', 10);
        return unit.isEmpty() ? text : text + u' ' + unit;
    }
    case QJsonValue::String: {
        const QString text = value.toString();
        const QDateTime time = text.size() >= 19 && text.at(10) == u'T'
                                       ? QDateTime::fromString(text, Qt::ISODateWithMs)
                                       : QDateTime{};
        if (time.isValid())
            return timeText(time, format);
        return text.size() > LongestValue ? text.first(LongestValue) + u'…' : text;
    }
    default:
        return u"–"_s;
    }
}

// The name of a value; of tables, what lies in them.
QString factName(const QString &key)
{
    static const QHash<QString, const char *> known{
            {u"market_data"_s, QT_TRANSLATE_NOOP("EventText", "Quotes")},
            {u"alert_rules"_s, QT_TRANSLATE_NOOP("EventText", "Rules")},
            {u"alert_logs"_s, QT_TRANSLATE_NOOP("EventText", "Alerts")}};
    const char *name = known.value(key);
    return name ? EventText::tr(name) : spoken(key);
}

// "2 quotes of BHP.AU, 1 rule"; empty when the details say none.
QString trashedText(const QJsonObject &details)
{
    QStringList words;
    if (const int quotes = details["market_data"_L1].toInt(); quotes > 0) {
        const QString text = EventText::tr("%n quote(s)", nullptr, quotes);
        const QString symbol = details["symbol"_L1].toString();
        words.append(symbol.isEmpty() ? text : EventText::tr("%1 of %2").arg(text, symbol));
    }
    if (const int rules = details["alert_rules"_L1].toInt(); rules > 0)
        words.append(EventText::tr("%n rule(s)", nullptr, rules));
    if (const int logs = details["alert_logs"_L1].toInt(); logs > 0)
        words.append(EventText::tr("%n alert(s)", nullptr, logs));
    return words.join(u", "_s);
}

// What only a program reads comes last.
QStringList inReadingOrder(QStringList keys)
{
    std::ranges::stable_partition(
            keys, [](const QString &key) { return key != "checksum"_L1 && key != "batch"_L1; });
    return keys;
}

void addFacts(QList<QPair<QString, QString>> &facts, const QString &name, const QJsonValue &value,
              const QString &unit, const EventFormat &format)
{
    if (facts.size() >= MostFacts)
        return;
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (const QString &key : inReadingOrder(object.keys())) {
            const NamedUnit named = unitOf(key);
            const QString partName = factName(named.name);
            //: What a value is about, then what it is: "Rows, checked"
            addFacts(facts, name.isEmpty() ? partName : EventText::tr("%1, %2").arg(name, partName),
                     object.value(key), named.unit, format);
        }
        return;
    }
    if (value.isString() && value.toString().isEmpty())
        return;
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        QStringList simple;
        for (const QJsonValue &part : array) {
            if (part.isObject() || part.isArray())
                addFacts(facts, name, part, unit, format);
            else
                simple.append(valueText(part, unit, format));
        }
        if (!simple.isEmpty() || array.isEmpty())
            facts.append({name, simple.isEmpty() ? EventText::tr("none") : simple.join(u", "_s)});
        return;
    }
    facts.append({name, valueText(value, unit, format)});
}

} // namespace

QString eventLevelText(const QString &level)
{
    if (level == "error"_L1)
        return EventText::tr("Error");
    if (level == "warning"_L1)
        return EventText::tr("Warning");
    return level == "info"_L1 ? EventText::tr("Information") : spoken(level);
}

QString eventComponentText(const QString &component)
{
    static const QHash<QString, const char *> known{
            {u"migrations"_s, QT_TR_NOOP("Migrations")}, {u"collector"_s, QT_TR_NOOP("Collector")},
            {u"alerts"_s, QT_TR_NOOP("Alerts")},         {u"portfolio"_s, QT_TR_NOOP("Portfolio")},
            {u"assets"_s, QT_TR_NOOP("Assets")},         {u"indexes"_s, QT_TR_NOOP("Indexes")},
            {u"trash"_s, QT_TR_NOOP("Recycle bin")},     {u"reports"_s, QT_TR_NOOP("Reports")}};
    const char *name = known.value(component);
    return name ? EventText::tr(name) : spoken(component);
}

QString eventText(const SystemEvent &event)
{
    static const QHash<QString, const char *> known{
            {u"migrations apply"_s, QT_TR_NOOP("Migration applied")},
            {u"migrations revert"_s, QT_TR_NOOP("Migration reverted")},
            {u"migrations fail"_s, QT_TR_NOOP("Migration failed")},
            {u"indexes trying"_s, QT_TR_NOOP("Index trial begun")},
            {u"indexes trial"_s, QT_TR_NOOP("Index hidden for a trial")},
            {u"indexes applying"_s, QT_TR_NOOP("Index change begun")},
            {u"indexes watched"_s, QT_TR_NOOP("Index changed")},
            {u"indexes closed"_s, QT_TR_NOOP("Watch of an index ended")},
            {u"indexes reverting"_s, QT_TR_NOOP("Taking an index change back")},
            {u"indexes reverted"_s, QT_TR_NOOP("Index change taken back")},
            {u"indexes aside"_s, QT_TR_NOOP("Index change set aside for a migration")},
            {u"indexes trial_aside"_s, QT_TR_NOOP("Index trial set aside for a migration")},
            {u"indexes failed"_s, QT_TR_NOOP("Index change failed")},
            {u"indexes statements_worse"_s, QT_TR_NOOP("Statements became worse by an index")},
            {u"indexes overtaken"_s, QT_TR_NOOP("Index changed by somebody else")},
            {u"trash purge_undo_begun"_s, QT_TR_NOOP("Undo of a purge begun")},
            {u"trash restore_undone"_s, QT_TR_NOOP("Restoring undone")}};
    const bool isDeleted = event.event == "deleted"_L1;
    if (event.component == "trash"_L1 && (isDeleted || event.event == "restored"_L1)) {
        const QString what = trashedText(QJsonDocument::fromJson(event.details.toUtf8()).object());
        if (!what.isEmpty())
            return isDeleted ? EventText::tr("Deleted: %1").arg(what)
                             : EventText::tr("Restored: %1").arg(what);
    }
    const char *text = known.value(event.component + u' ' + event.event);
    return text ? EventText::tr(text) : spoken(event.event);
}

QList<QPair<QString, QString>> eventFacts(const SystemEvent &event, const EventFormat &format)
{
    QList<QPair<QString, QString>> facts;
    if (event.details.isEmpty())
        return facts;
    const QJsonDocument document = QJsonDocument::fromJson(event.details.toUtf8());
    if (document.isNull()) {
        facts.append({EventText::tr("Details"), event.details});
        return facts;
    }
    addFacts(facts, document.isArray() ? EventText::tr("Details") : QString{},
             document.isArray() ? QJsonValue{document.array()} : QJsonValue{document.object()}, {},
             format);
    return facts;
}

QString eventSummary(const SystemEvent &event, const EventFormat &format)
{
    QStringList parts;
    for (const auto &[name, value] : eventFacts(event, format))
        //: Name and value of a detail: "Version 5"
        parts.append(EventText::tr("%1 %2").arg(name, value.simplified()));
    return parts.join(u", "_s);
}
