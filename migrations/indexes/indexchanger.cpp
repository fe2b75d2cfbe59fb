// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/indexes/indexchanger.h"

#include "db/events/eventstore.h"
#include "db/schema/settledschema.h"
#include "db/transaction.h"
#include "db/tuning/changes/indexwatch.h"
#include "db/tuning/indexreader.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = IndexChange::Kind;
using Phase = IndexChange::Phase;

bool isEnd(Phase phase)
{
    return phase == Phase::Reverted || phase == Phase::Failed || phase == Phase::Overtaken;
}

// Where it comes to rest after a migration, or when a revert came to nothing.
Phase phaseInForce(const IndexChange &change)
{
    if (change.phase == Phase::TrialAside)
        return Phase::Trial;
    return change.closedAt.isValid() ? Phase::Closed : Phase::Watched;
}

} // namespace

Result<> IndexChanger::readTables()
{
    return readIndexes(m_connection).map([this](const QList<TableDef> &tables) {
        m_tables = tables;
    });
}

IndexState IndexChanger::stateOf(const IndexChange &change) const
{
    return indexState(m_tables, change.table, change.index);
}

QString IndexChanger::beside(const QString &sql, const QString &table) const
{
    const auto found = std::ranges::find(m_tables, table, &TableDef::name);
    return besideOthers(sql, m_connection.engine(), found != m_tables.cend() && found->isSplit);
}

template <typename Work> Result<> IndexChanger::inTransaction(const Work &work) const
{
    Transaction transaction{m_connection};
    return transaction.begin()
            .and_then([this] { return SettledSchema{m_connection}.check(); })
            .and_then(work)
            .and_then([&] { return transaction.commit(); });
}

Result<> IndexChanger::note(const IndexChange &change, const QDateTime &now) const
{
    const bool isWarning = change.phase == Phase::Failed || change.phase == Phase::Overtaken;
    return EventStore{m_connection}.append(isWarning ? EventStore::Level::Warning
                                                     : EventStore::Level::Info,
                                           u"indexes"_s, indexChangePhaseName(change.phase), now,
                                           {{u"change"_s, change.id},
                                            {u"kind"_s, indexChangeKindName(change.kind)},
                                            {u"table"_s, change.table},
                                            {u"index"_s, change.index},
                                            {u"by"_s, m_actor.name()}});
}

Result<> IndexChanger::write(IndexChange &change, Phase phase)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const bool isFirst = change.id == 0;
    const bool isDone = (phase == Phase::Trial && change.phase == Phase::Trying) ||
                        (phase == Phase::Watched && change.phase == Phase::Applying);
    if (isFirst || isDone) {
        change.appliedAt = now;
        change.appliedBy = m_actor.name();
        change.host = m_actor.host;
    }
    if (isDone)
        change.watchUntil = now.addDays(IndexWatcher::Days);
    if (isEnd(phase) || (phase == Phase::Closed && !change.closedAt.isValid()))
        change.closedAt = now;
    change.phase = phase;
    Result<> written = m_store.write(change);
    if (written && (phase == Phase::Trying || phase == Phase::Applying))
        written = IndexWatcher{m_connection}.remember(change, now);
    if (written && (isDone || phase == Phase::Reverted))
        written = IndexWatcher{m_connection}.askAgain(change, now);
    return written && !change.isHalfDone() ? note(change, now) : written;
}

Result<> IndexChanger::carryOut(IndexChange &change, Phase begun, Phase done, const QString &sql,
                                Way way)
{
    const IndexChange before = change;
    // CONCURRENTLY is no part of a transaction.
    const bool isWhole =
            m_connection.engine() == Engine::Sqlite ||
            (m_connection.dialect().hasTransactionalDdl() && way == Way::WithinMigration);
    if (isWhole) {
        const Result<> carried = inTransaction([&] {
            return write(change, begun)
                    .and_then([&] { return m_connection.execute(sql); })
                    .and_then([&] { return write(change, done); });
        });
        if (!carried)
            change = before;
        return carried;
    }
    if (const Result<> intent = inTransaction([&] { return write(change, begun); }); !intent) {
        change = before;
        return intent;
    }
    const Result<> carried = m_connection.execute(beside(sql, change.table));
    if (!carried) {
        // What the engine left is looked at; where that fails too, the row tells the next one.
        if (const Result<> read = readTables(); read && !change.isAside())
            static_cast<void>(settleOne(change));
        return carried;
    }
    return inTransaction([&] { return write(change, done); });
}

