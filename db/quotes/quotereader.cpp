// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/quotes/quotereader.h"

#include "db/connectionpool.h"
#include "db/quotes/quotepagestore.h"
#include "db/quotes/quotestore.h"
#include "db/quotes/seriesstore.h"
#include "db/quotes/stockboard.h"

namespace {

Result<Board> boardOf(const Connection &connection, const QDateTime &asOf)
{
    Result<Board> board = QuoteStore{connection}.board(asOf);
    if (!board)
        return board;
    return StockBoard{connection}.rows().transform([&](const QList<BoardRow> &stocks) {
        board->rows += stocks;
        return std::move(*board);
    });
}

} // namespace

void QuoteReader::loadBoard(const QDateTime &asOf)
{
    m_pool.run(
            this, [asOf](const Connection &connection) { return boardOf(connection, asOf); },
            [this, asked = ++m_boardsAsked](const Result<Board> &board) {
                acceptBoard(asked, board);
            });
}

void QuoteReader::acceptBoard(quint64 asked, const Result<Board> &board)
{
    if (asked < m_boardAnnounced) // a later question was answered earlier
        return;
    m_boardAnnounced = asked;
    if (board)
        emit boardLoaded(*board);
    else
        emit boardFailed(board.error());
}

void QuoteReader::loadSeries(quint64 ticket, const SeriesRequest &request)
{
    m_pool.run(
            this,
            [request](const Connection &connection) {
                return SeriesStore{connection}.read(request);
            },
            [this, ticket](const Result<Series> &series) {
                if (series)
                    emit seriesLoaded(ticket, *series);
                else
                    emit seriesFailed(ticket, series.error());
            });
}

void QuoteReader::loadPage(quint64 ticket, const QuotePageRequest &request)
{
    m_pool.run(
            this,
            [request](const Connection &connection) {
                return QuotePageStore{connection}.page(request);
            },
            [this, ticket](const Result<QuotePage> &page) {
                if (page)
                    emit pageLoaded(ticket, *page);
                else
                    emit pageFailed(ticket, page.error());
            });
}
