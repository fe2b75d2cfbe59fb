// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/alerts/deletedalertmodel.h"

#include "models/alerts/alerttext.h"
#include "models/alerts/conditiontext.h"
#include "models/cellrole.h"
#include "models/quotes/symboltext.h"

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

DeletedAlertModel::DeletedAlertModel(QLocale locale, std::function<QDateTime()> clock,
                                     QObject *parent)
    : QAbstractTableModel{parent}
    , m_locale{std::move(locale)}
    , m_clock{std::move(clock)}
{
    m_request.isDeleted = true;
}

int DeletedAlertModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rules.size() + m_entries.size());
}

int DeletedAlertModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DeletedAlertModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const int row = index.row();
    const AlertRule *rule = row < m_rules.size() ? &m_rules.at(row) : nullptr;
    const AlertLogEntry *entry = rule ? nullptr : &m_entries.at(row - m_rules.size());
    const QString symbol = rule ? rule->symbol : entry->symbol;
    const QDateTime deleted = rule ? rule->deletedAt : entry->deletedAt;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        if (index.column() == KindColumn)
            return rule ? tr("Rule") : tr("Alert");
        if (index.column() == SymbolColumn)
            return shortSymbol(symbol);
        if (index.column() == DeletedColumn)
            return alertTimeText(deleted, m_clock(), m_locale);
        if (rule)
            return tr("%1: %2").arg(rule->name, conditionWords(rule->condition, m_locale));
        return tr("%1, %2").arg(entry->ruleName,
                                alertTimeText(entry->timestamp, m_clock(), m_locale));
    case Qt::ToolTipRole:
        return entry ? entrySummary(*entry, m_locale) : QVariant{};
    case Qt::TextAlignmentRole:
        return headerData(index.column(), Qt::Horizontal, role);
    case CellRole::Raw:
        if (index.column() == SymbolColumn)
            return symbol;
        if (index.column() == DeletedColumn)
            return deleted.toUTC().toString(Qt::ISODateWithMs);
        return data(index, Qt::DisplayRole);
    case CellRole::Tone:
        return QVariant::fromValue(index.column() == SymbolColumn ? CellTone::Strong
                                                                  : CellTone::Plain);
    default:
        return {};
    }
}

QVariant DeletedAlertModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant{Qt::AlignLeft | Qt::AlignVCenter};
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case KindColumn:
        return tr("Kind");
    case SymbolColumn:
        return tr("Symbol");
    case WhatColumn:
        return tr("What it was");
    default:
        return tr("Deleted (%1)").arg(m_clock().toLocalTime().timeZoneAbbreviation());
    }
}

bool DeletedAlertModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_hasMore && !m_isWaiting;
}

void DeletedAlertModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    m_request.after =
            AlertLogRequest::Key{m_entries.constLast().timestamp, m_entries.constLast().id};
    m_request.limit = AlertLogRequest{}.limit;
    ask();
}

qint64 DeletedAlertModel::ruleId(int row) const
{
    return row < m_rules.size() ? m_rules.at(row).id : 0;
}

qint64 DeletedAlertModel::entryId(int row) const
{
    return row < m_rules.size() ? 0 : m_entries.at(row - m_rules.size()).id;
}

void DeletedAlertModel::setRules(const QList<AlertRule> &deleted)
{
    m_allRules = deleted;
    showRules();
    emit logAccepted();
}

void DeletedAlertModel::showRules()
{
    beginResetModel();
    m_rules.clear();
    for (const AlertRule &rule : std::as_const(m_allRules)) {
        if (rule.name.contains(m_request.text, Qt::CaseInsensitive) ||
            rule.symbol.contains(m_request.text, Qt::CaseInsensitive))
            m_rules.append(rule);
    }
    endResetModel();
}

void DeletedAlertModel::reload()
{
    m_request.after.reset();
    m_request.limit = std::max(AlertLogRequest{}.limit, int(m_entries.size()));
    ask();
}

void DeletedAlertModel::setText(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (std::exchange(m_request.text, trimmed) == trimmed)
        return;
    showRules();
    reload();
}

void DeletedAlertModel::ask()
{
    m_isWaiting = true;
    emit logRequested(++m_ticket, m_request);
}

void DeletedAlertModel::acceptLog(quint64 ticket, const AlertLogPage &page)
{
    if (ticket != m_ticket) // a later question was asked: nobody wants this answer now
        return;
    m_isWaiting = false;
    m_hasMore = page.hasMore && !page.rows.isEmpty();
    if (!m_request.after) {
        beginResetModel();
        m_entries = page.rows;
        m_total = page.total.value_or(0);
        endResetModel();
    } else if (!page.rows.isEmpty()) {
        const int first = rowCount();
        beginInsertRows({}, first, first + int(page.rows.size()) - 1);
        m_entries.append(page.rows);
        endInsertRows();
    }
    emit logAccepted();
}

void DeletedAlertModel::acceptFailure(quint64 ticket)
{
    if (ticket == m_ticket)
        m_isWaiting = false;
}
