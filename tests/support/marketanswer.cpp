// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/marketanswer.h"

#include <QDateTime>
#include <QLocale>

#include <array>
#include <cstring>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto BlockTitle = "Attention Required! | Cloudflare";

QByteArray httpDate(const QDateTime &time)
{
    return QLocale::c().toString(time.toUTC(), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s).toLatin1();
}

// "0101 ...": bits in the order in which deflate reads them, into bytes that fill from the low end.
QByteArray packed(const QByteArray &bits)
{
    QByteArray bytes;
    int count = 0;
    for (const char bit : bits) {
        if (bit == ' ')
            continue;
        if (count % 8 == 0)
            bytes += '\0';
        if (bit == '1')
            bytes.back() = static_cast<char>(bytes.back() | (1 << (count % 8)));
        ++count;
    }
    return bytes;
}

QByteArray gzipHeader()
{
    return QByteArray::fromHex("1f8b08000000000000ff");
}

QByteArray gzipped(const QByteArray &plain)
{
    // qCompress() puts 4 bytes of length and 2 of zlib header before the deflated bytes, and 4 of
    // its own checksum behind them; gzip wants a CRC-32 and the length.
    quint32 crc = ~0U;
    for (const char byte : plain) {
        crc ^= static_cast<quint8>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1U) ? 0xEDB88320U : 0U);
    }
    const std::array<quint32, 2> trailer{~crc, static_cast<quint32>(plain.size())};
    QByteArray end(sizeof trailer, Qt::Uninitialized);
    std::memcpy(end.data(), trailer.data(), sizeof trailer); // little endian, as this machine is
    return gzipHeader() + qCompress(plain).mid(6).chopped(4) + end;
}

MarketAnswer labelled(MarketAnswer answer, const QByteArray &contentType)
{
    answer.headers = {{"Content-Type", contentType}};
    return answer;
}

MarketAnswer rateLimitByDate()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    MarketAnswer answer = MarketAnswer::retryAfter(429, httpDate(now.addSecs(1)));
    answer.headers.append(HttpHeader{"Date", httpDate(now)});
    return answer;
}

using Maker = MarketAnswer (*)();
using enum MarketAnswer::Manner;

constexpr std::array<std::pair<QLatin1StringView, Maker>, 28> Named{{
        {"prices"_L1, &MarketAnswer::prices},
        {"numbers"_L1,
         [] {
             return MarketAnswer::json(
                     R"({"status":"ok","prices":{"btc":{"bid":128750.5,"ask":129410,"last":999999999999.99999999},)"
                     R"("rhoc":{"bid":1.234e-5,"ask":0.00001999,"last":0.00000001}}})");
         }},
        {"some-bad"_L1,
         [] {
             return MarketAnswer::json(
                     R"({"status":"ok","prices":{"btc":{"bid":128750.5,"ask":"","last":null},"eth":[],)"
                     R"("xrp":"1.2","doge":{"bid":"0.24999899","ask":"0.2585","last":"0.2561"}}})");
         }},
        {"all-bad"_L1,
         [] {
             return MarketAnswer::json(
                     R"({"status":"ok","prices":{"btc":{"bid":"NaN","ask":"NaN","last":"128000"}}})");
         }},
        {"no-prices"_L1, [] { return MarketAnswer::json(R"({"status":"ok"})"); }},
        {"empty-prices"_L1, [] { return MarketAnswer::json(R"({"status":"ok","prices":{}})"); }},
        {"empty"_L1, [] { return MarketAnswer::json({}); }},
        {"not-json"_L1, [] { return MarketAnswer::json("prices: none"); }},
        {"half-json"_L1,
         [] { return MarketAnswer::json(samplePrices().first(samplePrices().size() / 2)); }},
        {"error"_L1,
         [] {
             return MarketAnswer::json(R"({"status":"error","message":"Coin not found"})", 400);
         }},
        {"unavailable"_L1, [] { return MarketAnswer::html(503, "Service unavailable"); }},
        {"blocked"_L1, [] { return MarketAnswer::html(403, BlockTitle); }},
        {"blocked-as-ok"_L1, [] { return MarketAnswer::html(200, BlockTitle); }},
        {"html"_L1, [] { return MarketAnswer::html(200, "Welcome to the hotel"); }},
        {"mislabelled"_L1, [] { return labelled(MarketAnswer::prices(), "text/html"); }},
        {"rate-limit"_L1, [] { return MarketAnswer::retryAfter(429, "1"); }},
        {"rate-limit-date"_L1, &rateLimitByDate},
        {"redirect-same"_L1, [] { return MarketAnswer::redirect(302, "/pubapi/v2/latest?again"); }},
        {"redirect-other"_L1,
         [] { return MarketAnswer::redirect(301, "http://127.0.0.2:9/pubapi/v2/latest"); }},
        {"cut"_L1, &MarketAnswer::cut},
        {"gzip"_L1, &MarketAnswer::gzip},
        {"gzip-bomb"_L1, &MarketAnswer::gzipBomb},
        {"endless"_L1, &MarketAnswer::endlessSpaces},
        {"endless-chunks"_L1, &MarketAnswer::endlessChunks},
        {"trickle"_L1, [] { return MarketAnswer::inManner(Trickle); }},
        {"silent"_L1, [] { return MarketAnswer::inManner(Silent); }},
        {"close"_L1, [] { return MarketAnswer::inManner(Close); }},
        {"reset"_L1, [] { return MarketAnswer::inManner(Reset); }},
}};

} // namespace