// Another may have been quicker between the report and the lock.
Result<> IndexChanger::checkNew(const IndexChange &change)
{
    if (change.id != 0)
        return {};
    const Result<QList<IndexChange>> changes = m_store.inForce();
    if (!changes)
        return fail(changes.error());
    const auto same = std::ranges::find_if(*changes, [&](const IndexChange &other) {
        return other.table == change.table && other.index == change.index &&
               other.kind == change.kind;
    });
    if (same != changes->cend())
        return fail(Error::Kind::Refused,
                    tr("This is done or tried already, as change %1. 'tidemarkctl index changes' "
                       "shows how its statements fare. Nothing was changed.")
                            .arg(same->id),
                    change.index);
    const IndexState state = stateOf(change);
    const bool isDrop = change.kind == Kind::Drop;
    if (isDrop && state == IndexState::Absent)
        return fail(Error::Kind::Refused,
                    tr("%1 is gone already. Nothing was changed.").arg(change.index), change.index);
    if (!isDrop && state != IndexState::Absent)
        return fail(Error::Kind::Refused,
                    tr("%1 is there already. Nothing was changed.").arg(change.index),
                    change.index);
    return {};
}

Result<HidingSql> IndexChanger::trialSql(const Connection &connection, const IndexChange &change)
{
    const HidingSql hiding = hidingSql(connection, change.table, change.index);
    if (change.kind == Kind::Create)
        return fail(Error::Kind::Refused,
                    tr("There is nothing to try: a trial hides an index that is there. Make it, "
                       "and take it away again if it brings nothing."),
                    change.index);
    if (hiding.hide.isEmpty())
        return fail(Error::Kind::Refused,
                    tr("%1 cannot put an index out of use without dropping it. Without --trial it "
                       "is dropped, its statements are watched for %2 days, and 'tidemarkctl "
                       "index revert' makes it again. Nothing was changed.")
                            .arg(connection.serverInfo().product)
                            .arg(IndexWatcher::Days),
                    change.index);
    return hiding;
}

Result<> IndexChanger::tryOut(IndexChange &change)
{
    const Result<HidingSql> hiding = trialSql(m_connection, change);
    if (!hiding)
        return fail(hiding.error());
    return readTables().and_then([&] { return checkNew(change); }).and_then([&] {
        return carryOut(change, Phase::Trying, Phase::Trial, hiding->hide);
    });
}

Result<> IndexChanger::apply(IndexChange &change)
{
    return readTables().and_then([&] { return checkNew(change); }).and_then([&] {
        return carryOut(change, Phase::Applying, Phase::Watched, change.upSql);
    });
}

Result<> IndexChanger::revert(IndexChange &change)
{
    if (const Result<> read = readTables(); !read)
        return read;
    if (const Result<> told = settleOne(change); !told)
        return told;
    if (!change.isSettled())
        return fail(Error::Kind::Refused,
                    tr("Change %1 of %2 is not in force: there is nothing to take back.")
                            .arg(change.id)
                            .arg(change.index),
                    QString::number(change.id));
    const QString sql = change.phase == Phase::Trial
                                ? hidingSql(m_connection, change.table, change.index).show
                                : change.downSql;
    return carryOut(change, Phase::Reverting, Phase::Reverted, sql);
}

// What half of a CREATE or DROP INDEX CONCURRENTLY left.
Result<> IndexChanger::dropRest(const IndexChange &change) const
{
    return m_connection.execute(
            beside(change.kind == Kind::Drop ? change.upSql : change.downSql, change.table));
}

// Where a change that somebody left has come to, or one that was at its end still is; what is quick
// is done on the way.
Result<Phase> IndexChanger::endOf(const IndexChange &change) const
{
    const IndexState state = stateOf(change);
    const bool isDrop = change.kind == Kind::Drop;
    if (state == IndexState::Building)
        return change.phase; // whatever it becomes, it is not there yet
    // Of a change that was at its end it is somebody else's.
    const bool isHalfDone = change.phase == Phase::Applying || change.phase == Phase::Reverting;
    if (state == IndexState::Broken && isHalfDone) {
        if (const Result<> dropped = dropRest(change); !dropped)
            return fail(dropped.error());
    }
    const bool isThere = state == IndexState::Working || state == IndexState::Hidden;
    switch (change.phase) {
    case Phase::Trying:
        return state == IndexState::Hidden ? Phase::Trial : Phase::Failed;
    case Phase::Trial:
        return state == IndexState::Hidden ? Phase::Trial : Phase::Overtaken;
    case Phase::Applying:
        if (isDrop && state == IndexState::Hidden)
            return Phase::Trial;
        return isThere == isDrop ? Phase::Failed : Phase::Watched;
    case Phase::Reverting:
        if (isDrop && !isThere)
            return phaseInForce(change);
        if (isDrop && state == IndexState::Hidden) {
            const HidingSql hiding = hidingSql(m_connection, change.table, change.index);
            if (const Result<> shown = m_connection.execute(hiding.show); !shown)
                return fail(shown.error());
        }
        if (!isDrop && isThere) {
            if (const Result<> dropped = dropRest(change); !dropped)
                return fail(dropped.error());
        }
        return Phase::Reverted;
    case Phase::Watched:
    case Phase::Closed:
        if (isThere == isDrop)
            return Phase::Overtaken;
        return change.watchUntil < QDateTime::currentDateTimeUtc() ? Phase::Closed : change.phase;
    case Phase::Reverted:
    case Phase::Aside:
    case Phase::TrialAside:
    case Phase::Failed:
    case Phase::Overtaken:
        break;
    }
    return change.phase;
}

