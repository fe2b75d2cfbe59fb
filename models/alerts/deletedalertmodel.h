// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/alerts/alertlogstore.h"

#include <QAbstractTableModel>
#include <QLocale>

#include <functional>

// Rules and alerts that were deleted and can be restored: the rules first, then alerts a page at a
// time, newest first. It asks by signal and is answered. Lives on the GUI thread.
class DeletedAlertModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { KindColumn, SymbolColumn, WhatColumn, DeletedColumn, ColumnCount };

    // clock gives the present time, UTC.
    DeletedAlertModel(QLocale locale, std::function<QDateTime()> clock, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

    // One of both, 0 for the other.
    [[nodiscard]] qint64 ruleId(int row) const;
    [[nodiscard]] qint64 entryId(int row) const;
    // Rules and alerts, also those that are not held yet.
    [[nodiscard]] int total() const
    {
        return int(m_rules.size()) + std::max(m_total, int(m_entries.size()));
    }

public slots:
    void setRules(const QList<AlertRule> &deleted);
    void reload();
    void setText(const QString &text);
    void acceptLog(quint64 ticket, const AlertLogPage &page);
    void acceptFailure(quint64 ticket);

signals:
    // Answered by acceptLog with the same ticket, or by giveUp.
    void logRequested(quint64 ticket, const AlertLogRequest &request);
    void logAccepted();

private:
    void ask();
    void showRules();

    QLocale m_locale;
    std::function<QDateTime()> m_clock;
    QList<AlertRule> m_allRules;
    QList<AlertRule> m_rules; // with the text
    QList<AlertLogEntry> m_entries;
    AlertLogRequest m_request;
    int m_total = 0; // of the entries
    quint64 m_ticket = 0;
    bool m_isWaiting = false;
    bool m_hasMore = false;
};
