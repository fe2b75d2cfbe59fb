// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

// What a server sends is foreign text: these make it fit to be shown and logged. Pure functions.

// At most limit characters, the rest as one "…"; what does not print (control characters, marks
// that turn the direction of writing, line separators) becomes its code: \n, \u202E.
[[nodiscard]] QString shownText(QStringView text, qsizetype limit);

// True when the first byte that is neither blank nor a byte order mark is a '<'. A Content-Type is
// never asked: a block page may call itself JSON.
[[nodiscard]] bool looksLikeHtml(const QByteArray &body);

// The page's <title>, shortened for display; empty when it has none.
[[nodiscard]] QString htmlTitle(const QByteArray &body);

// True for the pages that Cloudflare answers with in place of a server that it guards.
[[nodiscard]] bool isCloudflareBlock(const QByteArray &body);

// What stands behind api_token= or key= (also percent-encoded) becomes "…": EODHD repeats the
// address that was asked in some of its errors (market-apis.md 2.5).
[[nodiscard]] QString withoutTokens(QString text);
