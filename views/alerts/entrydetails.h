// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/alertlogentry.h"

#include <QFrame>
#include <QLocale>

#include <optional>

class QScrollArea;
class QVBoxLayout;

// One alert of the log in words: what it says, what it rests on, and what became of it.
class EntryDetails final : public QFrame
{
    Q_OBJECT

public:
    explicit EntryDetails(QLocale locale, QWidget *parent = nullptr);

    void setEntry(const std::optional<AlertLogEntry> &entry);
    [[nodiscard]] QSize sizeHint() const override;

private:
    void rebuild();
    void addFacts(QVBoxLayout &rows);

    QLocale m_locale;
    std::optional<AlertLogEntry> m_entry;
    QScrollArea *m_scroll;
};
