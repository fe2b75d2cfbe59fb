// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/tuning/findingtablemodel.h"
#include "views/shell/detailscard.h"
#include "views/theme/theme.h"

#include <optional>

class QPushButton;

// One finding: why, how sure, what it costs, the SQL to do and to undo, and how statements fare
// once it was done. GUI thread.
class FindingDetails final : public DetailsCard
{
    Q_OBJECT

public:
    FindingDetails(QLocale locale, const Theme &theme, QWidget *parent = nullptr);

    void setFinding(const std::optional<FindingRow> &row);

private:
    void rebuild();
    void addSql(const QString &heading, const QString &sql);
    void copySql();

    QLocale m_locale;
    const Theme &m_theme;
    std::optional<FindingRow> m_row;
    QPushButton *m_copy;
};
