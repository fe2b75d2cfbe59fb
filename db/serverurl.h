// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connectionspec.h"
#include "db/domain/result.h"

#include <optional>

// On a command line everybody on the computer can read a password, and the shell remembers it.
enum class UrlPassword { Allowed, Refused };

// Reads what follows "postgresql://": user:password@host:port/name?name=value. User, password, host
// and name are percent-encoded, an IPv6 address is in brackets. Parameters: sslmode, sslrootcert (a
// PEM file), connect_timeout (seconds), mode=ro, and host, where the Unix socket is.
[[nodiscard]] Result<ConnectionSpec> parseServerUrl(Engine engine, const QString &address,
                                                    const QString &source, UrlPassword password);

// Whether it can be the name or the address of a server, or a socket.
[[nodiscard]] bool isServerHost(const QString &host);

// Fills what was left open: no host is the Unix socket in its usual place, no user is the system's,
// and without a word on TLS the server is checked wherever the connection leaves this computer.
[[nodiscard]] ConnectionSpec withServerDefaults(ConnectionSpec spec,
                                                std::optional<TlsMode> tls = {});
