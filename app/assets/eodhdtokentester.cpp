// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/assets/eodhdtokentester.h"

#include "app/assets/eodhdanswer.h"

#include <QPointer>

#include <utility>

using namespace Qt::Literals::StringLiterals;

void EodhdTokenTester::test(const Credential &, const QString &secret, QObject *context,
                            SecretAnswer answer)
{
    m_client.setToken(secret);
    m_client.ask(
            EodhdRequest::plan(), context,
            [context = QPointer<QObject>{context},
             answer = std::move(answer)](const EodhdAnswer &body) {
                if (!context)
                    return;
                if (!body) {
                    answer(fail(body.error().error));
                    return;
                }
                const Result<PlanAnswer> plan =
                        parsePlan(*body, QDateTime::currentDateTimeUtc().date());
                if (!plan) {
                    answer(fail(Error::Kind::Parse, plan.error().detail, u"EODHD"_s));
                    return;
                }
                answer(plan->limit > 0
                               ? tr("EODHD accepts the token: %1 of %2 calls of today are used.")
                                         .arg(plan->used)
                                         .arg(plan->limit)
                               : tr("EODHD accepts the token."));
            });
}
