// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/quotes/pricechart.h"

#include "db/domain/errortext.h"
#include "models/quotes/pricetext.h"
#include "views/quotes/chartalertlayer.h"
#include "views/quotes/chartbackdrop.h"
#include "views/quotes/chartoverlay.h"
#include "views/quotes/chartwords.h"
#include "views/theme/theme.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QGraphicsLayout>
#include <QKeyEvent>
#include <QLegend>
#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double TopMargin = 12;
constexpr double LeftMargin = 8;
constexpr double TextGap = 8;
constexpr double SharpRatio = 2;      // pixels of a saved chart to each of the window, at least
constexpr double CandlePixels = 9;    // with the room between two
constexpr double RingsFrom = 24;      // px: rings beside narrower holes would touch
constexpr double LeastLaneArea = 160; // px of height: a lower chart has no event lane
constexpr double VolumeShare = 0.18;  // of the plot, where it is high enough
constexpr double LeastVolumePlot = 150;
constexpr double AboveVolumes = 8;
constexpr double VolumePixels = 3; // a bar with the room between two, below a line
// Qt Charts: background -1, plot area 0, grid 2, series 4 and above.
constexpr double UnderSeries = 1;
constexpr double AlertsOverSeries = 90;
constexpr double OverSeries = 100;

} // namespace

PriceChart::PriceChart(SeriesModel &series, const Theme &theme, const QLocale &locale,
                       QWidget *parent)
    : QChartView{parent}
    , m_series{series}
    , m_theme{theme}
    , m_locale{locale}
    , m_chartSeries{new ChartSeries{*chart(), this}}
    , m_backdrop{new ChartBackdrop{m_picture, theme, chart()}}
    , m_alertLayer{new ChartAlertLayer{m_picture, theme, chart()}}
    , m_overlay{new ChartOverlay{m_picture, theme, chart()}}
    , m_keys{makeKeys()}
{
    setUnchosenText(tr("Select a coin in the table to see its prices."));
    setObjectName(u"priceChart"_s);
    setAccessibleName(tr("Price chart"));
    setFrameShape(QFrame::StyledPanel);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setRubberBand(QChartView::NoRubberBand);

    chart()->legend()->hide();
    chart()->setAnimationOptions(QChart::NoAnimation);
    chart()->setBackgroundRoundness(0);
    chart()->setDropShadowEnabled(false);
    chart()->setMargins({});
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    m_backdrop->setZValue(UnderSeries);
    m_alertLayer->setZValue(AlertsOverSeries);
    m_overlay->setZValue(OverSeries);

    m_describe.setSingleShot(true);
    m_describe.setInterval(300);
    connect(&m_describe, &QTimer::timeout, this,
            [this] { setAccessibleDescription(description()); });
    connect(&m_series, &SeriesModel::viewChanged, this, &PriceChart::scheduleRebuild);
    connect(&m_series, &SeriesModel::seriesChanged, this, &PriceChart::scheduleRebuild);
    connect(&m_series, &SeriesModel::coinChanged, this, [this] {
        m_error.clear();
        clearCrosshair();
    });
    connect(&m_series, &SeriesModel::failed, this, [this](const Error &error) {
        m_error = errorText(error);
        scheduleRebuild();
    });
    connect(&m_series, &SeriesModel::recovered, this, [this] {
        m_error.clear();
        scheduleRebuild();
    });
    connect(&theme, &Theme::changed, this, &PriceChart::applyColours);
    applyColours();
}

void PriceChart::setKind(ChartKind kind)
{
    if (kind == m_kind)
        return;
    m_kind = kind;
    scheduleRebuild();
}

const ChartPicture &PriceChart::picture()
{
    rebuild();
    return m_picture;
}

