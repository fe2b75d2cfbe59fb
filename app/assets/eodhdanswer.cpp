// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/assets/eodhdanswer.h"

#include "app/assets/rowvalues.h"
#include "app/network/answertext.h"
#include "db/domain/asset.h"
#include "db/domain/currencymarket.h"

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Price::Units MostDaily = Price::Units{100'000'000} * 100'000'000; // NUMERIC(12,4)
constexpr int ExactDecimals = Price::Decimals; // NUMERIC(20,8), of intraday_data

// Sorted by key; of those with the same one the last that came.
template <typename Row, typename Key> void sortKeepingLast(QList<Row> &rows, Key Row::*key)
{
    if (std::ranges::is_sorted(rows, std::less_equal{}, key) &&
        std::ranges::adjacent_find(rows, {}, key) == rows.end())
        return;
    std::ranges::stable_sort(rows, {}, key);
    const auto isReplaced = [key](const Row &a, const Row &b) { return a.*key == b.*key; };
    QList<Row> kept;
    for (const Row &row : std::as_const(rows)) {
        if (!kept.isEmpty() && isReplaced(kept.constLast(), row))
            kept.last() = row;
        else
            kept.append(row);
    }
    rows = std::move(kept);
}

// The four prices of a bar, all above zero and in order.
template <typename Bar> void readPrices(RowValues &values, Bar &bar, int decimals)
{
    bar.open = values.price("open", decimals);
    bar.high = values.price("high", decimals);
    bar.low = values.price("low", decimals);
    bar.close = values.price("close", decimals);
    if (values.isGood() && bar.high < bar.low)
        values.reject(u"high is below low"_s);
}

std::optional<CorporateAction> splitFrom(RowValues &values)
{
    CorporateAction split;
    split.type = CorporateAction::Type::Split;
    split.date = values.day("date");
    const QString ratio = values.row().text("split");
    const qsizetype slash = ratio.indexOf(u'/');
    const auto part = [&](const QString &text) {
        return Price::parseRounded(text.trimmed().toUtf8(), Price::Decimals);
    };
    const Result<Price::Rounded> numerator = part(ratio.left(slash));
    const Result<Price::Rounded> denominator = part(ratio.mid(slash + 1));
    if (slash < 0 || !numerator || !denominator)
        values.reject(u"split is \"%1\", not a ratio such as 4/1"_s.arg(shownText(ratio, 40)));
    else if (numerator->price <= Price{} || denominator->price <= Price{})
        values.reject(u"split is \"%1\": neither side may be zero"_s.arg(shownText(ratio, 40)));
    if (!values.isGood())
        return {};
    split.numerator = numerator->price;
    split.denominator = denominator->price;
    return split;
}

std::optional<CorporateAction> dividendFrom(RowValues &values)
{
    CorporateAction dividend;
    dividend.type = CorporateAction::Type::Dividend;
    dividend.date = values.day("date");
    dividend.value = values.price("value", Price::Decimals);
    dividend.period = shownText(values.row().text("period"), 20);
    dividend.currency = shownText(values.row().text("currency"), 10);
    return values.isGood() ? std::optional{dividend} : std::nullopt;
}

template <typename From> Result<ActionsAnswer> parseActions(const QByteArray &body, From from)
{
    ActionsAnswer answer;
    const Result<JsonShape> shape = readJsonRows(body, [&](const JsonRow &row) {
        RowValues values{row, answer.tally, row.text("date")};
        if (const std::optional<CorporateAction> action = from(values))
            answer.actions.append(*action);
    });
    if (!shape)
        return fail(shape.error());
    std::ranges::stable_sort(answer.actions, {}, &CorporateAction::date);
    return answer;
}

// Nothing where code and exchange make no symbol.
std::optional<FoundAsset> foundFrom(const JsonRow &row, const QString &exchange)
{
    const Result<QString> symbol = stockSymbol(row.text("Code") + u'.' + exchange);
    if (!symbol)
        return {};
    // Of a pair the ticker says what it is in; the provider calls coins currencies, too.
    const QString quoted = quoteCurrencyOf(*symbol);
    return FoundAsset{*symbol,
                      shownText(row.text("Name").simplified(), 200),
                      isCurrencyMarket(exchangeOf(*symbol)) ? usualTypeOf(exchangeOf(*symbol))
                                                            : shownText(row.text("Type"), 40),
                      quoted.isEmpty() ? shownText(row.text("Currency"), 10) : quoted,
                      shownText(row.text("Country"), 60),
                      false};
}

} // namespace

