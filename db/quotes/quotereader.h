// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/board.h"
#include "db/domain/result.h"
#include "db/domain/series.h"

#include <QObject>

class StorageLink;

// Answers what models ask about prices. Lives on a storage thread; each call ends in exactly one
// answer with its ticket.
class QuoteReader final : public QObject
{
    Q_OBJECT

public:
    explicit QuoteReader(StorageLink &link)
        : m_link{link}
    {}

public slots:
    void loadBoard(const QDateTime &asOf);
    void loadSeries(quint64 ticket, const SeriesRequest &request);

signals:
    void boardLoaded(const Board &board);
    void boardFailed(const Error &error);
    void seriesLoaded(quint64 ticket, const Series &series);
    void seriesFailed(quint64 ticket, const Error &error);

private:
    StorageLink &m_link;
};