Result<> IndexChanger::settleOne(IndexChange &change)
{
    const Result<Phase> end = endOf(change);
    if (!end || *end == change.phase)
        return end.map([](Phase) {});
    return inTransaction([&] { return write(change, *end); });
}

Result<> IndexChanger::settle()
{
    Result<QList<IndexChange>> changes = m_store.inForce();
    if (!changes || changes->isEmpty())
        return changes.map([](const QList<IndexChange> &) {});
    Result<> done = readTables();
    for (IndexChange &change : *changes)
        done = done.and_then([&] { return settleOne(change); });
    return done;
}

Result<> IndexChanger::setAside(const QSet<QString> &words)
{
    Result<QList<IndexChange>> changes = m_store.inForce();
    if (!changes || changes->isEmpty())
        return changes.map([](const QList<IndexChange> &) {});
    Result<> done = readTables();
    for (IndexChange &change : *changes) {
        if (!done)
            break;
        if (!change.isSettled() || (!words.contains(change.table) && !words.contains(change.index)))
            continue;
        const bool isTrial = change.phase == Phase::Trial;
        const Phase aside = isTrial ? Phase::TrialAside : Phase::Aside;
        done = carryOut(change, aside, aside,
                        isTrial ? hidingSql(m_connection, change.table, change.index).show
                                : change.downSql,
                        Way::WithinMigration);
    }
    return done;
}

Result<> IndexChanger::takeUp(const OwnIndexes &own)
{
    Result<QList<IndexChange>> changes = m_store.inForce();
    if (!changes || changes->isEmpty())
        return changes.map([](const QList<IndexChange> &) {});
    Result<> done = readTables();
    for (IndexChange &change : *changes) {
        if (!done)
            break;
        if (!change.isAside())
            continue;
        const IndexName name{change.table, change.index};
        const bool isDrop = change.kind == Kind::Drop;
        const bool isOfVersion = own.ofVersion.contains(name);
        // The version dropped it as well, or makes one of that name.
        if (isDrop ? own.ofAnyVersion.contains(name) && !isOfVersion : isOfVersion)
            done = inTransaction([&] { return write(change, Phase::Overtaken); });
        else
            done = isDrop ? takeUpDropped(change) : takeUpMade(change);
    }
    return done;
}

Result<> IndexChanger::takeUpDropped(IndexChange &change)
{
    const Phase aside = change.phase;
    const bool isTrial = aside == Phase::TrialAside;
    const IndexState state = stateOf(change);
    if (state == IndexState::Working)
        return carryOut(change, aside, phaseInForce(change),
                        isTrial ? hidingSql(m_connection, change.table, change.index).hide
                                : change.upSql,
                        Way::WithinMigration);
    if (state == IndexState::Broken) {
        if (const Result<> dropped = dropRest(change); !dropped)
            return dropped;
    }
    const bool isLost = isTrial && state != IndexState::Hidden;
    return inTransaction(
            [&] { return write(change, isLost ? Phase::Overtaken : phaseInForce(change)); });
}

Result<> IndexChanger::takeUpMade(IndexChange &change)
{
    if (stateOf(change) != IndexState::Absent)
        return inTransaction([&] { return write(change, phaseInForce(change)); });
    const Result<> made = carryOut(change, change.phase, phaseInForce(change), change.upSql,
                                   Way::WithinMigration);
    if (made || made.error().kind != Error::Kind::Database)
        return made;
    // It does not fit what the table is now.
    return inTransaction([&] { return write(change, Phase::Overtaken); });
}
