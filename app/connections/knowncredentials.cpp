// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connections/knowncredentials.h"

#include "db/databaseurl.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto DatabasePrefix = "database:"_L1;

struct CredentialWords {
    Q_DECLARE_TR_FUNCTIONS(CredentialWords)
};

tl::unexpected<Error> unknownName(const QList<Credential> &known)
{
    QStringList names;
    for (const Credential &credential : known)
        names.append(credential.name());
    return fail(Error::Kind::NotFound,
                CredentialWords::tr("there are %1, and database:NAME or database:URL for the "
                                    "password of a server")
                        .arg(names.join(u", "_s)),
                CredentialWords::tr("A credential of that name"));
}

} // namespace

QList<Credential> KnownCredentials::all() const
{
    QList<Credential> known = Credential::ofServices();
    for (const KnownConnection &connection : m_book.all()) {
        if (connection.spec.isServer())
            known.append(Credential::database(connection.name, connection.spec.location()));
    }
    return known;
}

Result<Credential> KnownCredentials::find(const QString &name) const
{
    const QList<Credential> known = all();
    const auto found = std::ranges::find(known, name, &Credential::name);
    if (found != known.cend())
        return *found;
    if (!name.startsWith(DatabasePrefix))
        return unknownName(known);
    const Result<ConnectionSpec> spec =
            parseDatabaseUrl(name.sliced(DatabasePrefix.size()), u"NAME"_s, UrlPassword::Refused);
    if (!spec || !spec->isServer())
        return unknownName(known);
    return Credential::database(spec->location(), spec->location());
}

Result<ConnectionSpec> KnownCredentials::serverOf(const Credential &credential) const
{
    for (const KnownConnection &connection : m_book.all()) {
        if (Credential::database(connection.name, connection.spec.location()) == credential)
            return connection.spec;
    }
    const QString url =
            credential.name().sliced(std::min(DatabasePrefix.size(), credential.name().size()));
    return parseDatabaseUrl(url, credential.name(), UrlPassword::Refused);
}
