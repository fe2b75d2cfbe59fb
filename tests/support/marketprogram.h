// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCommandLineParser>

class MarketServer;

// What the two market programs have in common: --port, --port-file, --until-stdin-closes.
void addMarketOptions(QCommandLineParser &parser);

// Listens as the options say, prints one line with the address and runs until the program is ended
// (or standard input closes: so a market dies with the program that started it). Returns the exit
// code: 1 when the port is taken or the file cannot be written, 2 for a port that is none.
[[nodiscard]] int runMarket(MarketServer &server, const QCommandLineParser &parser);
