// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/corporateaction.h"
#include "db/domain/dailybar.h"
#include "db/domain/foundasset.h"
#include "db/domain/quote.h"
#include "db/domain/result.h"
#include "db/domain/stockquote.h"

#include <QByteArray>
#include <QDateTime>

#include <optional>

// Readers of EODHD's answers (market-apis.md 2.2, 2.9). Pure; any bytes may come in. Rows are
// judged one by one: the good ones are taken, the others rejected with a reason in words. An error
// says that the answer as a whole is of no use (Parse).

// What an answer was worth beside its good rows.
struct AnswerTally {
    int received = 0;
    int rounded = 0; // rows with a price or a volume that had more decimals than fit
    int rejectedCount = 0;
    QList<RejectedEntry> rejected; // at most 1000 by name
};

struct DailyAnswer {
    QList<DailyBar> bars; // by day; of a day that is given twice the last
    AnswerTally tally;
    QString warning; // what the provider says about the plan; empty for nothing
};
// How the prices of the days are kept.
enum class DailyForm {
    Share,    // four decimals, beside them the close adjusted for splits and dividends
    Currency, // eight, and no adjusted close: what the answer says of one does not count
};
// today: no bar can be of a later day than the next one, which has begun somewhere.
[[nodiscard]] Result<DailyAnswer> parseDailyBars(const QByteArray &body, const QDate &today,
                                                 DailyForm form = DailyForm::Share);

struct ActionsAnswer {
    QList<CorporateAction> actions; // by date; ordinal is for the store
    AnswerTally tally;
};
[[nodiscard]] Result<ActionsAnswer> parseSplits(const QByteArray &body);
[[nodiscard]] Result<ActionsAnswer> parseDividends(const QByteArray &body);

struct DelayedAnswer {
    QList<DelayedQuote> quotes; // those that have a price and a time
    AnswerTally tally;
};
// now: a time after it is rejected; milliseconds in the place of seconds are recognised by it.
[[nodiscard]] Result<DelayedAnswer> parseDelayedQuotes(const QByteArray &body,
                                                       const QDateTime &now);

struct IntradayAnswer {
    QList<IntradayBar> bars; // by time; of a time that is given twice the last
    AnswerTally tally;
};
[[nodiscard]] Result<IntradayAnswer> parseIntradayBars(const QByteArray &body,
                                                       const QDateTime &now);

// An exchange's list; its symbols get this exchange, whatever venue a line names.
[[nodiscard]] Result<QList<FoundAsset>> parseSymbolList(const QByteArray &body,
                                                        const QString &exchange);
[[nodiscard]] Result<QList<FoundAsset>> parseSearch(const QByteArray &body);

// What the provider says about the token's owner, without the name and the address in it.
struct PlanAnswer {
    int used = 0;  // calls of today (GMT)
    int limit = 0; // calls a day; 0: not said
};
[[nodiscard]] Result<PlanAnswer> parsePlan(const QByteArray &body, const QDate &today);
