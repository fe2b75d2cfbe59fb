// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/run.h"
#include "views/theme/theme.h"

#include <QFrame>
#include <QLocale>

#include <optional>

class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;
class TextLabel;

// One run in words: its result, the entries that were rejected and why, each attempt, what to do.
class RunDetails final : public QFrame
{
    Q_OBJECT

public:
    RunDetails(QLocale locale, const Theme &theme, QWidget *parent = nullptr);

    // hasSeconds: slots are shorter than a minute.
    void setRun(const std::optional<CollectionRun> &run, bool hasSeconds);
    [[nodiscard]] const std::optional<CollectionRun> &run() const { return m_run; }

public slots:
    void copyDetails();

private:
    void rebuild();
    void addHeading(QVBoxLayout &rows, const QString &text);
    void addText(QVBoxLayout &rows, const QString &text, bool isQuiet = false);
    void addRejected(QVBoxLayout &rows);
    void addAttempts(QVBoxLayout &rows);

    QLocale m_locale;
    const Theme &m_theme;
    std::optional<CollectionRun> m_run;
    bool m_hasSeconds = false;
    QLabel *m_icon;
    TextLabel *m_title;
    TextLabel *m_number;
    QScrollArea *m_scroll;
    QPushButton *m_copy;
};
