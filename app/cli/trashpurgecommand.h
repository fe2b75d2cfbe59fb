// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "app/trash/trashexport.h"

// What 'trash export', 'trash purge' and 'trash undo-purge' do; trashoptions.cpp reads the words.

struct PurgeRequest {
    std::optional<qint64> exportId; // nothing: by all that are not purged yet
    bool isTrial = false;           // checks the exports and says what would go
    bool isSure = false;            // asks nobody
};

[[nodiscard]] ExitCode exportTrashTo(const Context &context, const TrashExportPlan &plan);
[[nodiscard]] ExitCode purgeTrashOf(const Context &context, const PurgeRequest &request);
// By the export that lies in the folder.
[[nodiscard]] ExitCode undoPurgeOf(const Context &context, const QString &folder);
