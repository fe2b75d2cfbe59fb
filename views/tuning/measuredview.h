// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/tuning/beforeafter.h"
#include "views/theme/theme.h"

#include <QFrame>

class DataTable;
class QPushButton;
class QStackedWidget;
class TextLabel;

// What the index lab measured last, as a chart or as its table. GUI thread.
class MeasuredView final : public QFrame
{
    Q_OBJECT

public:
    MeasuredView(BeforeAfterModel &model, const Theme &theme, QWidget *parent = nullptr);

    // When, and how far it can be believed; empty: nothing was measured.
    void setNote(const QString &note);
    // A measurement runs, of which nothing is known yet.
    void setMeasuring(bool isMeasuring);

private:
    void showTable(bool isTable);
    void follow();

    BeforeAfterModel &m_model;
    TextLabel *m_note;
    TextLabel *m_empty;
    QStackedWidget *m_pages;
    DataTable *m_table;
    QPushButton *m_twin;
};
