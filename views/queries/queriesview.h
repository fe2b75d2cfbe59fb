// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/queries/queryfilter.h"
#include "models/queries/querytablemodel.h"
#include "views/tables/tableactions.h"
#include "views/theme/theme.h"

#include <QWidget>

class Banner;
class DataTable;
class EmptyState;
class QCheckBox;
class QComboBox;
class QLineEdit;
class QSplitter;
class QStackedWidget;
class SqlView;
class TextLabel;

// The program's own statements with their counts, times and plans, full scans marked, and what is
// kept of their values. Stands in a dialog or a panel. GUI thread.
class QueriesView final : public QWidget
{
    Q_OBJECT

public:
    QueriesView(QueryTableModel &queries, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] QList<QAction *> editActions() const { return m_actions->edit(); }
    [[nodiscard]] QList<QAction *> viewActions() const { return m_actions->view(); }
    // For errors; hidden until it is told one.
    [[nodiscard]] Banner &banner() { return *m_banner; }

    // As settings have it; no signal.
    void showSampling(ValueSampling sampling);
    // Answers samplesWanted().
    void showSamples(const QString &id, const QList<StoredSample> &samples);
    void showRecording(bool isRecording); // false: nothing new is counted, and says so

    // Columns and the sizes of the parts, for settings.
    [[nodiscard]] QByteArray saveState() const;
    bool restoreState(const QByteArray &state);

signals:
    void samplingChosen(ValueSampling sampling);
    // What is kept of the values of the selected statement; never where nothing is to be kept.
    void samplesWanted(const QString &id);
    // Somebody looks: what was counted since and plans that are not known are worth asking for.
    void newsWanted();

protected:
    void showEvent(QShowEvent *event) override;

private:
    [[nodiscard]] QWidget *makeChoices();
    [[nodiscard]] QWidget *makeTable();
    [[nodiscard]] QWidget *makeDetails();
    [[nodiscard]] const RecordedQuery *current() const;
    [[nodiscard]] ValueSampling sampling() const;
    void showCurrent();
    void askSamples();
    void updatePage();
    void askAnew();

    const Theme &m_theme;
    QueryTableModel &m_queries;
    QueryFilter m_filter;
    TableActions *m_actions = nullptr;
    QAction *m_clearFilter = nullptr;
    QAction *m_refresh = nullptr;
    Banner *m_banner = nullptr;
    QLineEdit *m_filterEdit = nullptr;
    QComboBox *m_days = nullptr;
    QCheckBox *m_fullScans = nullptr;
    QComboBox *m_sampling = nullptr;
    TextLabel *m_lead = nullptr;
    DataTable *m_table = nullptr;
    EmptyState *m_empty = nullptr;
    QStackedWidget *m_pages = nullptr;
    QSplitter *m_splitter = nullptr;
    TextLabel *m_summary = nullptr;
    SqlView *m_sql = nullptr;
    SqlView *m_plan = nullptr;
    SqlView *m_samples = nullptr;
    QString m_currentId; // over a reload
    QString m_shownId;   // of the details; empty: none are
    bool m_isRecording = true;
};
