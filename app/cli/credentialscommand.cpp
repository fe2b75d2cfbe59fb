// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/assets/eodhdtokentester.h"
#include "app/assets/synclink.h"
#include "app/cli/awaited.h"
#include "app/cli/commandline.h"
#include "app/cli/commands.h"
#include "app/cli/hiddenprompt.h"
#include "app/cli/portfoliocommand.h"
#include "app/cli/secretproblem.h"
#include "app/connections/databasepasswordtester.h"
#include "app/credentials/credentialtester.h"
#include "app/portfolio/coinspotkeytester.h"
#include "db/domain/errorkind.h"
#include "db/domain/errortext.h"

#include <QFile>
#include <QJsonArray>
#include <QSettings>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 LongestSecret = 16'384; // bytes

// The connections of the person, with which databases are named.
struct Known {
    QSettings store{QSettings::IniFormat, QSettings::UserScope, u"tidemark"_s, u"tidemark"_s};
    ConnectionBook book{store};
    KnownCredentials credentials{book};
};

QString sourceName(CredentialPlace::Source source)
{
    switch (source) {
    case CredentialPlace::Source::NotSet:
        return u"not_set"_s;
    case CredentialPlace::Source::Environment:
        return u"environment"_s;
    case CredentialPlace::Source::Keychain:
        return u"keychain"_s;
    case CredentialPlace::Source::ThisRun:
        return u"this_run"_s;
    case CredentialPlace::Source::Unknown:
        break;
    }
    return u"unknown"_s;
}

QString sourceText(const CredentialPlace &place)
{
    switch (place.source) {
    case CredentialPlace::Source::NotSet:
        return CommandLine::tr("not set");
    case CredentialPlace::Source::Environment:
        return CommandLine::tr("from the environment (%1)").arg(place.credential.variable());
    case CredentialPlace::Source::Keychain:
        return CommandLine::tr("in the keychain");
    case CredentialPlace::Source::ThisRun:
        return CommandLine::tr("for this run only");
    case CredentialPlace::Source::Unknown:
        break;
    }
    return CommandLine::tr("not known. %1")
            .arg(place.problem ? errorText(*place.problem) : QString{});
}

Result<QString> secretFromInput(const Credential &credential)
{
    if (isInputTerminal())
        return readHidden(
                CommandLine::tr("Secret of %1, which is not shown: ").arg(credential.name()));
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return fail(Error::Kind::Usage, CommandLine::tr("Standard input cannot be read. Pipe the "
                                                        "secret into this command."));
    const QByteArray bytes = input.read(LongestSecret + 1);
    if (bytes.size() > LongestSecret)
        return fail(Error::Kind::Usage,
                    CommandLine::tr("What came on standard input is no secret: it is longer than "
                                    "16 KiB. Nothing was stored."));
    return QString::fromUtf8(bytes);
}

ExitCode setCredential(const Context &context, const QString &name)
{
    const Known known;
    const Result<Credential> credential = known.credentials.find(name);
    if (!credential)
        return context.output.failed(credential.error());
    const Result<QString> secret = secretFromInput(*credential);
    if (!secret)
        return context.output.failed(secret.error());
    const auto done = awaited<Result<>>([&](QObject *answered, SecretDone answer) {
        context.credentials.set(*credential, *secret, answered, std::move(answer));
    });
    if (!done)
        return context.output.failed(done.error());
    return context.output.done({{u"name"_s, credential->name()}, {u"source"_s, u"keychain"_s}},
                               CommandLine::tr("%1 is in the keychain.").arg(credential->name()));
}

ExitCode listCredentials(const Context &context)
{
    const Known known;
    const auto places =
            awaited<QList<CredentialPlace>>([&](QObject *answered, Credentials::Places answer) {
                context.credentials.list(known.credentials.all(), answered, std::move(answer));
            });
    QJsonArray rows;
    QStringList lines;
    for (const CredentialPlace &place : places) {
        QJsonObject row{{u"name"_s, place.credential.name()},
                        {u"source"_s, sourceName(place.source)},
                        {u"variable"_s, place.credential.variable()}};
        if (place.problem)
            row.insert(u"problem"_s, QJsonObject{{u"kind"_s, errorKindName(place.problem->kind)},
                                                 {u"message"_s, errorText(*place.problem)}});
        rows.append(row);
        lines.append(u"%1: %2"_s.arg(place.credential.name(), sourceText(place)));
    }
    return context.output.done({{u"credentials"_s, rows}}, lines.join(u'\n'));
}

