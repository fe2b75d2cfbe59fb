// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/exitcode.h"

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
    case Error::Kind::TooManyConnections:
    case Error::Kind::TokenRefused:
        return ExitCode::Unreachable;
    default:
        return ExitCode::Failed;
    }
}
