// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/run.h"

#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QString>

#include <optional>

// Which runs a list shows. Collected takes in what went through the outbox.
enum class RunFilter { All, Collected, Partial, Failed };

// Where a page of runs ended: the order is newest first, by startedAt, then id.
struct RunsKey {
    QDateTime startedAt;
    qint64 id = 0;
};

struct RunsPageRequest {
    std::optional<RunsKey> after; // the last run already held; none asks for the newest page
    RunFilter filter = RunFilter::All;
    // Only runs with this text in their error, or in the name or reason of a rejected entry, upper
    // and lower case alike; empty for all.
    QString text;
    int limit = 300;
};

struct RunsPage {
    QList<CollectionRun> rows; // newest first
    bool hasMore = false;
};

// Whether the request would find this run, were it in the database and on the page.
[[nodiscard]] bool matches(const RunsPageRequest &request, const CollectionRun &run);

Q_DECLARE_METATYPE(RunsPageRequest)
Q_DECLARE_METATYPE(RunsPage)
