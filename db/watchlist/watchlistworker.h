// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/watchlist.h"

#include <QObject>
#include <QStringList>

class StorageLink;

// Answers what the window asks about the watchlist, and changes it, on a storage thread. Each call
// ends in exactly one answer: its own signal, loadFailed() of load() or failed(). Through the event
// loop only.
class WatchlistWorker final : public QObject
{
    Q_OBJECT

public:
    explicit WatchlistWorker(StorageLink &link)
        : m_link{link}
    {}

public slots:
    void load();
    // See WatchlistStore: what is written is of checkedWatch().
    void add(const QList<WatchedSymbol> &watched);
    void edit(const WatchedSymbol &watched);
    void remove(const QStringList &symbols);
    void restore(const QList<WatchedSymbol> &removed);

signals:
    void loaded(const QList<WatchedPrice> &watchlist);
    void loadFailed(const Error &error);
    // known: were on the list already and stay as they are.
    void added(const QList<WatchedSymbol> &added, const QStringList &known);
    void edited(const WatchedSymbol &before, const WatchedSymbol &after);
    void removed(const QList<WatchedSymbol> &removed); // as they stood
    void restored(const QList<WatchedSymbol> &restored);
    void failed(const Error &error);

private:
    StorageLink &m_link;
};
