// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

#include <QTest>

// Says why an action failed; the action runs once.
#define VERIFY_RESULT(action)                                                                      \
    do {                                                                                           \
        const auto &outcome = (action);                                                            \
        QVERIFY2(outcome.has_value(),                                                              \
                 qPrintable(outcome.has_value() ? QString{}                                        \
                                                : outcome.error().subject + QStringLiteral(": ") + \
                                                          outcome.error().detail));                \
    } while (false)

// A connection that a test cannot do without.
[[nodiscard]] inline std::unique_ptr<Connection> openOrFail(const ConnectionSpec &spec)
{
    Result<std::unique_ptr<Connection>> connection = Connection::open(spec);
    if (!connection)
        qFatal("%s", qPrintable(connection.error().detail));
    return std::move(*connection);
}

// The first cell of the first row as a number; -1 when there is none.
[[nodiscard]] inline qint64 numberFrom(const Connection &connection, const QString &sql)
{
    const auto rows = connection.stream(sql);
    if (!rows || !(*rows)->next() || (*rows)->row().empty())
        return -1;
    const Cell &cell = (*rows)->row()[0];
    return cell.kind == Cell::Kind::Text ? QByteArray{cell.text.toByteArray()}.toLongLong()
                                         : cell.integer;
}
