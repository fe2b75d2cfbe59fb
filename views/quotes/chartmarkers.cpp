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

} // namespace

QList<ChartMarker> chartMarkers(const QList<SeriesAction> &actions, const QRectF &lane,
                                const QList<QRectF> &holes,
                                const std::function<double(const QDate &)> &xOf, const QFont &font,
                                const QLocale &locale)
{
    QList<ChartMarker> markers;
    const auto rectAt = [&](double x, double width) {
        return QRectF{x - width / 2, lane.top() + 2, width, lane.height() - 4};
    };
    const auto place = [&](CorporateAction::Type type) {
        for (const SeriesAction &known : actions | std::views::reverse) {
            const double x = xOf(known.action.date);
            if (known.action.type != type || x < lane.left() || x > lane.right())
                continue;
            ChartMarker marker{known,
                               x,
                               rectAt(x, IconSize),
                               ChartMarker::Form::Icon,
                               actionText(known.action, locale),
                               actionSentence(known, locale)};
            if (touches(markers, marker.rect)) {
                marker.rect = rectAt(x, TickWidth);
                marker.form = ChartMarker::Form::Tick;
            }
            markers.append(marker);
        }
    };
    place(CorporateAction::Type::Split);
    place(CorporateAction::Type::Dividend);
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
