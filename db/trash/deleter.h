// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

// Who puts rows into the recycle bin, and why.
struct Deleter {
    QString name; // "user@host"
    QString reason;
    QString batch; // the same for all rows that go at once

    // This process, with a batch of its own.
    [[nodiscard]] static Deleter current(const QString &reason = {});
};
