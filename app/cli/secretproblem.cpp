// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/secretproblem.h"

#include "app/cli/commandline.h"
#include "app/credentials/credentials.h"
#include "db/domain/errortext.h"

using namespace Qt::Literals::StringLiterals;

namespace {

QString missingText(const Credential &credential)
{
    switch (credential.kind()) {
    case Credential::Kind::EodhdToken:
        return CommandLine::tr("There is no EODHD token to ask with.");
    case Credential::Kind::CoinspotKey:
        return CommandLine::tr("There is no CoinSpot key to ask with.");
    case Credential::Kind::CoinspotSecret:
        return CommandLine::tr("There is no CoinSpot secret to ask with.");
    case Credential::Kind::AlertWebhook:
        return CommandLine::tr("There is no webhook to tell.");
    case Credential::Kind::Database:
        break;
    }
    return CommandLine::tr("There is no password for this database.");
}

QString unreadableText(const Credential &credential, const Error &error)
{
    const QString text = missingText(credential) + u' ' +
                         CommandLine::tr("Set it by 'tidemarkctl credentials set %1', or give it "
                                         "in the environment variable %2.")
                                 .arg(credential.name(), credential.variable());
    // Of the keychain itself, not of this secret once more.
    return error.kind == Error::Kind::NotSet ? text : text + u' ' + errorText({error.kind, {}, {}});
}

} // namespace

ExitCode failedWithSecrets(const Context &context, const QList<Credential> &used,
                           const Error &error)
{
    switch (error.kind) {
    case Error::Kind::NotSet:
    case Error::Kind::NoKeychain:
    case Error::Kind::KeychainLocked:
    case Error::Kind::KeychainSlow:
    case Error::Kind::KeychainDenied:
        for (const Credential &credential : used) {
            if (credential.name() == error.subject)
                return context.output.failed(error.kind, unreadableText(credential, error));
        }
        break;
    case Error::Kind::TokenRefused: {
        QStringList variables;
        for (const Credential &credential : used) {
            if (context.credentials.isFromEnvironment(credential))
                variables.append(credential.variable());
        }
        if (!variables.isEmpty())
            return context.output.failed(
                    error.kind,
                    refusedVariableText(error, variables.join(CommandLine::tr(" or "))));
        break;
    }
    default:
        break;
    }
    return context.output.failed(error);
}
