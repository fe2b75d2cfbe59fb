// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/demomarket.h"

#include "tests/support/marketserver.h"

#include <QStringList>

#include <array>
#include <cmath>
#include <numbers>
#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace {

struct DemoCoin {
    const char *name;
    const char *base;  // the price that its own wanders around
    int decimals;      // of bid and ask; last may have two more
    int spreadPpm;     // ask above bid, millionths
    double liveliness; // 1: about three percent a day
};

constexpr std::array<DemoCoin, 15> Coins{{
        {"btc", "143250", 2, 4'800, 0.8},
        {"eth", "5120.5", 2, 6'200, 1.0},
        {"sol", "312.4", 4, 9'000, 1.3},
        {"xrp", "4.4182", 6, 7'500, 1.1},
        {"ada", "1.1243", 6, 11'000, 1.2},
        {"doge", "0.34215", 6, 12'000, 1.5},
        {"ltc", "167.3", 4, 9'500, 0.9},
        {"trx", "0.4871", 6, 14'000, 0.7},
        {"eos", "1.0412", 6, 18'000, 1.2},
        {"gas", "4.631", 5, 52'000, 1.4},
        {"powr", "0.2814", 6, 61'000, 1.6},
        {"str", "0.5231", 6, 13'000, 1.2},
        {"rhoc", "0.00001234", 8, 150'000, 1.8},
        {"usdt", "1.5163", 6, 5'500, 0.08},
        {"btc_usdt", "94470", 2, 98'000, 0.85},
}};

constexpr auto SometimesMissing = "eos"_L1;
constexpr auto SometimesNaN = "gas"_L1;
constexpr qint64 MoodMs = 600'000; // ten minutes: how long a coin stays missing or NaN
constexpr quint64 OneMoodIn = 24;

// Waves of chance: how far (in millionths of the price) and how fast (its period).
struct Octave {
    qint64 periodMs;
    double ppm;
};

constexpr std::array<Octave, 8> Octaves{{{21 * 86'400'000LL, 60'000},
                                         {5 * 86'400'000LL, 34'000},
                                         {30 * 3'600'000LL, 17'000},
                                         {5 * 3'600'000LL, 7'000},
                                         {50 * 60'000LL, 3'000},
                                         {8 * 60'000LL, 1'200},
                                         {60'000, 500},
                                         {5'000, 260}}};

// SplitMix64: spreads neighbouring numbers over all 64 bits.
quint64 scattered(quint64 value)
{
    value += 0x9E3779B97F4A7C15ULL;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ULL;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBULL;
    return value ^ (value >> 31);
}

quint64 seedOf(QLatin1StringView name)
{
    quint64 seed = 0;
    for (const char letter : name)
        seed = scattered(seed ^ static_cast<quint8>(letter));
    return seed;
}

qint64 flooredQuotient(qint64 time, qint64 period)
{
    return time / period - (time % period < 0 ? 1 : 0);
}

// -1 to 1 at every whole multiple of the period, by chance; in between a smooth way from one to the
// next.
double valueNoise(quint64 seed, qint64 timeMs, qint64 periodMs)
{
    const qint64 cell = flooredQuotient(timeMs, periodMs);
    const auto cornerAt = [&](qint64 index) {
        const quint64 bits = scattered(seed ^ scattered(static_cast<quint64>(index)));
        return static_cast<double>(bits >> 11) / 0x1p52 - 1.0;
    };
    const double way =
            static_cast<double>(timeMs - cell * periodMs) / static_cast<double>(periodMs);
    const double smooth = way * way * (3 - 2 * way);
    return cornerAt(cell) * (1 - smooth) + cornerAt(cell + 1) * smooth;
}

// How far from its base a coin stands, in millionths. Doubles are for the made-up movement alone;
// prices stay whole numbers.
qint64 movementPpm(const DemoCoin &coin, qint64 timeMs)
{
    const quint64 seed = seedOf(QLatin1StringView{coin.name});
    constexpr double DayMs = 86'400'000;
    const double phase = static_cast<double>(seed % 1000) / 1000;
    const double day =
            4'000 * std::sin(2 * std::numbers::pi * (static_cast<double>(timeMs) / DayMs + phase));
    double ppm = day;
    for (const Octave &octave : Octaves)
        ppm += octave.ppm *
               valueNoise(seed + static_cast<quint64>(octave.periodMs), timeMs, octave.periodMs);
    return std::llround(ppm * coin.liveliness);
}

Price rounded(Price::Units units, int decimals)
{
    Price::Units step = 1;
    for (int i = decimals; i < Price::Decimals; ++i)
        step *= 10;
    return Price::fromUnits(std::max((units + step / 2) / step * step, step));
}

// A coin is missing, or without an ask, in one stretch of ten minutes out of 24.
bool isInMood(QLatin1StringView coin, qint64 timeMs)
{
    const qint64 stretch = flooredQuotient(timeMs, MoodMs);
    return scattered(seedOf(coin) ^ static_cast<quint64>(stretch)) % OneMoodIn == 0;
}

Quote quoteAt(const DemoCoin &coin, const QDateTime &time)
{
    const qint64 timeMs = time.toMSecsSinceEpoch();
    const Price::Units base =
            Price::parse(QString::fromLatin1(coin.base)).value_or(Price{}).units();
    const Price::Units middle = base + base * movementPpm(coin, timeMs) / 1'000'000;
    const Price::Units half = middle * coin.spreadPpm / 2'000'000;
    // The last trade happened near the middle as a rule, a little outside bid and ask at times.
    const quint64 seed = scattered(seedOf(QLatin1StringView{coin.name}));
    const double lean = std::pow(valueNoise(seed, timeMs, 20'000), 3);
    const qint64 leanThousandths = std::llround(1'150 * lean);
    Quote quote;
    quote.coin = QString::fromLatin1(coin.name);
    quote.timestamp = time;
    quote.bid = rounded(middle - half, coin.decimals);
    quote.ask = rounded(middle + half, coin.decimals);
    quote.last = rounded(middle + half * leanThousandths / 1'000, std::min(coin.decimals + 2, 8));
    return quote;
}

// As CoinSpot writes a price: no padding zeros.
QString wireText(Price price)
{
    QString text = price.toString();
    while (text.endsWith(u'0'))
        text.chop(1);
    if (text.endsWith(u'.'))
        text.chop(1);
    return text;
}

} // namespace

QList<Quote> demoQuotes(const QDateTime &time)
{
    const qint64 timeMs = time.toMSecsSinceEpoch();
    QList<Quote> quotes;
    for (const DemoCoin &coin : Coins) {
        const QLatin1StringView name{coin.name};
        const bool isSpoilt =
                (name == SometimesMissing || name == SometimesNaN) && isInMood(name, timeMs);
        if (!isSpoilt)
            quotes.append(quoteAt(coin, time));
    }
    return quotes;
}

QByteArray demoPrices(const QDateTime &time)
{
    const qint64 timeMs = time.toMSecsSinceEpoch();
    QStringList entries;
    for (const DemoCoin &coin : Coins) {
        const QLatin1StringView name{coin.name};
        if (name == SometimesMissing && isInMood(name, timeMs))
            continue;
        const Quote quote = quoteAt(coin, time);
        const bool lacksAsk = name == SometimesNaN && isInMood(name, timeMs);
        entries += uR"("%1":{"bid":"%2","ask":"%3","last":"%4"})"_s.arg(
                name, wireText(quote.bid), lacksAsk ? u"NaN"_s : wireText(quote.ask),
                wireText(quote.last));
    }
    return uR"({"status":"ok","prices":{%1}})"_s.arg(entries.join(u',')).toLatin1();
}

MarketAnswer demoAnswer(const MarketRequest &request)
{
    if (request.method != "GET" || request.path.split('?').first() != "/pubapi/v2/latest")
        return MarketAnswer::json(R"({"status":"error","message":"Not found"})", 404);
    return MarketAnswer::json(demoPrices(QDateTime::currentDateTimeUtc()));
}
