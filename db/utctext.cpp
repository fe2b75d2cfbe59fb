// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/utctext.h"

#include <algorithm>
#include <chrono>

namespace {

using namespace std::chrono;

constexpr sys_time<milliseconds> FirstTime{sys_days{year{1} / 1 / 1}};
constexpr sys_time<milliseconds> LastTime{sys_days{year{10000} / 1 / 1} - milliseconds{1}};

void writeDigits(char *at, int digits, unsigned value)
{
    for (int i = digits - 1; i >= 0; --i, value /= 10)
        at[i] = static_cast<char>('0' + value % 10);
}

int readDigits(const char *at, int digits)
{
    int value = 0;
    for (int i = 0; i < digits; ++i) {
        if (at[i] < '0' || at[i] > '9')
            return 0;
        value = value * 10 + (at[i] - '0');
    }
    return value;
}

} // namespace

void writeUtcText(qint64 ms, std::span<char, UtcTextSize> text)
{
    const sys_time<milliseconds> time =
            std::clamp(sys_time<milliseconds>{milliseconds{ms}}, FirstTime, LastTime);
    const sys_days day = floor<days>(time);
    const year_month_day date{day};
    const auto ofDay = static_cast<unsigned>((time - day).count());
    std::copy_n("0000-00-00 00:00:00.000", UtcTextSize, text.data());
    writeDigits(&text[0], 4, static_cast<unsigned>(int{date.year()}));
    writeDigits(&text[5], 2, unsigned{date.month()});
    writeDigits(&text[8], 2, unsigned{date.day()});
    writeDigits(&text[11], 2, ofDay / 3'600'000);
    writeDigits(&text[14], 2, ofDay / 60'000 % 60);
    writeDigits(&text[17], 2, ofDay / 1'000 % 60);
    writeDigits(&text[20], 3, ofDay % 1'000);
}

qint64 utcMsFromText(QByteArrayView text)
{
    if (text.size() < 10)
        return 0;
    const char *at = text.data();
    const sys_days day{year{readDigits(at, 4)} / static_cast<unsigned>(readDigits(at + 5, 2)) /
                       static_cast<unsigned>(readDigits(at + 8, 2))};
    qint64 ms = duration_cast<milliseconds>(day.time_since_epoch()).count();
    if (text.size() < 19)
        return ms;
    ms += readDigits(at + 11, 2) * 3'600'000LL + readDigits(at + 14, 2) * 60'000LL +
          readDigits(at + 17, 2) * 1'000LL;
    if (text.size() > 20 && at[19] == '.') {
        int scale = 100;
        for (qsizetype i = 20; i < text.size() && scale > 0; ++i, scale /= 10) {
            if (at[i] < '0' || at[i] > '9')
                break;
            ms += (at[i] - '0') * scale;
        }
    }
    return ms;
}
