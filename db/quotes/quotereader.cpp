// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/quotes/quotereader.h"

#include "db/quotes/quotestore.h"
#include "db/quotes/seriesstore.h"
#include "db/storagelink.h"

void QuoteReader::loadBoard(const QDateTime &asOf)
{
    const Result<Board> board = m_link.use(
            [&](const Connection &connection) { return QuoteStore{connection}.board(asOf); });
    if (board)
        emit boardLoaded(*board);
    else
        emit boardFailed(board.error());
}

void QuoteReader::loadSeries(quint64 ticket, const SeriesRequest &request)
{
    const Result<Series> series = m_link.use(
            [&](const Connection &connection) { return SeriesStore{connection}.read(request); });
    if (series)
        emit seriesLoaded(ticket, *series);
    else
        emit seriesFailed(ticket, series.error());
}
