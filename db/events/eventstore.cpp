// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/events/eventstore.h"

#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace {

QString levelName(EventStore::Level level)
{
    switch (level) {
    case EventStore::Level::Info:
        return u"info"_s;
    case EventStore::Level::Warning:
        return u"warning"_s;
    case EventStore::Level::Error:
        break;
    }
    return u"error"_s;
}

} // namespace

Result<> EventStore::append(Level level, const QString &component, const QString &event,
                            const QDateTime &time, const QJsonObject &details)
{
    const SqlValue json = details.isEmpty()
                                  ? SqlValue{}
                                  : SqlValue{QString::fromUtf8(
                                            QJsonDocument{details}.toJson(QJsonDocument::Compact))};
    return m_statements
            .change(u"INSERT INTO system_events (time, level, component, event, details) "
                    "VALUES (?, ?, ?, ?, ?)"_s,
                    {time, levelName(level), component, event, json})
            .map([](int) {});
}
