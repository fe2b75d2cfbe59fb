// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/reports/exporttimes.h"

#include "db/domain/timespans.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

ExportTimes::ExportTimes(const QDateTime &now, QWidget *parent)
    : QWidget{parent}
    , m_now{now}
    , m_choice{new QComboBox{this}}
    , m_from{new QDateTimeEdit{now.addDays(-1).toLocalTime(), this}}
    , m_to{new QDateTimeEdit{now.toLocalTime(), this}}
{
    m_choice->setObjectName(u"timesChoice"_s);
    m_choice->setAccessibleName(tr("Times"));
    m_choice->addItem(tr("All times"), qint64{0});
    m_choice->addItem(tr("Last 24 hours"), DayMs);
    m_choice->addItem(tr("Last 7 days"), 7 * DayMs);
    m_choice->addItem(tr("Last 30 days"), 30 * DayMs);
    m_choice->addItem(tr("Last year"), 365 * DayMs);
    m_choice->addItem(tr("From – to"), qint64{-1});
    m_from->setObjectName(u"fromEdit"_s);
    m_from->setAccessibleName(tr("First moment, local time"));
    m_to->setObjectName(u"toEdit"_s);
    m_to->setAccessibleName(tr("Moment after the last, local time"));
    for (QDateTimeEdit *edit : {m_from, m_to}) {
        edit->setCalendarPopup(true);
        connect(edit, &QDateTimeEdit::dateTimeChanged, this, &ExportTimes::changed);
    }
    // Below each other: beside the format there is no room for three in a row.
    m_between = new QWidget{this};
    auto *row = new QHBoxLayout{m_between};
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_from);
    row->addWidget(new QLabel{u"–"_s, m_between});
    row->addWidget(m_to);
    row->addStretch(1);
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    rows->addWidget(m_choice);
    rows->addWidget(m_between);
    setFocusProxy(m_choice);
    connect(m_choice, &QComboBox::currentIndexChanged, this, [this] {
        follow();
        emit changed();
    });
    follow();
}

ExportTimes::Choice ExportTimes::choice() const
{
    const qint64 length = m_choice->currentData().toLongLong();
    return length == 0 ? All : length < 0 ? Between : Stretch;
}

void ExportTimes::follow()
{
    m_between->setVisible(choice() == Between);
}

void ExportTimes::setTimes(std::optional<qint64> fromMs, std::optional<qint64> toMs)
{
    if (fromMs)
        m_from->setDateTime(QDateTime::fromMSecsSinceEpoch(*fromMs));
    if (toMs)
        m_to->setDateTime(QDateTime::fromMSecsSinceEpoch(*toMs));
    m_choice->setCurrentIndex(fromMs || toMs ? m_choice->count() - 1 : 0);
}

std::optional<qint64> ExportTimes::fromMs() const
{
    switch (choice()) {
    case All:
        return {};
    case Stretch:
        return m_now.toMSecsSinceEpoch() - m_choice->currentData().toLongLong();
    case Between:
        break;
    }
    return m_from->dateTime().toMSecsSinceEpoch();
}

std::optional<qint64> ExportTimes::toMs() const
{
    return choice() == Between ? std::optional{m_to->dateTime().toMSecsSinceEpoch()} : std::nullopt;
}

QString ExportTimes::fault() const
{
    return choice() == Between && m_from->dateTime() >= m_to->dateTime()
                   ? tr("The first moment must be before the last one.")
                   : QString{};
}
