// SPDX-License-Identifier: GPL-3.0-or-later
// Frames of the price chart over two years of five-minute quotes: the range changes, the chart is
// built again and painted whole into an image. At each zoom, panning and zooming, line and candles;
// answers of the store arrive as frames of their own. Beside it the plain way, a QLineSeries of
// every quote.

#include "tests/benchmarks/ratios.h"
#include "tests/support/quotesource.h"
#include "views/quotes/pricechart.h"
#include "views/theme/theme.h"

#include <benchmark/benchmark.h>

#include <QApplication>
#include <QChartView>
#include <QElapsedTimer>
#include <QGraphicsScene>
#include <QLineSeries>
#include <QValueAxis>

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 HourMs = 3'600'000;
constexpr qint64 DayMs = 24 * HourMs;
constexpr qint64 TwoYearsMs = 730 * DayMs;
constexpr double FrameLimitMs = 16;
constexpr int Frames = 150;
constexpr qint64 End = 1'795'145'700'000; // 20 November 2026

// How long a frame took, and how much of that this thread worked: on a busy machine the first
// says more about the neighbours.
struct Frame {
    double wallMs = 0;
    double workMs = 0;
};

QList<Frame> allFrames;

double threadMs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

// Two years of quotes, and the same collected by a computer that sleeps nine hours each night.
const QuoteSource &quotes(bool hasNights)
{
    static const auto make = [](const QList<int> &asleep) {
        QuoteSource source{u"btc"_s};
        source.fill(End - TwoYearsMs, End, asleep);
        return source;
    };
    static const QuoteSource whole = make({});
    static const QuoteSource nights = make({13, 14, 15, 16, 17, 18, 19, 20, 21});
    return hasNights ? nights : whole;
}

struct Scene {
    qint64 spanMs = DayMs;
    bool isZoom = false;
    ChartKind kind = ChartKind::Line;
    QSize size{1100, 500};
    bool hasNights = false;
};

double percentile(const QList<Frame> &frames, double Frame::*part, double share)
{
    QList<double> values;
    for (const Frame &frame : frames)
        values.append(frame.*part);
    std::sort(values.begin(), values.end());
    return values.at(qsizetype(double(values.size() - 1) * share));
}

// A chart that is asked for frames, and its model, whose questions wait until they are answered.
class Stage final
{
public:
    explicit Stage(const Scene &scene)
        : m_scene{scene}
        , m_series{[] { return QDateTime::fromMSecsSinceEpoch(End, Qt::UTC); }}
        , m_chart{m_series, m_theme, QLocale{QLocale::English, QLocale::Australia}}
        , m_image{scene.size, QImage::Format_ARGB32_Premultiplied}
    {
        QObject::connect(&m_series, &SeriesModel::seriesRequested, &m_series,
                         [this](quint64 ticket, const SeriesRequest &request) {
                             m_ticket = ticket;
                             m_request = request;
                         });
        m_chart.setAttribute(Qt::WA_DontShowOnScreen);
        m_chart.resize(scene.size);
        m_chart.setKind(scene.kind);
        m_chart.show();
        m_series.setCoin(u"btc"_s);
        settle();
        const qint64 middle = End - std::max(TwoYearsMs / 2, scene.spanMs / 2);
        m_series.setView({middle - scene.spanMs / 2, middle + scene.spanMs / 2});
        settle();
    }

    // One frame: an answer when one is due, else a step of the pan or zoom.
    Frame frame()
    {
        const std::optional<Series> answer = due();
        QElapsedTimer timer;
        timer.start();
        const double before = threadMs();
        if (answer)
            m_series.acceptSeries(m_ticket, *answer);
        else
            step();
        paint();
        return {double(timer.nsecsElapsed()) / 1e6, threadMs() - before};
    }

private:
    std::optional<Series> due()
    {
        if (!m_request)
            return {};
        const Series answer = quotes(m_scene.hasNights).answer(*m_request);
        m_request.reset();
        return answer;
    }

    void settle()
    {
        while (const std::optional<Series> answer = due())
            m_series.acceptSeries(m_ticket, *answer);
        paint();
        if (m_request) // the width of the plot is known only now
            settle();
    }

    void step()
    {
        ++m_step;
        const TimeRange view = m_series.view();
        if (m_scene.isZoom) { // in and out again, six notches each way
            const bool isIn = m_step / 6 % 2 == 0;
            m_series.zoom(isIn ? 0.85 : 1 / 0.85, view.fromMs + view.span() / 3);
        } else { // forth and back, three hundredths of the view at a time
            m_series.pan((m_step / 40 % 2 == 0 ? -1 : 1) * view.span() * 3 / 100);
        }
    }

    void paint()
    {
        QCoreApplication::sendPostedEvents(&m_chart);
        QCoreApplication::sendPostedEvents(m_chart.chart());
        QCoreApplication::sendPostedEvents(m_chart.scene());
        m_chart.QWidget::render(&m_image);
    }

