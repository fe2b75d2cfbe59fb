// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commandline.h"
#include "app/cli/commands.h"
#include "app/cli/watchlisttext.h"
#include "db/domain/symbol.h"
#include "db/watchlist/watchcheck.h"
#include "db/watchlist/watchlistprices.h"
#include "db/watchlist/watchliststore.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

// What CLI11 fills before it is checked.
struct Raw {
    std::string order = "symbol";
    std::vector<std::string> symbols;
    std::string symbol;
    std::string target;
    std::string note;
    CLI::Option *hasTarget = nullptr; // an empty one takes it away
    CLI::Option *hasNote = nullptr;
    bool isForced = false; // a coin that nothing is stored of may be meant
};

// What is written of an entry; what is not given stays as it is.
struct WatchEdit {
    QString symbol;
    std::optional<std::optional<Price>> target;
    std::optional<QString> note;
    UnknownCoin unknownCoin = UnknownCoin::Refused;

    [[nodiscard]] Result<WatchedSymbol> applied(WatchedSymbol watched) const
    {
        watched.target = target.value_or(watched.target);
        watched.note = note.value_or(watched.note);
        return checkedWatch(watched);
    }
};

Result<WatchEdit> editFrom(const Raw &raw)
{
    WatchEdit edit;
    const Result<QString> symbol = symbolFrom(QString::fromStdString(raw.symbol));
    if (!symbol)
        return fail(symbol.error());
    edit.symbol = *symbol;
    edit.unknownCoin = raw.isForced ? UnknownCoin::Allowed : UnknownCoin::Refused;
    if (raw.hasNote->count() > 0)
        edit.note = QString::fromStdString(raw.note);
    if (raw.hasTarget->count() == 0)
        return edit;
    edit.target.emplace();
    if (raw.target.empty())
        return edit;
    const Result<Price> target = Price::parse(QString::fromStdString(raw.target));
    if (!target)
        return wrongUsage(CommandLine::tr("--target cannot be used: %1. Write it as 150000.5, with "
                                          "at most 12 digits before the point and 8 behind it.")
                                  .arg(target.error().detail));
    edit.target = std::optional{*target};
    return edit;
}

// Nearest to its target first; those without a distance come last.
bool isNearer(const WatchedPrice &left, const WatchedPrice &right)
{
    const auto sizeOf = [](const WatchedPrice &priced) -> std::optional<qint64> {
        if (const std::optional<qint64> distance = priced.distance())
            return qAbs(*distance);
        return {};
    };
    const auto a = sizeOf(left);
    const auto b = sizeOf(right);
    return a && b ? *a < *b : a.has_value() && !b.has_value();
}

ExitCode list(const Context &context, bool isByDistance)
{
    const Result<std::unique_ptr<Connection>> connection = openToRead(context);
    if (!connection)
        return context.failed(connection.error());
    Result<QList<WatchedPrice>> watchlist = pricedWatchlist(**connection, Context::now());
    if (!watchlist)
        return context.failed(watchlist.error());
    if (isByDistance)
        std::ranges::stable_sort(*watchlist, &isNearer);
    QJsonArray entries;
    for (const WatchedPrice &priced : *watchlist)
        entries.append(jsonOf(priced));
    return context.output.done({{u"watchlist"_s, entries}}, textOf(*watchlist));
}

ExitCode add(const Context &context, const WatchEdit &edit)
{
    const Result<WatchedSymbol> watched = edit.applied({edit.symbol, {}, {}, {}, {}});
    if (!watched)
        return context.output.failed(watched.error());
    const Result<std::unique_ptr<Connection>> connection = openToWrite(context);
    if (!connection)
        return context.failed(connection.error());
    const Result<std::optional<QString>> remark =
            checkWatchable(**connection, watched->symbol, edit.unknownCoin);
    if (!remark) {
        Error error = remark.error();
        if (error.subject == watched->symbol) // nothing is known of it
            error.detail +=
                    u' ' + CommandLine::tr("If its price comes later, say so with --force.");
        return context.failed(error);
    }
    const Result<QList<WatchedSymbol>> added =
            WatchlistStore{**connection}.add({*watched}, Context::now());
    if (!added)
        return context.failed(added.error());
    if (added->isEmpty())
        return context.output.failed(
                {Error::Kind::Refused,
                 CommandLine::tr("%1 is on the watchlist already and stays as it is. 'tidemarkctl "
                                 "watchlist edit %1' changes it.")
                         .arg(watched->symbol),
                 watched->symbol});
    if (*remark)
        context.output.note(**remark);
    return context.output.done({{u"added"_s, jsonOf(added->constFirst())}},
                               CommandLine::tr("Added %1.").arg(lineOf(added->constFirst())));
}

