// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/assets/assettablemodel.h"
#include "views/theme/theme.h"

#include <QAction>
#include <QList>

// Everything that can be asked for in the Assets panel. What cannot be used says why. GUI thread.
class AssetActions final : public QObject
{
    Q_OBJECT

public:
    AssetActions(const Theme &theme, QObject *parent);

    void update(const AssetTableModel &assets, const QList<AssetRow> &selected, bool isQueuePaused);

    // Which of the selected ones pausing or resuming would change: stocks and funds only, because
    // coins come all with one answer.
    [[nodiscard]] static QStringList changeable(const QList<AssetRow> &selected, bool isActive);
    // Which of them can be removed: stocks and funds; coins would be back with the next run.
    [[nodiscard]] static QStringList removable(const QList<AssetRow> &selected);
    // Which of them can be synced: active stocks and funds.
    [[nodiscard]] static QStringList syncable(const QList<AssetRow> &selected);
    // What the pause action does to the selected ones: pause unless all are paused.
    [[nodiscard]] static bool wouldPause(const QList<AssetRow> &selected);

    QAction *add;
    QAction *importFile;
    QAction *pause; // says Resume where all selected ones are paused
    QAction *edit;
    QAction *remove;
    QAction *showPrices;
    QAction *syncNow;
    QAction *syncSelected;
    QAction *pauseQueue; // says Resume while the queue is paused
    QAction *plan;

private:
    [[nodiscard]] QAction *make(const QString &icon, const QString &text, const QString &name);
    void updateSync(const AssetTableModel &assets, const QList<AssetRow> &selected,
                    bool isQueuePaused);

    const Theme &m_theme;
};
