// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/tuning/findingtablemodel.h"
#include "views/theme/theme.h"

#include <QFrame>

#include <optional>

class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;
class TextLabel;

// One finding: why, how sure, what it costs, the SQL to do and to undo, and how statements fare
// once it was done. GUI thread.
class FindingDetails final : public QFrame
{
    Q_OBJECT

public:
    FindingDetails(QLocale locale, const Theme &theme, QWidget *parent = nullptr);

    void setFinding(const std::optional<FindingRow> &row);

private:
    void rebuild();
    void addText(QVBoxLayout &rows, const QString &text, bool isQuiet = false);
    void addSql(QVBoxLayout &rows, const QString &heading, const QString &sql);
    void copySql();

    QLocale m_locale;
    const Theme &m_theme;
    std::optional<FindingRow> m_row;
    QLabel *m_icon;
    TextLabel *m_title;
    QScrollArea *m_scroll;
    QPushButton *m_copy;
};
