// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/credentials/credential.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

Credential::Credential(Kind kind, QString name, QString key)
    : m_kind{kind}
    , m_name{std::move(name)}
    , m_key{std::move(key)}
{}

Credential Credential::coinspotKey()
{
    return {Kind::CoinspotKey, u"coinspot-key"_s, u"coinspot-key"_s};
}

Credential Credential::coinspotSecret()
{
    return {Kind::CoinspotSecret, u"coinspot-secret"_s, u"coinspot-secret"_s};
}

Credential Credential::eodhdToken()
{
    return {Kind::EodhdToken, u"eodhd-token"_s, u"eodhd-token"_s};
}

Credential Credential::alertWebhook()
{
    return {Kind::AlertWebhook, u"alert-webhook"_s, u"alert-webhook"_s};
}

Credential Credential::database(const QString &connection, const QString &location)
{
    return {Kind::Database, u"database:"_s + connection, u"database:"_s + location};
}

QList<Credential> Credential::ofServices()
{
    return {coinspotKey(), coinspotSecret(), eodhdToken(), alertWebhook()};
}

std::optional<Credential> Credential::ofService(const QString &name)
{
    const QList<Credential> known = ofServices();
    const auto found = std::ranges::find(known, name, &Credential::name);
    return found == known.cend() ? std::nullopt : std::optional{*found};
}

QString Credential::variable() const
{
    switch (m_kind) {
    case Kind::CoinspotKey:
        return u"COINSPOT_API_KEY"_s;
    case Kind::CoinspotSecret:
        return u"COINSPOT_API_SECRET"_s;
    case Kind::EodhdToken:
        return u"EODHD_API_TOKEN"_s;
    case Kind::AlertWebhook:
        return u"ALERT_WEBHOOK_URL"_s;
    case Kind::Database:
        break;
    }
    return u"DB_PASSWORD"_s;
}

QString Credential::cleaned(const QString &secret) const
{
    if (m_kind != Kind::Database)
        return secret.trimmed();
    QString clean = secret;
    if (clean.endsWith(u'\n'))
        clean.chop(1);
    if (clean.endsWith(u'\r'))
        clean.chop(1);
    return clean;
}