QByteArray samplePrices()
{
    return R"({"status":"ok","prices":{
"btc":{"bid":"128750.50000019","ask":"129410","last":"129001.2748"},
"eth":{"bid":"4705.11","ask":"4741.9999","last":"4744.02"},
"usdt":{"bid":"1.5121","ask":"1.5209","last":"1.5163"},
"doge":{"bid":"0.24999899","ask":"0.2585","last":"0.2561"},
"powr":{"bid":"0.2011","ask":"0.2379","last":"0.21"},
"str":{"bid":"0.388","ask":"0.3985","last":"0.3923001"},
"rhoc":{"bid":"0.00001234","ask":"0.00001999","last":"0.0000155"},
"gas":{"bid":"3.05","ask":"NaN","last":"3.4"},
"btc_usdt":{"bid":"81000.01","ask":"94500","last":"86000"}}})";
}

MarketAnswer MarketAnswer::prices()
{
    return json(samplePrices());
}

MarketAnswer MarketAnswer::json(const QByteArray &body, int status)
{
    MarketAnswer answer;
    answer.status = status;
    answer.body = body;
    return answer;
}

MarketAnswer MarketAnswer::html(int status, const QByteArray &title)
{
    MarketAnswer answer;
    answer.status = status;
    answer.headers = {{"Content-Type", "text/html; charset=UTF-8"}, {"Server", "cloudflare"}};
    answer.body = "<!DOCTYPE html>\n<html lang=\"en-US\"><head><title>" + title +
                  "</title></head>\n<body><h1>Sorry</h1></body></html>\n";
    return answer;
}

MarketAnswer MarketAnswer::retryAfter(int status, const QByteArray &value)
{
    MarketAnswer answer = json(R"({"status":"error","message":"Too many requests"})", status);
    answer.headers.append(HttpHeader{"Retry-After", value});
    return answer;
}

MarketAnswer MarketAnswer::redirect(int status, const QByteArray &location)
{
    MarketAnswer answer;
    answer.status = status;
    answer.headers = {{"Location", location}};
    return answer;
}

MarketAnswer MarketAnswer::inManner(Manner manner)
{
    MarketAnswer answer = prices();
    answer.manner = manner;
    return answer;
}

MarketAnswer MarketAnswer::cut()
{
    MarketAnswer answer = json(samplePrices());
    answer.missing = answer.body.size() / 2;
    answer.body.chop(answer.missing);
    return answer;
}

MarketAnswer MarketAnswer::gzip()
{
    MarketAnswer answer = json(gzipped(samplePrices()));
    answer.headers.append(HttpHeader{"Content-Encoding", "gzip"});
    return answer;
}

MarketAnswer MarketAnswer::gzipBomb()
{
    // A deflate block of fixed codes: a space, then for ever "258 times what stands one byte back".
    static constexpr auto Space = "01010000";
    static constexpr auto Again = "11000101 00000 ";
    MarketAnswer answer = inManner(Manner::Endless);
    answer.headers.append(HttpHeader{"Content-Encoding", "gzip"});
    answer.opening = gzipHeader() + packed(QByteArray{"010 "}.append(Space).append(Again));
    answer.body =
            packed(QByteArray{Again}.repeated(8)).repeated(1000); // 13 bytes, no bit left over
    return answer;
}

MarketAnswer MarketAnswer::endlessSpaces()
{
    MarketAnswer answer = inManner(Manner::Endless);
    answer.body = QByteArray(16'384, ' ');
    return answer;
}

MarketAnswer MarketAnswer::endlessChunks()
{
    MarketAnswer answer = inManner(Manner::Endless);
    answer.opening = R"({"status":"ok","prices":{)";
    answer.body = QByteArray(R"("btc":{"bid":"1","ask":"1","last":"1"},)").repeated(400);
    answer.isChunked = true;
    return answer;
}

QStringList marketAnswerNames()
{
    QStringList names;
    for (const auto &[name, maker] : Named)
        names += name;
    return names;
}

std::optional<MarketAnswer> marketAnswerNamed(QStringView name)
{
    for (const auto &[known, maker] : Named) {
        if (name == known)
            return maker();
    }
    return {};
}
