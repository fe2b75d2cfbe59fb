// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/cellrole.h"
#include "models/connections/connectionrow.h"

#include <QLocale>

// What connections are called where people read.

[[nodiscard]] QString engineChoiceText(Engine engine); // "MariaDB or MySQL": where one is chosen
[[nodiscard]] QString connectionStateText(const ConnectionRow &row); // "In use", "Reachable"
[[nodiscard]] CellState connectionState(const ConnectionRow &row);
// "TLS 1.3, certificate verified", "Not protected", "On this computer"
[[nodiscard]] QString protectionText(const ConnectionRow &row);
[[nodiscard]] QString protectionWord(const ConnectionRow &row); // "TLS 1.3, verified"
[[nodiscard]] CellState protectionState(const ConnectionRow &row);
[[nodiscard]] QString poolWord(const ConnectionRow &row, const QLocale &locale); // "3 open, 1 busy"
// "3 open, 1 busy, 20 at most", and what is out of the ordinary.
[[nodiscard]] QString poolText(const ConnectionRow &row, const QLocale &locale);
[[nodiscard]] QString tlsModeText(TlsMode mode);
[[nodiscard]] QString lineColourText(int line); // "Blue": the colour of a chart's line
