// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMetaType>
#include <QString>

#include <optional>

// The name of a secret, never the secret itself. Keys of markets and of other services are known by
// fixed names; the password of a database is known by its connection's name and kept by the
// database's location, so that it is never sent to another server that got the same name.
class Credential final
{
public:
    enum class Kind { CoinspotKey, CoinspotSecret, EodhdToken, AlertWebhook, Database };

    [[nodiscard]] static Credential coinspotKey();
    [[nodiscard]] static Credential coinspotSecret();
    [[nodiscard]] static Credential eodhdToken();
    [[nodiscard]] static Credential alertWebhook(); // an address, which may hold a token
    // location: ConnectionSpec::location(), which names the user too.
    [[nodiscard]] static Credential database(const QString &connection, const QString &location);

    // Those with fixed names, in the order they are shown.
    [[nodiscard]] static QList<Credential> ofServices();
    // "coinspot-key", "eodhd-token" and so on; nothing for any other name.
    [[nodiscard]] static std::optional<Credential> ofService(const QString &name);

    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] QString name() const { return m_name; } // "eodhd-token", "database:home"
    [[nodiscard]] QString key() const { return m_key; }   // what the keychain has it under
    // Of the environment. DB_PASSWORD is read by DatabaseConfig, the others by SecretVariables.
    [[nodiscard]] QString variable() const;
    // The secret without what came along when it was pasted or piped: blanks around a token, one
    // line end behind a password, which may begin or end with a blank of its own.
    [[nodiscard]] QString cleaned(const QString &secret) const;

    friend bool operator==(const Credential &one, const Credential &other)
    {
        return one.m_key == other.m_key;
    }

private:
    Credential(Kind kind, QString name, QString key);

    Kind m_kind;
    QString m_name;
    QString m_key;
};
