// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/assetregistry.h"

#include "app/assets/assetcsv.h"
#include "app/cli/commandline.h"
#include "db/assets/syncstore.h"
#include "db/domain/assetfields.h"
#include "db/domain/foundasset.h"

#include <QJsonArray>

using namespace Qt::Literals::StringLiterals;

namespace {

// What CLI11 fills before it is checked.
struct Raw {
    std::vector<std::string> symbols;
    std::string file;
    std::string name;
    std::string type;
    std::string currency;
    // Given at all: an empty text takes away what is there.
    CLI::Option *hasName = nullptr;
    CLI::Option *hasType = nullptr;
    CLI::Option *hasCurrency = nullptr;

    [[nodiscard]] QStringList named() const { return namedSymbols(symbols); }
    [[nodiscard]] Result<AssetEdit> edit() const
    {
        const auto given = [](const CLI::Option *option, const std::string &text) {
            return option->count() > 0 ? std::optional{QString::fromStdString(text)} : std::nullopt;
        };
        return checkedEdit({given(hasName, name), given(hasType, type),
                            given(hasCurrency, currency), std::nullopt});
    }
};

// Runs work(store) on a database that takes changes, and reports(what it returned).
template <typename Work, typename Report>
ExitCode change(const Context &context, const Work &work, const Report &report)
{
    const Result<std::unique_ptr<Connection>> connection = openToWrite(context);
    if (!connection)
        return context.failed(connection.error());
    SyncStore store{**connection};
    const auto done = work(store);
    return done ? report(*done) : context.failed(done.error());
}

// Registers and says which were new. rejected: lines of a file that are no asset.
ExitCode registerAssets(const Context &context, const QList<Asset> &assets,
                        const QJsonArray &rejected = {})
{
    return change(
            context, [&](SyncStore &store) { return store.addAssets(assets); },
            [&](const QStringList &added) {
                const auto known = int(assets.size() - added.size());
                QStringList text{
                        CommandLine::tr("%n asset(s) registered.", nullptr, int(added.size()))};
                if (known > 0)
                    text.append(
                            CommandLine::tr("%n was (were) registered before.", nullptr, known));
                if (!rejected.isEmpty())
                    text.append(CommandLine::tr("%n line(s) of the file are no asset.", nullptr,
                                                int(rejected.size())));
                if (!added.isEmpty())
                    text.append(CommandLine::tr("The first sync brings the prices: 'tidemarkctl "
                                                "assets sync'."));
                return context.output.done({{u"added"_s, QJsonArray::fromStringList(added)},
                                            {u"known"_s, known},
                                            {u"rejected"_s, rejected}},
                                           text.join(u' '));
            });
}

ExitCode add(const Context &context, const Raw &raw, const AssetEdit &fields)
{
    QList<Asset> assets;
    for (const std::string &text : raw.symbols) {
        const Result<QString> symbol = stockSymbol(QString::fromStdString(text));
        if (!symbol)
            return context.output.failed(symbol.error());
        FoundAsset written;
        written.symbol = *symbol;
        written.name = fields.name.value_or(QString{});
        written.type = fields.type.value_or(QString{});
        written.currency = fields.currency.value_or(QString{});
        assets.append(newAsset(written, true, Context::now()));
    }
    return registerAssets(context, assets);
}

ExitCode import(const Context &context, const Raw &raw)
{
    const Result<AssetImport> file = readAssetFile(QString::fromStdString(raw.file));
    if (!file)
        return context.output.failed(file.error());
    QList<Asset> assets;
    QJsonArray rejected;
    for (const ImportLine &line : file->lines) {
        if (line.problem.isEmpty()) {
            assets.append(newAsset(line.asset, line.isActive, Context::now()));
            continue;
        }
        context.output.note(CommandLine::tr("Line %1: %2").arg(line.number).arg(line.problem));
        rejected.append(QJsonObject{{u"line"_s, line.number},
                                    {u"symbol"_s, line.asset.symbol},
                                    {u"reason"_s, line.problem}});
    }
    if (assets.isEmpty() && !file->lines.isEmpty())
        return context.output.failed(
                Error::Kind::Usage,
                CommandLine::tr("No line of the file is an asset. Nothing was registered."));
    return registerAssets(context, assets, rejected);
}

ExitCode edit(const Context &context, const Raw &raw, const AssetEdit &edit)
{
    const QStringList symbols = raw.named();
    return change(
            context,
            [&](SyncStore &store) {
                return store.editAssets(symbols, edit, Context::now()).and_then([&] {
                    return store.queue(Context::now());
                });
            },
            [&](const AssetBoard &board) {
                QJsonArray changed;
                for (const AssetRow &row : board.rows) {
                    if (symbols.contains(row.asset.symbol))
                        changed.append(QJsonObject{{u"symbol"_s, row.asset.symbol},
                                                   {u"name"_s, row.asset.name},
                                                   {u"type"_s, row.asset.type},
                                                   {u"currency"_s, row.asset.currency}});
                }
                return context.output.done(
                        {{u"changed"_s, changed}},
                        CommandLine::tr("%1 changed.").arg(symbols.join(u", "_s)));
            });
}

ExitCode setActive(const Context &context, const Raw &raw, bool isActive)
{
    const QStringList symbols = raw.named();
    AssetEdit edit;
    edit.isActive = isActive;
    return change(
            context,
            [&](SyncStore &store) {
                return store.editAssets(symbols, edit, Context::now()).transform([&] {
                    return symbols;
                });
            },
            [&](const QStringList &done) {
                return context.output.done(
                        {{u"symbols"_s, QJsonArray::fromStringList(done)}, {u"active"_s, isActive}},
                        isActive ? CommandLine::tr("%1: syncs again.").arg(done.join(u", "_s))
                                 : CommandLine::tr("%1: paused. What is stored stays.")
                                           .arg(done.join(u", "_s)));
            });
}

ExitCode remove(const Context &context, const Raw &raw)
{
    return change(
            context, [&](SyncStore &store) { return store.removeAssets(raw.named()); },
            [&](const QList<Asset> &gone) {
                QStringList symbols;
                for (const Asset &asset : gone)
                    symbols.append(asset.symbol);
                return context.output.done(
                        {{u"removed"_s, QJsonArray::fromStringList(symbols)}},
                        CommandLine::tr("%1 removed. The stored prices stay, and are there again "
                                        "after 'tidemarkctl assets add'.")
                                .arg(symbols.join(u", "_s)));
            });
}

void addSymbols(CLI::App &command, Raw &raw)
{
    command.add_option("SYMBOL", raw.symbols, "As BHP.AU; several with blanks between")->required();
}

void addFields(CLI::App &command, Raw &raw, const char *name, const char *type,
               const char *currency)
{
    raw.hasName = command.add_option("--name", raw.name, name);
    raw.hasType = command.add_option("--type", raw.type, type);
    raw.hasCurrency = command.add_option("--currency", raw.currency, currency);
}

void describeAdd(CommandSet &commands, CLI::App &assets)
{
    const auto raw = CommandSet::raw<Raw>();
    CLI::App &command = commands.command(
            assets, "add", "Register symbols of EODHD; the first sync verifies them", [raw] {
                return raw->edit().transform([raw](const AssetEdit &fields) {
                    return CommandRun{[raw, fields](const Context &context) {
                        return add(context, *raw, fields);
                    }};
                });
            });
    addSymbols(command, *raw);
    addFields(command, *raw, "Name (default: the symbol)", "As 'Common Stock' (default) or ETF",
              "As AUD (default: the exchange's)");
}

void describeEdit(CommandSet &commands, CLI::App &assets)
{
    const auto raw = CommandSet::raw<Raw>();
    CLI::App &command = commands.command(
            assets, "edit", "Change name, type, currency or state; prices stay as they are",
            [raw]() -> Result<CommandRun> {
                const Result<AssetEdit> fields = raw->edit();
                if (!fields)
                    return fail(fields.error());
                if (fields->isEmpty())
                    return wrongUsage(
                            u"Nothing is to be changed: give --name, --type or "
                            "--currency. 'assets pause' and 'resume' change the state."_s);
                if (fields->name && raw->symbols.size() > 1)
                    return wrongUsage(u"--name is for a single symbol: two assets of one name "
                                      "cannot be told apart."_s);
                return CommandRun{[raw, fields = *fields](const Context &context) {
                    return edit(context, *raw, fields);
                }};
            });
    addSymbols(command, *raw);
    addFields(command, *raw, "Name, of a single symbol", "As 'Common Stock' or ETF",
              "As AUD; empty where it is not known");
}

// A command that gets symbols and nothing else.
void describeSymbols(CommandSet &commands, CLI::App &assets, const char *name,
                     const char *description, ExitCode (*run)(const Context &, const Raw &))
{
    const auto raw = CommandSet::raw<Raw>();
    addSymbols(commands.command(assets, name, description,
                                [raw, run]() -> Result<CommandRun> {
                                    return [raw, run](const Context &context) {
                                        return run(context, *raw);
                                    };
                                }),
               *raw);
}

} // namespace

QStringList namedSymbols(const std::vector<std::string> &written)
{
    QStringList named;
    for (const std::string &text : written) {
        const QString symbol = QString::fromStdString(text).trimmed();
        named.append(stockSymbol(symbol).value_or(symbol));
    }
    return named;
}

void describeRegistry(CommandSet &commands, CLI::App &assets)
{
    describeAdd(commands, assets);
    const auto file = CommandSet::raw<Raw>();
    commands.command(assets, "import", "Register what a CSV file names",
                     [file]() -> Result<CommandRun> {
                         return [file](const Context &context) { return import(context, *file); };
                     })
            .add_option("FILE", file->file,
                        "With a header: symbol, and name, type, currency, active where they are "
                        "known")
            ->required();
    describeEdit(commands, assets);
    describeSymbols(
            commands, assets, "pause", "Stop to sync these symbols, for now",
            [](const Context &context, const Raw &raw) { return setActive(context, raw, false); });
    describeSymbols(
            commands, assets, "resume", "Sync these symbols again",
            [](const Context &context, const Raw &raw) { return setActive(context, raw, true); });
    describeSymbols(commands, assets, "remove", "Forget these symbols; their stored prices stay",
                    remove);
}
