// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/exitcode.h"

using namespace Qt::Literals::StringLiterals;

ExitCode exitCodeFor(const Error &error)
{
    switch (error.kind) {
    case Error::Kind::Usage:
    case Error::Kind::Configuration:
        return ExitCode::WrongUsage;
    case Error::Kind::Refused:
        return ExitCode::Refused;
    case Error::Kind::Network:
    case Error::Kind::Timeout:
    case Error::Kind::Unreachable:
    case Error::Kind::LoginRefused:
    case Error::Kind::NoDatabase:
    case Error::Kind::Tls:
    case Error::Kind::Lost:
        return ExitCode::Unreachable;
    default:
        return ExitCode::Failed;
    }
}

QString errorKindName(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::Unknown:
        return u"unknown"_s;
    case Error::Kind::Usage:
        return u"usage"_s;
    case Error::Kind::Configuration:
        return u"configuration"_s;
    case Error::Kind::Network:
        return u"network"_s;
    case Error::Kind::Timeout:
        return u"timeout"_s;
    case Error::Kind::Http:
        return u"http"_s;
    case Error::Kind::Blocked:
        return u"blocked"_s;
    case Error::Kind::Parse:
        return u"parse"_s;
    case Error::Kind::Database:
        return u"database"_s;
    case Error::Kind::Constraint:
        return u"constraint"_s;
    case Error::Kind::NotFound:
        return u"not_found"_s;
    case Error::Kind::Busy:
        return u"busy"_s;
    case Error::Kind::ReadOnly:
        return u"read_only"_s;
    case Error::Kind::DiskFull:
        return u"disk_full"_s;
    case Error::Kind::AccessDenied:
        return u"access_denied"_s;
    case Error::Kind::NotADatabase:
        return u"not_a_database"_s;
    case Error::Kind::Corrupt:
        return u"corrupt"_s;
    case Error::Kind::Refused:
        return u"refused"_s;
    case Error::Kind::Cancelled:
        return u"cancelled"_s;
    case Error::Kind::Unreachable:
        return u"unreachable"_s;
    case Error::Kind::LoginRefused:
        return u"login_refused"_s;
    case Error::Kind::NoDatabase:
        return u"no_database"_s;
    case Error::Kind::Tls:
        return u"tls"_s;
    case Error::Kind::Lost:
        return u"connection_lost"_s;
    }
    return u"unknown"_s;
}
