// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/rules/comparison.h"

#include <algorithm>

namespace {

bool isSameKey(const IndexKey &one, const IndexKey &other)
{
    return one.kind == other.kind && one.text == other.text && one.collation == other.collation &&
           one.opclass == other.opclass && one.prefixLength == other.prefixLength;
}

KeyMatch directionOf(const IndexKey &one, const IndexKey &other)
{
    const bool isOtherWay = one.isDescending != other.isDescending;
    if (isOtherWay != (one.hasNullsFirst != other.hasNullsFirst))
        return KeyMatch::None; // neither way of reading puts NULL where it belongs
    return isOtherWay ? KeyMatch::Mirrored : KeyMatch::Same;
}

bool areSameKeys(const QList<IndexKey> &prefix, const QList<IndexKey> &keys)
{
    return !prefix.isEmpty() && prefix.size() <= keys.size() &&
           std::equal(prefix.cbegin(), prefix.cend(), keys.cbegin(), &isSameKey);
}

KeyMatch wholeMatch(const QList<IndexKey> &one, const QList<IndexKey> &other)
{
    return one.size() == other.size() ? prefixMatch(one, other) : KeyMatch::None;
}

QStringList sorted(QStringList texts)
{
    texts.sort();
    return texts;
}

} // namespace

KeyMatch prefixMatch(const QList<IndexKey> &prefix, const QList<IndexKey> &keys)
{
    if (orderedPrefix(prefix, keys) != prefix.size())
        return KeyMatch::None;
    return prefix.isEmpty() ? KeyMatch::None : directionOf(prefix.constFirst(), keys.constFirst());
}

qsizetype orderedPrefix(const QList<IndexKey> &prefix, const QList<IndexKey> &keys)
{
    if (!areSameKeys(prefix, keys))
        return 0;
    const KeyMatch first = directionOf(prefix.constFirst(), keys.constFirst());
    if (first == KeyMatch::None)
        return 0;
    qsizetype place = 1;
    while (place < prefix.size() && directionOf(prefix[place], keys[place]) == first)
        ++place;
    return place;
}

QList<IndexKey> storedKeys(const IndexDef &index, const TableDef &table)
{
    QList<IndexKey> keys = index.keys;
    for (const IndexKey &stored : table.storedKey) {
        const bool isThere = std::ranges::any_of(
                keys, [&](const IndexKey &key) { return isSameKey(key, stored); });
        if (!isThere)
            keys.append(stored);
    }
    return keys;
}

bool hasSameEntries(const IndexDef &one, const IndexDef &other, const TableDef &table)
{
    if (one.method != other.method || one.predicate != other.predicate ||
        sorted(one.include) != sorted(other.include))
        return false;
    if (!one.isBtree())
        return one.keys == other.keys && one.options == other.options;
    if (wholeMatch(one.keys, other.keys) != KeyMatch::None)
        return true;
    // A primary key is the table itself here, and no list with a key behind it.
    if (one.isPrimary() || other.isPrimary())
        return false;
    return wholeMatch(storedKeys(one, table), storedKeys(other, table)) != KeyMatch::None;
}

bool givesOrder(const QList<IndexKey> &keys, const QStringList &equal,
                const QList<OrderedColumn> &order)
{
    qsizetype wanted = 0;
    bool isBackwards = false;
    bool isDecided = false;
    for (const IndexKey &key : keys) {
        if (wanted == order.size())
            break;
        if (key.kind != IndexKey::Kind::Column || key.prefixLength > 0)
            return false;
        const bool isFixed = equal.contains(key.text, Qt::CaseInsensitive);
        if (key.text.compare(order[wanted].column, Qt::CaseInsensitive) != 0) {
            if (isFixed)
                continue;
            return false;
        }
        const bool isOtherWay = key.isDescending != order[wanted].isDescending;
        if (!isFixed && isDecided && isOtherWay != isBackwards)
            return false;
        if (!isFixed) {
            isBackwards = isOtherWay;
            isDecided = true;
        }
        ++wanted;
    }
    return wanted == order.size();
}
