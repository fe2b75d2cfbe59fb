// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QString>

// Why nothing was collected, as column cause of data_gaps says it.
enum class GapCause { Asleep, Offline, ProviderEmpty, ProviderError, MarketClosed, Unknown };

[[nodiscard]] QString gapCauseName(GapCause cause);        // "asleep", "provider_error"
[[nodiscard]] GapCause gapCauseFromName(QStringView name); // Unknown for what it does not know

// Slots that were missed: [from, to), UTC.
struct DataGap {
    qint64 id = 0;
    QString source; // "coinspot"
    QString symbol; // empty: every symbol of the source
    QDateTime from;
    QDateTime to;
    GapCause cause = GapCause::Unknown;
};

Q_DECLARE_METATYPE(DataGap)
