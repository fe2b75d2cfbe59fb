// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/assetregistry.h"
#include "app/cli/commandline.h"
#include "app/cli/commands.h"
#include "app/cli/eodhdruncommand.h"
#include "app/cli/options.h"
#include "app/cli/texttable.h"
#include "db/assets/syncstore.h"
#include "db/domain/currencymarket.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

// What CLI11 fills before it is checked.
struct Raw {
    std::vector<std::string> symbols;
    std::string interval = "5m";
    std::string from;
    std::string to;
    int calls = 0;

    [[nodiscard]] QStringList named() const { return namedSymbols(symbols); }
};

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue{} : QJsonValue{text};
}

QJsonObject toJson(const AssetRow &row)
{
    const Asset &asset = row.asset;
    return {{u"symbol"_s, asset.symbol},
            {u"name"_s, asset.name},
            {u"exchange"_s, asset.exchange},
            {u"type"_s, asset.type},
            {u"currency"_s, textOrNull(asset.currency)},
            {u"active"_s, asset.isActive},
            {u"state"_s, syncStateName(asset.state)},
            {u"error"_s, textOrNull(asset.error)},
            {u"last_synced"_s, jsonTime(asset.lastSynced)},
            {u"next_due"_s, jsonTime(row.nextDue)},
            {u"rows"_s, row.rows}};
}

QJsonObject toJson(const CallBudget &budget)
{
    return {{u"limit"_s, budget.limit},
            {u"used"_s, budget.used},
            {u"left"_s, budget.left()},
            {u"day"_s, budget.day.toString(Qt::ISODate)},
            {u"blocked_until"_s, jsonTime(budget.blockedUntil)}};
}

QString timeText(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(u"yyyy-MM-dd hh:mm"_s) : u"–"_s;
}

QString stateText(const AssetRow &row)
{
    if (!row.asset.isActive)
        return CommandLine::tr("paused");
    if (row.asset.isCoin())
        return CommandLine::tr("coin");
    return row.place > 0 ? CommandLine::tr("%1, due (%2.)")
                                   .arg(syncStateName(row.asset.state))
                                   .arg(row.place)
                         : syncStateName(row.asset.state);
}

// "30 symbols, 20 calls a day: every symbol every 2 days."
QString forecastText(const AssetBoard &board)
{
    const auto stocks = std::ranges::count_if(board.rows, [](const AssetRow &row) {
        return row.asset.isActive && !row.asset.isCoin();
    });
    const QString used = CommandLine::tr("Calls today: %1 of %2 used. The counter restarts at "
                                         "00:00 GMT.")
                                 .arg(board.budget.used)
                                 .arg(board.budget.limit) +
                         (board.budget.isBlocked(board.asOf)
                                  ? u' ' + CommandLine::tr("EODHD says that they are gone; the "
                                                           "next are made at %1 UTC.")
                                                    .arg(timeText(board.budget.blockedUntil))
                                  : QString{});
    if (stocks == 0)
        return used;
    return used + u'\n' +
           CommandLine::tr("%n symbol(s), %1 calls a day: every symbol %2.", nullptr, int(stocks))
                   .arg(board.budget.limit)
                   .arg(board.daysPerRound <= 1
                                ? CommandLine::tr("every day")
                                : CommandLine::tr("every %n day(s)", nullptr, board.daysPerRound));
}

ExitCode list(const Context &context)
{
    const Result<std::unique_ptr<Connection>> connection = openToRead(context);
    if (!connection)
        return context.failed(connection.error());
    const Result<AssetBoard> board = SyncStore{**connection}.board(Context::now());
    if (!board)
        return context.failed(board.error());
    QJsonArray assets;
    QList<QStringList> rows;
    for (const AssetRow &row : board->rows) {
        assets.append(toJson(row));
        rows.append({row.asset.symbol, row.asset.name, stateText(row),
                     timeText(row.asset.lastSynced), timeText(row.nextDue),
                     QString::number(row.rows), row.asset.error});
    }
    const QString text =
            rows.isEmpty()
                    ? CommandLine::tr("No assets yet. 'tidemarkctl assets add BHP.AU' registers "
                                      "the first.")
                    : textTable({CommandLine::tr("symbol"), CommandLine::tr("name"),
                                 CommandLine::tr("state"), CommandLine::tr("last synced (UTC)"),
                                 CommandLine::tr("next due (UTC)"),
                                 numbers(CommandLine::tr("rows")), CommandLine::tr("last error")},
                                rows) +
                              u"\n\n"_s + forecastText(*board);
    return context.output.done({{u"assets"_s, assets},
                                {u"budget"_s, toJson(board->budget)},
                                {u"days_per_round"_s, board->daysPerRound}},
                               text);
}

