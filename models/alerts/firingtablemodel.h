// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/rulereplay.h"

#include <QAbstractTableModel>
#include <QLocale>

// What a rule would have fired, the newest first: when, at what, and for how long. Lives on the GUI
// thread.
class FiringTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { TimeColumn, ValueColumn, LevelColumn, LastedColumn, ColumnCount };

    explicit FiringTableModel(QLocale locale, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

    void setEvents(const QList<AlertEvent> &events);

private:
    struct Firing {
        AlertEvent event;
        qint64 overMs = 0; // 0: it goes on
    };

    [[nodiscard]] QString display(const Firing &firing, int column) const;

    QLocale m_locale;
    QList<Firing> m_firings; // newest first
};
