// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/lab/keptvalues.h"

#include "db/queries/querystore.h"
#include "db/schema/inspection.h"

using namespace Qt::Literals::StringLiterals;

Result<KeptValues> keptValues(const Connection &connection,
                              const QList<CataloguedStatement> &statements)
{
    const Result<bool> isThere = tableExists(connection, u"statement_samples"_s);
    if (!isThere)
        return fail(isThere.error());
    KeptValues kept;
    if (!*isThere)
        return kept;
    QueryStore store{connection};
    for (const CataloguedStatement &statement : statements) {
        const Result<QList<StoredSample>> samples = store.samples(statementShape(statement.text));
        if (!samples)
            return fail(samples.error());
        for (const StoredSample &sample : *samples) {
            // Nothing is to be had of a hash.
            if (const auto values = parametersFromJson(sample.parameters.toUtf8()))
                kept[statement.id].append(*values);
        }
    }
    return kept;
}
