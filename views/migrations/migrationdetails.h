// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migrations/migrationsstate.h"
#include "views/theme/theme.h"

#include <QLocale>
#include <QWidget>

class EmptyState;
class FactList;
class QAction;
class QListView;
class QPushButton;
class QScrollArea;
class QStackedWidget;
class QStringListModel;
class QTabWidget;
class QVBoxLayout;
class SqlView;

// The migration that is selected: its SQL both ways, what it would do, and where the database
// differs from what it should be. GUI thread.
class MigrationDetails final : public QWidget
{
    Q_OBJECT

public:
    // lookAt: asks for what is not known yet; not owned.
    MigrationDetails(QAction &lookAt, QLocale locale, const Theme &theme,
                     QWidget *parent = nullptr);

    // version 0: none is selected.
    void setMigration(const MigrationsState &state, int version);
    void showDrift();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    enum Tab { UpTab, DownTab, EffectTab, DriftTab };

    struct SqlPage {
        QStackedWidget *pages = nullptr;
        SqlView *view = nullptr;
    };

    [[nodiscard]] SqlPage makeSqlPage(const QString &name, QAction &lookAt);
    [[nodiscard]] QWidget *makeEffectPage();
    [[nodiscard]] QWidget *makeDriftPage();
    [[nodiscard]] QWidget *makeFoot();
    [[nodiscard]] const MigrationPreview *shownPreview() const;
    void showSql(const SqlPage &page, const MigrationPreview *preview);
    void showEffect();
    void addEffect(QVBoxLayout &rows, const MigrationPreview &preview);
    void showDrift(const QStringList &drift);
    void showFoot();

    QLocale m_locale;
    const Theme &m_theme;
    MigrationsState m_state;
    int m_version = 0;
    QTabWidget *m_tabs = nullptr;
    SqlPage m_up;
    SqlPage m_down;
    QScrollArea *m_effect = nullptr;
    QStackedWidget *m_driftPages = nullptr;
    QStringListModel *m_drift = nullptr;
    QListView *m_driftList = nullptr;
    QWidget *m_foot = nullptr;
    FactList *m_facts = nullptr;
    QPushButton *m_copy = nullptr;
};
