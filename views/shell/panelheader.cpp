// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/panelheader.h"

#include "views/shell/actionbutton.h"
#include "views/shell/withkeys.h"
#include "views/theme/textlabel.h"
#include "views/theme/theme.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QToolBar>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

// Wide enough for its placeholder, unless the window is small: then it gives way, before anything
// moves into the extension menu.
class FilterEdit final : public QLineEdit
{
public:
    FilterEdit(int wantedWidth, QWidget *parent)
        : QLineEdit{parent}
        , m_wantedWidth{wantedWidth}
    {
        setMaximumWidth(wantedWidth);
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    }
    [[nodiscard]] QSize sizeHint() const override
    {
        return {m_wantedWidth, QLineEdit::sizeHint().height()};
    }
    [[nodiscard]] QSize minimumSizeHint() const override
    {
        return {std::min(m_wantedWidth, grown(120)), QLineEdit::minimumSizeHint().height()};
    }

private:
    int m_wantedWidth;
};

} // namespace

PanelHeader::PanelHeader(const QString &title, QWidget *parent)
    : QWidget{parent}
    , m_title{new TextLabel{TextSize::Title, {}, this}}
    , m_bar{new QToolBar{this}}
{
    m_title->setObjectName(u"panelTitle"_s);
    m_bar->setMovable(false);
    m_bar->setFloatable(false);
    m_bar->setContextMenuPolicy(Qt::PreventContextMenu);
    auto *row = new QHBoxLayout{this};
    row->setContentsMargins(12, 0, 12, 1);
    row->setSpacing(16);
    row->addWidget(m_title);
    row->addWidget(m_bar, 1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setMinimumHeight(grown(44));
    setTitle(title);
}

void PanelHeader::setTitle(const QString &title)
{
    m_title->setText(title);
    setAccessibleName(title);
    m_bar->setAccessibleName(title);
}

QAction *PanelHeader::addWidget(QWidget *widget)
{
    return m_bar->addWidget(widget);
}

QLineEdit *PanelHeader::addFilter(const Theme &theme, const QString &name)
{
    constexpr int least = 180;
    constexpr int icons = 56; // both, and the field's own insets
    const QString placeholder = withKeys(name, QKeySequence::Find);
    const int words = fontMetrics().horizontalAdvance(placeholder);
    auto *filter = new FilterEdit{std::max(grown(least), words + icons), m_bar};
    filter->setObjectName(u"filterEdit"_s);
    filter->setPlaceholderText(placeholder);
    filter->setAccessibleName(name);
    filter->setClearButtonEnabled(true);
    filter->addAction(theme.icon(u"search"_s), QLineEdit::LeadingPosition);
    m_bar->addWidget(filter);
    return filter;
}

void PanelHeader::addStretch()
{
    auto *stretch = new QWidget{m_bar};
    stretch->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_bar->addWidget(stretch);
}

void PanelHeader::addSeparator()
{
    m_bar->addSeparator();
}

ActionButton *PanelHeader::addButton(QAction &action)
{
    auto *button = new ActionButton{action, m_bar};
    QAction *place = m_bar->addWidget(button);
    // A tool bar's place enables its widget each time that it is shown again.
    const auto follow = [place, &action] {
        place->setVisible(action.isVisible());
        place->setEnabled(action.isEnabled());
    };
    connect(&action, &QAction::changed, place, follow);
    follow();
    return button;
}

void PanelHeader::paintEvent(QPaintEvent *)
{
    QPainter painter{this};
    painter.fillRect(0, height() - 1, width(), 1, palette().color(QPalette::Mid));
}

bool PanelHeader::event(QEvent *event)
{
    if (event->type() == QEvent::ApplicationFontChange)
        setMinimumHeight(grown(44));
    return QWidget::event(event);
}
