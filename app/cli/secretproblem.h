// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "app/credentials/credential.h"

// Ends a command that works with these secrets. One that cannot be read is named first, with how to
// set it, and the reason of the keychain after that; one that the provider refused is looked for in
// the environment, too. Any other error is said as it is.
[[nodiscard]] ExitCode failedWithSecrets(const Context &context, const QList<Credential> &used,
                                         const Error &error);
