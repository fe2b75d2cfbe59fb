// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class ActionButton;
class QLineEdit;
class QToolBar;
class TextLabel;
class Theme;

// The upper edge of a panel: its title, filter and choices, a stretch, then rare actions, a line
// and the main action last. What does not fit moves into the extension menu of the tool bar inside.
// GUI thread.
class PanelHeader final : public QWidget
{
    Q_OBJECT

public:
    explicit PanelHeader(const QString &title, QWidget *parent = nullptr);

    void setTitle(const QString &title);

    // Takes the widget over. The action returned shows or hides it: in a tool bar the widget's own
    // visibility is not its own.
    QAction *addWidget(QWidget *widget);
    // A line edit that narrows what the panel lists: its placeholder says name, "Filter runs", and
    // the keys.
    QLineEdit *addFilter(const Theme &theme, const QString &name);
    void addStretch();
    void addSeparator();

    // A button that does the action, which is not owned.
    ActionButton *addButton(QAction &action);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    TextLabel *m_title;
    QToolBar *m_bar;
};
