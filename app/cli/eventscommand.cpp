// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commandline.h"
#include "app/cli/commands.h"
#include "app/cli/options.h"
#include "app/cli/texttable.h"
#include "db/events/eventlog.h"
#include "db/events/eventwords.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace {

// What CLI11 fills before it is checked.
struct Raw {
    std::string from;
    std::string to;
    std::string level = "info";
    std::string component;
    std::string text;
    int limit = 200;
};

Result<EventRequest> requestFrom(const Raw &raw)
{
    const Result<TimeRange> range = rangeFrom(raw.from, raw.to);
    if (!range)
        return fail(range.error());
    EventRequest request;
    request.from = range->from;
    request.to = range->to;
    request.levels = raw.level == "error"     ? EventRequest::Levels::Errors
                     : raw.level == "warning" ? EventRequest::Levels::WarningsAndErrors
                                              : EventRequest::Levels::All;
    request.component = QString::fromStdString(raw.component);
    request.text = QString::fromStdString(raw.text);
    request.limit = raw.limit;
    return request;
}

QJsonValue detailsOf(const SystemEvent &event)
{
    if (event.details.isEmpty())
        return QJsonValue::Null;
    const QJsonDocument details = QJsonDocument::fromJson(event.details.toUtf8());
    return details.isObject() ? QJsonValue{details.object()} : QJsonValue{event.details};
}

QJsonObject jsonOf(const SystemEvent &event)
{
    return {{u"id"_s, event.id},       {u"time"_s, jsonTime(event.time)},
            {u"level"_s, event.level}, {u"component"_s, event.component},
            {u"event"_s, event.event}, {u"details"_s, detailsOf(event)}};
}

QString textOf(const EventPage &page)
{
    if (page.rows.isEmpty())
        return CommandLine::tr("No such event is recorded.");
    const EventFormat format{QLocale::c(), true};
    QList<QStringList> rows;
    for (const SystemEvent &event : page.rows)
        rows.append({event.time.toUTC().toString(Qt::ISODate), event.level, event.component,
                     eventText(event), eventSummary(event, format)});
    QString text = textTable({CommandLine::tr("Time"), CommandLine::tr("Level"),
                              CommandLine::tr("Component"), CommandLine::tr("Event"),
                              CommandLine::tr("Details")},
                             rows);
    if (page.hasMore)
        text += u'\n' + CommandLine::tr("There are earlier ones; --limit and --to show them.");
    return text;
}

ExitCode list(const Context &context, const EventRequest &request)
{
    const Result<std::unique_ptr<Connection>> connection = openToRead(context);
    if (!connection)
        return context.failed(connection.error());
    const Result<EventPage> page = EventLog{**connection}.page(request);
    if (!page)
        return context.failed(page.error());
    QJsonArray events;
    for (const SystemEvent &event : page->rows)
        events.append(jsonOf(event));
    return context.output.done({{u"events"_s, events}, {u"more"_s, page->hasMore}}, textOf(*page));
}

} // namespace

void describeEvents(CommandSet &commands)
{
    CLI::App &events = commands.group("events", "What the program did to this database and met");
    const auto raw = CommandSet::raw<Raw>();
    CLI::App &command = commands.command(events, "list", "Events, the newest first", [raw] {
        return requestFrom(*raw).transform([](const EventRequest &request) {
            return CommandRun{[request](const Context &context) { return list(context, request); }};
        });
    });
    command.add_option("--from", raw->from, "From this time on, UTC")->type_name("TIME");
    command.add_option("--to", raw->to, "Before this time, UTC")->type_name("TIME");
    command.add_option("--level", raw->level,
                       "info: all; warning: warnings and errors; error: errors alone")
            ->check(CLI::IsMember({"info", "warning", "error"}))
            ->capture_default_str();
    command.add_option("--component", raw->component, "As migrations, collector or alerts");
    command.add_option("--text", raw->text, "Anywhere in component, event or details");
    command.add_option("--limit", raw->limit, "At most so many events")
            ->check(CLI::Range(1, 1'000'000))
            ->capture_default_str();
}
