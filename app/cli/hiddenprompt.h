// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"

// Whether a person sits at standard input.
[[nodiscard]] bool isInputTerminal();

// Asks on standard error and reads one line from the terminal at standard input, which does not
// show it. The terminal is as before afterwards, also when a signal ends the program meanwhile.
// Errors: Cancelled at the end of the input or when the terminal hides nothing.
[[nodiscard]] Result<QString> readHidden(const QString &prompt);
