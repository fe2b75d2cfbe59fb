// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/run.h"
#include "views/shell/detailscard.h"
#include "views/theme/theme.h"

#include <QLocale>

#include <optional>

class QPushButton;
class TextLabel;

// One run in words: its result, the entries that were rejected and why, each attempt, what to do.
class RunDetails final : public DetailsCard
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
    void addRejected();
    void addAttempts();

    QLocale m_locale;
    const Theme &m_theme;
    std::optional<CollectionRun> m_run;
    bool m_hasSeconds = false;
    TextLabel *m_number;
    QPushButton *m_copy;
};
