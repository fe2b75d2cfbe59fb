// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/quotes/chartheader.h"

#include "models/quotes/pricetext.h"
#include "views/quotes/chartactions.h"
#include "views/shell/actionbutton.h"
#include "views/theme/textlabel.h"
#include "views/theme/theme.h"

#include <QAction>
#include <QBoxLayout>
#include <QEvent>

#include <cstdlib>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int BetweenGroups = 8;

} // namespace

ChartHeader::ChartHeader(const ChartActions &actions, const Theme &theme, const QLocale &locale,
                         QWidget *parent)
    : QWidget{parent}
    , m_theme{theme}
    , m_locale{locale}
    , m_layout{new QBoxLayout{QBoxLayout::LeftToRight, this}}
{
    m_words = makeWords();
    m_buttons = makeButtons(actions);
    setObjectName(u"chartHeader"_s);
    m_layout->setContentsMargins(0, 4, 0, 4);
    m_layout->setSpacing(BetweenGroups);
    m_layout->addWidget(m_words, 1);
    m_layout->addWidget(m_buttons, 0, Qt::AlignLeft);
    connect(&theme, &Theme::changed, this, &ChartHeader::updateChange);
    showCoin({}, false);
}

void ChartHeader::showCoin(const QString &coin, bool isStock)
{
    m_name->setText(coin);
    //: After a change: since the close of the trading day before; during the last 24 hours.
    m_period->setText(isStock ? tr("since the close before") : tr("in 24 h"));
    showPrice({}, {}, {});
}

void ChartHeader::showPrice(std::optional<Price> last, const QString &currency,
                            std::optional<qint64> change)
{
    //: A price and its currency.
    m_price->setText(last ? tr("%1 %2").arg(localPrice(*last, m_locale), currency).trimmed()
                          : QString{});
    m_change = change;
    updateChange();
    fit();
}

QSize ChartHeader::minimumSizeHint() const
{
    // The buttons decide; words are cut off before them.
    return {buttonsWidth(false), QWidget::minimumSizeHint().height()};
}

bool ChartHeader::event(QEvent *event)
{
    const bool done = QWidget::event(event);
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::FontChange)
        fit();
    return done;
}

void ChartHeader::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

QWidget *ChartHeader::makeWords()
{
    auto *words = new QWidget{this};
    auto *row = new QHBoxLayout{words};
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(BetweenGroups);
    m_name = new TextLabel{TextSize::Section, {}, words};
    m_price = new TextLabel{TextSize::Body, {}, words};
    m_changeText = new TextLabel{TextSize::Body, {}, words};
    m_period = new TextLabel{TextSize::Secondary, {}, words};
    m_name->setObjectName(u"chartCoin"_s);
    m_price->setObjectName(u"chartPrice"_s);
    m_changeText->setObjectName(u"chartChange"_s);
    for (TextLabel *label : {m_name, m_price, m_changeText, m_period}) {
        label->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
        row->addWidget(label);
    }
    row->addStretch();
    return words;
}

QWidget *ChartHeader::makeButtons(const ChartActions &actions)
{
    auto *buttons = new QWidget{this};
    auto *row = new QHBoxLayout{buttons};
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(BetweenGroups);
    const auto addGroup = [&](const QList<QAction *> &group, bool isJoined) {
        auto *joined = new QHBoxLayout;
        joined->setSpacing(isJoined ? 0 : BetweenGroups);
        QList<ActionButton *> added;
        for (QAction *action : group) {
            auto *button = new ActionButton{*action, buttons};
            button->setIconOnly(!isJoined);
            button->setHidden(!action->isVisible());
            connect(action, &QAction::changed, button, [this, action, button] {
                if (button->isHidden() != action->isVisible())
                    return;
                button->setHidden(!action->isVisible());
                fit();
            });
            joined->addWidget(button);
            added.append(button);
        }
        row->addLayout(joined);
        return added;
    };
    m_kindButtons = addGroup(actions.kinds(), true);
    m_otherButtons = addGroup(actions.readings(), true);
    m_otherButtons += addGroup(actions.ranges(), true);
    m_otherButtons +=
            addGroup({actions.table(), actions.copy(), actions.image(), actions.split()}, false);
    return buttons;
}

int ChartHeader::buttonsWidth(bool hasLabels) const
{
    int width = 6 * BetweenGroups; // between four groups, and between the last four buttons
    for (const ActionButton *button : m_kindButtons)
        width += button->widthWith(hasLabels ? button->accessibleName() : QString{});
    for (const ActionButton *button : m_otherButtons)
        width += button->isHidden() ? 0 : button->sizeHint().width();
    return width;
}

void ChartHeader::fit()
{
    // Reckoned, not tried out: a trial would ask for a layout, which asks to fit.
    const int words = m_words->sizeHint().width() + BetweenGroups;
    const bool hasLabels = words + buttonsWidth(true) <= width();
    for (ActionButton *button : std::as_const(m_kindButtons))
        button->setIconOnly(!hasLabels);
    const bool isBeside = words + buttonsWidth(hasLabels) <= width();
    m_layout->setDirection(isBeside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void ChartHeader::updateChange()
{
    m_period->setVisible(m_change.has_value());
    if (!m_change) {
        m_changeText->setText({});
        return;
    }
    const qint64 change = *m_change;
    const QString size = localHundredths(std::abs(change), m_locale);
    const QString sign = change > 0 ? u"▲ "_s : change < 0 ? u"▼ "_s : QString{};
    //: A change: its direction as a sign, the size in percent.
    m_changeText->setText(tr("%1%2 %").arg(sign, size));
    m_changeText->setAccessibleName(change > 0   ? tr("up %1 percent").arg(size)
                                    : change < 0 ? tr("down %1 percent").arg(size)
                                                 : tr("unchanged"));
    QPalette colours = palette();
    if (change != 0) {
        colours.setColor(QPalette::WindowText,
                         m_theme.colour(change > 0 ? Meaning::Gain : Meaning::Loss));
    }
    m_changeText->setPalette(colours);
}
