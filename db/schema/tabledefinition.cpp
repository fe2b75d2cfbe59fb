// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/schema/tabledefinition.h"

using namespace Qt::Literals::StringLiterals;

namespace {

void append(QStringList &lines, QStringList facts, const QString &pattern)
{
    facts.sort();
    for (const QString &fact : facts)
        lines.append(pattern.arg(fact));
}

} // namespace

QString TableDefinition::text() const
{
    QStringList lines;
    append(lines, columns, u"column %1"_s);
    if (!primaryKey.isEmpty())
        lines.append(u"primary key (%1)"_s.arg(primaryKey));
    append(lines, uniqueKeys, u"unique (%1)"_s);
    append(lines, references, u"foreign key %1"_s);
    append(lines, rules, u"%1"_s);
    if (!split.isEmpty())
        lines.append(u"split by %1"_s.arg(split));
    return lines.join(u'\n');
}
