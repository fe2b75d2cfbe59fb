// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/queries/queryreader.h"

#include "db/connectionpool.h"

void QueryReader::loadQueries(quint64 ticket, const QDate &from)
{
    m_pool.run(
            this,
            [from](const Connection &connection) { return QueryStore{connection}.list(from); },
            [this, ticket](const Result<QList<RecordedQuery>> &queries) {
                if (queries)
                    emit queriesLoaded(ticket, *queries);
                else
                    emit failed(queries.error());
            });
}

void QueryReader::loadSamples(const QString &id)
{
    m_pool.run(
            this, [id](const Connection &connection) { return QueryStore{connection}.samples(id); },
            [this, id](const Result<QList<StoredSample>> &samples) {
                if (samples)
                    emit samplesLoaded(id, *samples);
                else
                    emit failed(samples.error());
            });
}
