// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

class QSettings;

// What the program remembers from one start to the next: one typed member a value. Never a secret:
// those are in the keychain. Words that a view chose ("1 d", "candles") are kept as it gave them;
// the view says what they mean and what to do with one it does not know. GUI thread; the QSettings
// outlives this and is a temporary file in tests.
class Settings final
{
public:
    explicit Settings(QSettings &store)
        : m_store{store}
    {}

    // The main window: QWidget::saveGeometry() and QMainWindow::saveState(). Empty: never shown.
    [[nodiscard]] QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray &geometry);
    [[nodiscard]] QByteArray windowState() const;
    void setWindowState(const QByteArray &state);
    [[nodiscard]] QString panel() const; // the object name of the panel that was shown last
    void setPanel(const QString &panel);

    // By the splitter's or table's object name: QSplitter::saveState(), QHeaderView::saveState().
    [[nodiscard]] QByteArray splitter(const QString &name) const;
    void setSplitter(const QString &name, const QByteArray &state);
    [[nodiscard]] QByteArray columns(const QString &table) const;
    void setColumns(const QString &table, const QByteArray &state);

    // Empty: the view's own choice, which for the orientation follows the window's width.
    [[nodiscard]] QString chartRange() const;
    void setChartRange(const QString &range);
    [[nodiscard]] QString stockRange() const; // the chart of a stock has ranges of its own
    void setStockRange(const QString &range);
    [[nodiscard]] bool stockRaw() const; // as traded; adjusted unless chosen
    void setStockRaw(bool isRaw);
    [[nodiscard]] QString chartKind() const;
    void setChartKind(const QString &kind);
    [[nodiscard]] QString chartPlace() const; // below the table or beside it
    void setChartPlace(const QString &place);
    [[nodiscard]] QString themeChoice() const;
    void setThemeChoice(const QString &choice);

    // Closing the window keeps collecting, where there is a tray. On unless switched off.
    [[nodiscard]] bool closeToTray() const;
    void setCloseToTray(bool closeToTray);
    [[nodiscard]] bool startHidden() const;
    void setStartHidden(bool startHidden);

    // Program and arguments that firings are told; empty: none.
    [[nodiscard]] QStringList alertCommand() const;
    void setAlertCommand(const QStringList &command);

    // Whether the program counts what its own statements do. On unless switched off.
    [[nodiscard]] bool recordsQueries() const;
    void setRecordsQueries(bool records);
    // What is kept of their values: "off", "hashed" or "kept".
    [[nodiscard]] QString valueSampling() const;
    void setValueSampling(const QString &sampling);

    // The URL chosen in the program, beaten by environment and command line; empty: none. A
    // password in it is dropped here, whatever the caller thought.
    [[nodiscard]] QString databaseUrl() const;
    void setDatabaseUrl(const QString &url);

private:
    QSettings &m_store;
};
