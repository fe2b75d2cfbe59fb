// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/databasepassword.h"
#include "app/cli/options.h"
#include "app/credentials/keychainstore.h"
#include "app/settings.h"
#include "app/translations.h"
#include "db/databaseconfig.h"
#include "db/sqllog.h"

#include <QCoreApplication>
#include <QProcessEnvironment>
#include <QSettings>
#include <QStandardPaths>

using namespace Qt::Literals::StringLiterals;

namespace {

Result<Context> contextFor(const Options &options, Credentials &credentials)
{
    const QString dataFolder =
            QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation);
    QSettings store{QSettings::IniFormat, QSettings::UserScope, u"tidemark"_s, u"tidemark"_s};
    return DatabaseConfig::read({options.database, QProcessEnvironment::systemEnvironment(),
                                 Settings{store}.databaseUrl(), dataFolder})
            .transform([&](const DatabaseConfig &config) {
                if (config.sqlEcho)
                    echoStatements();
                const Output output{options.json};
                const Settings settings{store};
                return Context{output,
                               withKeptPassword(config.connection, credentials, output),
                               dataFolder,
                               credentials,
                               settings.alertCommand(),
                               settings.recordsQueries(),
                               valueSamplingFromName(settings.valueSampling())};
            });
}

} // namespace

int main(int argc, char *argv[])
{
    const SecretVariables variables = SecretVariables::take(); // before there is any thread
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
    KeychainStore keychain;
    Credentials credentials{variables, keychain};
    const Result<Context> context = contextFor(options, credentials);
    if (!context)
        return static_cast<int>(Output{options.json}.failed(context.error()));
    return static_cast<int>(options.command(*context));
}