Result<DailyAnswer> parseDailyBars(const QByteArray &body, const QDate &today, DailyForm form)
{
    const bool isShare = form == DailyForm::Share;
    DailyAnswer answer;
    answer.bars.reserve(body.size() / 120); // about what a row takes
    const Result<JsonShape> shape = readJsonRows(body, [&](const JsonRow &row) {
        RowValues values{row, answer.tally, row.text("date")};
        DailyBar bar;
        bar.day = values.day("date");
        if (bar.day.isValid() && bar.day > today.addDays(1))
            values.reject(u"date lies in the future"_s);
        readPrices(values, bar, isShare ? DailyDecimals : ExactDecimals);
        bar.adjustedClose =
                isShare ? values.priceOrZero("adjusted_close", DailyDecimals) : bar.close;
        bar.volume = values.volume("volume");
        for (const Price price : {bar.open, bar.high, bar.low, bar.close, bar.adjustedClose}) {
            if (isShare && price.units() >= MostDaily)
                values.reject(u"a price has more than eight integer digits"_s);
        }
        if (answer.warning.isEmpty())
            answer.warning = shownText(row.text("warning"), 200);
        if (values.isGood())
            answer.bars.append(bar);
    });
    if (!shape)
        return fail(shape.error());
    sortKeepingLast(answer.bars, &DailyBar::day);
    return answer;
}

Result<ActionsAnswer> parseSplits(const QByteArray &body)
{
    return parseActions(body, splitFrom);
}

Result<ActionsAnswer> parseDividends(const QByteArray &body)
{
    return parseActions(body, dividendFrom);
}

Result<DelayedAnswer> parseDelayedQuotes(const QByteArray &body, const QDateTime &now)
{
    DelayedAnswer answer;
    const Result<JsonShape> shape = readJsonRows(body, [&](const JsonRow &row) {
        RowValues values{row, answer.tally, row.text("code")};
        DelayedQuote quote;
        quote.symbol = row.text("code");
        if (quote.symbol.isEmpty()) {
            values.reject(u"it has no code"_s);
            return;
        }
        if (!row.value("close")) {
            values.reject(row.value("previousClose") ? u"no trade today"_s
                                                     : u"the provider does not know it"_s);
            return;
        }
        quote.time = values.time("timestamp", now);
        quote.price = values.price("close", DailyDecimals);
        quote.open = values.priceIfAny("open", DailyDecimals);
        quote.high = values.priceIfAny("high", DailyDecimals);
        quote.low = values.priceIfAny("low", DailyDecimals);
        quote.volume = values.volume("volume");
        if (values.isGood())
            answer.quotes.append(quote);
    });
    if (!shape)
        return fail(shape.error());
    return answer;
}

Result<IntradayAnswer> parseIntradayBars(const QByteArray &body, const QDateTime &now)
{
    IntradayAnswer answer;
    answer.bars.reserve(body.size() / 150);
    const Result<JsonShape> shape = readJsonRows(body, [&](const JsonRow &row) {
        RowValues values{row, answer.tally, row.text("datetime")};
        IntradayBar bar;
        bar.timeMs = values.time("timestamp", now).toMSecsSinceEpoch();
        readPrices(values, bar, ExactDecimals);
        bar.volume = values.volume("volume");
        if (values.isGood())
            answer.bars.append(bar);
    });
    if (!shape)
        return fail(shape.error());
    sortKeepingLast(answer.bars, &IntradayBar::timeMs);
    return answer;
}

Result<QList<FoundAsset>> parseSymbolList(const QByteArray &body, const QString &exchange)
{
    QList<FoundAsset> found;
    const Result<JsonShape> shape = readJsonRows(body, [&](const JsonRow &row) {
        if (const std::optional<FoundAsset> asset = foundFrom(row, exchange))
            found.append(*asset);
    });
    if (!shape)
        return fail(shape.error());
    return found;
}

Result<QList<FoundAsset>> parseSearch(const QByteArray &body)
{
    QList<FoundAsset> found;
    const Result<JsonShape> shape = readJsonRows(body, [&](const JsonRow &row) {
        if (const std::optional<FoundAsset> asset = foundFrom(row, row.text("Exchange")))
            found.append(*asset);
    });
    if (!shape)
        return fail(shape.error());
    return found;
}

Result<PlanAnswer> parsePlan(const QByteArray &body, const QDate &today)
{
    std::optional<PlanAnswer> plan;
    const Result<JsonShape> shape = readJsonRows(body, [&](const JsonRow &row) {
        // After midnight the counter shows the last day that had a call.
        const bool isToday = row.text("apiRequestsDate") == today.toString(Qt::ISODate);
        plan = PlanAnswer{isToday ? row.text("apiRequests").toInt() : 0,
                          row.text("dailyRateLimit").toInt()};
    });
    if (!shape)
        return fail(shape.error());
    if (!plan)
        return fail(Error::Kind::Parse, u"the answer says nothing about the plan"_s);
    return *plan;
}