QImage PriceChart::image()
{
    rebuild();
    ChartPicture shown = m_picture;
    m_picture.crosshair.reset();
    m_picture.marker.reset();
    m_picture.firing.reset();
    m_picture.hasFocus = false;

    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    const double ratio = std::max(SharpRatio, devicePixelRatioF());
    const double title = QFontMetricsF{bold}.height() + 2 * TextGap;
    const QSizeF size{m_picture.area.width(), m_picture.area.height() + title};
    QImage image{(size * ratio).toSize(), QImage::Format_ARGB32_Premultiplied};
    image.setDevicePixelRatio(ratio);
    image.fill(m_theme.tokens().base);
    QPainter painter{&image};
    painter.setFont(bold);
    painter.setPen(m_theme.tokens().text);
    //: Above a saved chart: coin, range.
    painter.drawText(QRectF{TextGap, 0, size.width(), title}, Qt::AlignLeft | Qt::AlignVCenter,
                     tr("%1, %2").arg(m_series.coin(),
                                      rangeText(m_series.range(), m_series.view(), m_locale)));
    scene()->render(&painter, {0, title, m_picture.area.width(), m_picture.area.height()},
                    m_picture.area);
    painter.end();
    m_picture = std::move(shown);
    return image;
}

QString PriceChart::description() const
{
    const QString coin = m_series.coin();
    if (coin.isEmpty())
        return tr("No coin is selected.");
    const TimeRange view = m_series.view();
    const QString range = rangeText(m_series.range(), view, m_locale);
    const SeriesSlice slice = m_series.slice(view);
    const std::optional<PriceBounds> bounds = boundsOf(slice, view);
    if (!bounds)
        return tr("%1, %2: no prices").arg(coin, range);
    const std::optional<PlacedPoint> last = neighbourPoint(slice, view.toMs, -1);
    const auto gaps = std::count_if(slice.gaps.begin(), slice.gaps.end(), [&](const DataGap &gap) {
        return gap.cause != GapCause::MarketClosed && gap.to.toMSecsSinceEpoch() > view.fromMs &&
               gap.from.toMSecsSinceEpoch() < view.toMs;
    });
    const auto words = [this](Price price) {
        return localPrice(m_series.isStock() ? readableStockPrice(price) : price, m_locale);
    };
    const QString prices =
            //: Coin, range: lowest, highest and last price, currency.
            tr("%1, %2: low %3, high %4, last %5 %6")
                    .arg(coin, range, words(bounds->low), words(bounds->high),
                         words(last ? last->point.bar.close : bounds->high), m_series.currency());
    QStringList parts{prices.trimmed()};
    if (m_series.isStock()) {
        parts.append(m_series.isRaw() ? tr("as traded") : tr("adjusted"));
        const auto count = [&](CorporateAction::Type type) {
            return int(std::ranges::count_if(m_picture.markers, [&](const ChartMarker &marker) {
                return !marker.firing && marker.known.action.type == type;
            }));
        };
        if (const int splits = count(CorporateAction::Type::Split))
            parts.append(tr("%n split(s)", nullptr, splits));
        if (const int dividends = count(CorporateAction::Type::Dividend))
            parts.append(tr("%n dividend(s)", nullptr, dividends));
    }
    const auto fired = std::ranges::count_if(m_alerts.firings, [&](const ChartFiring &firing) {
        return view.contains(firing.timeMs);
    });
    if (fired > 0)
        parts.append(tr("%n alert(s)", nullptr, int(fired)));
    if (gaps > 0)
        parts.append(tr("%n gap(s)", nullptr, int(gaps)));
    return parts.join(tr(", "));
}

void PriceChart::setUnchosenText(const QString &sentence)
{
    m_unchosen = sentence;
    scheduleRebuild();
}

QString PriceChart::emptyMessage() const
{
    if (m_series.coin().isEmpty())
        return m_unchosen;
    if (!m_error.isEmpty())
        return m_error;
    if (!m_series.hasAnswer())
        return {};
    if (m_series.isEmpty())
        return tr("No prices of %1 yet. They appear here as soon as one is stored.")
                .arg(m_series.coin());
    const QDateTime newest = QDateTime::fromMSecsSinceEpoch(m_series.lastMs());
    return tr("No prices in this range. The newest is of %1: press End to go there.")
            .arg(m_locale.toString(newest, u"d MMM yyyy, HH:mm"_s));
}

