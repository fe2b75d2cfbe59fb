// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/tuning/lab/labreport.h"
#include "models/celltablemodel.h"

#include <QLocale>

// Something that the index lab measured twice.
struct BeforeAfter {
    QString title; // "market_data, migration 5"
    QString beforeName;
    QString afterName;
    QString unit; // "µs per row", "rows per s"
    Spread before = {};
    Spread after = {};
    bool isMoreBetter = true;
    Tendency tendency = Tendency::Uncertain;
    std::optional<double> ratio = {}; // after against before, where each round measured both

    // After against before: 0.55 is 55 % more.
    [[nodiscard]] double change() const
    {
        if (ratio)
            return *ratio - 1.0;
        return before.median > 0 ? after.median / before.median - 1.0 : 0.0;
    }
};

[[nodiscard]] QList<BeforeAfter> beforeAndAfter(const LabReport &report);
// "+55 %"
[[nodiscard]] QString changeText(const BeforeAfter &measured, const QLocale &locale);
// "clear gain", "not certain"
[[nodiscard]] QString tendencyText(Tendency tendency);
// "41.2 (40.1–42.3)": the median and its quartiles.
[[nodiscard]] QString spreadText(const Spread &spread, const QLocale &locale);
// What a chart of them shows, in sentences for who does not see it.
[[nodiscard]] QString spokenText(const QList<BeforeAfter> &measured, const QLocale &locale);

// The same as a table: what a chart shows, exactly. GUI thread.
class BeforeAfterModel final : public CellTableModel<BeforeAfter>
{
    Q_OBJECT

public:
    enum Column { TitleColumn, ChangeColumn, BeforeColumn, AfterColumn, UnitColumn, ColumnCount };

    explicit BeforeAfterModel(QLocale locale, QObject *parent = nullptr)
        : CellTableModel{ColumnCount, parent}
        , m_locale{std::move(locale)}
    {}

    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    void setMeasured(const QList<BeforeAfter> &measured);
    [[nodiscard]] const QList<BeforeAfter> &measured() const { return m_measured; }
    [[nodiscard]] const QLocale &locale() const { return m_locale; }

signals:
    void measuredChanged();

protected:
    [[nodiscard]] const QList<BeforeAfter> &rows() const override { return m_measured; }
    [[nodiscard]] QString display(const BeforeAfter &row, int column) const override;
    [[nodiscard]] QString toolTip(const BeforeAfter &row, int column) const override
    {
        return display(row, column);
    }
    [[nodiscard]] QVariant further(const BeforeAfter &, int, int) const override { return {}; }

private:
    QLocale m_locale;
    QList<BeforeAfter> m_measured;
};
