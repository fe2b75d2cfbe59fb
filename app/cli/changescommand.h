// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/commandset.h"

// 'index apply', 'index changes', 'index revert'.
void describeChanges(CommandSet &commands, CLI::App &group);
