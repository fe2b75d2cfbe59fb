// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/credentials/credentials.h"
#include "app/credentials/keychainstore.h"
#include "app/desktop/desktopprogram.h"
#include "app/desktop/singleinstance.h"
#include "app/settings.h"
#include "app/terminationsignals.h"
#include "app/translations.h"
#include "db/domain/errortext.h"
#include "db/sqllog.h"

#include <QApplication>
#include <QFile>
#include <QProcessEnvironment>
#include <QSettings>
#include <QStandardPaths>

#include <cstdio>
#include <tuple>

using namespace Qt::Literals::StringLiterals;

namespace {

void nameApplication()
{
    QCoreApplication::setApplicationName(u"tidemark"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(TIDEMARK_VERSION));
    QGuiApplication::setApplicationDisplayName(u"Tidemark"_s);
    QGuiApplication::setDesktopFileName(u"tidemark"_s);
}

int endWith(int exitCode, const QString &sentence)
{
    std::fputs(qPrintable(u"tidemark: %1\n"_s.arg(sentence)), stderr);
    return exitCode;
}

// With the password that the keychain has for the database, where nobody gave one: then, because
// the keychain may ask the person to unlock it.
void withKeptPassword(const DesktopOptions &options, Credentials &credentials, QObject *context,
                      const std::function<void(const DesktopOptions &)> &then)
{
    const ConnectionSpec &database = options.database;
    if (!database.isServer() || !database.password.isEmpty())
        return then(options);
    const auto accept = [options, then](const Result<QString> &password) {
        DesktopOptions complete = options;
        complete.database.password = password.value_or(QString{});
        then(complete);
    };
    const auto credential = Credential::database(database.location(), database.location());
    if (options.isHidden)
        credentials.read(credential, context, accept);
    else
        credentials.readAttended(credential, context, accept);
}

int runWindow(const DesktopOptions &options, Settings &settings, QSettings &store,
              SecretVariables variables, const QByteArray &activationToken)
{
    const Result<QString> folder =
            SingleInstance::runtimeFolder(QProcessEnvironment::systemEnvironment());
    if (!folder)
        return endWith(1, errorText(folder.error()));
    SingleInstance instance{*folder, SingleInstance::key(options.database)};
    const Result<SingleInstance::Outcome> claimed = instance.claim(
            options.isHidden ? SingleInstance::Request::Greet : SingleInstance::Request::Raise,
            activationToken);
    if (!claimed)
        return endWith(1, errorText(claimed.error()));
    if (*claimed == SingleInstance::Outcome::HandedOver)
        return 0;
    if (*claimed == SingleInstance::Outcome::NoAnswer)
        return endWith(1, instance.noAnswerText());

    KeychainStore keychain;
    Credentials credentials{std::move(variables), keychain};
    TerminationSignals termination;
    const QMetaObject::Connection ending = QObject::connect(
            &termination, &TerminationSignals::received, qApp, &QCoreApplication::quit);
    DesktopProgram program{settings, store, credentials};
    withKeptPassword(options, credentials, qApp, [&](const DesktopOptions &complete) {
        program.start(complete);
        QObject::connect(&instance, &SingleInstance::raiseRequested, &program,
                         &DesktopProgram::raise);
        QObject::disconnect(ending);
        QObject::connect(&termination, &TerminationSignals::received, &program,
                         &DesktopProgram::quit);
    });
    return QApplication::exec();
}

} // namespace

int main(int argc, char *argv[])
{
    const SecretVariables variables = SecretVariables::take(); // before there is any thread
    nameApplication();
    const QByteArray activationToken =
            SingleInstance::activationToken(QProcessEnvironment::systemEnvironment());
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    QSettings store{QSettings::IniFormat, QSettings::UserScope, u"tidemark"_s, u"tidemark"_s};
    Settings settings{store};
    QFile input;
    std::ignore = input.open(stdin, QIODevice::ReadOnly); // a desktop may give none
    const auto read = readDesktopOptions(
            arguments, settings.databaseUrl(),
            QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation), input);
    if (!read)
        return endWith(2, errorText(read.error()));
    if (const auto *notice = std::get_if<DesktopNotice>(&*read)) {
        std::fputs(qPrintable(notice->text), stdout);
        return 0;
    }
    if (const QString missing = missingDisplayText(); !missing.isEmpty())
        return endWith(1, missing);

    QApplication application{argc, argv};
    installTranslations();
    const DesktopOptions &options = std::get<DesktopOptions>(*read);
    if (options.echoesSql)
        echoStatements();
    QApplication::setQuitOnLastWindowClosed(false); // hiding into the tray is no end
    return runWindow(options, settings, store, variables, activationToken);
}
