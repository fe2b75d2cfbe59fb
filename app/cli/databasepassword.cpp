// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/databasepassword.h"

#include "app/cli/awaited.h"
#include "app/cli/heldsignals.h"
#include "db/domain/errortext.h"

ConnectionSpec withKeptPassword(ConnectionSpec spec, Credentials &credentials, const Output &output)
{
    if (!spec.isServer() || !spec.password.isEmpty())
        return spec;
    const HeldSignals held;
    const auto credential = Credential::database(spec.location(), spec.location());
    const auto password = awaited<Result<QString>>([&](QObject *context, SecretAnswer answer) {
        credentials.read(credential, context, std::move(answer));
    });
    if (password)
        spec.password = *password;
    else if (password.error().kind != Error::Kind::NotSet &&
             password.error().kind != Error::Kind::NoKeychain)
        output.note(errorText(password.error()));
    return spec;
}
