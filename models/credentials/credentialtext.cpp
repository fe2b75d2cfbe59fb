// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/credentials/credentialtext.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace {

struct CredentialText {
    Q_DECLARE_TR_FUNCTIONS(CredentialText)
};

} // namespace

QString credentialTitle(const CredentialRow &row)
{
    switch (row.purpose) {
    case CredentialRow::Purpose::CoinspotKey:
        return CredentialText::tr("CoinSpot API key");
    case CredentialRow::Purpose::CoinspotSecret:
        return CredentialText::tr("CoinSpot API secret");
    case CredentialRow::Purpose::EodhdToken:
        return CredentialText::tr("EODHD API token");
    case CredentialRow::Purpose::AlertWebhook:
        return CredentialText::tr("Alert webhook");
    case CredentialRow::Purpose::DatabasePassword:
        return CredentialText::tr("Password of %1").arg(row.connection);
    }
    return {};
}

QString credentialPurpose(const CredentialRow &row)
{
    switch (row.purpose) {
    case CredentialRow::Purpose::CoinspotKey:
    case CredentialRow::Purpose::CoinspotSecret:
        return CredentialText::tr(
                "Key and secret together show Tidemark your CoinSpot balances, orders and "
                "transactions. Prices need neither.\n\n"
                "At CoinSpot, under API, make a Read Only key: it cannot trade or withdraw. Make "
                "one key for each computer: every request bears a number above the last one's, and "
                "two "
                "computers do not know each other's.");
    case CredentialRow::Purpose::EodhdToken:
        return CredentialText::tr(
                "The token asks EODHD for prices of stocks and funds, splits and dividends. Coins "
                "need none.\n\n"
                "It is on the dashboard at eodhd.com, below API token. Its plan says how many "
                "calls a day there are.");
    case CredentialRow::Purpose::AlertWebhook:
        return CredentialText::tr(
                "The address that gets the alerts of rules which are told by webhook, as JSON. Who "
                "has it can often write there, so it is kept like a key.\n\n"
                "It begins with https.");
    case CredentialRow::Purpose::DatabasePassword:
        return CredentialText::tr("The password opens %1. It is sent to that server and user "
                                  "only, whatever the connection is called.")
                .arg(row.location);
    }
    return {};
}

QString placeWord(const CredentialRow &row)
{
    switch (row.place) {
    case CredentialRow::Place::Asking:
        return CredentialText::tr("Looking…");
    case CredentialRow::Place::NotSet:
        return CredentialText::tr("Not set");
    case CredentialRow::Place::Keychain:
        return CredentialText::tr("Keychain");
    case CredentialRow::Place::Environment:
        return CredentialText::tr("Environment");
    case CredentialRow::Place::ThisRun:
        return CredentialText::tr("This run only");
    case CredentialRow::Place::Unknown:
        return CredentialText::tr("Not known");
    }
    return {};
}

QString placeText(const CredentialRow &row)
{
    switch (row.place) {
    case CredentialRow::Place::Asking:
        return CredentialText::tr("The keychain is asked for it.");
    case CredentialRow::Place::NotSet:
        return CredentialText::tr("It is not set. What needs it waits until it is.");
    case CredentialRow::Place::Keychain:
        return CredentialText::tr("It is in the keychain of your desktop, and nowhere else.");
    case CredentialRow::Place::Environment:
        return CredentialText::tr("The environment variable %1 gives it, and that beats the "
                                  "keychain. Change it there, and start Tidemark again.")
                .arg(row.variable);
    case CredentialRow::Place::ThisRun:
        return CredentialText::tr("It is kept in memory until Tidemark ends, and written nowhere.");
    case CredentialRow::Place::Unknown:
        return row.problem;
    }
    return {};
}

CellState placeState(const CredentialRow &row)
{
    switch (row.place) {
    case CredentialRow::Place::Asking:
        return CellState::Working;
    case CredentialRow::Place::NotSet:
        return CellState::Missed;
    case CredentialRow::Place::Keychain:
        return CellState::Protected;
    case CredentialRow::Place::Environment:
        return CellState::Adopted;
    case CredentialRow::Place::ThisRun:
        return CellState::Pending;
    case CredentialRow::Place::Unknown:
        return CellState::Warning;
    }
    return CellState::None;
}

QString testWord(const CredentialRow &row)
{
    switch (row.test) {
    case CredentialRow::Test::NotTested:
        return u"–"_s;
    case CredentialRow::Test::Testing:
        return CredentialText::tr("Testing…");
    case CredentialRow::Test::Good:
    case CredentialRow::Test::Failed:
        return row.testText;
    }
    return {};
}

CellState testState(const CredentialRow &row)
{
    switch (row.test) {
    case CredentialRow::Test::NotTested:
        return CellState::None;
    case CredentialRow::Test::Testing:
        return CellState::Working;
    case CredentialRow::Test::Good:
        return CellState::Ok;
    case CredentialRow::Test::Failed:
        return CellState::Failed;
    }
    return CellState::None;
}

QString keychainHeadline(const KeychainState &state)
{
    switch (state.kind) {
    case KeychainState::Kind::Asking:
    case KeychainState::Kind::Usable:
        return {};
    case KeychainState::Kind::None:
        return CredentialText::tr("There is no keychain here.");
    case KeychainState::Kind::Locked:
        return CredentialText::tr("The keychain is locked.");
    case KeychainState::Kind::Slow:
        return CredentialText::tr("The keychain does not answer.");
    case KeychainState::Kind::Denied:
        return CredentialText::tr("The keychain refuses Tidemark.");
    }
    return {};
}
