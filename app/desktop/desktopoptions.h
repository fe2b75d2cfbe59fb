// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/domain/slot.h"
#include "db/poolstate.h"

#include <QIODevice>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <variant>

// What one start of the desktop program works on.
struct DesktopOptions {
    ConnectionSpec database;
    PoolLimits pool;
    QString dataFolder;
    QUrl priceServer; // empty with the demo market, whose address is known when it runs
    QUrl eodhdServer;
    SlotGrid grid;
    bool echoesSql = false;
    bool isDemo = false;
    bool isHidden = false; // --background: no window until somebody asks for it
    bool mayWrite = false; // the person allowed it, where the connection asks before
    bool isHeld = false;   // only read, until that is allowed
};

// A text that ends the program at once.
struct DesktopNotice {
    QString text;
};

// arguments: without the program's name. settingsUrl: the database chosen in the program. Reads the
// environment, and input where the arguments say that the password is there. Errors: Usage and
// Configuration.
[[nodiscard]] Result<std::variant<DesktopOptions, DesktopNotice>>
readDesktopOptions(const QStringList &arguments, const QString &settingsUrl,
                   const QString &dataFolder, QIODevice &input);

// Why no window can be shown here, or empty when one can.
[[nodiscard]] QString missingDisplayText();
