// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/trash/idchunks.h"

#include <QStringList>

using namespace Qt::Literals::StringLiterals;

QString idPlaceholders()
{
    static const QString list = u'(' + QStringList(int(IdChunkSize), u"?"_s).join(u", "_s) + u')';
    return list;
}

std::vector<SqlValue> withIds(std::vector<SqlValue> values, std::span<const qint64> chunk)
{
    const std::size_t before = values.size();
    values.reserve(before + IdChunkSize);
    for (const qint64 id : chunk)
        values.emplace_back(id);
    values.resize(before + IdChunkSize, SqlValue{chunk.back()});
    return values;
}
