// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/events/systemevent.h"
#include "views/theme/theme.h"

#include <QFrame>
#include <QLocale>

#include <functional>
#include <optional>

class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;
class TextLabel;

// One event in words: what happened, when, and each of its details by name.
class EventDetails final : public QFrame
{
    Q_OBJECT

public:
    // clock gives the present time, UTC.
    EventDetails(QLocale locale, std::function<QDateTime()> clock, const Theme &theme,
                 QWidget *parent = nullptr);

    void setEvent(const std::optional<SystemEvent> &event);
    [[nodiscard]] const std::optional<SystemEvent> &systemEvent() const { return m_event; }

public slots:
    void copyDetails();

private:
    void rebuild();
    void addFacts(QVBoxLayout &rows);

    QLocale m_locale;
    std::function<QDateTime()> m_clock;
    const Theme &m_theme;
    std::optional<SystemEvent> m_event;
    QLabel *m_icon;
    TextLabel *m_title;
    QScrollArea *m_scroll;
    QPushButton *m_copy;
};
