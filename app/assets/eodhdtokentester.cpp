// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/assets/eodhdtokentester.h"

#include <QPointer>

#include <utility>

using namespace Qt::Literals::StringLiterals;

void EodhdTokenTester::test(const Credential &, const QString &secret, QObject *context,
                            SecretAnswer answer)
{
    m_client.setToken(secret);
    m_client.ask(EodhdRequest::plan(), context,
                 [this, context = QPointer<QObject>{context},
                  answer = std::move(answer)](const EodhdAnswer &body) {
                     const Result<QString> said = sentenceOf(body);
                     if (context)
                         answer(said);
                 });
}

Result<QString> EodhdTokenTester::sentenceOf(const EodhdAnswer &body)
{
    if (!body)
        return fail(body.error().error);
    const Result<PlanAnswer> plan = parsePlan(*body, QDateTime::currentDateTimeUtc().date());
    m_notePlan(plan.value_or(PlanAnswer{}));
    if (!plan)
        return fail(Error::Kind::Parse, plan.error().detail, u"EODHD"_s);
    return plan->limit > 0 ? tr("EODHD accepts the token: %1 of %2 calls of today are used.")
                                     .arg(plan->used)
                                     .arg(plan->limit)
                           : tr("EODHD accepts the token.");
}
