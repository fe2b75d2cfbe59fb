// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/options.h"
#include "app/cli/portfoliocommand.h"

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int UsualDays = 30;
constexpr auto UnknownCost = "unknown"; // the word for it, so that it can be written down again

// What CLI11 fills before it is checked.
struct RawPosition {
    qint64 id = 0;
    std::string symbol;
    std::string quantity;
    std::string cost;
    std::string currency;
    std::string opened;
    std::string note;
    CLI::Option *hasNote = nullptr; // an empty one takes the note away
};

struct RawHistory {
    std::string list = "trades";
    std::string from;
    std::string to;
};

QString textOf(const std::string &text)
{
    return QString::fromStdString(text);
}

Result<std::optional<Quantity>> amountFrom(const std::string &text, QLatin1StringView name)
{
    if (text.empty())
        return std::optional<Quantity>{};
    const Result<Quantity> amount = Quantity::parse(textOf(text));
    if (!amount)
        return wrongUsage(u"%1 is %2: write it as 0.5, with at most 20 digits before the point "
                          "and 18 behind it."_s.arg(name, amount.error().detail));
    return std::optional{*amount};
}

Result<QDate> dayFrom(const std::string &text, QLatin1StringView name, const QDate &usual)
{
    if (text.empty())
        return usual;
    const QDate day = QDate::fromString(textOf(text), Qt::ISODate);
    if (!day.isValid())
        return wrongUsage(u"%1 is no day: write it as 2026-11-20."_s.arg(name));
    return day;
}

Result<PositionEdit> editFrom(const RawPosition &raw)
{
    PositionEdit edit;
    const Result<std::optional<Quantity>> quantity = amountFrom(raw.quantity, "QUANTITY"_L1);
    if (!quantity)
        return fail(quantity.error());
    edit.quantity = *quantity;
    if (raw.cost == UnknownCost) {
        edit.cost.emplace();
    } else if (!raw.cost.empty()) {
        const Result<std::optional<Quantity>> cost = amountFrom(raw.cost, "--cost"_L1);
        if (!cost)
            return fail(cost.error());
        edit.cost = *cost;
    }
    if (!raw.symbol.empty())
        edit.symbol = textOf(raw.symbol);
    if (!raw.currency.empty())
        edit.currency = textOf(raw.currency);
    if (!raw.opened.empty()) {
        const QDateTime opened = parseTime(textOf(raw.opened));
        if (!opened.isValid())
            return wrongUsage(u"--opened is no time: write it as 2026-11-20 or "
                              "2026-11-20T03:15:00Z."_s);
        edit.openedAt = opened;
    }
    if (raw.hasNote->count() > 0)
        edit.note = textOf(raw.note);
    return edit;
}

Result<AccountHistoryRequest> historyFrom(const RawHistory &raw)
{
    const QDate today = QDateTime::currentDateTimeUtc().date();
    const Result<QDate> to = dayFrom(raw.to, "--to"_L1, today);
    if (!to)
        return fail(to.error());
    const Result<QDate> from = dayFrom(raw.from, "--from"_L1, to->addDays(1 - UsualDays));
    if (!from)
        return fail(from.error());
    if (*from > *to)
        return wrongUsage(u"--from must not be after --to."_s);
    return AccountHistoryRequest{
            accountListFromName(textOf(raw.list)).value_or(AccountList::Trades), *from, *to};
}

void describeFields(CLI::App &command, RawPosition &raw)
{
    command.add_option("--cost", raw.cost,
                       "What all of it cost, fees included: 0 for a gift, 'unknown' (default) "
                       "where nobody knows")
            ->type_name("AMOUNT");
    command.add_option("--currency", raw.currency, "Of the cost, as AUD (default: the asset's)")
            ->type_name("CURRENCY");
    command.add_option("--opened", raw.opened, "When it was bought, as 2026-11-20")
            ->type_name("TIME");
    raw.hasNote = command.add_option("--note", raw.note, "Anything worth remembering");
}

void describeAdd(CommandSet &commands, CLI::App &portfolio)
{
    const auto raw = CommandSet::raw<RawPosition>();
    CLI::App &add = commands.command(portfolio, "add", "Write down a position by hand", [raw] {
        return editFrom(*raw).transform([](const PositionEdit &edit) {
            return CommandRun{
                    [edit](const Context &context) { return addPosition(context, edit); }};
        });
    });
    add.add_option("SYMBOL", raw->symbol, "As BHP.AU, or BTC.COINSPOT")->required();
    add.add_option("QUANTITY", raw->quantity, "As 100 or 0.00125; what is owed behind -- as -5")
            ->required();
    describeFields(add, *raw);
}

void describeEdit(CommandSet &commands, CLI::App &portfolio)
{
    const auto raw = CommandSet::raw<RawPosition>();
    CLI::App &edit =
            commands.edit(portfolio, "edit", "Change a position that was written by hand", [raw] {
                return editFrom(*raw).transform([raw](const PositionEdit &change) {
                    return CommandRun{[id = raw->id, change](const Context &context) {
                        return editPosition(context, id, change);
                    }};
                });
            });
    edit.add_option("ID", raw->id, "As 'portfolio positions' shows it")->required();
    edit.add_option("--symbol", raw->symbol, "As BHP.AU, or BTC.COINSPOT");
    edit.add_option("--quantity", raw->quantity, "As 100 or 0.00125")->type_name("AMOUNT");
    describeFields(edit, *raw);
}

void describeHistory(CommandSet &commands, CLI::App &portfolio)
{
    const auto raw = CommandSet::raw<RawHistory>();
    CLI::App &history = commands.command(
            portfolio, "history", "What happened in your CoinSpot account; nothing is stored",
            [raw] {
                return historyFrom(*raw).transform([](const AccountHistoryRequest &request) {
                    return CommandRun{[request](const Context &context) {
                        return showHistory(context, request);
                    }};
                });
            });
    history.add_option("LIST", raw->list,
                       "orders (those open now), trades, deposits, withdrawals "
                       "or transfers")
            ->check(CLI::IsMember({"orders", "trades", "deposits", "withdrawals", "transfers"}))
            ->capture_default_str();
    history.add_option("--from", raw->from, "First day, UTC (default: 30 days in all)")
            ->type_name("DAY");
    history.add_option("--to", raw->to, "Last day, UTC (default: today)")->type_name("DAY");
}

} // namespace

void describePortfolio(CommandSet &commands)
{
    CLI::App &portfolio = commands.group(
            "portfolio", "What you hold: the CoinSpot account and hand-made entries");
    commands.command(portfolio, "sync", "Take over the balances of your CoinSpot account",
                     [] { return CommandRun{syncPortfolio}; });
    commands.command(portfolio, "positions", "All positions at the newest price that is stored",
                     [] { return CommandRun{showPositions}; });
    describeAdd(commands, portfolio);
    describeEdit(commands, portfolio);
    const auto id = CommandSet::raw<qint64>();
    CLI::App &remove =
            commands.command(portfolio, "remove", "Take away a position that was written by hand",
                             [id]() -> Result<CommandRun> {
                                 return CommandRun{[id = *id](const Context &context) {
                                     return removePosition(context, id);
                                 }};
                             });
    remove.add_option("ID", *id, "As 'portfolio positions' shows it")->required();
    describeHistory(commands, portfolio);
}
