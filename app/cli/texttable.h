// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

// Columns under their headings, numbers to the right: all but the first column.
[[nodiscard]] QString textTable(const QStringList &header, const QList<QStringList> &rows);
