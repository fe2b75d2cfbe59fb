// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class ActionButton;
class QAction;
class QLabel;
class QVBoxLayout;
class Theme;

// What stands where nothing is yet: what belongs here in one sentence, and the next step as one
// button. GUI thread.
class EmptyState final : public QWidget
{
    Q_OBJECT

public:
    EmptyState(const Theme &theme, const QString &iconName, const QString &sentence,
               QWidget *parent = nullptr);

    void setSentence(const QString &sentence);

    // The button under the sentence; the action is not owned. A second call replaces the first.
    void setNextStep(QAction &action);

private:
    void paintIcon();

    const Theme &m_theme;
    QString m_iconName;
    QLabel *m_icon;
    QLabel *m_sentence;
    QVBoxLayout *m_column;
    ActionButton *m_button = nullptr;
};
