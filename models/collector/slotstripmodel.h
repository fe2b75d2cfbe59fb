// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/collector/strip.h"
#include "db/domain/slot.h"
#include "models/cellrole.h"

#include <QAbstractListModel>
#include <QLocale>

#include <functional>
#include <optional>

// One slot of the strip, and the run that made it so.
struct StripSlot {
    QDateTime slot;
    CellState state = CellState::None; // None: before the first run of all
    std::optional<CollectionRun> run;  // the best of the slot's runs
    std::optional<GapCause> cause;     // of a missed slot, when it is recorded
};

struct StripCounts {
    int collected = 0;
    int partial = 0;
    int failed = 0;
    int missed = 0;
    int waiting = 0; // the present slot, and what waits in the outbox
};

// The newest slots, oldest first: 24 hours of them, but at most 288. The window moves on with the
// clock. Lives on the GUI thread.
class SlotStripModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    static constexpr int MostSlots = 288;

    // clock gives the present time, UTC.
    SlotStripModel(QLocale locale, SlotGrid grid, std::function<QDateTime()> clock,
                   QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    // Display: the time; AccessibleText and ToolTip: time, state, what was stored or why not.
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;

    [[nodiscard]] const StripSlot &slot(int row) const { return m_slots.at(row); }
    [[nodiscard]] int rowOf(const QDateTime &slot) const; // -1 outside the window
    [[nodiscard]] SlotGrid grid() const { return m_grid; }
    [[nodiscard]] QDateTime now() const { return m_clock(); }
    [[nodiscard]] QLocale locale() const { return m_locale; }
    [[nodiscard]] StripCounts counts() const;
    // "24 hours", "24 minutes": what the window spans.
    [[nodiscard]] QString spanText() const;
    [[nodiscard]] QString shortSpanText() const; // "24 h", "24 min"
    // The one of the window that began last. A slot has more than one where somebody collected by
    // hand, or with shorter slots.
    [[nodiscard]] std::optional<CollectionRun> lastRun() const;
    // Over the runs of the window; nothing without any.
    [[nodiscard]] std::optional<qint64> medianDurationMs() const;
    [[nodiscard]] std::optional<qint64> medianDelayMs() const;

public slots:
    // Asks for the window up to now; call it once all is connected.
    void refresh();
    void acceptStrip(quint64 ticket, const Strip &strip);
    void addRun(const CollectionRun &run);
    void addGap(const DataGap &gap);
    // Time went on. Once a second is plenty.
    void tick();

signals:
    // Answered by acceptStrip with the same ticket.
    void stripRequested(quint64 ticket, const StripRequest &request);
    void stripChanged(); // counts, medians or the last run may differ

private:
    [[nodiscard]] CellState stateWithoutRun(const QDateTime &slot) const;
    [[nodiscard]] QList<StripSlot> emptySlots(const QDateTime &from, int count) const;
    [[nodiscard]] QString describe(const StripSlot &slot) const;
    [[nodiscard]] QDateTime end() const;
    void place(const CollectionRun &run); // unless the window does not have it
    void keep(const CollectionRun &run);
    bool mark(const DataGap &gap);
    void updateStates();

    QLocale m_locale;
    SlotGrid m_grid;
    std::function<QDateTime()> m_clock;
    QDateTime m_firstSlot; // of the oldest run of all; invalid without runs
    QList<StripSlot> m_slots;
    QList<CollectionRun> m_runs; // all of the window, the newest last
    quint64 m_ticket = 0;
};
