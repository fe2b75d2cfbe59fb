// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/watchlist/watchlisttext.h"

#include "models/quotes/pricetext.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace {

struct WatchlistText {
    Q_DECLARE_TR_FUNCTIONS(WatchlistText)
};

constexpr QChar Minus{0x2212};

// Without its sign. What is not there yet is never shown as nothing.
QString sizeText(qint64 distance, const QLocale &locale)
{
    return distance == 0 ? WatchlistText::tr("< %1").arg(localHundredths(1, locale))
                         : localHundredths(qAbs(distance), locale);
}

} // namespace

QString distanceText(const WatchedPrice &priced, const QLocale &locale)
{
    const std::optional<int> direction = priced.direction();
    const std::optional<qint64> distance = priced.distance();
    if (!direction || !distance)
        return {};
    if (*direction == 0)
        return WatchlistText::tr("Reached");
    return (*direction > 0 ? QChar{u'+'} : Minus) + sizeText(*distance, locale);
}

QString spokenDistance(const WatchedPrice &priced, const QLocale &locale)
{
    const std::optional<int> direction = priced.direction();
    const std::optional<qint64> distance = priced.distance();
    if (!direction || !distance)
        return WatchlistText::tr("not known");
    if (*direction == 0)
        return WatchlistText::tr("reached");
    const QString size = sizeText(*distance, locale);
    return *direction > 0 ? WatchlistText::tr("has to rise by %1 percent").arg(size)
                          : WatchlistText::tr("has to fall by %1 percent").arg(size);
}

QString editableTarget(const std::optional<Price> &target, const QLocale &locale)
{
    if (!target)
        return {};
    QLocale plain = locale;
    plain.setNumberOptions(QLocale::OmitGroupSeparator);
    return localPrice(*target, plain);
}

Result<std::optional<Price>> targetFromLocal(const QString &text, const QLocale &locale)
{
    if (text.trimmed().isEmpty())
        return std::optional<Price>{};
    const Result<Price> target = priceFromLocal(text, locale);
    if (!target)
        return fail(Error::Kind::Usage,
                    WatchlistText::tr("The target is no price. Write it as %1, with at most eight "
                                      "decimals, or leave it empty.")
                            .arg(editableTarget(Price::fromUnits(15'000'050'000'000), locale)));
    if (*target <= Price{})
        return fail(Error::Kind::Usage, WatchlistText::tr("The target must be above zero. Leave it "
                                                          "empty where there is none."));
    return std::optional{*target};
}
