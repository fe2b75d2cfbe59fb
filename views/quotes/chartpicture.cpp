// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/quotes/chartpicture.h"

#include "models/quotes/pricetext.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double BoxPadding = 8;
constexpr double WordsFrom = 140; // px

} // namespace

double ChartPicture::x(qint64 ms) const
{
    return plot.left() + double(ms - view.fromMs) / double(view.span()) * plot.width();
}

double ChartPicture::y(Price price) const
{
    return plot.bottom() - scale.shareOf(price) * plot.height();
}

qint64 ChartPicture::timeAt(double x) const
{
    return view.fromMs + std::llround((x - plot.left()) / plot.width() * double(view.span()));
}

QRectF ChartPicture::timeRow() const
{
    return {area.left(), bottom(), area.width(), area.bottom() - laneHeight - bottom()};
}

QRectF ChartPicture::lane() const
{
    return {area.left(), area.bottom() - laneHeight, area.width(), laneHeight};
}

QRectF ChartPicture::lastTag() const
{
    if (!last)
        return {};
    const QFontMetricsF metrics{font};
    const double height = metrics.height() + 4;
    return {plot.right(), y(*last) - height / 2, area.right() - plot.right(), height};
}

QString ChartPicture::crosshairTime() const
{
    if (!crosshair)
        return {};
    if (crosshair->isOfDays) {
        return locale.toString(QDateTime::fromMSecsSinceEpoch(crosshair->timeMs, Qt::UTC).date(),
                               u"d MMM yyyy"_s);
    }
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(crosshair->timeMs);
    const bool isWithinDays = view.span() <= 2 * chartRangeMs(ChartRange::Day);
    return locale.toString(local, isWithinDays ? u"HH:mm"_s : u"d MMM HH:mm"_s);
}

QRectF ChartPicture::crosshairTimeBox() const
{
    if (!crosshair)
        return {};
    const QFontMetricsF metrics{font};
    const QRectF row = timeRow();
    const double width = metrics.horizontalAdvance(crosshairTime()) + 2 * BoxPadding;
    const double left = std::clamp(x(crosshair->ms) - width / 2, row.left(),
                                   std::max(row.right() - width, row.left()));
    return {left, row.center().y() - metrics.height() / 2 - 1, width, metrics.height() + 2};
}

QRectF ChartPicture::crosshairPriceBox() const
{
    if (!crosshair || !crosshair->price)
        return {};
    const QFontMetricsF metrics{font};
    // A price with more digits than the axis has room for reaches into the plot.
    const double width =
            std::max(area.right() - plot.right() - 4,
                     metrics.horizontalAdvance(priceText(*crosshair->price)) + 2 * BoxPadding);
    return besideTags({area.right() - width, y(*crosshair->price) - metrics.height() / 2 - 1, width,
                       metrics.height() + 2});
}

QRectF ChartPicture::besideTags(const QRectF &box) const
{
    QList<QRectF> tags;
    for (const PlacedThreshold &placed : thresholds)
        tags << placed.tag << placed.clearTag;
    const auto isFree = [&](const QRectF &place) {
        return std::ranges::none_of(tags, [&](const QRectF &tag) { return tag.intersects(place); });
    };
    if (isFree(box))
        return box;
    std::optional<QRectF> nearest;
    const auto offer = [&](double top) {
        const QRectF place{box.left(), top, box.width(), box.height()};
        const bool isInside = place.top() >= area.top() && place.bottom() <= bottom();
        if (isInside && isFree(place) &&
            (!nearest || std::abs(top - box.top()) < std::abs(nearest->top() - box.top())))
            nearest = place;
    };
    for (const QRectF &tag : std::as_const(tags)) {
        offer(tag.top() - box.height());
        offer(tag.bottom());
    }
    return nearest.value_or(box);
}

QRectF ChartPicture::gapRect(const DataGap &gap) const
{
    const double left = std::max(x(gap.from.toMSecsSinceEpoch()), plot.left());
    const double right = std::min(x(gap.to.toMSecsSinceEpoch()), plot.right());
    return right > left ? QRectF{left, plot.top(), right - left, plot.height()} : QRectF{};
}

bool ChartPicture::hasWords(const DataGap &gap) const
{
    return gap.cause != GapCause::MarketClosed && gapRect(gap).width() >= WordsFrom;
}

QRectF ChartPicture::besideFirings(const QRectF &wanted) const
{
    QRectF words = wanted;
    for (const PlacedFiring &placed : firings) { // by time: from left to right
        if (!placed.rect().intersects(words))
            continue;
        words.moveLeft(placed.rect().right() + BoxPadding);
        if (words.right() > plot.right())
            return wanted;
    }
    return words;
}

QString ChartPicture::priceText(Price price) const
{
    return localPrice(price, locale, prices.decimals);
}
