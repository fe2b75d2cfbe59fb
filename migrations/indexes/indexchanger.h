// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/actor.h"
#include "db/tuning/changes/indexchangestore.h"
#include "db/tuning/rules/evidence.h"
#include "migrations/indexes/indexddl.h"

#include <QCoreApplication>
#include <QSet>

// Indexes that migrations make, by table and name.
struct OwnIndexes {
    QSet<IndexName> ofVersion;    // that the database is at
    QSet<IndexName> ofAnyVersion; // known to this program
};

// Drops and makes single indexes of a database at its newest version, as a person wants it, each
// with its row in index_changes. Where the engine cannot do both at once, the row is written first:
// whoever is killed leaves the index as it was, as it should be, or a row that says what was begun,
// and settle() ends it. Lives under the caller's MigrationLock, so that nobody migrates or changes
// an index meanwhile. Errors: Refused with a translated sentence, and what the database says.
// Thread: the connection's.
class IndexChanger final
{
    Q_DECLARE_TR_FUNCTIONS(IndexChanger)

public:
    explicit IndexChanger(const Connection &connection, Actor actor = Actor::current())
        : m_connection{connection}
        , m_actor{std::move(actor)}
        , m_store{connection}
    {}

    // How a change is tried. Refused where the engine cannot hide an index.
    [[nodiscard]] static Result<HidingSql> trialSql(const Connection &connection,
                                                    const IndexChange &change);
    // Hides the index. Refused as trialSql().
    [[nodiscard]] Result<> tryOut(IndexChange &change);
    // A new change, or one in its trial, which goes on to the real thing.
    [[nodiscard]] Result<> apply(IndexChange &change);
    // Makes what was dropped, drops what was made. Refused for what is not in force.
    [[nodiscard]] Result<> revert(IndexChange &change);

    // Ends what somebody began and did not end: gone on with where that is quick, else taken back.
    // Closes what was watched long enough, and writes down what is no longer so.
    [[nodiscard]] Result<> settle();

    // Puts the schema back to what its version says, for a migration whose scripts name these
    // words, and remembers what to do again after it.
    [[nodiscard]] Result<> setAside(const QSet<QString> &words);
    // Does again what was set aside, unless the version has other thoughts about that index.
    [[nodiscard]] Result<> takeUp(const OwnIndexes &own);

private:
    using Phase = IndexChange::Phase;

    [[nodiscard]] Result<> readTables();
    [[nodiscard]] Result<> checkNew(const IndexChange &change);
    [[nodiscard]] IndexState stateOf(const IndexChange &change) const;
    template <typename Work> [[nodiscard]] Result<> inTransaction(const Work &work) const;
    [[nodiscard]] Result<> write(IndexChange &change, Phase phase);
    [[nodiscard]] Result<> note(const IndexChange &change, const QDateTime &now) const;
    enum class Way { BesideOthers, WithinMigration };
    [[nodiscard]] Result<> carryOut(IndexChange &change, Phase begun, Phase done,
                                    const QString &sql, Way way = Way::BesideOthers);
    [[nodiscard]] Result<> settleOne(IndexChange &change);
    [[nodiscard]] Result<Phase> endOf(const IndexChange &change) const;
    [[nodiscard]] Result<> takeUpDropped(IndexChange &change);
    [[nodiscard]] Result<> takeUpMade(IndexChange &change);
    [[nodiscard]] Result<> dropRest(const IndexChange &change) const;
    [[nodiscard]] QString beside(const QString &sql, const QString &table) const;

    const Connection &m_connection;
    Actor m_actor;
    IndexChangeStore m_store;
    QList<TableDef> m_tables;
};
