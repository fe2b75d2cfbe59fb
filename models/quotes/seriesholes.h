// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/series.h"

#include <QList>

// The holes of a series, by time. A hole that reaches over an edge of what was asked for has no
// neighbour there to be measured from: it goes as far as the overview says, or to the edge.
// overview may be null; its own holes count outside of what the detail covers.
[[nodiscard]] QList<DataGap> holesOf(const Series &detail, const Series *overview);
