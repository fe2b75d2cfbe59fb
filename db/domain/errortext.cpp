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
    return error.detail.isEmpty() ? sentence
                                  : ErrorText::tr("%1 Reason: %2.").arg(sentence, error.detail);
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
        return ErrorText::tr(
                       "%1 cannot be written: it is read-only. Change its permissions, or choose "
                       "another "
                       "database.")
                .arg(database);
    case Error::Kind::DiskFull:
        return ErrorText::
                tr("The disk with %1 is full. Free some space; nothing that was stored is lost.")
                        .arg(database);
    case Error::Kind::AccessDenied:
        return ErrorText::tr(
                       "You have no rights to %1. Change its permissions, or choose another place.")
                .arg(database);
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
                ErrorText::tr("%1 does not let this user in. Check user name and password; the "
                              "password comes from DB_PASSWORD or the stored credentials.")
                        .arg(database),
                error);
    case Error::Kind::NoDatabase:
        return withReason(ErrorText::tr("The server has no database %1. Make it first, or check "
                                        "the name.")
                                  .arg(database),
                          error);
    case Error::Kind::Tls:
        return withReason(
                ErrorText::tr("The connection to %1 cannot be protected as it should be. Give the "
                              "authority's certificate in sslrootcert, or choose another sslmode.")
                        .arg(database),
                error);
    case Error::Kind::Lost:
        return withReason(ErrorText::tr("The connection to %1 broke. What was not confirmed is "
                                        "tried again.")
                                  .arg(database),
                          error);
    case Error::Kind::Constraint:
    case Error::Kind::Database:
        return withReason(
                ErrorText::tr("%1 refused a statement. Nothing was changed by it.").arg(database),
                error);
    case Error::Kind::Unknown:
        break;
    }
    return withReason(ErrorText::tr("Something unexpected went wrong."), error);
}
