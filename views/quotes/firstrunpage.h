// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/theme/theme.h"

#include <QScrollArea>

class LinkButton;
class QCheckBox;
class QPushButton;
class StepRow;
class TextLabel;

// What Prices shows while the database has none: what is ready already, and the one step to the
// first prices. Ways that the program does not offer (yet) stay hidden until a setter shows them.
class FirstRunPage final : public QScrollArea
{
    Q_OBJECT

public:
    explicit FirstRunPage(const Theme &theme, QWidget *parent = nullptr);

    // "SQLite, market.db in your data folder. Only you can read it."
    void setDatabaseText(const QString &text);
    // The real state of starting at log-in; isKnown false hides the choice.
    void setAutostart(bool isOn, bool isKnown = true);
    // Whether closing the window leaves the program in the tray; else closing ends it.
    void setCollectsClosed(bool isSo);
    // A run is under way: the button waits and says so.
    void setCollecting(bool isCollecting);
    // Why the last run brought nothing; empty: it did, or there was none.
    void setProblem(const QString &sentence);
    void setDemoOffered(bool isOffered); // shown from the start
    void setAdoptOffered(bool isOffered);
    void setOtherDatabaseOffered(bool isOffered);
    void setOtherSourceOffered(bool isOffered);

signals:
    void collectNowRequested();
    void autostartRequested(bool isOn);
    void demoRequested();
    void adoptRequested();
    void otherDatabaseRequested();
    void otherSourceRequested();

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] QWidget *makeTitle();
    [[nodiscard]] QWidget *makeSteps();
    [[nodiscard]] QWidget *makeFoot();
    void setUpWidth();

    const Theme &m_theme;
    QWidget *m_column;
    TextLabel *m_promise = nullptr;
    StepRow *m_database = nullptr;
    QString m_problem;
    StepRow *m_collect = nullptr;
    QPushButton *m_collectNow = nullptr;
    QPushButton *m_otherDatabase = nullptr;
    QPushButton *m_otherSource = nullptr;
    QCheckBox *m_autostart = nullptr;
    LinkButton *m_demo = nullptr;
    LinkButton *m_adopt = nullptr;
};
