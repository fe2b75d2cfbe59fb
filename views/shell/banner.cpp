// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/banner.h"

#include "views/shell/actionbutton.h"
#include "views/shell/leadtext.h"
#include "views/theme/theme.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

using namespace Qt::Literals::StringLiterals;

namespace {

QString iconOf(Meaning meaning)
{
    switch (meaning) {
    case Meaning::Ok:
    case Meaning::Gain:
        return u"tick-disc"_s;
    case Meaning::Working:
        return u"info"_s;
    case Meaning::Waiting:
        return u"ring-dots"_s;
    case Meaning::Warning:
        return u"triangle"_s;
    case Meaning::Stale:
        return u"clock"_s;
    case Meaning::Missed:
        return u"dashed-ring"_s;
    case Meaning::Danger:
    case Meaning::Loss:
        return u"octagon-cross"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

Banner::Banner(const Theme &theme, QWidget *parent)
    : QFrame{parent}
    , m_theme{theme}
    , m_icon{new QLabel{this}}
    , m_text{new LeadText{this}}
    , m_buttons{new QHBoxLayout}
    , m_details{new QPushButton{tr("Copy details"), this}}
{
    m_details->setObjectName(u"bannerDetails"_s);
    m_details->setToolTip(tr("Copies the technical text, for a report or a search"));
    m_details->setAutoDefault(false);
    connect(m_details, &QPushButton::clicked, this, &Banner::copyDetails);
    m_buttons->setSpacing(8);

    auto *row = new QHBoxLayout{this};
    row->setContentsMargins(12, 4, 4, 4);
    row->setSpacing(8);
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    row->addLayout(m_buttons);
    row->addWidget(m_details);
    setMinimumHeight(30);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    connect(&theme, &Theme::changed, this, &Banner::colour);
    hide();
}

void Banner::showMessage(const BannerMessage &message, const QList<QAction *> &actions)
{
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        item->widget()->deleteLater();
        item->widget()->hide(); // not in sight until then
        delete item;
    }
    for (QAction *action : actions)
        m_buttons->addWidget(new ActionButton{*action, this});

    const bool isNews = message != m_message || isHidden();
    m_message = message;
    m_text->setText(message.headline, message.text);
    m_details->setVisible(!message.details.isEmpty());
    setAccessibleName(m_text->text());
    colour();
    show();
    if (isNews) {
        QAccessibleEvent alert{this, QAccessible::Alert};
        QAccessible::updateAccessibility(&alert);
    }
}

void Banner::clear()
{
    hide();
    m_message = {};
}

void Banner::paintEvent(QPaintEvent *)
{
    QPainter painter{this};
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.colour(m_message.meaning));
    painter.setBrush(m_theme.tint(m_message.meaning));
    painter.drawRoundedRect(QRectF{contentsRect()}.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
}

void Banner::colour()
{
    const QString name = m_message.icon.isEmpty() ? iconOf(m_message.meaning) : m_message.icon;
    const QIcon icon = m_theme.icon(name, m_message.meaning);
    m_icon->setPixmap(icon.pixmap(QSize{16, 16}, devicePixelRatioF()));
    update();
}

void Banner::copyDetails()
{
    QGuiApplication::clipboard()->setText(m_text->text() + u'\n' + m_message.details);
}
