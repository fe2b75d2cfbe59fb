// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/events/eventtext.h"

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

QString valueText(const QJsonValue &value, const QString &unit, const QLocale &locale)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return value.toBool() ? EventText::tr("yes") : EventText::tr("no");
    case QJsonValue::Double: {
        const double number = value.toDouble();
        const QString text = number == double(value.toInteger())
                                     ? locale.toString(value.toInteger())
                                     : locale.toString(number, 'g', 10);
        return unit.isEmpty() ? text : text + u' ' + unit;
    }
    case QJsonValue::String: {
        const QString text = value.toString();
        const QDateTime time = text.size() >= 19 && text.at(10) == u'T'
                                       ? QDateTime::fromString(text, Qt::ISODateWithMs)
                                       : QDateTime{};
        if (time.isValid())
            return locale.toString(time.toLocalTime(), QLocale::ShortFormat) + u' ' +
                   time.toLocalTime().timeZoneAbbreviation();
        return text.size() > LongestValue ? text.first(LongestValue) + u'…' : text;
    }
    default:
        return u"–"_s;
    }
}

// What only a program reads comes last.
QStringList inReadingOrder(QStringList keys)
{
    std::ranges::stable_partition(
            keys, [](const QString &key) { return key != "checksum"_L1 && key != "batch"_L1; });
    return keys;
}

void addFacts(QList<QPair<QString, QString>> &facts, const QString &name, const QJsonValue &value,
              const QString &unit, const QLocale &locale)
{
    if (facts.size() >= MostFacts)
        return;
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (const QString &key : inReadingOrder(object.keys())) {
            const NamedUnit named = unitOf(key);
            const QString partName = spoken(named.name);
            //: What a value is about, then what it is: "Rows, checked"
            addFacts(facts, name.isEmpty() ? partName : EventText::tr("%1, %2").arg(name, partName),
                     object.value(key), named.unit, locale);
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
                addFacts(facts, name, part, unit, locale);
            else
                simple.append(valueText(part, unit, locale));
        }
        if (!simple.isEmpty() || array.isEmpty())
            facts.append({name, simple.isEmpty() ? EventText::tr("none") : simple.join(u", "_s)});
        return;
    }
    facts.append({name, valueText(value, unit, locale)});
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

CellState eventState(const QString &level)
{
    if (level == "error"_L1)
        return CellState::Failed;
    return level == "warning"_L1 ? CellState::Warning : CellState::Ok;
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
    const char *text = known.value(event.component + u' ' + event.event);
    return text ? EventText::tr(text) : spoken(event.event);
}

QString eventTimeText(const QDateTime &time, const QDateTime &now, const QLocale &locale)
{
    const QDateTime local = time.toLocalTime();
    const QString clock = locale.toString(local.time(), u"HH:mm:ss"_s);
    const bool isThisYear = local.date().year() == now.toLocalTime().date().year();
    //: A day of the present year, and of another one.
    const QString day = locale.toString(local.date(), isThisYear ? EventText::tr("d MMM")
                                                                 : EventText::tr("d MMM yyyy"));
    //: Day, then time.
    return EventText::tr("%1, %2").arg(day, clock);
}

QList<QPair<QString, QString>> eventFacts(const SystemEvent &event, const QLocale &locale)
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
             locale);
    return facts;
}

QString eventSummary(const SystemEvent &event, const QLocale &locale)
{
    QStringList parts;
    for (const auto &[name, value] : eventFacts(event, locale))
        //: Name and value of a detail: "Version 5"
        parts.append(EventText::tr("%1 %2").arg(name, value.simplified()));
    return parts.join(u", "_s);
}

QString eventAsText(const SystemEvent &event)
{
    return u"%1 %2 %3 %4 %5"_s
            .arg(event.time.toUTC().toString(Qt::ISODateWithMs), event.level, event.component,
                 event.event, event.details)
            .trimmed();
}

QString eventSymbol(const SystemEvent &event)
{
    const QJsonObject details = QJsonDocument::fromJson(event.details.toUtf8()).object();
    for (const auto key : {"symbol"_L1, "coin"_L1}) {
        if (const QString symbol = details[key].toString(); !symbol.isEmpty())
            return symbol;
    }
    return {};
}
