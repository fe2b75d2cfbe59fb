// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/commandset.h"

// Those commands of 'assets' that change the registry: add, import, edit, pause, resume, remove.
void describeRegistry(CommandSet &commands, CLI::App &assets);

// Symbols as they are registered, of how somebody wrote them: "bhp.au" is BHP.AU. What is no symbol
// stays as it is, for the registry to say that it does not know it.
[[nodiscard]] QStringList namedSymbols(const std::vector<std::string> &written);
