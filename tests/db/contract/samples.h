// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/run.h"

// Short ways to write what the cases store.
inline QDateTime at(const char *iso)
{
    return QDateTime::fromString(QString::fromLatin1(iso), Qt::ISODateWithMs);
}
inline qint64 msAt(const char *iso)
{
    return at(iso).toMSecsSinceEpoch();
}
inline Price price(const char *text)
{
    return *Price::parse(QByteArrayView{text});
}

// Bid and ask a hundredth below and above.
inline Quote quote(const QString &coin, const QDateTime &time, const char *last)
{
    const Price::Units step = 1'000'000;
    const Price::Units units = price(last).units();
    return {0,
            coin,
            time,
            Price::fromUnits(units - step),
            Price::fromUnits(units + step),
            Price::fromUnits(units),
            {}};
}

inline CollectionRun runAt(const QDateTime &slot, RunStatus status = RunStatus::Ok)
{
    CollectionRun run;
    run.source = QStringLiteral("coinspot");
    run.slot = slot;
    run.startedAt = slot.addMSecs(3'217);
    run.status = status;
    return run;
}
