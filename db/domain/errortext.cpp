// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/errortext.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace {

struct ErrorText {
    Q_DECLARE_TR_FUNCTIONS(ErrorText)
};

// "%1: %2" reads badly with an empty part, so every sentence says what to do without its subject.
QString named(const Error &error, const char *fallback)
{
    return error.subject.isEmpty() ? ErrorText::tr(fallback) : error.subject;
}

QString withReason(const QString &sentence, const Error &error)
{
    QString reason = error.detail.trimmed();
    while (reason.endsWith(u'.')) // the words of a driver may be a sentence
        reason.chop(1);
    return reason.isEmpty() ? sentence : ErrorText::tr("%1 Reason: %2.").arg(sentence, reason);
}

// A server's own administrator has to help there; a file's owner helps himself.
bool isOnServer(const Error &error)
{
    return error.subject.contains("://"_L1);
}

QString readOnlyText(const Error &error, const QString &database)
{
    if (!isOnServer(error))
        return ErrorText::tr("%1 cannot be written: it is read-only. Make it, the files beside it "
                             "(-wal, -shm) and its folder writable, or choose another database.")
                .arg(database);
    return withReason(ErrorText::tr("%1 takes no changes: the server or this connection is "
                                    "read-only. Connect to the server that takes changes, and "
                                    "leave out mode=ro.")
                              .arg(database),
                      error);
}

QString accessDeniedText(const Error &error, const QString &database)
{
    if (!isOnServer(error))
        return ErrorText::tr("You have no rights to %1. Change its permissions and those of its "
                             "folder, or choose another place.")
                .arg(database);
    return withReason(ErrorText::tr("This user has not all the rights to %1 that this needs. Grant "
                                    "them on the server, or log in as a user who has them.")
                              .arg(database),
                      error);
}

QString diskFullText(const Error &error, const QString &database)
{
    if (!isOnServer(error))
        return ErrorText::
                tr("The disk with %1 is full. Free some space; nothing that was stored is lost.")
                        .arg(database);
    return withReason(ErrorText::tr("The server's disk with %1 is full. Free some space there; "
                                    "nothing that was stored is lost.")
                              .arg(database),
                      error);
}

QString notSetText(const Error &error)
{
    if (error.subject.isEmpty() || error.detail.isEmpty())
        return ErrorText::tr("That secret is not set. Set it in Credentials.");
    return ErrorText::tr("%1 is not set. Set it in Credentials or by 'tidemarkctl credentials set "
                         "%1'; where there is no keychain, give it in %2.")
            .arg(error.subject, error.detail);
}

QString noKeychainText(const Error &error)
{
    if (error.detail.isEmpty())
        return ErrorText::tr("There is no keychain here. Start one, such as GNOME Keyring or "
                             "KWallet, and try again.");
    return ErrorText::tr("There is no keychain here, so %1 is not kept. Start one, such as GNOME "
                         "Keyring or KWallet, and try again; on a server, give it in the "
                         "environment variable %2.")
            .arg(error.subject, error.detail);
}

} // namespace

