// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/alerts/levelwords.h"

#include "db/domain/alerts/span.h"
#include "db/domain/timespans.h"
#include "models/quotes/pricetext.h"

#include <QCoreApplication>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace {

struct LevelWords {
    Q_DECLARE_TR_FUNCTIONS(LevelWords)
};

struct SpanUnit {
    qint64 ms;
    const char *word;
};

constexpr std::array SpanUnits{
        SpanUnit{86'400'000, QT_TRANSLATE_NOOP("LevelWords", "%1 d")},
        SpanUnit{3'600'000, QT_TRANSLATE_NOOP("LevelWords", "%1 h")},
        SpanUnit{60'000, QT_TRANSLATE_NOOP("LevelWords", "%1 min")},
        SpanUnit{1000, QT_TRANSLATE_NOOP("LevelWords", "%1 s")},
};

} // namespace

QString levelWords(Price level, AlertUnit unit, const QLocale &locale)
{
    switch (unit) {
    case AlertUnit::Money:
        return localPrice(level, locale);
    case AlertUnit::Percent:
        return LevelWords::tr("%1 %").arg(localPrice(level, locale));
    case AlertUnit::Count:
        return localPrice(level, locale, 0);
    case AlertUnit::Minutes:
        break;
    }
    return spanWords(qint64(level.units() * MinuteMs / 100'000'000), locale);
}

QString valueWords(Price value, AlertUnit unit, const QLocale &locale)
{
    constexpr Price::Units Hundredth = 1'000'000; // of units of 1e-8

    if (unit != AlertUnit::Percent)
        return levelWords(value, unit, locale);
    return LevelWords::tr("%1 %").arg(localHundredths(qint64(value.units() / Hundredth), locale));
}

QString unitWords(AlertUnit unit)
{
    switch (unit) {
    case AlertUnit::Percent:
        return LevelWords::tr("%");
    case AlertUnit::Minutes:
        return LevelWords::tr("min");
    case AlertUnit::Money:
    case AlertUnit::Count:
        break;
    }
    return {};
}

QString spanWords(qint64 ms, const QLocale &locale)
{
    QStringList parts;
    for (const SpanUnit &unit : SpanUnits) {
        if (ms >= unit.ms)
            parts.append(LevelWords::tr(unit.word).arg(locale.toString(ms / unit.ms)));
        ms %= unit.ms;
    }
    return parts.isEmpty() ? LevelWords::tr("%1 min").arg(locale.toString(0)) : parts.join(u' ');
}

Result<qint64> spanFromWords(const QString &text)
{
    QString plain = text.toLower();
    plain.remove(u' ').remove(QChar::Nbsp);
    plain.replace(u"min"_s, u"m"_s);
    if (plain.isEmpty() || plain == "0"_L1 || plain == "0m"_L1)
        return 0;
    const Result<qint64> span = parseSpan(plain);
    if (!span)
        return fail(Error::Kind::Usage, LevelWords::tr("'%1' is no length of time. Write such as "
                                                       "90 s, 10 min, 1 h or 7 d.")
                                                .arg(text.trimmed()));
    return span;
}
