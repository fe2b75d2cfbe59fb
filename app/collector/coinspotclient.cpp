// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/collector/coinspotclient.h"

#include "app/collector/coinspotanswer.h"
#include "app/network/answertext.h"
#include "app/network/retrypolicy.h"

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto LatestPath = "/pubapi/v2/latest"_L1;

} // namespace

CoinspotClient::CoinspotClient(QNetworkAccessManager &network, QUrl baseUrl, QObject *parent)
    : QObject{parent}
    , m_baseUrl{std::move(baseUrl)}
    , m_exchange{network}
{
    connect(&m_exchange, &HttpExchange::finished, this, &CoinspotClient::take);
}

void CoinspotClient::fetchLatest()
{
    m_exchange.start({urlBelow(m_baseUrl, LatestPath), {}, {}});
}

void CoinspotClient::take(const HttpOutcome &outcome)
{
    if (outcome.fault) {
        FetchFailure failure = this->failure(outcome, outcome.fault->kind, outcome.fault->detail);
        failure.retryable = outcome.fault->retryable;
        failure.offline = outcome.fault->offline;
        emit failed(failure);
    } else if (outcome.status != 200) {
        emit failed(refusal(outcome));
    } else {
        takeBody(outcome);
    }
}

FetchFailure CoinspotClient::refusal(const HttpOutcome &outcome) const
{
    FetchFailure refused = failure(outcome, Error::Kind::Http, {});
    refused.retryable = isRetryableStatus(outcome.status);
    refused.retryAfter = outcome.retryAfter;
    const QString status = u"HTTP %1"_s.arg(outcome.status);
    QString words = status;
    if (looksLikeHtml(outcome.body)) {
        const QString title = htmlTitle(outcome.body);
        refused.error.detail = title.isEmpty() ? status : u"%1, \"%2\""_s.arg(status, title);
        if (outcome.status == 403 || isCloudflareBlock(outcome.body)) {
            refused.error.kind = Error::Kind::Blocked;
            refused.retryable = false;
            words += u", blocked"_s;
        }
    } else {
        const QString message = errorMessageIn(outcome.body);
        refused.error.detail = message.isEmpty() ? status : u"%1, \"%2\""_s.arg(status, message);
    }
    if (refused.retryAfter)
        words += u", asks to wait %1"_s.arg(secondsText(*refused.retryAfter));
    refused.report.outcome = words;
    return refused;
}

void CoinspotClient::takeBody(const HttpOutcome &outcome)
{
    Result<ParsedPrices> prices = parseLatestPrices(outcome.body);
    if (prices && !prices->quotes.isEmpty()) {
        emit fetched({std::move(*prices), outcome.report});
        return;
    }
    FetchFailure useless =
            failure(outcome, Error::Kind::Parse, u"no entry has three usable prices"_s);
    useless.retryable = true;
    if (prices) {
        useless.prices = std::move(*prices);
    } else {
        useless.error.kind =
                isCloudflareBlock(outcome.body) ? Error::Kind::Blocked : prices.error().kind;
        useless.error.detail = prices.error().detail;
        useless.retryable = useless.error.kind == Error::Kind::Parse;
    }
    useless.report.outcome = u"%1: %2"_s.arg(outcome.report.outcome, useless.error.detail);
    emit failed(useless);
}

FetchFailure CoinspotClient::failure(const HttpOutcome &outcome, Error::Kind kind,
                                     const QString &detail) const
{
    FetchFailure failure;
    failure.error = {kind, detail, m_baseUrl.host()};
    failure.report = outcome.report;
    return failure;
}
