// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/trash/trashstore.h"

#include <QObject>

class StorageLink;

// Answers what the window asks about the recycle bin, and restores, on a storage thread. Each call
// ends in exactly one answer: its own signal or one of the two failures. Through the event loop
// only.
class TrashWorker final : public QObject
{
    Q_OBJECT

public:
    explicit TrashWorker(StorageLink &link)
        : m_link{link}
    {}

public slots:
    // A first page says how many there are in all, and who has deleted anything.
    void load(quint64 ticket, const TrashRequest &request);
    void restore(const QList<TrashKey> &keys);
    void putBack(const QList<RestoredRow> &rows);

signals:
    void loaded(quint64 ticket, const TrashPage &page);
    void counted(quint64 ticket, const TrashCounts &counts, const QStringList &deleters);
    void loadFailed(quint64 ticket, const Error &error);
    void restored(const QList<RestoredRow> &rows);
    void wasPutBack(const QList<RestoredRow> &rows);
    void failed(const Error &error);

private:
    StorageLink &m_link;
};
