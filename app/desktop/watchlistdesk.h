// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/storagethread.h"
#include "db/watchlist/watchlistworker.h"
#include "models/watchlist/watchlistmodel.h"

#include <QObject>

#include <functional>

class WatchlistPanel;

// Between the Watchlist panel and the watchlist in the database, which is read and written on a
// storage thread of its own, so the window waits for neither. Each change can be undone. GUI
// thread.
class WatchlistDesk final : public QObject
{
    Q_OBJECT

public:
    using Undo = std::function<void()>;

    WatchlistDesk(const ConnectionSpec &database, std::function<QDateTime()> clock);

    [[nodiscard]] WatchlistModel &watchlist() { return m_watchlist; }

    // Once, after the panel was made on this model and before start(). It outlives what it is told.
    void wire(WatchlistPanel &panel);
    void start() { m_storage.start(); }
    void refresh() { m_watchlist.refresh(); } // prices are news

    // From wherever in the window.
    void add(const QList<WatchedSymbol> &watched);

signals:
    void told(const QString &message, const WatchlistDesk::Undo &undo); // for a toast

private:
    void edit(const WatchedSymbol &watched);
    void remove(const QStringList &symbols);
    void acceptAdded(const QList<WatchedSymbol> &added, const QStringList &known);
    void acceptEdited(const WatchedSymbol &before, const WatchedSymbol &after);
    void acceptRemoved(const QList<WatchedSymbol> &removed);

    StorageThread m_storage;
    WatchlistWorker *m_worker; // on m_storage
    WatchlistModel m_watchlist;
    bool m_hasReadProblem = false; // the banner says so
};
