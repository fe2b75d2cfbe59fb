// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/rules/indexdef.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

bool IndexDef::hasExpression() const
{
    return std::ranges::any_of(
            keys, [](const IndexKey &key) { return key.kind == IndexKey::Kind::Expression; });
}

QStringList IndexDef::columns() const
{
    QStringList columns;
    for (const IndexKey &key : keys)
        columns.append(key.text);
    return columns;
}

QString IndexDef::keyText() const
{
    QStringList texts;
    for (const IndexKey &key : keys) {
        QString text = key.text;
        if (key.prefixLength > 0)
            text += u"(%1)"_s.arg(key.prefixLength);
        texts.append(key.isDescending ? text + u" DESC"_s : text);
    }
    return texts.join(u", "_s);
}

bool KeyNeed::isMetBy(const IndexDef &index) const
{
    if (!index.isBtree() || index.isPartial() || !index.isValid || index.isBuilding ||
        index.isHidden || index.keys.size() < columns.size())
        return false;
    if (isParentSide && !isEnforced && (!index.isUnique || index.keys.size() != columns.size()))
        return false;
    for (qsizetype place = 0; place < columns.size(); ++place) {
        const IndexKey &key = index.keys[place];
        if (key.kind != IndexKey::Kind::Column || key.prefixLength > 0)
            return false;
        // Only a server that enforces it wants the order of the key, too.
        const bool isThere = isEnforced ? key.text.compare(columns[place], Qt::CaseInsensitive) == 0
                                        : columns.contains(key.text, Qt::CaseInsensitive);
        if (!isThere)
            return false;
    }
    return true;
}

const IndexDef *TableDef::find(const QString &index) const
{
    const auto found = std::ranges::find(indexes, index, &IndexDef::name);
    return found == indexes.cend() ? nullptr : &*found;
}
