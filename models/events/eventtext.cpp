// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/events/eventtext.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace {

struct EventText {
    Q_DECLARE_TR_FUNCTIONS(EventText)
};

} // namespace

CellState eventState(const QString &level)
{
    if (level == "error"_L1)
        return CellState::Failed;
    return level == "warning"_L1 ? CellState::Warning : CellState::Ok;
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