QString errorText(const Error &error)
{
    const QString database = named(error, QT_TRANSLATE_NOOP("ErrorText", "The database"));
    const QString server = named(error, QT_TRANSLATE_NOOP("ErrorText", "The price server"));
    switch (error.kind) {
    case Error::Kind::Usage:
        return error.detail;
    case Error::Kind::Configuration:
        return ErrorText::tr("%1 cannot be used: %2.")
                .arg(named(error, QT_TRANSLATE_NOOP("ErrorText", "A setting")), error.detail);
    case Error::Kind::Network:
        return withReason(
                ErrorText::tr("%1 could not be reached. Check the network connection.").arg(server),
                error);
    case Error::Kind::Timeout:
        return withReason(
                ErrorText::tr("%1 did not answer in time. Earlier prices stay as they are.")
                        .arg(server),
                error);
    case Error::Kind::Http:
        return withReason(ErrorText::tr("%1 refused the request. Earlier prices stay as they are.")
                                  .arg(server),
                          error);
    case Error::Kind::Blocked:
        return ErrorText::tr("%1 has blocked requests from this computer for a while. Wait a "
                             "quarter of an hour "
                             "before the next try; earlier prices stay as they are.")
                .arg(server);
    case Error::Kind::Parse:
        return ErrorText::tr("The answer of %1 cannot be used: %2. Nothing was stored from it.")
                .arg(error.subject.isEmpty() ? ErrorText::tr("the price server") : error.subject,
                     error.detail);
    case Error::Kind::Busy:
        return ErrorText::tr("Another program is writing to %1. Try again when it has finished.")
                .arg(database);
    case Error::Kind::ReadOnly:
        return readOnlyText(error, database);
    case Error::Kind::DiskFull:
        return diskFullText(error, database);
    case Error::Kind::AccessDenied:
        return accessDeniedText(error, database);
    case Error::Kind::NotADatabase:
        return ErrorText::tr("%1 is not a database. Choose another file; this one was not changed.")
                .arg(database);
    case Error::Kind::Corrupt:
        return ErrorText::tr("%1 is damaged and cannot be read whole. Restore it from a backup.")
                .arg(database);
    case Error::Kind::NotFound: {
        const QString thing = named(error, QT_TRANSLATE_NOOP("ErrorText", "What you asked for"));
        return error.detail.isEmpty()
                       ? ErrorText::tr("%1 was not found.").arg(thing)
                       : ErrorText::tr("%1 was not found: %2.").arg(thing, error.detail);
    }
    case Error::Kind::Refused:
        return error.detail;
    case Error::Kind::Cancelled:
        return ErrorText::tr("Cancelled. Nothing was changed.");
    case Error::Kind::Unreachable:
        return withReason(
                ErrorText::tr("No database server answers at %1. Check host and port, and "
                              "that the server runs.")
                        .arg(database),
                error);
    case Error::Kind::LoginRefused:
        return withReason(
                ErrorText::tr("%1 does not let this user in. Check the user name and the password, "
                              "which comes from DB_PASSWORD or DATABASE_URL.")
                        .arg(database),
                error);
    case Error::Kind::TooManyConnections:
        return withReason(
                ErrorText::tr("The server has no connection left for %1. Try again when another "
                              "program has ended, or allow the server or this user more of them.")
                        .arg(database),
                error);
    case Error::Kind::NoDatabase:
        return withReason(
                ErrorText::tr("There is no database %1 on the server. Make it there first, or "
                              "check its name.")
                        .arg(database),
                error);
    case Error::Kind::Tls:
        return withReason(
                ErrorText::tr("The connection to %1 cannot be protected as it should be. The "
                              "server must offer TLS, be called as its certificate says, and "
                              "sslrootcert must name the authority that signed it; sslmode says "
                              "how much of this is checked.")
                        .arg(database),
                error);
    case Error::Kind::Lost:
        return withReason(ErrorText::tr("The connection to %1 broke. Try again: what was confirmed "
                                        "is stored, and nothing is stored twice.")
                                  .arg(database),
                          error);
    case Error::Kind::TokenRefused:
        return ErrorText::tr("%1 does not accept the key or token. Set the one of your account in "
                             "the panel Credentials or with 'tidemarkctl credentials set'; what is "
                             "stored stays as it is.")
                .arg(named(error, QT_TRANSLATE_NOOP("ErrorText", "The provider")));
    case Error::Kind::CallsUsedUp:
        return ErrorText::tr("The day's calls of %1 are used up. It goes on after 00:00 GMT with "
                             "those that waited longest. Nothing to do.")
                .arg(named(error, QT_TRANSLATE_NOOP("ErrorText", "the provider")));
    case Error::Kind::Constraint:
    case Error::Kind::Database:
        return withReason(
                ErrorText::tr("%1 refused a statement. Nothing was changed by it.").arg(database),
                error);
    case Error::Kind::NotSet:
        return notSetText(error);
    case Error::Kind::NoKeychain:
        return noKeychainText(error);
    case Error::Kind::KeychainLocked:
        return ErrorText::tr("The keychain is locked. Unlock it and try again; nothing was "
                             "changed.");
    case Error::Kind::KeychainSlow:
        return ErrorText::tr("The keychain did not answer in time. It may be waiting for you to "
                             "unlock it: answer it, or try again.");
    case Error::Kind::KeychainDenied:
        return ErrorText::tr("The keychain refused. Allow Tidemark to use it when it asks, and try "
                             "again; nothing was changed.");
    case Error::Kind::Unknown:
        break;
    }
    return withReason(ErrorText::tr("Something unexpected went wrong."), error);
}

QString refusedVariableText(const Error &error, const QString &variable)
{
    return ErrorText::tr(
                   "%1 does not accept what the environment variable %2 gives. Put the key or "
                   "token of your account there and start again, or unset it and use "
                   "'tidemarkctl credentials set'; what is stored stays as it is.")
            .arg(named(error, QT_TRANSLATE_NOOP("ErrorText", "The provider")), variable);
}
