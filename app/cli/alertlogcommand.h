// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "db/alerts/alertlogstore.h"

// rule: of which alone, its name or number; empty for all.
[[nodiscard]] ExitCode showAlertLog(const Context &context, AlertLogRequest request,
                                    const QString &rule);
[[nodiscard]] ExitCode acknowledgeAlerts(const Context &context, const QList<qint64> &ids);
// Soft, and back.
[[nodiscard]] ExitCode deleteAlerts(const Context &context, const QList<qint64> &ids);
[[nodiscard]] ExitCode restoreAlerts(const Context &context, const QList<qint64> &ids);

// Judges what is stored and not judged yet.
[[nodiscard]] ExitCode judgeAlerts(const Context &context);
// from and to may be invalid: all that is stored.
[[nodiscard]] ExitCode replayRule(const Context &context, const QString &rule,
                                  const QDateTime &from, const QDateTime &to);
