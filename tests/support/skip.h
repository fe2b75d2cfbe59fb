// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>

// For what not every computer lets a test do. The continuous integration (it sets CI) must let it:
// there a skipped test would look like a passed one.
#define SKIP_UNLESS_CI(reason)                                                                     \
    do {                                                                                           \
        if (qEnvironmentVariableIsSet("CI"))                                                       \
            QFAIL(reason);                                                                         \
        QSKIP(reason);                                                                             \
    } while (false)
