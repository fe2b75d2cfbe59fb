// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/commandset.h"

// 'index lab', within the group of the commands on indexes.
void describeLab(CommandSet &commands, CLI::App &group);
