// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/quotes/chartmarkers.h"

#include "views/quotes/chartwords.h"

#include <QFontMetricsF>

#include <algorithm>
#include <ranges>

namespace {

constexpr double IconSize = 16;
constexpr double TickWidth = 6; // to be hit by the mouse; drawn narrower
constexpr double TextGap = 4;
constexpr double Between = 6;

bool touches(const QList<ChartMarker> &placed, const QRectF &rect)
{
    return std::ranges::any_of(placed, [&](const ChartMarker &other) {
        return other.form != ChartMarker::Form::Tick &&
               other.rect.adjusted(-2, 0, 2, 0).intersects(rect);
    });
}

// In the middle of its day, where the day's bar is drawn.
qint64 noonMs(const QDate &day)
{
    return QDateTime{day, QTime{12, 0}, Qt::UTC}.toMSecsSinceEpoch();
}

} // namespace

bool ChartMarker::isSame(const ChartMarker &other) const
{
    if (firing.has_value() != other.firing.has_value())
        return false;
    if (firing)
        return firing->id == other.firing->id && firing->timeMs == other.firing->timeMs;
    const CorporateAction &a = known.action;
    const CorporateAction &b = other.known.action;
    return a.date == b.date && a.type == b.type && a.ordinal == b.ordinal;
}

QList<ChartMarker> chartMarkers(const LaneEvents &events, const QRectF &lane,
                                const QList<QRectF> &holes,
                                const std::function<double(qint64)> &xOf, const QFont &font,
                                const QLocale &locale)
{
    QList<ChartMarker> markers;
    const auto rectAt = [&](double x, double width) {
        return QRectF{x - width / 2, lane.top() + 2, width, lane.height() - 4};
    };
    const auto place = [&](ChartMarker marker) {
        if (marker.x < lane.left() || marker.x > lane.right())
            return;
        marker.rect = rectAt(marker.x, IconSize);
        if (touches(markers, marker.rect)) {
            marker.rect = rectAt(marker.x, TickWidth);
            marker.form = ChartMarker::Form::Tick;
        }
        markers.append(std::move(marker));
    };
    for (const ChartFiring &firing : events.firings | std::views::reverse) {
        ChartMarker marker;
        marker.firing = firing;
        marker.x = xOf(firing.timeMs);
        marker.text = firing.text;
        marker.sentence = firing.sentence;
        place(std::move(marker));
    }
    for (const auto type : {CorporateAction::Type::Split, CorporateAction::Type::Dividend}) {
        for (const SeriesAction &known : events.actions | std::views::reverse) {
            if (known.action.type != type)
                continue;
            ChartMarker marker;
            marker.known = known;
            marker.x = xOf(noonMs(known.action.date));
            marker.text = actionText(known.action, locale);
            marker.sentence = actionSentence(known, locale);
            place(std::move(marker));
        }
    }
    std::ranges::stable_sort(markers, {}, &ChartMarker::x);

    const QFontMetricsF metrics{font};
    for (qsizetype i = 0; i < markers.size(); ++i) {
        ChartMarker &marker = markers[i];
        if (marker.form != ChartMarker::Form::Icon)
            continue;
        QRectF wide = marker.rect;
        wide.setRight(wide.right() + TextGap + metrics.horizontalAdvance(marker.text));
        // A tick that lies behind the icon is in nobody's way.
        double end = lane.right();
        for (qsizetype next = i + 1; next < markers.size(); ++next) {
            if (markers.at(next).rect.left() > marker.rect.right()) {
                end = markers.at(next).rect.left() - Between;
                break;
            }
        }
        const auto covers = [&](const QRectF &hole) {
            return hole.left() < wide.right() && hole.right() > marker.rect.right();
        };
        if (wide.right() > end || std::ranges::any_of(holes, covers))
            continue;
        marker.rect = wide;
        marker.form = ChartMarker::Form::Text;
    }
    return markers;
}