ExitCode removeCredential(const Context &context, const QString &name)
{
    const Known known;
    const Result<Credential> credential = known.credentials.find(name);
    if (!credential)
        return context.output.failed(credential.error());
    const auto done = awaited<Result<>>([&](QObject *answered, SecretDone answer) {
        context.credentials.remove(*credential, answered, std::move(answer));
    });
    if (!done)
        return context.output.failed(done.error());
    return context.output.done({{u"name"_s, credential->name()}, {u"source"_s, u"not_set"_s}},
                               CommandLine::tr("%1 is no longer in the keychain. What it opens "
                                               "may know it still: end it there, too.")
                                       .arg(credential->name()));
}

// Into the day's calls of the database, where there is one.
void notePlan(const Context &context, const PlanAnswer &plan)
{
    if (context.database.isMissingFile())
        return;
    SyncLink link{context.database};
    const Result<> noted = link.use([&](SyncStore &store) {
        return store.notePlan(plan.limit, plan.used, QDateTime::currentDateTimeUtc());
    });
    if (!noted)
        context.output.note(
                CommandLine::tr("The call could not be counted. %1").arg(errorText(noted.error())));
}

ExitCode testCredential(const Context &context, const QString &name)
{
    const Known known;
    const Result<Credential> credential = known.credentials.find(name);
    if (!credential)
        return context.output.failed(credential.error());
    DatabasePasswordTester passwords{known.credentials};
    CredentialTests tests{context.credentials};
    tests.setTester(Credential::Kind::Database, passwords);
    const Result<QUrl> server = eodhdServer();
    if (!server)
        return context.output.failed(server.error());
    EodhdTokenTester tokens{*server,
                            [&context](const PlanAnswer &plan) { notePlan(context, plan); }};
    tests.setTester(Credential::Kind::EodhdToken, tokens);
    const Result<AccountSettings> account = accountSettings(context);
    if (!account)
        return context.output.failed(account.error());
    CoinspotKeyTester keys{account->server, account->folder, context.credentials};
    tests.setTester(Credential::Kind::CoinspotKey, keys);
    tests.setTester(Credential::Kind::CoinspotSecret, keys);
    const auto tested = awaited<Result<QString>>([&](QObject *answered, SecretAnswer answer) {
        tests.test(*credential, answered, std::move(answer));
    });
    const bool isOfAccount = credential->kind() == Credential::Kind::CoinspotKey ||
                             credential->kind() == Credential::Kind::CoinspotSecret;
    const QList<Credential> used =
            isOfAccount ? QList{Credential::coinspotKey(), Credential::coinspotSecret()}
                        : QList{*credential};
    if (!tested)
        return failedWithSecrets(context, used, tested.error());
    return context.output.done({{u"name"_s, credential->name()}, {u"message"_s, *tested}}, *tested);
}

void describeNamed(CommandSet &commands, CLI::App &group, const char *word, const char *description,
                   ExitCode (*run)(const Context &, const QString &))
{
    const auto name = CommandSet::raw<std::string>();
    commands.command(group, word, description,
                     [run, name] {
                         return CommandRun{[run, name](const Context &context) {
                             return run(context, QString::fromStdString(*name));
                         }};
                     })
            .add_option("NAME", *name,
                        "coinspot-key, coinspot-secret, eodhd-token, or database:NAME with the "
                        "name of a connection or the URL of a server")
            ->required();
}

} // namespace

void describeCredentials(CommandSet &commands)
{
    CLI::App &credentials =
            commands.group("credentials", "Keys and passwords in the keychain of the desktop");
    describeNamed(commands, credentials, "set",
                  "Keep a secret, from standard input or asked for without showing it",
                  setCredential);
    commands.command(credentials, "list", "Which secrets are kept and where, never what they are",
                     [] { return CommandRun{listCredentials}; });
    describeNamed(commands, credentials, "remove", "Take a secret out of the keychain",
                  removeCredential);
    describeNamed(commands, credentials, "test", "Try a secret where it is used", testCredential);
}
