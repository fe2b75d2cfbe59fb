// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/indexes/indexchanges.h"

#include "migrations/indexes/indexchanger.h"
#include "migrations/migrationlock.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::chrono::milliseconds Patience = std::chrono::seconds{10};

QSet<IndexName> indexesOf(const Schema &schema)
{
    QSet<IndexName> names;
    for (const SchemaObject &object : schema.objects) {
        if (object.kind == SchemaObject::Kind::Index)
            names.insert({object.table, object.name});
    }
    return names;
}

Result<OwnIndexes> ownIndexes(const VersionedDatabase &database, int version)
{
    return database.model().transform([&](const SchemaModel *model) {
        OwnIndexes own{indexesOf(model->at(version)), {}};
        for (int any = 1; any <= database.head(); ++any)
            own.ofAnyVersion.unite(indexesOf(model->at(any)));
        return own;
    });
}

void addWords(QSet<QString> &words, const SqlScript &script)
{
    static const QRegularExpression word{u"\\w+"_s};

    const QList<SqlStatement> statements = script.statements();
    for (const SqlStatement &statement : statements) {
        QRegularExpressionMatchIterator matches = word.globalMatch(statement.sql);
        while (matches.hasNext())
            words.insert(matches.next().captured());
    }
}

// What the scripts on the way name, tables and indexes among it.
QSet<QString> wordsBetween(const MigrationSet &migrations, int from, int to)
{
    QSet<QString> words;
    for (int version = std::min(from, to) + 1; version <= std::max(from, to); ++version) {
        const Migration &migration = migrations.at(version);
        addWords(words, to > from ? migration.up : migration.down);
        for (const SqlScript &variant : migration.upVariants)
            addWords(words, variant);
    }
    return words;
}

// One who changes indexes, and has the lock for it.
class Lease final
{
public:
    explicit Lease(const VersionedDatabase &database)
        : m_database{database}
        , m_lock{database.connection()}
    {}

    [[nodiscard]] Result<> take(std::chrono::milliseconds patience)
    {
        const Connection &connection = m_database.connection();
        const Result<> taken = m_lock.take(patience);
        if (!taken || connection.dialect().hasTransactionalDdl())
            return taken;
        return m_database.history().recordNote(u"lock"_s, m_lock.owner());
    }
    // Refuses nothing: a migration that is unfinished settles it when it is gone on with.
    [[nodiscard]] Result<> settle()
    {
        const Result<MigrationState> state = m_database.state();
        if (!state || !state->unfinished.isEmpty())
            return state.map([](const MigrationState &) {});
        return m_changer.settle().and_then([&] { return takeIndexChangesUp(m_database); });
    }
    [[nodiscard]] IndexChanger &changer() { return m_changer; }

private:
    const VersionedDatabase &m_database;
    MigrationLock m_lock;
    IndexChanger m_changer{m_database.connection()};
};

} // namespace

Result<Schema> withIndexChanges(const Connection &connection, const Schema &version,
                                const Schema &live)
{
    return IndexChangeStore{connection}.inForce().transform([&](const QList<IndexChange> &changes) {
        Schema wanted = version;
        for (const IndexChange &change : changes) {
            const auto isIt = [&](const SchemaObject &object) {
                return object.kind == SchemaObject::Kind::Index && object.name == change.index &&
                       object.table == change.table;
            };
            const auto found = std::ranges::find_if(live.objects, isIt);
            const bool isThere = found != live.objects.cend();
            if (change.kind == IndexChange::Kind::Drop && !isThere)
                wanted.objects.removeIf(isIt);
            else if (change.kind == IndexChange::Kind::Create && isThere &&
                     std::ranges::none_of(wanted.objects, isIt))
                wanted.objects.append(*found);
        }
        return wanted;
    });
}

Result<IndexChange> applyIndexChange(const VersionedDatabase &database, IndexChange change,
                                     bool isTrial)
{
    Lease lease{database};
    return lease.take(Patience)
            .and_then([&] { return lease.settle(); })
            .and_then([&] {
                return isTrial ? lease.changer().tryOut(change) : lease.changer().apply(change);
            })
            .map([&] { return change; });
}

Result<IndexChange> revertIndexChange(const VersionedDatabase &database, qint64 id)
{
    Lease lease{database};
    if (const Result<> ready = lease.take(Patience).and_then([&] { return lease.settle(); });
        !ready)
        return fail(ready.error());
    Result<IndexChange> change = IndexChangeStore{database.connection()}.find(id);
    if (!change)
        return change;
    return lease.changer().revert(*change).map([&] { return *change; });
}

Result<> settleIndexChanges(const VersionedDatabase &database, std::chrono::milliseconds patience)
{
    const Result<QList<IndexChange>> changes = IndexChangeStore{database.connection()}.inForce();
    if (!changes || changes->isEmpty()) // nobody is kept waiting for nothing
        return changes.map([](const QList<IndexChange> &) {});
    Lease lease{database};
    return lease.take(patience).and_then([&] { return lease.settle(); });
}

Result<> setIndexChangesAside(const VersionedDatabase &database, int from, int to)
{
    const Result<QList<IndexChange>> changes = IndexChangeStore{database.connection()}.inForce();
    if (!changes || changes->isEmpty())
        return changes.map([](const QList<IndexChange> &) {});
    const Result<const SchemaModel *> model = database.model();
    if (!model)
        return fail(model.error());
    QSet<QString> words = wordsBetween(database.migrations(), from, to);
    // Where the record ends, so does what it tells of.
    if (!findTable((*model)->at(to), u"index_changes"_s)) {
        for (const IndexChange &change : *changes)
            words.insert(change.table);
    }
    IndexChanger changer{database.connection()};
    return changer.settle().and_then([&] { return changer.setAside(words); });
}

Result<> takeIndexChangesUp(const VersionedDatabase &database)
{
    const Result<QList<IndexChange>> changes = IndexChangeStore{database.connection()}.inForce();
    if (!changes || std::ranges::none_of(*changes, &IndexChange::isAside))
        return changes.map([](const QList<IndexChange> &) {});
    const Result<MigrationState> state = database.state();
    if (!state)
        return fail(state.error());
    return ownIndexes(database, state->current).and_then([&](const OwnIndexes &own) {
        return IndexChanger{database.connection()}.takeUp(own);
    });
}
