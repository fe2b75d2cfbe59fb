// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"

// The sentence that a person reads: what happened, what is safe, what to do. Translated; both
// programs say the same, so it stands below both. Never holds detail that could carry a secret.
[[nodiscard]] QString errorText(const Error &error);

// The same of a TokenRefused whose key or token an environment variable gave: names it as the place
// to set right.
[[nodiscard]] QString refusedVariableText(const Error &error, const QString &variable);
