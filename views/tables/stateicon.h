// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/cellrole.h"
#include "views/theme/theme.h"

#include <QIcon>

// The shape of a state in the colour of its meaning; a null icon for None.
[[nodiscard]] QIcon stateIcon(const Theme &theme, CellState state);

[[nodiscard]] Meaning stateMeaning(CellState state);
