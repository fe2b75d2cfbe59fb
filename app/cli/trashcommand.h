// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "db/trash/trashstore.h"

// What 'trash list', 'trash delete' and 'trash restore' do; trashoptions.cpp reads the words.

[[nodiscard]] ExitCode listTrash(const Context &context, const TrashRequest &request);

// symbol of the range: as it was written, a coin or a symbol.
[[nodiscard]] ExitCode deleteQuotes(const Context &context, QuoteRange range,
                                    const QString &reason);
[[nodiscard]] ExitCode deleteRules(const Context &context, const QList<qint64> &ids, bool withLogs,
                                   const QString &reason);
[[nodiscard]] ExitCode deleteLogs(const Context &context, const QList<qint64> &ids,
                                  const QString &reason);

[[nodiscard]] ExitCode restoreTrash(const Context &context, const QList<TrashKey> &keys);
// All that was deleted at once.
[[nodiscard]] ExitCode restoreBatch(const Context &context, const QString &batch);
