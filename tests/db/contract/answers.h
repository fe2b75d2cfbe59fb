// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/board.h"
#include "db/domain/dailybar.h"
#include "db/domain/result.h"
#include "db/domain/run.h"
#include "db/domain/series.h"

#include <QStringList>

// What stores answered, as lines of text: the same on every engine, byte for byte. Ids are left
// out, because a server does not use a number again that a refused row had taken.
[[nodiscard]] QString line(const QDateTime &time);
[[nodiscard]] QString line(const Quote &quote);
[[nodiscard]] QString line(const Bar &bar);
[[nodiscard]] QString line(const DailyBar &bar);
[[nodiscard]] QString line(const CollectionRun &run);
[[nodiscard]] QString line(const DataGap &gap);
[[nodiscard]] QString line(const std::optional<Price> &price);
[[nodiscard]] QString line(const Error &error);

[[nodiscard]] QStringList lines(const Board &board);
[[nodiscard]] QStringList lines(const Series &series);

template <typename T> [[nodiscard]] QStringList lines(const QList<T> &values)
{
    QStringList all;
    for (const T &value : values)
        all.append(line(value));
    return all;
}

inline QString line(bool value)
{
    return value ? QStringLiteral("yes") : QStringLiteral("no");
}
inline QString line(const QString &text)
{
    return text;
}

// One line for an answer, for nothing, and for a failure.
template <typename T> [[nodiscard]] QString line(const Result<std::optional<T>> &result)
{
    if (!result)
        return line(result.error());
    return *result ? line(**result) : QStringLiteral("nothing");
}
template <typename T> [[nodiscard]] QString line(const Result<T> &result)
{
    return result ? line(*result) : line(result.error());
}
[[nodiscard]] inline QString line(const Result<> &result)
{
    return result ? QStringLiteral("done") : line(result.error());
}
template <typename T> [[nodiscard]] QStringList lines(const Result<T> &result)
{
    return result ? lines(*result) : QStringList{line(result.error())};
}
