// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/price.h"

#include <QList>
#include <QLocale>
#include <QWidget>

#include <optional>

class ActionButton;
class ChartActions;
class QBoxLayout;
class QLabel;
class TextLabel;
class Theme;

// The row above the chart: the coin, its price and what it did in 24 h, then the chart's buttons.
// Where there is no room the kinds lose their labels, and then the buttons go below the words.
class ChartHeader final : public QWidget
{
    Q_OBJECT

public:
    ChartHeader(const ChartActions &actions, const Theme &theme, const QLocale &locale,
                QWidget *parent = nullptr);

    // A stock's change is that since the close before, a coin's that in 24 h.
    void showCoin(const QString &coin, bool isStock);
    // change: hundredths of a percent, nothing when it is not known.
    void showPrice(std::optional<Price> last, const QString &currency,
                   std::optional<qint64> change);

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QWidget *makeWords();
    [[nodiscard]] QWidget *makeButtons(const ChartActions &actions);
    void fit();
    [[nodiscard]] int buttonsWidth(bool hasLabels) const;
    void updateChange();

    const Theme &m_theme;
    QLocale m_locale;
    std::optional<qint64> m_change;
    QBoxLayout *m_layout;
    QWidget *m_words = nullptr;
    QWidget *m_buttons = nullptr;
    TextLabel *m_name = nullptr;
    TextLabel *m_price = nullptr;
    TextLabel *m_changeText = nullptr;
    TextLabel *m_period = nullptr;
    QList<ActionButton *> m_kindButtons;
    QList<ActionButton *> m_otherButtons;
};
