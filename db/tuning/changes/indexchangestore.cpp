// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/changes/indexchangestore.h"

#include "db/schema/inspection.h"
#include "db/tuning/eachrow.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace {

struct ChangeText {
    Q_DECLARE_TR_FUNCTIONS(ChangeText)
};

constexpr auto Table = "index_changes"_L1;

// Nothing for the word of a newer program.
std::optional<IndexChange::Phase> phaseFromName(const QString &name)
{
    using Phase = IndexChange::Phase;
    static constexpr std::array phases{Phase::Trying,   Phase::Trial,    Phase::Applying,
                                       Phase::Watched,  Phase::Closed,   Phase::Reverting,
                                       Phase::Reverted, Phase::Aside,    Phase::TrialAside,
                                       Phase::Failed,   Phase::Overtaken};
    const auto found = std::ranges::find(phases, name, &indexChangePhaseName);
    return found == phases.end() ? std::nullopt : std::optional{*found};
}

// A column that may not be NULL.
QString filled(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

} // namespace

Result<QList<IndexChange>> IndexChangeStore::list()
{
    const Result<bool> isThere = tableExists(m_connection, Table);
    if (!isThere || !*isThere)
        return isThere.transform([](bool) { return QList<IndexChange>{}; });
    QList<IndexChange> changes;
    return eachRow(m_statements,
                   u"SELECT id, table_name, index_name, finding, kind, phase, up_sql, down_sql, "
                   "reason, applied_at, applied_by, host, watch_until, closed_at "
                   "FROM index_changes ORDER BY id DESC"_s,
                   {},
                   [&](const Rows &rows) {
                       const auto phase = phaseFromName(rows.text(5));
                       if (!phase)
                           return;
                       changes.append({rows.integer(0), rows.text(1), rows.text(2), rows.text(3),
                                       rows.text(4) == "drop"_L1 ? IndexChange::Kind::Drop
                                                                 : IndexChange::Kind::Create,
                                       *phase, rows.text(6), rows.text(7), rows.text(8),
                                       rows.time(9), rows.text(10), rows.text(11), rows.time(12),
                                       rows.time(13)});
                   })
            .transform([&] { return changes; });
}

Result<QList<IndexChange>> IndexChangeStore::inForce()
{
    return list().transform([](QList<IndexChange> changes) {
        changes.removeIf([](const IndexChange &change) { return !change.isInForce(); });
        return changes;
    });
}

Result<IndexChange> IndexChangeStore::find(qint64 id)
{
    const Result<QList<IndexChange>> changes = list();
    if (!changes)
        return fail(changes.error());
    const auto found = std::ranges::find(*changes, id, &IndexChange::id);
    if (found == changes->cend())
        return fail(Error::Kind::NotFound, ChangeText::tr("'tidemarkctl index changes' lists them"),
                    ChangeText::tr("Change %1").arg(id));
    return *found;
}

Result<> IndexChangeStore::write(IndexChange &change)
{
    if (change.id != 0)
        return m_statements
                .change(u"UPDATE index_changes SET phase = ?, applied_at = ?, watch_until = ?, "
                        "closed_at = ? WHERE id = ?"_s,
                        {indexChangePhaseName(change.phase), change.appliedAt, change.watchUntil,
                         change.closedAt, change.id})
                .map([](int) {});
    const Result<int> inserted = m_statements.change(
            u"INSERT INTO index_changes (table_name, index_name, finding, kind, phase, up_sql, "
            "down_sql, reason, applied_at, applied_by, host, watch_until, closed_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
            {change.table, change.index, change.finding, indexChangeKindName(change.kind),
             indexChangePhaseName(change.phase), change.upSql, change.downSql,
             filled(change.reason), change.appliedAt, filled(change.appliedBy), filled(change.host),
             change.watchUntil, change.closedAt});
    if (!inserted)
        return fail(inserted.error());
    return eachRow(m_statements, u"SELECT MAX(id) FROM index_changes"_s, {},
                   [&](const Rows &rows) { change.id = rows.integer(0); });
}
