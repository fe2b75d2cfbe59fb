// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QStringList>

#include <chrono>
#include <optional>

struct HttpHeader {
    QByteArray name;
    QByteArray value;
};

using HttpHeaders = QList<HttpHeader>;

// What a market server does with one request.
struct MarketAnswer {
    enum class Manner {
        Whole,
        Trickle, // one byte of the body per interval
        Endless, // the opening, then the body again and again until the client goes
        Silent,  // reads the request and says nothing
        Close,   // closes the connection without a word
        Reset,   // and this one so that the client sees a reset
    };

    Manner manner = Manner::Whole;
    int status = 200;
    HttpHeaders headers{{"Content-Type", "application/json"}}; // Content-Length comes by itself
    QByteArray body;
    QByteArray opening;                     // of Endless
    bool isChunked = false;                 // of Endless
    qsizetype missing = 0;                  // bytes that Content-Length promises beyond the body
    std::chrono::milliseconds interval{20}; // of Trickle

    [[nodiscard]] static MarketAnswer prices(); // eight good coins, and gas without an ask
    [[nodiscard]] static MarketAnswer json(const QByteArray &body, int status = 200);
    [[nodiscard]] static MarketAnswer html(int status, const QByteArray &title);
    [[nodiscard]] static MarketAnswer retryAfter(int status, const QByteArray &value);
    [[nodiscard]] static MarketAnswer redirect(int status, const QByteArray &location);
    [[nodiscard]] static MarketAnswer inManner(Manner manner);
    [[nodiscard]] static MarketAnswer cut();           // half a body, and a connection that ends
    [[nodiscard]] static MarketAnswer gzip();          // the good prices, compressed
    [[nodiscard]] static MarketAnswer gzipBomb();      // endless, and 158 times as much unpacked
    [[nodiscard]] static MarketAnswer endlessSpaces(); // without Content-Length
    [[nodiscard]] static MarketAnswer endlessChunks();
};

// The body of prices(): CoinSpot's shape, prices as strings.
[[nodiscard]] QByteArray samplePrices();

// Answers by name, for scripts of the program: "prices", "gzip-bomb", "silent" ...
[[nodiscard]] QStringList marketAnswerNames();
[[nodiscard]] std::optional<MarketAnswer> marketAnswerNamed(QStringView name);