void PriceChart::scheduleRebuild()
{
    m_describe.start();
    if (m_isDirty)
        return;
    m_isDirty = true;
    // However many changes come in one turn of the event loop, they cost one frame.
    QMetaObject::invokeMethod(this, &PriceChart::rebuild, Qt::QueuedConnection);
}

void PriceChart::rebuild()
{
    if (!m_isDirty)
        return;
    m_isDirty = false;
    m_picture.view = m_series.view();
    m_picture.font = font();
    m_picture.locale = m_locale;
    const SeriesSlice slice = m_series.slice(m_picture.view);
    const std::optional<PriceBounds> bounds = boundsOf(slice, m_picture.view);
    layOut(bounds);

    m_picture.message = bounds ? QString{} : emptyMessage();
    m_picture.gaps.clear();
    for (const DataGap &gap : slice.gaps) {
        if (!m_picture.gapRect(gap).isNull())
            m_picture.gaps.append(gap);
    }
    const std::optional<Price> newest = m_series.newestPrice();
    m_picture.last.reset();
    if (bounds && newest && *newest >= m_picture.scale.low && *newest <= m_picture.scale.high) {
        m_picture.last = newest;
        m_picture.lastPoint = {m_picture.x(m_series.lastMs()), m_picture.y(*newest)};
    }
    showSeries(slice);
    showVolumes(slice);
    layOutThresholds(bounds.has_value());
    layOutFirings(slice);
    layOutMarkers();
    updateCrosshair();
    repaintPicture();
    emit rebuilt();
    m_series.setPlotWidth(int(m_picture.plot.width()));
}

void PriceChart::repaintPicture()
{
    m_backdrop->pictureChanged();
    m_alertLayer->pictureChanged();
    m_overlay->pictureChanged();
}

void PriceChart::layOut(const std::optional<PriceBounds> &bounds)
{
    const QFontMetricsF metrics{m_picture.font};
    ChartPicture &picture = m_picture;
    picture.area = viewport()->rect();
    const double height = picture.area.height();
    picture.laneHeight = height < LeastLaneArea ? 0 : std::max(24.0, metrics.height() + 4);
    const double below = picture.laneHeight + metrics.height() + 10;
    const double free = std::max(height - TopMargin - below, 20.0);
    const bool hasVolumes = m_series.isStock() && bounds && free >= LeastVolumePlot;
    const double volumeHeight = hasVolumes ? std::floor(free * VolumeShare) : 0;
    const double plotHeight = hasVolumes ? free - volumeHeight - AboveVolumes : free;

    const QString currency = m_series.currency();
    const bool isOfDays = m_series.isStock();
    picture.corner.clear();
    if (!m_series.coin().isEmpty() && !m_series.isEmpty()) {
        const QString reading = m_series.isRaw() ? tr("as traded") : tr("adjusted");
        //: Currency, time zone; of a stock currency, how its prices are to be read.
        picture.corner = tr("%1 · %2").arg(currency, isOfDays ? reading : zoneText(picture.view));
    }
    double texts = metrics.horizontalAdvance(picture.corner);
    picture.prices = {};
    const bool isDragged = m_drag && m_drag->level; // the scale must not run away under the mouse
    if (!isDragged || !bounds)
        picture.scale = PriceScale::around(bounds ? withThresholds(*bounds) : PriceBounds{});
    if (bounds) {
        picture.prices = priceTicks(picture.scale, int(plotHeight / (metrics.height() * 2)));
        QFont bold = picture.font;
        bold.setWeight(QFont::DemiBold);
        const QFontMetricsF boldMetrics{bold};
        for (const Price price : {picture.scale.low, picture.scale.high})
            texts = std::max(texts, metrics.horizontalAdvance(picture.priceText(
                                            picture.prices.prices.value(0, price))));
        if (!picture.prices.prices.isEmpty()) {
            texts = std::max(texts, metrics.horizontalAdvance(
                                            picture.priceText(picture.prices.prices.constLast())));
        }
        if (const std::optional<Price> newest = m_series.newestPrice())
            texts = std::max(texts, boldMetrics.horizontalAdvance(picture.priceText(*newest)));
    }
    // In steps, so that the plot does not tremble while the digits change in a pan.
    const double right = std::ceil((texts + 2 * TextGap + 6) / 16) * 16;
    const double width = std::max(picture.area.width() - LeftMargin - right, 20.0);
    const QRectF plot{LeftMargin, TopMargin, width, plotHeight};
    if (plot != picture.plot) {
        picture.plot = plot;
        chart()->setPlotArea(plot);
    }
    picture.volumes =
            hasVolumes ? QRectF{LeftMargin, plot.bottom() + AboveVolumes, width, volumeHeight}
                       : QRectF{};
    // Axes without a history to measure would only look like one.
    const bool hasHistory = !m_series.coin().isEmpty() && !m_series.isEmpty();
    picture.times = hasHistory ? timeTicks(picture.view, plot.width(), metrics, m_locale)
                               : QList<TimeTick>{};
}

