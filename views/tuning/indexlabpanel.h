// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/tuning/beforeafter.h"
#include "models/tuning/findingtablemodel.h"
#include "views/tables/tableactions.h"
#include "views/theme/theme.h"

#include <QWidget>

class ActionButton;
class Banner;
class DataTable;
class EmptyState;
class ExportAction;
class FindingDetails;
class MeasuredView;
class QSplitter;
class QStackedWidget;
class TextLabel;

// Index lab: what is to be said of the indexes, what each costs, and what was done about them, with
// the way back. GUI thread.
class IndexLabPanel final : public QWidget
{
    Q_OBJECT

public:
    IndexLabPanel(FindingTableModel &findings, BeforeAfterModel &measured, const Theme &theme,
                  QWidget *parent = nullptr);

    // For the window's menus; the panel's own, so their keys work while it shows.
    [[nodiscard]] QList<QAction *> editActions() const { return m_tableActions->edit(); }
    [[nodiscard]] QList<QAction *> viewActions() const;
    [[nodiscard]] QList<QAction *> databaseActions() const
    {
        return {m_measure, m_compare, m_try, m_apply, m_revert};
    }
    // For the File menu; the panel's own as well.
    [[nodiscard]] ExportAction &exportAction() { return *m_export; }
    // For errors; hidden until it is told one.
    [[nodiscard]] Banner &banner() { return *m_banner; }

    void setReadOnly(bool isReadOnly);
    // What runs now keeps its kind from being asked for again.
    void setMeasuring(bool isMeasuring);
    void setChanging(bool isChanging);

    // Columns and the sizes of the parts, for settings.
    [[nodiscard]] QByteArray saveState() const;
    bool restoreState(const QByteArray &state);

signals:
    void refreshRequested();
    void measureRequested(bool withMigrations);
    // isUnmeasured: the person was told that it is not known to be a gain.
    void applyRequested(const QString &finding, bool isTrial, bool isUnmeasured);
    void revertRequested(qint64 change);

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeActions();
    [[nodiscard]] QWidget *makeHeader();
    [[nodiscard]] QWidget *makeTable();
    [[nodiscard]] QWidget *makeFoot();
    [[nodiscard]] const FindingRow *current() const;
    void acceptState();
    void showCurrent();
    void updateActions();
    void updatePage();
    void askApply(bool isTrial);

    const Theme &m_theme;
    FindingTableModel &m_findings;
    BeforeAfterModel &m_measured;
    TableActions *m_tableActions = nullptr;
    QAction *m_refresh = nullptr;
    QAction *m_measure = nullptr;
    QAction *m_compare = nullptr;
    QAction *m_try = nullptr;
    QAction *m_apply = nullptr;
    QAction *m_revert = nullptr;
    ExportAction *m_export = nullptr;
    QList<ActionButton *> m_rareButtons; // of the header
    Banner *m_banner = nullptr;
    TextLabel *m_summary = nullptr;
    DataTable *m_table = nullptr;
    EmptyState *m_empty = nullptr;
    QStackedWidget *m_pages = nullptr;
    QSplitter *m_parts = nullptr; // table above, the rest below
    QSplitter *m_lower = nullptr; // what was measured, and the details
    MeasuredView *m_measuredView = nullptr;
    FindingDetails *m_details = nullptr;
    QString m_current; // the finding that was chosen, over a reload
    int m_currentRow = 0;
    bool m_isReadOnly = false;
    bool m_isMeasuring = false;
    bool m_isChanging = false;
};
