// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/bars/actionworker.h"

#include "db/alerts/alertbacklog.h"
#include "db/bars/actionstore.h"
#include "db/schema/settledschema.h"
#include "db/storagelink.h"
#include "db/transaction.h"

void ActionWorker::setEnabled(const QString &symbol, const CorporateAction &action, bool isEnabled)
{
    const Result<> done = m_link.use([&](const Connection &connection) {
        SettledSchema schema{connection, m_version};
        Transaction transaction{connection};
        return transaction.begin()
                .and_then([&] { return schema.check(); })
                .and_then([&] {
                    return ActionStore{connection}.setEnabled(symbol, action.date, action.type,
                                                              action.ordinal, isEnabled);
                })
                .and_then([&] { return AlertBacklog{connection}.noteAdjusted(symbol); })
                .and_then([&] { return transaction.commit(); });
    });
    if (done)
        emit switched(symbol, action, isEnabled);
    else
        emit failed(done.error());
}