void PriceChart::showVolumes(const SeriesSlice &slice)
{
    m_picture.volumeBars.clear();
    m_picture.mostVolume = 0;
    if (m_picture.volumes.isNull())
        return;
    const double pixels = m_kind == ChartKind::Candles ? CandlePixels : VolumePixels;
    const int bars = std::max(int(m_picture.plot.width() / pixels), 2);
    for (const VolumeBar &bar : volumesOf(slice, m_picture.view, bars)) {
        if (bar.toMs <= m_picture.view.fromMs || bar.fromMs >= m_picture.view.toMs)
            continue;
        m_picture.volumeBars.append(bar);
        m_picture.mostVolume = std::max(m_picture.mostVolume, bar.volume);
    }
}

void PriceChart::showSeries(const SeriesSlice &slice)
{
    m_picture.lineEnds.clear();
    if (m_kind == ChartKind::Candles) {
        const int candles = std::max(int(m_picture.plot.width() / CandlePixels), 2);
        m_shown = {candlesOf(slice, m_picture.view, candles), slice.gaps};
        setRenderHint(QPainter::Antialiasing, false);
        m_chartSeries->showCandles(m_picture, m_shown.parts);
        return;
    }
    m_shown = slice;
    const QList<QList<QPointF>> lines =
            linesThrough(slice, m_picture.view, int(m_picture.plot.width()), m_picture.scale.low);
    m_chartSeries->showLines(m_picture, lines);
    setRenderHint(QPainter::Antialiasing, m_chartSeries->isSmooth());

    const double perMs = m_picture.plot.width() / double(m_picture.view.span());
    const double perUnit = m_picture.plot.height() /
                           double(m_picture.scale.high.units() - m_picture.scale.low.units());
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const QPointF before = lines.at(i - 1).constLast();
        const QPointF after = lines.at(i).constFirst();
        if ((after.x() - before.x()) * perMs < RingsFrom)
            continue;
        for (const QPointF &end : {before, after}) {
            const QPointF placed{m_picture.plot.left() + end.x() * perMs,
                                 m_picture.plot.bottom() - end.y() * perUnit};
            if (m_picture.plot.contains(placed))
                m_picture.lineEnds.append(placed);
        }
    }
}

void PriceChart::applyColours()
{
    const Tokens &tokens = m_theme.tokens();
    chart()->setBackgroundBrush(tokens.base);
    chart()->setBackgroundPen(Qt::NoPen);
    setBackgroundBrush(tokens.base);
    m_chartSeries->setColours(tokens);
    scheduleRebuild();
}

bool PriceChart::event(QEvent *event)
{
    // Esc takes the crosshair or the drag away before anybody else's shortcut hears of it.
    if (event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape &&
        (m_picture.crosshair || m_picture.marker || m_drag))
        event->accept();
    return QChartView::event(event);
}

void PriceChart::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    scheduleRebuild();
    rebuild(); // the paint that follows at once must fit
}

void PriceChart::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        scheduleRebuild();
}
