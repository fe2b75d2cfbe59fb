// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/collector/collectorstate.h"
#include "models/collector/slotstripmodel.h"
#include "views/theme/theme.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QProgressBar;
class TextLabel;

// The collector at a glance: the countdown to the next slot, the last run, how long runs take and
// when prices arrive, what waits in the outbox.
class CollectorSummary final : public QWidget
{
    Q_OBJECT

public:
    CollectorSummary(SlotStripModel &strip, const Theme &theme, QWidget *parent = nullptr);

    void setState(const CollectorState &state);
    // Shows the time that is left; cheap when nothing changed.
    void updateCountdown();

private:
    struct Fact {
        QLabel *icon = nullptr;
        TextLabel *value = nullptr;
        TextLabel *note = nullptr;
    };

    [[nodiscard]] QWidget *makeCountdown();
    [[nodiscard]] QWidget *makeFacts();
    [[nodiscard]] Fact addFact(QHBoxLayout &row, const QString &caption);
    void updateFacts();

    SlotStripModel &m_strip;
    const Theme &m_theme;
    CollectorState m_state;
    TextLabel *m_caption = nullptr;
    TextLabel *m_figure = nullptr;
    TextLabel *m_until = nullptr;
    TextLabel *m_message = nullptr;
    QProgressBar *m_bar = nullptr;
    Fact m_lastRun;
    Fact m_duration;
    Fact m_delay;
    Fact m_outbox;
};
