// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/tuning/rules/indexdef.h"
#include "db/tuning/rules/statement.h"

// How two lists of keys lie to each other, key by key.
enum class KeyMatch { None, Same, Mirrored }; // Mirrored: all directions flipped, read backwards

// Whether the first keys of one are these. A list without keys matches nothing.
[[nodiscard]] KeyMatch prefixMatch(const QList<IndexKey> &prefix, const QList<IndexKey> &keys);
// The same, whatever the directions: how many of the first keys an index gives in the other's
// order, 0 when the keys are others.
[[nodiscard]] qsizetype orderedPrefix(const QList<IndexKey> &prefix, const QList<IndexKey> &keys);

// The keys with what the engine stores behind them.
[[nodiscard]] QList<IndexKey> storedKeys(const IndexDef &index, const TableDef &table);

// D1, D2, E9: whether both hold the same entries in the same order, or in the one backwards.
[[nodiscard]] bool hasSameEntries(const IndexDef &one, const IndexDef &other,
                                  const TableDef &table);

// Whether reading an index one way gives this order, where these columns hold one value each.
[[nodiscard]] bool givesOrder(const QList<IndexKey> &keys, const QStringList &equal,
                              const QList<OrderedColumn> &order);
