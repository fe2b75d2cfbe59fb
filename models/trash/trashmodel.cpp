// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/trash/trashmodel.h"

#include "models/alerts/alerttext.h"
#include "models/quotes/symboltext.h"
#include "models/trash/trashtext.h"

#include <QHash>
#include <QMap>
#include <QSet>

#include <utility>

using namespace Qt::Literals::StringLiterals;

TrashModel::TrashModel(QLocale locale, std::function<QDateTime()> clock, QObject *parent)
    : CellTableModel<TrashEntry>{ColumnCount, parent}
    , m_locale{std::move(locale)}
    , m_clock{std::move(clock)}
{}

QVariant TrashModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant{Qt::AlignLeft | Qt::AlignVCenter};
    static constexpr const char *names[ColumnCount][2] = {
            {QT_TR_NOOP("Kind"), QT_TR_NOOP("A quote, a rule or a logged alert")},
            {QT_TR_NOOP("Symbol"), QT_TR_NOOP("What it is about")},
            {QT_TR_NOOP("What it was"), QT_TR_NOOP("The price, or the rule and what it said")},
            {QT_TR_NOOP("Made (%1)"),
             QT_TR_NOOP("The time of the price; when the rule was made or fired")},
            {QT_TR_NOOP("Deleted (%1)"), QT_TR_NOOP("When it came into the recycle bin")},
            {QT_TR_NOOP("By"), QT_TR_NOOP("Who deleted it, and on which computer")},
            {QT_TR_NOOP("Reason"), QT_TR_NOOP("Why, where somebody said so")},
    };
    if (role == Qt::DisplayRole && (section == TimeColumn || section == DeletedColumn))
        return tr(names[section][0]).arg(m_clock().toLocalTime().timeZoneAbbreviation());
    if (role == Qt::DisplayRole)
        return tr(names[section][0]);
    if (role == Qt::ToolTipRole)
        return tr(names[section][1]);
    return {};
}

bool TrashModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_hasMore && !m_isWaiting;
}

void TrashModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    m_request.after =
            TrashRequest::Place{m_entries.constLast().mark.deletedAt, m_entries.constLast().key};
    ask();
}

bool TrashModel::isFiltered() const
{
    return m_request.kind || m_request.isNarrowed();
}

TrashCounts TrashModel::countsOf(const QList<TrashKey> &keys) const
{
    QSet<qint64> ids[std::size(AllTrashKinds)];
    for (const TrashKey &key : keys)
        ids[int(key.kind)].insert(key.id);
    TrashCounts counts;
    QHash<qint64, int> logs; // that are among them, by rule
    QMap<qint64, const TrashEntry *> rules;
    for (const TrashEntry &entry : m_entries) {
        if (!ids[int(entry.key.kind)].contains(entry.key.id))
            continue;
        ++counts.of(entry.key.kind);
        if (entry.key.kind == TrashKind::Log)
            ++logs[entry.ruleId];
        else if (entry.key.kind == TrashKind::Rule)
            rules.insert(entry.ruleId, &entry);
    }
    for (const TrashEntry *rule : std::as_const(rules)) {
        const int own = logs.value(rule->ruleId);
        if (rule->logs > own)
            counts.held.append(
                    {rule->ruleId, rule->rule, rule->logs - own, rule->deletedLogs - own});
    }
    return counts;
}

// By the newest row and not by this computer's clock: others delete by theirs.
QDateTime TrashModel::shownBefore() const
{
    return m_entries.isEmpty() ? QDateTime{} : m_entries.constFirst().mark.deletedAt.addMSecs(1);
}

void TrashModel::reload()
{
    m_isStarted = true;
    m_isAnswered = false;
    m_request.after.reset();
    ask();
}

void TrashModel::askAnew()
{
    if (m_isStarted)
        reload();
}

void TrashModel::setKind(std::optional<TrashKind> kind)
{
    if (std::exchange(m_request.kind, kind) != kind)
        askAnew();
}

void TrashModel::setBy(const QString &name)
{
    if (std::exchange(m_request.by, name) != name)
        askAnew();
}

void TrashModel::setFrom(const QDateTime &from)
{
    if (std::exchange(m_request.from, from) != from)
        askAnew();
}

void TrashModel::setText(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (std::exchange(m_request.text, trimmed) != trimmed)
        askAnew();
}

void TrashModel::ask()
{
    m_isWaiting = true;
    emit pageRequested(++m_ticket, m_request);
}

void TrashModel::acceptCounts(quint64 ticket, const TrashCounts &counts,
                              const QStringList &deleters)
{
    if (ticket != m_ticket) // a later question was asked: nobody wants this answer now
        return;
    m_counts = counts;
    m_deleters = deleters;
}

void TrashModel::acceptPage(quint64 ticket, const TrashPage &page)
{
    if (ticket != m_ticket)
        return;
    m_isWaiting = false;
    m_hasAnswer = true;
    m_isAnswered = true;
    m_hasMore = page.hasMore && !page.rows.isEmpty();
    if (!m_request.after) {
        beginResetModel();
        m_entries = page.rows;
        endResetModel();
    } else if (!page.rows.isEmpty()) {
        const int first = rowCount();
        beginInsertRows({}, first, first + int(page.rows.size()) - 1);
        m_entries.append(page.rows);
        endInsertRows();
    }
    emit pageAccepted();
}

void TrashModel::giveUp(quint64 ticket)
{
    if (ticket == m_ticket)
        m_isWaiting = false;
}

QString TrashModel::display(const TrashEntry &entry, int column) const
{
    switch (column) {
    case KindColumn:
        return trashKindText(entry.key.kind);
    case SymbolColumn:
        return shortSymbol(entry.symbol);
    case WhatColumn:
        return trashWhatText(entry, m_locale);
    case TimeColumn:
        return alertTimeText(entry.timestamp, m_clock(), m_locale);
    case DeletedColumn:
        return alertTimeText(entry.mark.deletedAt, m_clock(), m_locale);
    case ByColumn:
        return entry.mark.deletedBy.isEmpty() ? u"–"_s : entry.mark.deletedBy;
    case ReasonColumn:
        return entry.mark.reason.isEmpty() ? u"–"_s : entry.mark.reason;
    default:
        return {};
    }
}

QString TrashModel::toolTip(const TrashEntry &entry, int) const
{
    return trashSummary(entry, m_locale);
}

QString TrashModel::raw(const TrashEntry &entry, int column) const
{
    switch (column) {
    case KindColumn:
        return trashKindName(entry.key.kind);
    case SymbolColumn:
        return entry.symbol;
    case TimeColumn:
        return entry.timestamp.toUTC().toString(Qt::ISODateWithMs);
    case DeletedColumn:
        return entry.mark.deletedAt.toUTC().toString(Qt::ISODateWithMs);
    case ByColumn:
        return entry.mark.deletedBy;
    case ReasonColumn:
        return entry.mark.reason;
    default:
        return display(entry, column);
    }
}

QVariant TrashModel::further(const TrashEntry &, int column, int role) const
{
    if (role != CellRole::Tone)
        return {};
    return QVariant::fromValue(column == SymbolColumn   ? CellTone::Strong
                               : column == ReasonColumn ? CellTone::Quiet
                                                        : CellTone::Plain);
}
