// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/celltablemodel.h"
#include "models/tuning/findingtext.h"

// A finding with what was done about it. Of a change whose finding is gone, what it was.
struct FindingRow {
    IndexFinding finding;
    std::optional<WatchedChange> change; // in force

    [[nodiscard]] QString id() const { return change ? change->change.finding : finding.id(); }
    [[nodiscard]] bool isWorse() const { return change && !change->watch.worse.isEmpty(); }
    // That the advisor says it now, so that it can be done.
    bool isFound = true;
};

// What is to be said of the indexes of a database, the changes in force first. GUI thread.
class FindingTableModel final : public CellTableModel<FindingRow>
{
    Q_OBJECT

public:
    enum Column {
        VerdictColumn,
        TableColumn,
        IndexColumn,
        WhyColumn,
        CostColumn,
        SizeColumn,
        StateColumn,
        ColumnCount
    };

    explicit FindingTableModel(QLocale locale, QObject *parent = nullptr)
        : CellTableModel{ColumnCount, parent}
        , m_locale{std::move(locale)}
    {}

    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] const FindingRow &row(int row) const { return m_rows.at(row); }
    [[nodiscard]] int rowOf(const QString &id) const; // -1: none
    [[nodiscard]] const TuningState &state() const { return m_state; }
    [[nodiscard]] const QLocale &locale() const { return m_locale; }
    [[nodiscard]] bool hasAnswer() const { return m_hasAnswer; }
    // What is not known and how to come by it; translated sentences.
    [[nodiscard]] QString unknown() const;

public slots:
    void acceptState(const TuningState &state);

signals:
    void stateAccepted();

protected:
    [[nodiscard]] const QList<FindingRow> &rows() const override { return m_rows; }
    [[nodiscard]] QString display(const FindingRow &row, int column) const override;
    [[nodiscard]] QString toolTip(const FindingRow &row, int column) const override
    {
        return display(row, column);
    }
    [[nodiscard]] QVariant further(const FindingRow &row, int column, int role) const override;

private:
    [[nodiscard]] QString costText(const IndexFinding &finding) const;

    QLocale m_locale;
    QList<FindingRow> m_rows;
    TuningState m_state;
    bool m_hasAnswer = false;
};
