// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QString>

// "Undo (Ctrl+Z)": what something does and its keys, as the desktop names them.
[[nodiscard]] QString withKeys(const QString &words, const QKeySequence &keys);
