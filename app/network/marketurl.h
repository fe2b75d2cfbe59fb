// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"

#include <QString>
#include <QUrl>

// Where CoinSpot is unless COINSPOT_BASE_URL says otherwise.
[[nodiscard]] QUrl defaultCoinspotUrl();

// The address of a price server as a person configures it: https, or http on loopback only
// (127.0.0.0/8, ::1, localhost), without user, query and fragment; a path is kept. An error is
// Configuration with the variable as subject; it never repeats the text, which may hold a password.
[[nodiscard]] Result<QUrl> parseBaseUrl(const QString &text, QStringView variable);
