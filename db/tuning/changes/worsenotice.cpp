// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/changes/worsenotice.h"

#include "db/events/eventstore.h"
#include "db/schema/settledschema.h"
#include "db/transaction.h"
#include "db/tuning/changes/indexchangestore.h"
#include "db/tuning/eachrow.h"

using namespace Qt::Literals::StringLiterals;

namespace {

QString nameOf(const IndexChange &change)
{
    return u"index_changes.%1.worse"_s.arg(change.id);
}

// Without waiting for anybody who writes.
Result<bool> isTold(const Connection &connection, const IndexChange &change)
{
    Statements statements{connection};
    bool isThere = false;
    return eachRow(statements, u"SELECT 1 FROM metadata WHERE name = ?"_s, {nameOf(change)},
                   [&](const Rows &) { isThere = true; })
            .transform([&] { return isThere; });
}

// Whether nobody was there before; the row says that somebody is now.
Result<bool> claim(const Connection &connection, const IndexChange &change, const QDateTime &now)
{
    Statements statements{connection};
    return statements
            .change(u"INSERT INTO metadata (name, value, updated_at) VALUES (?, '1', ?)"_s +
                            statements.dialect().orNothing(u"name"_s),
                    {nameOf(change), now})
            .transform([](int rows) { return rows > 0; });
}

Result<> note(const Connection &connection, const WatchedChange &watched, const QDateTime &now)
{
    return EventStore{connection}.append(EventStore::Level::Warning, u"indexes"_s,
                                         u"statements_worse"_s, now,
                                         {{u"change"_s, watched.change.id},
                                          {u"table"_s, watched.change.table},
                                          {u"index"_s, watched.change.index},
                                          {u"statements"_s, watched.watch.worse.size()}});
}

Result<bool> isTaken(const Connection &connection, const WatchedChange &watched,
                     const QDateTime &now)
{
    Transaction transaction{connection};
    return transaction.begin()
            .and_then([&] { return SettledSchema{connection}.check(); })
            .and_then([&] { return claim(connection, watched.change, now); })
            .and_then([&](bool isOurs) {
                const Result<> noted = isOurs ? note(connection, watched, now) : Result<>{};
                return noted.and_then([&] { return transaction.commit(); }).transform([&] {
                    return isOurs;
                });
            });
}

} // namespace

Result<QList<WatchedChange>> takeWorseNotices(const Connection &connection, const QDateTime &now)
{
    const Result<QList<IndexChange>> changes = IndexChangeStore{connection}.inForce();
    if (!changes)
        return fail(changes.error());
    IndexWatcher watcher{connection};
    QList<WatchedChange> news;
    for (const IndexChange &change : *changes) {
        if (!change.isSettled())
            continue;
        const Result<bool> told = isTold(connection, change);
        if (!told)
            return fail(told.error());
        if (*told)
            continue;
        const Result<IndexWatch> watch = watcher.watch(change);
        if (!watch)
            return fail(watch.error());
        if (watch->worse.isEmpty())
            continue;
        const WatchedChange watched{change, *watch};
        const Result<bool> isOurs = isTaken(connection, watched, now);
        if (!isOurs)
            return fail(isOurs.error());
        if (*isOurs)
            news.append(watched);
    }
    return news;
}
