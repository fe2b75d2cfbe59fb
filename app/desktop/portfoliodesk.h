// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/portfolio/accountthread.h"
#include "db/portfolio/positionreader.h"
#include "db/portfolio/positionwriter.h"
#include "db/storagethread.h"
#include "models/portfolio/historytablemodel.h"
#include "models/portfolio/positiontablemodel.h"

#include <QObject>

#include <functional>

class ConnectionPool;
class PortfolioPanel;

// Between the Portfolio panel, the positions in the database and the owner's account: positions are
// read through the pool, written on a storage thread of their own, and the account is asked on
// another, so the window waits for none of them. GUI thread.
class PortfolioDesk final : public QObject
{
    Q_OBJECT

public:
    using Undo = std::function<void()>;

    // The pool outlives this.
    PortfolioDesk(ConnectionPool &reading, const ConnectionSpec &database, AccountSettings account,
                  std::function<QDateTime()> clock);

    [[nodiscard]] PositionTableModel &positions() { return m_positions; }
    [[nodiscard]] HistoryTableModel &history() { return m_history; }

    // Once, after the panel was made on these models and before start(). It outlives what it is
    // told.
    void wire(PortfolioPanel &panel);
    void start();
    void refresh() { m_positions.refresh(); } // prices are news

signals:
    void told(const QString &message, const PortfolioDesk::Undo &undo); // for a toast

private:
    void wirePositions(PortfolioPanel &panel);
    void wireAccount(PortfolioPanel &panel);
    void acceptRemoved(const Position &position);

    PositionReader m_reader;
    StorageThread m_storage;
    PositionWriter *m_writer; // on m_storage
    AccountThread m_account;
    PositionTableModel m_positions;
    HistoryTableModel m_history;
    int m_removing = 0;        // positions whose removal was asked for
    QList<Position> m_removed; // of these, those that are gone
};