ExitCode plan(const Context &context, const Raw &raw)
{
    const Result<std::unique_ptr<Connection>> connection =
            raw.calls > 0 ? openToWrite(context) : openToRead(context);
    if (!connection)
        return context.failed(connection.error());
    SyncStore store{**connection};
    if (raw.calls > 0) {
        if (const Result<> done = store.setLimit(raw.calls, Context::now()); !done)
            return context.failed(done.error());
    }
    const Result<AssetBoard> board = store.board(Context::now());
    if (!board)
        return context.failed(board.error());
    QJsonArray days;
    for (const ForecastDay &day : board->forecast)
        days.append(QJsonObject{{u"day"_s, day.day.toString(Qt::ISODate)},
                                {u"used"_s, day.used},
                                {u"expected"_s, day.expected}});
    return context.output.done({{u"budget"_s, toJson(board->budget)},
                                {u"forecast"_s, days},
                                {u"days_per_round"_s, board->daysPerRound}},
                               forecastText(*board));
}

void describeSync(CommandSet &commands, CLI::App &assets)
{
    const auto raw = CommandSet::raw<Raw>();
    commands.command(assets, "sync", "Ask EODHD for what is due, or for these, due or not",
                     [raw]() -> Result<CommandRun> {
                         return [raw](const Context &context) {
                             return runAssetSync(context, raw->named());
                         };
                     })
            .add_option("SYMBOL", raw->symbols, "As BHP.AU (default: all that are due)");
}

void describeQuotes(CommandSet &commands, CLI::App &assets)
{
    const auto raw = CommandSet::raw<Raw>();
    commands.command(assets, "quotes",
                     "Fetch delayed quotes now: one of the day's calls for each symbol",
                     [raw]() -> Result<CommandRun> {
                         return [raw](const Context &context) {
                             return runOnEodhd(context, [raw](AssetSync &, StockQuotes &quotes) {
                                 quotes.fetchQuotes(raw->named());
                             });
                         };
                     })
            .add_option("SYMBOL", raw->symbols, "As BHP.AU; several with blanks between")
            ->required();
}

void describeBars(CommandSet &commands, CLI::App &assets)
{
    const auto raw = CommandSet::raw<Raw>();
    CLI::App &command = commands.command(
            assets, "intraday", "Fetch bars within the day: five calls a request",
            [raw]() -> Result<CommandRun> {
                return rangeFrom(raw->from, raw->to).transform([raw](const TimeRange &range) {
                    return CommandRun{[raw, range](const Context &context) {
                        return runOnEodhd(context, [=](AssetSync &, StockQuotes &quotes) {
                            quotes.fetchBars(raw->named().value(0),
                                             QString::fromStdString(raw->interval), range.from,
                                             range.to);
                        });
                    }};
                });
            });
    command.add_option("SYMBOL", raw->symbols, "As AAPL.US")->required()->expected(1);
    command.add_option("--interval", raw->interval, "1m, 5m or 1h")
            ->check(CLI::IsMember({"1m", "5m", "1h"}))
            ->capture_default_str();
    command.add_option("--from", raw->from,
                       "First moment (default: a day before the newest stored bar)")
            ->type_name("TIME");
    command.add_option("--to", raw->to, "Moment after the last (default: now)")->type_name("TIME");
}

} // namespace

void describeAssets(CommandSet &commands)
{
    CLI::App &assets =
            commands.group("assets", "Stocks, funds and currencies, and the queue that syncs them");
    commands.command(assets, "list", "What is registered, how far it is, and the day's calls",
                     [] { return CommandRun{list}; });
    describeRegistry(commands, assets);
    describeSync(commands, assets);
    describeQuotes(commands, assets);
    describeBars(commands, assets);
    const auto planned = CommandSet::raw<Raw>();
    commands.command(assets, "plan", "The day's calls and the forecast of a week",
                     [planned]() -> Result<CommandRun> {
                         return [planned](const Context &context) {
                             return plan(context, *planned);
                         };
                     })
            .add_option("--calls-a-day", planned->calls,
                        "What the plan allows: 20 of the free one, 100000 of the others")
            ->check(CLI::Range(1, 10'000'000));
}
