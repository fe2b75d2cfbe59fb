// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/board.h"
#include "db/domain/result.h"
#include "db/domain/series.h"
#include "db/quotes/quotepage.h"

#include <QObject>

class ConnectionPool;

// Answers what models ask about prices. Reads through the pool, so a slow question holds up no
// other; each call ends in exactly one answer with its ticket. A board that is older than the one
// announced last is not announced.
class QuoteReader final : public QObject
{
    Q_OBJECT

public:
    explicit QuoteReader(ConnectionPool &pool)
        : m_pool{pool}
    {}

public slots:
    void loadBoard(const QDateTime &asOf);
    void loadSeries(quint64 ticket, const SeriesRequest &request);
    void loadPage(quint64 ticket, const QuotePageRequest &request);

signals:
    void boardLoaded(const Board &board);
    void boardFailed(const Error &error);
    void seriesLoaded(quint64 ticket, const Series &series);
    void seriesFailed(quint64 ticket, const Error &error);
    void pageLoaded(quint64 ticket, const QuotePage &page);
    void pageFailed(quint64 ticket, const Error &error);

private:
    void acceptBoard(quint64 asked, const Result<Board> &board);

    ConnectionPool &m_pool;
    quint64 m_boardsAsked = 0;
    quint64 m_boardAnnounced = 0; // as counted by m_boardsAsked
};
