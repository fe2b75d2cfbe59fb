// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/alerts/span.h"

#include <QCoreApplication>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace {

struct SpanWords {
    Q_DECLARE_TR_FUNCTIONS(SpanWords)
};

struct Unit {
    char16_t letter;
    qint64 ms;
};

// Weeks are read and written as days.
constexpr std::array Units{Unit{u'd', 86'400'000}, Unit{u'h', 3'600'000}, Unit{u'm', 60'000},
                           Unit{u's', 1000}};
constexpr qint64 LongestMs = 3660 * Units[0].ms;

qint64 unitMs(QChar letter)
{
    if (letter == u'w')
        return 7 * Units[0].ms;
    for (const Unit &unit : Units) {
        if (letter == unit.letter)
            return unit.ms;
    }
    return 0;
}

} // namespace

Result<qint64> parseSpan(QStringView text)
{
    const auto refused = [&] {
        return fail(Error::Kind::Usage,
                    SpanWords::tr("'%1' is no length of time. Write a number and s, m, h, d or w, "
                                  "such as 90s, 10m, 1h, 7d or 2w; at most 3660d.")
                            .arg(text));
    };
    qint64 total = 0;
    qint64 number = -1; // none read yet
    for (const QChar c : text.trimmed().toString().toLower()) {
        if (c >= u'0' && c <= u'9') {
            number = std::max<qint64>(number, 0) * 10 + (c.unicode() - u'0');
            if (number > LongestMs)
                return refused();
            continue;
        }
        if (number < 0 || unitMs(c) == 0)
            return refused();
        total += number * unitMs(c);
        number = -1;
        if (total > LongestMs)
            return refused();
    }
    if (number >= 0 || total == 0)
        return refused();
    return total;
}

QString spanText(qint64 ms)
{
    QString text;
    for (const Unit &unit : Units) {
        if (ms >= unit.ms)
            text += u"%1%2"_s.arg(ms / unit.ms).arg(QChar{unit.letter});
        ms %= unit.ms;
    }
    return text;
}
