// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/collector/runspage.h"

#include <algorithm>

namespace {

bool passes(RunFilter filter, RunStatus status)
{
    switch (filter) {
    case RunFilter::All:
        return true;
    case RunFilter::Collected:
        return status == RunStatus::Ok || status == RunStatus::Outbox;
    case RunFilter::Partial:
        return status == RunStatus::Partial;
    case RunFilter::Failed:
        return status == RunStatus::Failed;
    }
    return true;
}

} // namespace

bool matches(const RunsPageRequest &request, const CollectionRun &run)
{
    if (!passes(request.filter, run.status))
        return false;
    const QString &text = request.text;
    if (text.isEmpty() || run.error.contains(text, Qt::CaseInsensitive))
        return true;
    return std::any_of(run.rejectedEntries.cbegin(), run.rejectedEntries.cend(),
                       [&text](const RejectedEntry &entry) {
                           return entry.name.contains(text, Qt::CaseInsensitive) ||
                                  entry.reason.contains(text, Qt::CaseInsensitive);
                       });
}
