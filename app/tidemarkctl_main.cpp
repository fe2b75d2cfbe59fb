// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/adoptcommand.h"
#include "app/cli/backupscommand.h"
#include "app/cli/collectcommand.h"
#include "app/cli/commands.h"
#include "app/cli/copycommand.h"
#include "app/collector/marketurl.h"
#include "app/settings.h"
#include "app/terminationsignals.h"
#include "app/translations.h"
#include "db/databaseconfig.h"
#include "db/sqllog.h"

#include <QCoreApplication>
#include <QProcessEnvironment>
#include <QSettings>
#include <QStandardPaths>

using namespace Qt::Literals::StringLiterals;

namespace {

Result<Context> contextFor(const Options &options)
{
    const QString dataFolder =
            QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation);
    QSettings store{QSettings::IniFormat, QSettings::UserScope, u"tidemark"_s, u"tidemark"_s};
    return DatabaseConfig::read({options.database, QProcessEnvironment::systemEnvironment(),
                                 Settings{store}.databaseUrl(), dataFolder})
            .transform([&](const DatabaseConfig &config) {
                if (config.sqlEcho)
                    echoStatements();
                return Context{Output{options.json}, config.connection, dataFolder};
            });
}

Result<QUrl> priceServer()
{
    const QString text = qEnvironmentVariable("COINSPOT_BASE_URL");
    return text.isEmpty() ? defaultCoinspotUrl() : parseBaseUrl(text, u"COINSPOT_BASE_URL");
}

// Runs a command that lives on the event loop until it says that it has finished.
template <typename Command> ExitCode runOnLoop(Command &command)
{
    QObject::connect(
            &command, &Command::finished, qApp,
            [](ExitCode code) { QCoreApplication::exit(static_cast<int>(code)); },
            Qt::QueuedConnection);
    command.start();
    return static_cast<ExitCode>(QCoreApplication::exec());
}

ExitCode runCollectOnce(const Context &context)
{
    const Result<QUrl> server = priceServer();
    if (!server)
        return context.output.failed(server.error());
    CollectOnceCommand command{context, *server};
    return runOnLoop(command);
}

ExitCode runCollectDaemon(const Context &context, const CollectDaemon &options)
{
    const Result<QUrl> server = priceServer();
    if (!server)
        return context.output.failed(server.error());
    TerminationSignals termination;
    CollectDaemonCommand command{context, *server, options};
    QObject::connect(&termination, &TerminationSignals::received, &command,
                     &CollectDaemonCommand::quit);
    return runOnLoop(command);
}

struct Run {
    const Context &context;

    ExitCode operator()(const CollectOnce &) const { return runCollectOnce(context); }
    ExitCode operator()(const CollectDaemon &command) const
    {
        return runCollectDaemon(context, command);
    }
    ExitCode operator()(const MigrateStatus &) const { return runMigrateStatus(context); }
    ExitCode operator()(const MigrateUp &command) const { return runMigrateUp(context, command); }
    ExitCode operator()(const MigrateAdopt &command) const
    {
        return runMigrateAdopt(context, command);
    }
    ExitCode operator()(const MigrateDown &command) const
    {
        return runMigrateDown(context, command);
    }
    ExitCode operator()(const MigrateSql &command) const { return runMigrateSql(context, command); }
    ExitCode operator()(const MigrateValidate &) const { return runMigrateValidate(context); }
    ExitCode operator()(const PricesLatest &) const { return runPricesLatest(context); }
    ExitCode operator()(const PricesSeries &command) const
    {
        return runPricesSeries(context, command);
    }
    ExitCode operator()(const BarsRebuild &) const { return runBarsRebuild(context); }
    ExitCode operator()(const CopyDatabase &command) const { return runCopy(context, command); }
    ExitCode operator()(const BackupsList &) const { return runBackupsList(context); }
    ExitCode operator()(const BackupsVerify &command) const
    {
        return runBackupsVerify(context, command);
    }
    ExitCode operator()(const BackupsRestore &command) const
    {
        return runBackupsRestore(context, command);
    }
    ExitCode operator()(const Health &) const { return runHealth(context); }
};

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application{argc, argv};
    QCoreApplication::setApplicationName(u"tidemark"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(TIDEMARK_VERSION));
    installTranslations();

    const QStringList arguments = QCoreApplication::arguments().mid(1);
    const auto parsed = parseOptions(arguments);
    if (!parsed) {
        // The words are off, so only a look at them tells whether a script is reading.
        const Output output{arguments.contains("--json"_L1)};
        return static_cast<int>(output.failed(parsed.error()));
    }
    if (const auto *notice = std::get_if<Notice>(&*parsed)) {
        std::fputs(notice->text.toUtf8().constData(), stdout);
        return static_cast<int>(ExitCode::Done);
    }
    const Options &options = std::get<Options>(*parsed);
    const Result<Context> context = contextFor(options);
    if (!context)
        return static_cast<int>(Output{options.json}.failed(context.error()));
    return static_cast<int>(std::visit(Run{*context}, options.command));
}
