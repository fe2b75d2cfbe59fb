// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/output.h"
#include "app/credentials/credentials.h"
#include "db/connectionspec.h"

// The same with the password that the keychain has for that server, where it brings none. A
// keychain that cannot be read is noted; without one nothing is said, because not every server asks
// for a password. Before any other thread starts.
[[nodiscard]] ConnectionSpec withKeptPassword(ConnectionSpec spec, Credentials &credentials,
                                              const Output &output);
