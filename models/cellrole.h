// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <Qt>

// What the cells of every table answer beyond Qt's own roles. A delegate asks for these and needs
// not know the model.
struct CellRole {
    enum : int {
        Raw = Qt::UserRole + 1, // QString: exact, the same in every locale; for copy and tests
        Sort,                   // Price, qint64 or QString; invalid when there is no value
        Stale,                  // bool, one for the row: its value is too old to be relied on
        Tone,                   // CellTone
        State,                  // CellState: the icon in front of the word
        Direction,              // int: -1 fell, 0 unchanged, 1 rose; invalid without a value
        LineColour,             // int: the connection's own colour, 0 to 5; invalid: none
        Line,                   // QList<std::optional<Price>>: the points of a small line
        Stock,                  // bool, one for the row: a stock, and no coin
    };
};

// How much a cell wants to be seen.
enum class CellTone { Plain, Quiet, Strong, Warning };

enum class CellState {
    None,
    Ok,
    Adopted, // ok, but as it was found: not done by us
    Working,
    Partial,
    Warning,
    Failed,
    Waiting,
    Pending, // waits for the person
    Missed,
    Stale,
    Protected, // on its way
    Exposed,
    ReadOnly,
    Paused,
};

Q_DECLARE_METATYPE(CellTone)
Q_DECLARE_METATYPE(CellState)
