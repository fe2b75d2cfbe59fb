// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/tray.h"

#include "app/desktop/trayhost.h"

#include <QSystemTrayIcon>

using namespace Qt::Literals::StringLiterals;

Tray::Tray(const TrayHost &host, std::chrono::milliseconds calm, QObject *parent)
    : QObject{parent}
    , m_host{host}
{
    buildMenu();
    m_calm.setSingleShot(true);
    m_calm.setInterval(calm);
    connect(&m_calm, &QTimer::timeout, this, &Tray::changeShown);
    connect(&host, &TrayHost::presentChanged, this, [this](bool present) {
        if (present)
            showIcon();
    });
    if (host.isPresent())
        showIcon();
}

Tray::~Tray()
{
    delete m_icon; // before the menu that it shows
}

void Tray::buildMenu()
{
    m_menu.setObjectName(u"trayMenu"_s);
    m_menu.setToolTipsVisible(true); // why a row is disabled
    m_words = m_menu.addAction(QString{});
    m_words->setObjectName(u"trayWords"_s);
    m_menu.addSeparator();
    QAction *open = m_menu.addAction(tr("&Open Tidemark"));
    open->setObjectName(u"trayOpen"_s);
    m_menu.setDefaultAction(open);
    m_collect = m_menu.addAction(tr("&Collect now"));
    m_collect->setObjectName(u"trayCollect"_s);
    m_pause = m_menu.addAction(QString{});
    m_pause->setObjectName(u"trayPause"_s);
    m_menu.addSeparator();
    //: Menu: ends the program, so that no more prices are collected.
    QAction *quit = m_menu.addAction(tr("&Quit"));
    quit->setObjectName(u"trayQuit"_s);

    // Not disabled, which would be too pale to read: it leads to where there is more of it.
    connect(m_words, &QAction::triggered, this, &Tray::openRequested);
    connect(open, &QAction::triggered, this, &Tray::openRequested);
    connect(m_collect, &QAction::triggered, this, &Tray::collectRequested);
    connect(m_pause, &QAction::triggered, this, [this] {
        if (m_paused)
            emit resumeRequested();
        else
            emit pauseRequested();
    });
    connect(quit, &QAction::triggered, this, &Tray::quitRequested);
    setPaused(false);
}

void Tray::setStatus(State state, const QString &words)
{
    m_status = words;
    m_wanted = state;
    showWords();
    if (!m_calm.isActive())
        changeShown();
}

void Tray::setOpenAlerts(int count)
{
    if (std::exchange(m_openAlerts, count) == count)
        return;
    showWords();
    if (!m_calm.isActive())
        changeShown();
}

void Tray::showWords()
{
    const QString words = m_openAlerts == 0
                                  ? m_status
                                  : tr("%n alert(s) open. %1", nullptr, m_openAlerts).arg(m_status);
    m_words->setText(QString{words}.replace(u'&', u"&&"_s)); // no mnemonic in a sentence
    if (m_icon)
        m_icon->setToolTip(words);
}

Tray::State Tray::effective() const
{
    const bool isCalm = m_wanted == State::Ok || m_wanted == State::Working;
    return m_openAlerts > 0 && isCalm ? State::Attention : m_wanted;
}

void Tray::setPaused(bool paused)
{
    m_paused = paused;
    m_pause->setText(paused ? tr("&Resume collecting") : tr("&Pause collecting"));
}

void Tray::setCollectable(bool collectable, const QString &whyNot)
{
    m_collect->setEnabled(collectable);
    m_collect->setToolTip(collectable ? QString{} : whyNot);
}

bool Tray::showMessage(const QString &title, const QString &text)
{
    // Without a host Qt takes the message and shows it nowhere.
    if (!m_icon || !m_host.isPresent() || !QSystemTrayIcon::supportsMessages())
        return false;
    // Such a host reads the text as markup, and the title as it is. Both come from people.
    const QString shown = m_host.isNotifier() ? text.toHtmlEscaped() : text;
    m_icon->showMessage(title, shown, icon(State::Attention));
    return true;
}

// A change starts the interval in which no other may follow; the last wish of it wins at its end.
void Tray::changeShown()
{
    if (effective() == m_shown)
        return;
    m_shown = effective();
    m_calm.start();
    if (m_icon)
        m_icon->setIcon(icon(m_shown));
    emit shownStateChanged(m_shown);
}

void Tray::showIcon()
{
    if (m_icon) // Qt brings it back by itself when the host returns
        return;
    m_icon = new QSystemTrayIcon{icon(m_shown), this};
    m_icon->setToolTip(m_words->text().replace(u"&&"_s, u"&"_s));
    m_icon->setContextMenu(&m_menu);
    connect(m_icon, &QSystemTrayIcon::activated, this,
            [this](QSystemTrayIcon::ActivationReason how) {
                if (how == QSystemTrayIcon::Trigger || how == QSystemTrayIcon::MiddleClick)
                    emit openRequested();
            });
    connect(m_icon, &QSystemTrayIcon::messageClicked, this, &Tray::messageClicked);
    m_icon->show();
}

QIcon Tray::icon(State state)
{
    switch (state) {
    case State::Ok:
        return QIcon{u":/icons/tray-ok.svg"_s};
    case State::Working:
        return QIcon{u":/icons/tray-working.svg"_s};
    case State::Attention:
        return QIcon{u":/icons/tray-attention.svg"_s};
    case State::Stopped:
        return QIcon{u":/icons/tray-stopped.svg"_s};
    }
    Q_UNREACHABLE();
}
