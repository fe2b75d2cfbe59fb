// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/alertlogentry.h"
#include "views/shell/detailscard.h"

#include <QLocale>

#include <optional>

// One alert of the log in words: what it says, what it rests on, and what became of it.
class EntryDetails final : public DetailsCard
{
    Q_OBJECT

public:
    explicit EntryDetails(QLocale locale, QWidget *parent = nullptr);

    void setEntry(const std::optional<AlertLogEntry> &entry);
    [[nodiscard]] QSize sizeHint() const override;

private:
    void rebuild();

    QLocale m_locale;
    std::optional<AlertLogEntry> m_entry;
};
