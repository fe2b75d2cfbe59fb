// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/credentials/credentials.h"
#include "app/credentials/memorystore.h"
#include "app/desktop/desktopprogram.h"
#include "app/settings.h"
#include "tests/support/marketserver.h"

#include <QApplication>
#include <QLabel>
#include <QMainWindow>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

// The whole desktop program in a real window, with a database of the test's and a market on
// loopback. Widgets are found by name and pressed as a person would.
class ShownProgram final
{
public:
    ShownProgram()
    {
        if (!market.listen())
            qFatal("the market cannot listen");
    }

    // server: in place of the market; it may have an account.
    void start(const ConnectionSpec &database, const QUrl &server = {})
    {
        DesktopOptions options;
        options.database = database;
        options.dataFolder = folder.path();
        options.priceServer = server.isEmpty() ? market.url() : server;
        options.eodhdServer = eodhdServer;
        options.grid = SlotGrid{std::chrono::seconds{1}};
        m_program.start(options);
        QVERIFY(QTest::qWaitForWindowExposed(window()));
    }

    // As a signal does that ends the program.
    void quit() { m_program.quit(); }

    [[nodiscard]] static QMainWindow *window()
    {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            if (auto *window = qobject_cast<QMainWindow *>(widget))
                return window;
        }
        return nullptr;
    }

    template <typename Widget> [[nodiscard]] static Widget *find(const QString &name)
    {
        return window()->findChild<Widget *>(name);
    }
    [[nodiscard]] static QString text(const QString &label)
    {
        const auto *found = find<QLabel>(label);
        return found ? found->text() : QString{};
    }
    // Waits until it can be pressed; false when that never comes. Not for QTRY_VERIFY, which does a
    // thing that succeeds a second time.
    [[nodiscard]] static bool press(const QString &button)
    {
        const auto usable = [&] {
            const auto *found = find<QPushButton>(button);
            return found && found->isEnabled() && found->isVisible();
        };
        if (!QTest::qWaitFor(usable, 20'000))
            return false;
        QTest::keyClick(find<QPushButton>(button), Qt::Key_Space);
        return true;
    }
    [[nodiscard]] static QTableView *table(const QString &name) { return find<QTableView>(name); }
    // What a window manager does when a dialog has closed, and the offscreen platform does not: no
    // shortcut works without it.
    static void activate()
    {
        window()->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window()));
    }
    static void showPanel(Qt::Key key) { QTest::keyClick(window(), key, Qt::ControlModifier); }

    QTemporaryDir folder;
    MarketServer market;
    QUrl eodhdServer; // of shares; empty: none
    MemoryStore secrets;
    Credentials credentials{{}, secrets};
    QSettings store{folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat};

private:
    Settings m_settings{store};
    DesktopProgram m_program{m_settings, store, credentials};
};
