// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/events/systemevent.h"
#include "views/shell/detailscard.h"
#include "views/theme/theme.h"

#include <QLocale>

#include <functional>
#include <optional>

class QPushButton;

// One event in words: what happened, when, and each of its details by name.
class EventDetails final : public DetailsCard
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

    QLocale m_locale;
    std::function<QDateTime()> m_clock;
    const Theme &m_theme;
    std::optional<SystemEvent> m_event;
    QPushButton *m_copy;
};
