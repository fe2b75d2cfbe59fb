// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QMenu>
#include <QObject>
#include <QTimer>

#include <chrono>

class QSystemTrayIcon;
class TrayHost;

// The icon in the tray: a state by shape and colour, the same in words, and a menu. Calm: the icon
// changes at most once in the interval and never moves. Appears whenever a host does. GUI thread.
class Tray final : public QObject
{
    Q_OBJECT

public:
    enum class State { Ok, Working, Attention, Stopped };
    Q_ENUM(State)

    // The host outlives it.
    explicit Tray(const TrayHost &host, std::chrono::milliseconds calm = std::chrono::seconds{5},
                  QObject *parent = nullptr);
    ~Tray() override;

    // words is one or two whole sentences, translated: "Collecting. Next slot 14:35." They change
    // at once, the icon when it is time.
    void setStatus(State state, const QString &words);
    // How many alerts nobody has seen to: while there are any, the icon asks for attention.
    void setOpenAlerts(int count);
    void setPaused(bool paused); // whether the menu offers to pause or to resume
    void setCollectable(bool collectable, const QString &whyNot = {});
    // A message beside the icon, for a while; false where no icon is shown that could have one.
    [[nodiscard]] bool showMessage(const QString &title, const QString &text);
    [[nodiscard]] State shownState() const { return m_shown; } // what the icon says now

    // The icon of a state, for other places that speak of it.
    [[nodiscard]] static QIcon icon(State state);

signals:
    void openRequested();
    void messageClicked();
    void collectRequested();
    void pauseRequested();
    void resumeRequested();
    void quitRequested();
    void shownStateChanged(Tray::State state);

private:
    void buildMenu();
    void showIcon();
    void changeShown();
    void showWords();
    [[nodiscard]] State effective() const;

    const TrayHost &m_host;
    QMenu m_menu;
    QAction *m_words = nullptr;
    QAction *m_collect = nullptr;
    QAction *m_pause = nullptr;
    QSystemTrayIcon *m_icon = nullptr; // made when a host is there: see TrayHost
    QTimer m_calm;
    QString m_status; // as it was set, without what alerts add
    int m_openAlerts = 0;
    State m_wanted = State::Stopped;
    State m_shown = State::Stopped;
    bool m_paused = false;
};
