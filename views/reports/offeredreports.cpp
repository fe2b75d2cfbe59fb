// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/reports/offeredreports.h"

#include <QHeaderView>

using namespace Qt::Literals::StringLiterals;

namespace {

QStringList statuses(AlertLogRequest::Which which)
{
    using enum AlertLogRequest::Which;
    switch (which) {
    case All:
        return {};
    case Open:
        return {u"triggered"_s, u"notified"_s};
    case Triggered:
        return {u"triggered"_s};
    case Notified:
        return {u"notified"_s};
    case Acknowledged:
        return {u"acknowledged"_s};
    case Resolved:
        break;
    }
    return {u"resolved"_s};
}

QStringList statuses(RunFilter filter)
{
    switch (filter) {
    case RunFilter::All:
        return {};
    case RunFilter::Collected:
        return {u"ok"_s, u"outbox"_s};
    case RunFilter::Partial:
        return {u"partial"_s};
    case RunFilter::Failed:
        break;
    }
    return {u"failed"_s};
}

QStringList levels(EventRequest::Levels levels)
{
    using enum EventRequest::Levels;
    switch (levels) {
    case All:
        return {};
    case WarningsAndErrors:
        return {u"warning"_s, u"error"_s};
    case Errors:
        break;
    }
    return {u"error"_s};
}

QList<ReportRequest::Only> onlyStatuses(const QStringList &statuses)
{
    return statuses.isEmpty() ? QList<ReportRequest::Only>{}
                              : QList<ReportRequest::Only>{{u"status"_s, statuses}};
}

std::optional<qint64> msOf(const QDateTime &time)
{
    return time.isValid() ? std::optional{time.toMSecsSinceEpoch()} : std::nullopt;
}

} // namespace

ReportRequest exportOf(const AlertLogRequest &request)
{
    return {.report = Report::Alerts,
            .fromMs = msOf(request.from),
            .toMs = msOf(request.to),
            .text = request.text,
            .only = onlyStatuses(statuses(request.which)),
            .sort = ReportRequest::Sort{u"timestamp"_s, true}};
}

ReportRequest exportOf(const RunsPageRequest &request)
{
    return {.report = Report::Runs,
            .text = request.text,
            .only = onlyStatuses(statuses(request.filter)),
            .sort = ReportRequest::Sort{u"started_at"_s, true}};
}

ReportRequest exportOf(const EventRequest &request)
{
    ReportRequest events{.report = Report::Events,
                         .fromMs = msOf(request.from),
                         .toMs = msOf(request.to),
                         .text = request.text,
                         .sort = ReportRequest::Sort{u"time"_s, true}};
    if (const QStringList shown = levels(request.levels); !shown.isEmpty())
        events.only.append({u"level"_s, shown});
    if (!request.component.isEmpty())
        events.only.append({u"component"_s, {request.component}});
    return events;
}

std::optional<ReportRequest::Sort> sortOf(const QHeaderView &header,
                                          const QHash<int, QString> &columns)
{
    const QString column = columns.value(header.sortIndicatorSection());
    if (column.isEmpty())
        return {};
    return ReportRequest::Sort{column, header.sortIndicatorOrder() == Qt::DescendingOrder};
}
