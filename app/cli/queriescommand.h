// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/commandset.h"

// index queries
void describeQueries(CommandSet &commands, CLI::App &index);
