// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tables/stateicon.h"

using namespace Qt::Literals::StringLiterals;

QIcon stateIcon(const Theme &theme, CellState state)
{
    const auto icon = [&](const QString &name) { return theme.icon(name, stateMeaning(state)); };
    switch (state) {
    case CellState::None:
        return {};
    case CellState::Ok:
        return icon(u"tick-disc"_s);
    case CellState::Adopted:
        return icon(u"tick-ring"_s);
    case CellState::Working:
        return icon(u"round-arrow"_s);
    case CellState::Partial:
        return icon(u"half-disc"_s);
    case CellState::Warning:
        return icon(u"triangle"_s);
    case CellState::Failed:
        return icon(u"octagon-cross"_s);
    case CellState::Waiting:
    case CellState::Pending:
        return icon(u"ring-dots"_s);
    case CellState::Missed:
        return icon(u"dashed-ring"_s);
    case CellState::Stale:
        return icon(u"clock"_s);
    case CellState::Protected:
    case CellState::ReadOnly:
        return icon(u"lock"_s);
    case CellState::Exposed:
        return icon(u"lock-open"_s);
    case CellState::Paused:
        return icon(u"pause"_s);
    }
    return {};
}

Meaning stateMeaning(CellState state)
{
    switch (state) {
    case CellState::Ok:
    case CellState::Adopted:
    case CellState::Protected:
        return Meaning::Ok;
    case CellState::Working:
    case CellState::Pending:
        return Meaning::Working;
    case CellState::Partial:
    case CellState::Warning:
    case CellState::Exposed:
        return Meaning::Warning;
    case CellState::Failed:
        return Meaning::Danger;
    case CellState::Waiting:
        return Meaning::Waiting;
    case CellState::Stale:
        return Meaning::Stale;
    case CellState::None:
    case CellState::Missed:
    case CellState::ReadOnly:
    case CellState::Paused:
        break;
    }
    return Meaning::Missed;
}
