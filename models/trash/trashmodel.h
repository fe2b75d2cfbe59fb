// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/trash/trashreader.h"
#include "models/celltablemodel.h"

#include <QLocale>

#include <functional>

// The recycle bin: quotes, rules and alerts that were deleted, the newest first, a page at a time.
// It asks by signal and is answered. Lives on the GUI thread.
class TrashModel final : public CellTableModel<TrashEntry>
{
    Q_OBJECT

public:
    enum Column {
        KindColumn,
        SymbolColumn,
        WhatColumn,
        TimeColumn,
        DeletedColumn,
        ByColumn,
        ReasonColumn,
        ColumnCount
    };

    // clock gives the present time, UTC.
    TrashModel(QLocale locale, std::function<QDateTime()> clock, QObject *parent = nullptr);

    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

    [[nodiscard]] const TrashEntry &entry(int row) const { return m_entries.at(row); }
    // Of all that fit the filter, also those that are not held yet.
    [[nodiscard]] const TrashCounts &counts() const { return m_counts; }
    // The same of these entries alone. A rule is held where not all of its logs are among them.
    [[nodiscard]] TrashCounts countsOf(const QList<TrashKey> &keys) const;
    // All that is counted was deleted before that; invalid when there is nothing.
    [[nodiscard]] QDateTime shownBefore() const;
    [[nodiscard]] const QStringList &deleters() const { return m_deleters; }
    [[nodiscard]] const TrashRequest &request() const { return m_request; }
    [[nodiscard]] bool isFiltered() const;
    [[nodiscard]] const QLocale &locale() const { return m_locale; }
    [[nodiscard]] QDateTime now() const { return m_clock(); }
    // False until the first page: an empty table says nothing about the database before.
    [[nodiscard]] bool hasAnswer() const { return m_hasAnswer; }
    // Whether what is shown and counted is what request() asks for.
    [[nodiscard]] bool isAnswered() const { return m_isAnswered; }

public slots:
    // Asks for the newest page; what is shown stays until it comes. Call it once all is connected.
    void reload();
    void setKind(std::optional<TrashKind> kind);
    void setBy(const QString &name);
    void setFrom(const QDateTime &from); // invalid: from the first on
    void setText(const QString &text);

    void acceptCounts(quint64 ticket, const TrashCounts &counts, const QStringList &deleters);
    void acceptPage(quint64 ticket, const TrashPage &page);
    // No page will come: the next scroll to the end asks again.
    void giveUp(quint64 ticket);

signals:
    // Answered by acceptPage with the same ticket, or by giveUp.
    void pageRequested(quint64 ticket, const TrashRequest &request);
    void pageAccepted();

protected:
    [[nodiscard]] const QList<TrashEntry> &rows() const override { return m_entries; }
    [[nodiscard]] QString display(const TrashEntry &entry, int column) const override;
    [[nodiscard]] QString toolTip(const TrashEntry &entry, int column) const override;
    [[nodiscard]] QString raw(const TrashEntry &entry, int column) const override;
    [[nodiscard]] QVariant further(const TrashEntry &entry, int column, int role) const override;

private:
    void ask();
    void askAnew();

    QLocale m_locale;
    std::function<QDateTime()> m_clock;
    QList<TrashEntry> m_entries;
    TrashRequest m_request;
    TrashCounts m_counts;
    QStringList m_deleters;
    quint64 m_ticket = 0;
    bool m_isWaiting = false;
    bool m_hasMore = false;
    bool m_hasAnswer = false;
    bool m_isAnswered = false;
    bool m_isStarted = false; // reload() was called: everything is connected
};
