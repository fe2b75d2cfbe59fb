// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/trash/trashreader.h"
#include "db/trash/trashstore.h"
#include "tests/support/trashedmarket.h"

// What tests of the recycle bin say, and what they read of it.
namespace TrashWords {

using namespace Qt::Literals::StringLiterals;

inline Deleter by(const QString &name, const QString &reason = {}, const QString &batch = u"b1"_s)
{
    return {name, reason, batch};
}

inline QDateTime at(int minute)
{
    return TrashedMarket::at(minute);
}

inline QList<TrashEntry> listed(const TrashedMarket &market, const TrashRequest &request = {})
{
    const Result<TrashPage> page = TrashReader{market.connection()}.page(request);
    if (!page)
        qFatal("%s", qPrintable(page.error().detail));
    return page->rows;
}

// "log 3, rule 1"
inline QString words(const QList<TrashEntry> &entries)
{
    QStringList words;
    for (const TrashEntry &entry : entries)
        words.append(u"%1 %2"_s.arg(trashKindName(entry.key.kind)).arg(entry.key.id));
    return words.join(u", "_s);
}

} // namespace TrashWords
