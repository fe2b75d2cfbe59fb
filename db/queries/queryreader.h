// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"
#include "db/queries/querystore.h"

#include <QObject>

class ConnectionPool;

// Answers what the window asks about recorded statements, through the pool; each call ends in
// exactly one answer.
class QueryReader final : public QObject
{
    Q_OBJECT

public:
    explicit QueryReader(ConnectionPool &pool)
        : m_pool{pool}
    {}

public slots:
    void loadQueries(quint64 ticket, const QDate &from);
    void loadSamples(const QString &id);

signals:
    void queriesLoaded(quint64 ticket, const QList<RecordedQuery> &queries);
    void samplesLoaded(const QString &id, const QList<StoredSample> &samples);
    void failed(const Error &error);

private:
    ConnectionPool &m_pool;
};
