// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

// Who changes the database, for the record.
struct Actor {
    QString user;
    QString host;
    QString appVersion;

    // This process, from its environment.
    [[nodiscard]] static Actor current();

    [[nodiscard]] QString name() const { return user + u'@' + host; }
};
