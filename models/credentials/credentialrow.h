// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

// One credential as the list shows it: where it is and whether it works, never what it is.
struct CredentialRow {
    enum class Purpose { CoinspotKey, CoinspotSecret, EodhdToken, AlertWebhook, DatabasePassword };
    enum class Place { Asking, NotSet, Keychain, Environment, ThisRun, Unknown };
    enum class Test { NotTested, Testing, Good, Failed };

    QString name; // "eodhd-token", "database:home": names it in every signal, and for tidemarkctl
    Purpose purpose = Purpose::EodhdToken;
    QString connection; // of a database's password: its name, and where it is
    QString location;
    QString variable; // of the environment, that gives it too
    Place place = Place::Asking;
    QString problem;    // a sentence: why it is not known where it is
    QString untestable; // a sentence: why it cannot be tried; empty: it can
    Test test = Test::NotTested;
    QString testText; // a sentence, once it was tested
    QDateTime testedAt;

    [[nodiscard]] bool isSet() const
    {
        return place == Place::Keychain || place == Place::Environment || place == Place::ThisRun;
    }

    friend bool operator==(const CredentialRow &, const CredentialRow &) = default;
};

// Whether the keychain can be used now.
struct KeychainState {
    enum class Kind { Asking, Usable, None, Locked, Slow, Denied };

    Kind kind = Kind::Asking;
    QString text;    // a sentence, where it cannot
    QString details; // technical

    friend bool operator==(const KeychainState &, const KeychainState &) = default;
};
