// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/commandset.h"

// Each describes one group of commands and stands in its file. A command writes its result and
// returns what the program ends with.
void describeAlerts(CommandSet &commands);
void describeAssets(CommandSet &commands);
void describeBackups(CommandSet &commands);
void describeBars(CommandSet &commands);
void describeCollect(CommandSet &commands);
void describeCopy(CommandSet &commands);
void describeCredentials(CommandSet &commands);
void describeEvents(CommandSet &commands);
void describeExport(CommandSet &commands);
void describeHealth(CommandSet &commands);
void describeIndex(CommandSet &commands);
void describeMigrate(CommandSet &commands);
void describePortfolio(CommandSet &commands);
void describePrices(CommandSet &commands);
void describeTrash(CommandSet &commands);
void describeWatchlist(CommandSet &commands);
