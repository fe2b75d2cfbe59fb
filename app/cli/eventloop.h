// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/exitcode.h"

#include <QCoreApplication>

// Runs a command that lives on the event loop until its signal finished(ExitCode).
template <typename Command> [[nodiscard]] ExitCode runOnEventLoop(Command &command)
{
    QObject::connect(
            &command, &Command::finished, qApp,
            [](ExitCode code) { QCoreApplication::exit(static_cast<int>(code)); },
            Qt::QueuedConnection);
    command.start();
    return static_cast<ExitCode>(QCoreApplication::exec());
}
