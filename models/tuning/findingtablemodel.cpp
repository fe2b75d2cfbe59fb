// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tuning/findingtablemodel.h"

#include "models/migrations/migrationtext.h"

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace {

IndexFinding::Kind kindOf(const QString &findingId)
{
    using Kind = IndexFinding::Kind;
    static constexpr std::array kinds{Kind::Identical, Kind::Covered, Kind::Unused, Kind::Missing,
                                      Kind::Measure};
    const auto found = std::ranges::find(kinds, findingId.section(u'/', 0, 0), &findingKindName);
    return found == kinds.end() ? Kind::Info : *found;
}

FindingRow rowOf(const WatchedChange &watched)
{
    const IndexChange &change = watched.change;
    IndexFinding finding{kindOf(change.finding), {}, change.table, change.index, {}};
    finding.reason = change.reason;
    finding.certainty = IndexFinding::Certainty::Likely;
    finding.upSql = change.upSql + u';';
    finding.downSql = change.downSql + u';';
    return {finding, watched, false};
}

// An index on trial may be found again for another reason.
bool isAbout(const FindingRow &row, const IndexFinding &finding)
{
    const bool isOnTrial = row.change && row.change->change.phase == IndexChange::Phase::Trial;
    return row.id() == finding.id() ||
           (isOnTrial && !finding.isByHand() && row.finding.table == finding.table &&
            row.finding.index == finding.index);
}

} // namespace

void FindingTableModel::acceptState(const TuningState &state)
{
    QList<FindingRow> rows;
    for (const WatchedChange &watched : state.changes) {
        if (watched.change.isInForce())
            rows.append(::rowOf(watched));
    }
    for (const IndexFinding &finding : state.findings) {
        if (finding.kind == IndexFinding::Kind::Unknown)
            continue;
        const auto changed = std::ranges::find_if(
                rows, [&](const FindingRow &row) { return isAbout(row, finding); });
        if (changed == rows.end()) {
            rows.append({finding, {}, true});
            continue;
        }
        changed->finding = finding; // in its trial, it is still told
        changed->isFound = true;
    }
    beginResetModel();
    m_state = state;
    m_rows = std::move(rows);
    m_hasAnswer = true;
    endResetModel();
    emit stateAccepted();
}

int FindingTableModel::rowOf(const QString &id) const
{
    const auto found = std::ranges::find(m_rows, id, &FindingRow::id);
    return found == m_rows.cend() ? -1 : int(found - m_rows.cbegin());
}

QString FindingTableModel::unknown() const
{
    QStringList sentences;
    for (const IndexFinding &finding : m_state.findings) {
        if (finding.kind == IndexFinding::Kind::Unknown)
            sentences.append(finding.reason);
    }
    return sentences.join(u' ');
}

QVariant FindingTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const bool isNumber = section == CostColumn || section == SizeColumn;
    if (role == Qt::TextAlignmentRole)
        return QVariant{(isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter};
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case VerdictColumn:
        return tr("Verdict");
    case TableColumn:
        return tr("Table");
    case IndexColumn:
        return tr("Index");
    case WhyColumn:
        return tr("Why");
    case CostColumn:
        return tr("Insert cost, µs per row");
    case SizeColumn:
        return tr("Size");
    default:
        return tr("State");
    }
}

QString FindingTableModel::costText(const IndexFinding &finding) const
{
    if (!finding.cost)
        return u"–"_s;
    const QString cost = insertCostText(*finding.cost, m_locale);
    return finding.cost->isNoisy ? tr("%1, noisy").arg(cost) : cost;
}

QString FindingTableModel::display(const FindingRow &row, int column) const
{
    const IndexFinding &finding = row.finding;
    switch (column) {
    case VerdictColumn:
        return verdictText(finding);
    case TableColumn:
        return finding.table;
    case IndexColumn:
        return finding.index.isEmpty() ? u"(%1)"_s.arg(finding.columns) : finding.index;
    case WhyColumn:
        return finding.reason;
    case CostColumn:
        return costText(finding);
    case SizeColumn:
        return finding.sizeBytes ? bytesText(*finding.sizeBytes, m_locale) : u"–"_s;
    default:
        break;
    }
    if (!row.change)
        return tr("Not done");
    return row.isWorse() ? tr("Statements are worse")
                         : changePhaseText(row.change->change, m_locale);
}

QVariant FindingTableModel::further(const FindingRow &row, int column, int role) const
{
    if (role == CellRole::State && column == VerdictColumn)
        return QVariant::fromValue(findingState(row.finding.kind));
    if (role == CellRole::State && column == StateColumn && row.change)
        return QVariant::fromValue(row.isWorse() ? CellState::Warning : CellState::Ok);
    if (role == CellRole::Tone && column == WhyColumn)
        return QVariant::fromValue(CellTone::Quiet);
    if (role == CellRole::Tone && column == IndexColumn)
        return QVariant::fromValue(CellTone::Strong);
    return {};
}