ExitCode edit(const Context &context, const WatchEdit &edit)
{
    const Result<std::unique_ptr<Connection>> connection = openToWrite(context);
    if (!connection)
        return context.failed(connection.error());
    WatchlistStore store{**connection};
    const Result<WatchlistStore::Edit> done =
            store.find(edit.symbol)
                    .and_then([&](const WatchedSymbol &known) { return edit.applied(known); })
                    .and_then([&](const WatchedSymbol &changed) {
                        return store.edit(changed, Context::now());
                    });
    if (!done)
        return context.failed(done.error());
    return context.output.done({{u"changed"_s, jsonOf(done->after)}},
                               CommandLine::tr("Changed to %1.").arg(lineOf(done->after)));
}

ExitCode remove(const Context &context, const QStringList &symbols)
{
    const Result<std::unique_ptr<Connection>> connection = openToWrite(context);
    if (!connection)
        return context.failed(connection.error());
    const Result<QList<WatchedSymbol>> removed = WatchlistStore{**connection}.remove(symbols);
    if (!removed)
        return context.failed(removed.error());
    QJsonArray entries;
    QStringList lines;
    for (const WatchedSymbol &watched : *removed) {
        entries.append(jsonOf(watched));
        lines.append(CommandLine::tr("Removed %1.").arg(lineOf(watched)));
    }
    return context.output.done({{u"removed"_s, entries}}, lines.join(u'\n'));
}

void describeFields(CLI::App &command, Raw &raw)
{
    command.add_option("SYMBOL", raw.symbol, "As BTC, BTC.COINSPOT or BHP.AU")->required();
    raw.hasTarget =
            command.add_option("--target", raw.target, "The price that it is hoped to reach")
                    ->type_name("PRICE");
    raw.hasNote = command.add_option("--note", raw.note, "Anything worth remembering");
}

void describeList(CommandSet &commands, CLI::App &watchlist)
{
    const auto raw = CommandSet::raw<Raw>();
    CLI::App &command = commands.command(
            watchlist, "list", "What is watched, with its price and how far the target is",
            [raw]() -> Result<CommandRun> {
                return CommandRun{
                        [isByDistance = raw->order == "distance"](const Context &context) {
                            return list(context, isByDistance);
                        }};
            });
    command.add_option("--sort", raw->order, "symbol, or distance: nearest to its target first")
            ->check(CLI::IsMember({"symbol", "distance"}))
            ->capture_default_str();
}

void describeRemove(CommandSet &commands, CLI::App &watchlist)
{
    const auto raw = CommandSet::raw<Raw>();
    CLI::App &command =
            commands.command(watchlist, "remove", "Stop watching", [raw]() -> Result<CommandRun> {
                QStringList symbols;
                for (const std::string &text : raw->symbols) {
                    const Result<QString> symbol = symbolFrom(QString::fromStdString(text));
                    if (!symbol)
                        return fail(symbol.error());
                    if (!symbols.contains(*symbol))
                        symbols.append(*symbol);
                }
                return CommandRun{
                        [symbols](const Context &context) { return remove(context, symbols); }};
            });
    command.add_option("SYMBOL", raw->symbols, "As BTC, BTC.COINSPOT or BHP.AU")->required();
}

// add or edit: both are told a symbol, a target and a note.
void describeWriting(CommandSet &commands, CLI::App &watchlist, const char *name,
                     const char *description, ExitCode (*write)(const Context &, const WatchEdit &))
{
    const auto raw = CommandSet::raw<Raw>();
    const bool isNew = write == &add;
    const auto make = [raw, write] {
        return editFrom(*raw).transform([write](const WatchEdit &edit) {
            return CommandRun{
                    [write, edit](const Context &context) { return write(context, edit); }};
        });
    };
    CLI::App &command = isNew ? commands.command(watchlist, name, description, make)
                              : commands.edit(watchlist, name, description, make);
    describeFields(command, *raw);
    if (isNew)
        command.add_flag("--force", raw->isForced, "Also a coin that no price is stored of");
}

} // namespace

void describeWatchlist(CommandSet &commands)
{
    CLI::App &watchlist =
            commands.group("watchlist", "What you keep an eye on, and the price it should reach");
    describeList(commands, watchlist);
    describeWriting(commands, watchlist, "add", "Watch a coin, share or fund", &add);
    describeWriting(commands, watchlist, "edit", "Change target or note; an empty one goes away",
                    &edit);
    describeRemove(commands, watchlist);
}
