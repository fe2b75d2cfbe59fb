// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/noticebanner.h"

#include "views/shell/banner.h"

#include <QApplication>
#include <QEvent>
#include <QLocale>
#include <QPushButton>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

NoticeBanner::NoticeBanner(Banner &banner, QObject *parent)
    : QObject{parent}
    , m_banner{banner}
{
    m_open.setObjectName(u"openNotice"_s);
    m_snooze.setObjectName(u"snoozeNotice"_s);
    m_acknowledge.setObjectName(u"acknowledgeNotice"_s);
    m_goOn.setObjectName(u"nextNotice"_s);
    m_openAll.setObjectName(u"openAllNotices"_s);
    m_snooze.setToolTip(tr("Nobody is told of this rule for an hour; what fires is logged"));
    m_acknowledge.setToolTip(tr("You have seen to it"));
    m_openAll.setToolTip(tr("Select them all in the log of alerts"));
    const auto act = [this](const QAction &action, auto signal) {
        connect(&action, &QAction::triggered, this, [this, signal] {
            (this->*signal)(entryIds(m_waiting.constFirst()));
            goOn();
        });
    };
    act(m_snooze, &NoticeBanner::snoozeRequested);
    act(m_acknowledge, &NoticeBanner::acknowledgeRequested);
    connect(&m_open, &QAction::triggered, this, [this] {
        const AlertNotice notice = m_waiting.constFirst();
        goOn();
        emit openRequested(notice);
    });
    connect(&m_goOn, &QAction::triggered, this, &NoticeBanner::goOn);
    connect(&m_openAll, &QAction::triggered, this, &NoticeBanner::openAll);
    m_banner.window()->installEventFilter(this);
    m_banner.installEventFilter(this);
}

NoticeBanner::~NoticeBanner() = default;

void NoticeBanner::show(const AlertNotice &notice)
{
    m_waiting.append(notice);
    display();
}

void NoticeBanner::forget(const QList<qint64> &entryIds)
{
    if (m_waiting.isEmpty())
        return;
    const quint32 first = m_waiting.constFirst().id;
    QList<AlertNotice> over;
    for (AlertNotice &notice : m_waiting) {
        notice.entries.removeIf(
                [&](const AlertLogEntry &entry) { return entryIds.contains(entry.id); });
        if (notice.entries.isEmpty())
            over.append(notice);
    }
    m_waiting.removeIf([](const AlertNotice &notice) { return notice.entries.isEmpty(); });
    for (const AlertNotice &notice : over) {
        if (!m_isSeen || notice.id != first)
            emit shown(notice.id, u"log"_s); // that is where it was seen
    }
    if (m_waiting.isEmpty() || m_waiting.constFirst().id != first)
        m_isSeen = false;
    display();
}

void NoticeBanner::display()
{
    if (m_waiting.isEmpty()) {
        m_banner.clear();
        return;
    }
    const AlertNotice &notice = m_waiting.constFirst();
    const int more = int(m_waiting.size()) - 1;
    m_open.setText(notice.isDigest() ? tr("Show alerts") : tr("Open chart"));
    m_open.setToolTip(notice.isDigest() ? tr("Select them in the log of alerts")
                                        : tr("The prices around that moment"));
    m_goOn.setText(more > 0 ? tr("Next alert") : tr("Close"));
    m_goOn.setToolTip(more > 0 ? tr("%n more alert(s) wait", nullptr, more)
                               : tr("It stays in the log of alerts"));
    m_openAll.setText(tr("Show all %1").arg(QLocale{}.toString(more + 1)));
    QList<QAction *> actions{&m_open, &m_snooze, &m_acknowledge, &m_goOn};
    if (more > 0)
        actions.append(&m_openAll);
    const QString focused = focusedButton();
    const QString waiting =
            more > 0 ? u' ' + tr("%n more alert(s) wait.", nullptr, more) : QString{};
    m_banner.showMessage(
            {notice.severity == AlertSeverity::Critical ? Meaning::Danger : Meaning::Warning,
             notice.title,
             QString{notice.body}.replace(u'\n', u' ') + waiting, // it is wide, not high
             {}},
            actions);
    focus(focused);
    noteSeen();
}

QString NoticeBanner::focusedButton() const
{
    const QWidget *focused = QApplication::focusWidget();
    return focused && m_banner.isAncestorOf(focused) ? focused->objectName() : QString{};
}

// The buttons are made anew with each message.
void NoticeBanner::focus(const QString &button)
{
    for (auto *made : m_banner.findChildren<QPushButton *>(button)) {
        if (!button.isEmpty() && made->isVisible())
            made->setFocus(Qt::OtherFocusReason);
    }
}

bool NoticeBanner::isInSight() const
{
    return m_banner.isVisible() && !m_banner.window()->isMinimized();
}

void NoticeBanner::noteSeen()
{
    if (!m_isSeen && !m_waiting.isEmpty() && isInSight()) {
        m_isSeen = true;
        emit shown(m_waiting.constFirst().id, u"window"_s);
    }
}

void NoticeBanner::goOn()
{
    m_waiting.removeFirst();
    m_isSeen = false;
    display();
}

// The log shows them all at once.
void NoticeBanner::openAll()
{
    AlertNotice all;
    for (const AlertNotice &notice : std::as_const(m_waiting))
        all.entries.append(notice.entries);
    for (const AlertNotice &notice : m_waiting.mid(1))
        emit shown(notice.id, u"window"_s);
    m_waiting.clear();
    m_isSeen = false;
    display();
    emit openRequested(all);
}

bool NoticeBanner::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Show || event->type() == QEvent::WindowStateChange)
        QMetaObject::invokeMethod(this, &NoticeBanner::noteSeen, Qt::QueuedConnection);
    return QObject::eventFilter(watched, event);
}
