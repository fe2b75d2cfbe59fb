// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/cellrole.h"
#include "models/credentials/credentialrow.h"

// What credentials are called where people read.

[[nodiscard]] QString credentialTitle(const CredentialRow &row); // "CoinSpot API key"
// What it opens, and how to get a good one; several sentences.
[[nodiscard]] QString credentialPurpose(const CredentialRow &row);
[[nodiscard]] QString placeWord(const CredentialRow &row); // "Keychain"
[[nodiscard]] QString placeText(const CredentialRow &row); // a sentence
[[nodiscard]] CellState placeState(const CredentialRow &row);
[[nodiscard]] QString testWord(const CredentialRow &row); // "Works", or what went wrong
[[nodiscard]] CellState testState(const CredentialRow &row);
// The headline over KeychainState::text; empty where the keychain can be used.
[[nodiscard]] QString keychainHeadline(const KeychainState &state);