    Scene m_scene;
    Theme m_theme;
    SeriesModel m_series;
    PriceChart m_chart;
    QImage m_image;
    quint64 m_ticket = 0;
    std::optional<SeriesRequest> m_request;
    int m_step = 0;
};

void measureChart(benchmark::State &state, const Scene &scene)
{
    Stage stage{scene};
    QList<Frame> frames;
    for (auto _ : state) {
        frames.append(stage.frame());
        state.SetIterationTime(frames.constLast().wallMs / 1000);
    }
    allFrames += frames;
    state.counters["p95_ms"] = percentile(frames, &Frame::wallMs, 0.95);
    state.counters["worst_ms"] = percentile(frames, &Frame::wallMs, 1);
    state.counters["worst_work_ms"] = percentile(frames, &Frame::workMs, 1);
}

void measurePlainSeries(benchmark::State &state)
{
    QChartView view;
    view.setAttribute(Qt::WA_DontShowOnScreen);
    view.setRenderHint(QPainter::Antialiasing);
    view.resize(1100, 500);
    auto *line = new QLineSeries;
    for (const SeriesPoint &point : quotes(false).points())
        line->append(double(point.bar.time), point.bar.close.toDouble());
    auto *times = new QValueAxis;
    auto *prices = new QValueAxis;
    view.chart()->addSeries(line);
    view.chart()->addAxis(times, Qt::AlignBottom);
    view.chart()->addAxis(prices, Qt::AlignRight);
    line->attachAxis(times);
    line->attachAxis(prices);
    prices->setRange(120'000, 160'000);
    view.show();
    QImage image{1100, 500, QImage::Format_ARGB32_Premultiplied};
    double from = double(End - TwoYearsMs);
    for (auto _ : state) {
        QElapsedTimer timer;
        timer.start();
        from -= double(DayMs);
        times->setRange(from, from + double(TwoYearsMs));
        QCoreApplication::sendPostedEvents(view.chart());
        QCoreApplication::sendPostedEvents(view.scene());
        view.QWidget::render(&image);
        state.SetIterationTime(double(timer.nsecsElapsed()) / 1e9);
    }
}

void add(const QString &name, const Scene &scene)
{
    benchmark::RegisterBenchmark(name.toUtf8().constData(),
                                 [scene](benchmark::State &state) { measureChart(state, scene); })
            ->Unit(benchmark::kMillisecond)
            ->UseManualTime()
            ->Iterations(Frames);
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) // the raster paint engine, and no screen
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application{argc, argv};
    struct Zoom {
        const char *name;
        qint64 spanMs;
    };
    static constexpr std::array<Zoom, 6> zooms{{{"1h", HourMs},
                                                {"1d", DayMs},
                                                {"1w", 7 * DayMs},
                                                {"1m", 30 * DayMs},
                                                {"1y", 365 * DayMs},
                                                {"2y", TwoYearsMs}}};
    for (const QSize size : {QSize{1100, 500}, QSize{1360, 860}}) {
        for (const ChartKind kind : {ChartKind::Line, ChartKind::Candles}) {
            for (const bool isZoom : {false, true}) {
                for (const Zoom &zoom : zooms) {
                    add(u"Chart/%1/%2/%3/%4x%5"_s
                                .arg(kind == ChartKind::Line ? u"line"_s : u"candles"_s,
                                     isZoom ? u"zoom"_s : u"pan"_s, QString::fromLatin1(zoom.name))
                                .arg(size.width())
                                .arg(size.height()),
                        {zoom.spanMs, isZoom, kind, size, false});
                }
            }
        }
    }
    for (const Zoom &zoom : zooms) {
        add(u"Chart/line/pan/%1/nights"_s.arg(QString::fromLatin1(zoom.name)),
            {zoom.spanMs, false, ChartKind::Line, {1360, 860}, true});
    }
    benchmark::RegisterBenchmark("PlainSeries/2y", measurePlainSeries)
            ->Unit(benchmark::kMillisecond)
            ->UseManualTime()
            ->Iterations(5);

    const int result = runBenchmarks(argc, argv,
                                     {{"A frame of two years against a QLineSeries of every quote",
                                       "Chart/line/pan/2y/1100x500",
                                       {"PlainSeries/2y"},
                                       0}});
    if (!allFrames.isEmpty()) {
        std::printf("frames %lld  p95 %.1f ms  worst %.1f ms  limit %.0f ms  "
                    "(work of the thread alone: p95 %.1f ms  worst %.1f ms)\n",
                    static_cast<long long>(allFrames.size()),
                    percentile(allFrames, &Frame::wallMs, 0.95),
                    percentile(allFrames, &Frame::wallMs, 1), FrameLimitMs,
                    percentile(allFrames, &Frame::workMs, 0.95),
                    percentile(allFrames, &Frame::workMs, 1));
        if (percentile(allFrames, &Frame::wallMs, 0.95) > FrameLimitMs)
            return 1;
    }
    return result;
}
