// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/errorkind.h"

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace {

struct Name {
    Error::Kind kind;
    QLatin1StringView name;
};

constexpr std::array Names{
        Name{Error::Kind::Unknown, "unknown"_L1},
        Name{Error::Kind::Usage, "usage"_L1},
        Name{Error::Kind::Configuration, "configuration"_L1},
        Name{Error::Kind::Network, "network"_L1},
        Name{Error::Kind::Timeout, "timeout"_L1},
        Name{Error::Kind::Http, "http"_L1},
        Name{Error::Kind::Blocked, "blocked"_L1},
        Name{Error::Kind::Parse, "parse"_L1},
        Name{Error::Kind::Database, "database"_L1},
        Name{Error::Kind::Constraint, "constraint"_L1},
        Name{Error::Kind::NotFound, "not_found"_L1},
        Name{Error::Kind::Busy, "busy"_L1},
        Name{Error::Kind::ReadOnly, "read_only"_L1},
        Name{Error::Kind::DiskFull, "disk_full"_L1},
        Name{Error::Kind::AccessDenied, "access_denied"_L1},
        Name{Error::Kind::NotADatabase, "not_a_database"_L1},
        Name{Error::Kind::Corrupt, "corrupt"_L1},
        Name{Error::Kind::Refused, "refused"_L1},
        Name{Error::Kind::Cancelled, "cancelled"_L1},
        Name{Error::Kind::Unreachable, "unreachable"_L1},
        Name{Error::Kind::LoginRefused, "login_refused"_L1},
        Name{Error::Kind::NoDatabase, "no_database"_L1},
        Name{Error::Kind::Tls, "tls"_L1},
        Name{Error::Kind::Lost, "connection_lost"_L1},
        Name{Error::Kind::TooManyConnections, "too_many_connections"_L1},
        Name{Error::Kind::TokenRefused, "token_refused"_L1},
        Name{Error::Kind::CallsUsedUp, "calls_used_up"_L1},
        Name{Error::Kind::NotSet, "not_set"_L1},
        Name{Error::Kind::NoKeychain, "no_keychain"_L1},
        Name{Error::Kind::KeychainLocked, "keychain_locked"_L1},
        Name{Error::Kind::KeychainSlow, "keychain_slow"_L1},
        Name{Error::Kind::KeychainDenied, "keychain_denied"_L1},
};

} // namespace

QString errorKindName(Error::Kind kind)
{
    const auto found = std::ranges::find(Names, kind, &Name::kind);
    return found == Names.end() ? u"unknown"_s : QString{found->name};
}

Error::Kind errorKindFromName(const QString &name)
{
    const auto found = std::ranges::find(Names, name, &Name::name);
    return found == Names.end() ? Error::Kind::Unknown : found->kind;
}
