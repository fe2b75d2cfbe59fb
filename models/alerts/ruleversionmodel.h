// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/alertrule.h"

#include <QAbstractTableModel>
#include <QLocale>

// What a rule was: its versions, the newest first, each with what it changed. Lives on the GUI
// thread.
class RuleVersionModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { VersionColumn, TimeColumn, ChangeColumn, ColumnCount };

    explicit RuleVersionModel(QLocale locale, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

    [[nodiscard]] const AlertRule &version(int row) const { return m_versions.at(row); }

    void setVersions(const QList<AlertRule> &versions); // oldest first

private:
    QLocale m_locale;
    QList<AlertRule> m_versions; // newest first
};

// "Level 142,000.00, hold 10 min": what an edit made of a rule; empty when it changed nothing.
[[nodiscard]] QString ruleChange(const AlertRule &before, const AlertRule &after,
                                 const QLocale &locale);
