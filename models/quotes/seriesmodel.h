// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/quotes/heldseries.h"

#include <QObject>

#include <functional>
#include <optional>

// What the chart of one coin or stock shows: which time, and the points that are known of it. It
// keeps the sharp points around the view and a coarse overview of the whole history, so that a pan
// or zoom shows something at once and sharpens when the answer arrives. It asks by signal, one
// question at a time, and is answered. Lives on the GUI thread.
class SeriesModel final : public QObject
{
    Q_OBJECT

public:
    // clock gives the present time, UTC.
    explicit SeriesModel(std::function<QDateTime()> clock, QObject *parent = nullptr);

    [[nodiscard]] QString coin() const { return m_coin; }
    [[nodiscard]] TimeRange view() const { return m_view; }
    // None after a zoom or pan by hand.
    [[nodiscard]] std::optional<ChartRange> range() const { return m_range; }
    // What is shown of the next coin or stock; each kind keeps its own.
    [[nodiscard]] std::optional<ChartRange> rangeFor(bool isStock) const;
    void setRangeFor(bool isStock, ChartRange range);

    [[nodiscard]] bool isStock() const { return m_isStock; }
    // A stock's prices are shown as traded, not adjusted for splits and dividends.
    [[nodiscard]] bool isRaw() const { return m_isRaw; }
    // Of the prices; of a stock empty until the first answer, or when it is not known.
    [[nodiscard]] QString currency() const;
    // All splits and dividends of the stock, by date.
    [[nodiscard]] QList<SeriesAction> actions() const;

    // False until the first answer about this coin.
    [[nodiscard]] bool hasAnswer() const { return m_hasAnswer; }
    // The coin has no price at all.
    [[nodiscard]] bool isEmpty() const { return m_hasAnswer && m_lastMs == 0; }
    [[nodiscard]] bool isLoading() const { return m_isWaiting; }
    // The newest price is in view: new ones move the view along.
    [[nodiscard]] bool isAtLiveEdge() const { return m_view.toMs > m_lastMs; }
    // The oldest and newest price that the coin has, ms since 1970, 0 without any.
    [[nodiscard]] qint64 firstMs() const { return m_firstMs; }
    [[nodiscard]] qint64 lastMs() const { return m_lastMs; }
    [[nodiscard]] std::optional<Price> newestPrice() const { return m_held.priceAt(m_lastMs); }

    // The best that is known of a range, with one point more at each side where there is one.
    [[nodiscard]] SeriesSlice slice(TimeRange range) const { return m_held.slice(range); }

public slots:
    // Keeps the range. An empty name shows nothing.
    void setCoin(const QString &coin);
    void showRange(ChartRange range);
    void setRaw(bool isRaw);
    void setView(TimeRange view);
    // factor below 1 shows less time; the anchor stays where it is.
    void zoom(double factor, qint64 anchorMs);
    void pan(qint64 ms);
    void showOldest();
    void showNewest();
    // How many points make sense across the view.
    void setPlotWidth(int pixels);

    // Quotes that were stored just now, of any coins: those of this one extend what is held.
    void appendQuotes(const QList<Quote> &quotes);
    // Something else changed in the database, or a failure was put right: ask again.
    void refresh();

    // Each request is answered once, in one of two ways.
    void acceptSeries(quint64 ticket, const Series &series);
    void acceptFailure(quint64 ticket, const Error &error);

signals:
    void seriesRequested(quint64 ticket, const SeriesRequest &request);
    void coinChanged();
    void rawChanged(bool isRaw);
    void viewChanged();
    void seriesChanged();
    void loadingChanged(bool isLoading);
    void failed(const Error &error);
    void recovered(); // the first good answer after a failure

private:
    enum class Purpose { Detail, Overview };

    [[nodiscard]] SeriesRequest detailRequest() const;
    [[nodiscard]] bool detailSuffices() const;
    [[nodiscard]] bool overviewSuffices() const;
    [[nodiscard]] TimeRange rangeAtNewest(qint64 span) const;
    void askIfNeeded();
    void send(Purpose purpose, const SeriesRequest &request);
    void finishWaiting();
    void anchorView();
    void changeView(TimeRange view);
    void append(const Quote &quote);
    void setExtent(qint64 firstMs, qint64 lastMs);

    std::function<QDateTime()> m_clock;
    QString m_coin;
    bool m_isStock = false; // the coin is the symbol of a stock
    bool m_isRaw = false;
    std::optional<ChartRange> m_range = ChartRange::Day;
    std::optional<ChartRange> m_otherRange = ChartRange::Year; // of the kind that does not show
    TimeRange m_view;
    int m_plotWidth = 1000;

    HeldSeries m_held;
    SeriesRequest m_detailAsked;
    qint64 m_firstMs = 0;
    qint64 m_lastMs = 0;
    bool m_hasAnswer = false;

    quint64 m_ticket = 0;
    SeriesRequest m_sent;
    Purpose m_sentFor = Purpose::Detail;
    bool m_isWaiting = false;
    bool m_isDetailStale = false;
    bool m_isOverviewStale = false;
    std::optional<SeriesRequest> m_failed; // not asked again before something changes
    bool m_hasFailed = false;              // and no answer came since
};
