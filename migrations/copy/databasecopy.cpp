// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/copy/databasecopy.h"

#include "db/schema/inspection.h"
#include "db/transaction.h"
#include "migrations/copy/copytarget.h"
#include "migrations/copy/tablecopy.h"
#include "migrations/migrator.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

struct DatabaseCopyText {
    Q_DECLARE_TR_FUNCTIONS(DatabaseCopyText)
};

Result<int> versionOf(const Connection &connection)
{
    return MigrationHistory{connection, Actor::current()}.applied().transform(
            [](const QList<AppliedMigration> &applied) {
                return applied.isEmpty() ? 0 : applied.constLast().version;
            });
}

class DatabaseCopy final
{
public:
    DatabaseCopy(const Connection &source, const Connection &target, const CopyOptions &options)
        : m_source{source}
        , m_target{target}
        , m_options{options}
        , m_journal{target}
    {}

    [[nodiscard]] Result<QList<CopiedTable>> run();

private:
    [[nodiscard]] Result<> copyTables();
    [[nodiscard]] Result<> prove();
    [[nodiscard]] Result<CopiedTable> proveOne(const PlannedTable &table, int number) const;
    [[nodiscard]] Result<> copyAgain(const QStringList &differing);
    [[nodiscard]] CopyProgressHandler numbered(int number) const;

    const Connection &m_source;
    const Connection &m_target;
    const CopyOptions &m_options;
    CopyJournal m_journal;
    QList<PlannedTable> m_plan;
    QList<CopiedTable> m_copied;
};

CopyProgressHandler DatabaseCopy::numbered(int number) const
{
    return [this, number](CopyProgress state) {
        state.tableNumber = number;
        state.tables = static_cast<int>(m_plan.size());
        return !m_options.progress || m_options.progress(state);
    };
}

Result<> DatabaseCopy::copyTables()
{
    for (int i = 0; i < m_plan.size(); ++i) {
        const TableCopy table{m_source, m_target, m_journal, m_plan[i]};
        if (Result<> copied = table.run(m_options.rowsAtOnce, numbered(i + 1)); !copied)
            return copied;
    }
    return {};
}

Result<CopiedTable> DatabaseCopy::proveOne(const PlannedTable &table, int number) const
{
    const CopyProgressHandler told = numbered(number);
    const auto goesOn = [&] { return told({CopyProgress::Phase::Proving, table.name, 0, 0, 0}); };
    if (!goesOn())
        return fail(Error::Kind::Cancelled, {});
    const Result<TableProof> source = proveTable(m_source, table.name, table.columns, goesOn);
    if (!source)
        return fail(source.error());
    const Result<TableProof> target = proveTable(m_target, table.name, table.columns, goesOn);
    if (!target)
        return fail(target.error());
    CopiedTable copied{table.name, target->columns, target->rows, source->checksum,
                       target->checksum};
    if (source->rows != target->rows) // whatever the sums say
        copied.rows = -1;
    return copied;
}

bool isSame(const CopiedTable &table)
{
    return table.rows >= 0 && table.source == table.target;
}

// The source may have changed between a kill and the next start, or somebody wrote to the target.
Result<> DatabaseCopy::prove()
{
    for (const bool isLast : {false, true}) {
        m_copied.clear();
        QStringList differing;
        for (int i = 0; i < m_plan.size(); ++i) {
            const Result<CopiedTable> table = proveOne(m_plan[i], i + 1);
            if (!table)
                return fail(table.error());
            if (!isSame(*table))
                differing.append(table->table);
            m_copied.append(*table);
        }
        if (differing.isEmpty())
            return {};
        if (isLast)
            return fail(
                    Error::Kind::Database,
                    u"%1 is not the same in both databases, also after it was copied again"_s.arg(
                            differing.join(u", "_s)),
                    differing.constFirst());
        if (Result<> again = copyAgain(differing); !again)
            return again;
    }
    return {};
}

// With its children: their rows refer to those that go.
Result<> DatabaseCopy::copyAgain(const QStringList &differing)
{
    QStringList again = differing;
    for (const PlannedTable &table : m_plan) { // parents come before their children
        const bool isChild = std::ranges::any_of(
                table.parents, [&](const QString &parent) { return again.contains(parent); });
        if (isChild && !again.contains(table.name))
            again.append(table.name);
    }
    Transaction transaction{m_target};
    if (Result<> begun = transaction.begin(); !begun)
        return begun;
    for (auto table = m_plan.crbegin(); table != m_plan.crend(); ++table) {
        if (!again.contains(table->name))
            continue;
        const Result<> emptied =
                m_target.execute(u"DELETE FROM "_s + quotedName(table->name)).and_then([&] {
                    return m_journal.save(table->name, {});
                });
        if (!emptied)
            return emptied;
    }
    return transaction.commit().and_then([this] { return copyTables(); });
}

Result<QList<CopiedTable>> DatabaseCopy::run()
{
    const Result<bool> same = isSameDatabase(m_source, m_target);
    if (!same)
        return fail(same.error());
    if (*same)
        return fail(Error::Kind::Refused,
                    DatabaseCopyText::tr("The copy would go into the database that it comes from. "
                                         "Choose another one."),
                    m_target.location());
    Transaction snapshot{m_source};
    if (const Result<> begun = snapshot.beginSnapshot(); !begun)
        return fail(begun.error());
    const Result<int> version = copiedVersion(m_source);
    if (!version)
        return fail(version.error());
    Result<QList<PlannedTable>> plan = copyPlan(m_source, *version);
    if (!plan)
        return fail(plan.error());
    m_plan = std::move(*plan);

    const CopyTarget target{m_target, m_journal};
    const Result<> done = target.prepare(m_source, *version, m_plan)
                                  .and_then([this] { return copyTables(); })
                                  .and_then([this] { return prove(); })
                                  .and_then([&] { return target.finish(m_source, m_plan); });
    if (!done)
        return fail(done.error());
    return m_copied;
}

} // namespace

Result<int> copiedVersion(const Connection &source)
{
    const Result<int> version = versionOf(source);
    if (!version)
        return version;
    const Result<MigrationSet> known = MigrationSet::shipped(source.engine());
    if (!known)
        return fail(known.error());
    if (*version > known->head())
        return fail(
                Error::Kind::Refused,
                DatabaseCopyText::tr("The database is at version %1, this program knows versions "
                                     "up to %2. Use a newer Tidemark.")
                        .arg(*version)
                        .arg(known->head()));
    if (*version == 0)
        return fail(Error::Kind::Refused,
                    DatabaseCopyText::tr("The database to be copied has no tables of Tidemark's."));
    return *version;
}

Result<QList<CopiedTable>> copyDatabase(const Connection &source, const Connection &target,
                                        const CopyOptions &options)
{
    return DatabaseCopy{source, target, options}.run();
}
