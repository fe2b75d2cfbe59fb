// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/alertstanding.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QLocale>
#include <QSet>

#include <functional>

// The rules that are there, by name. Lives on the GUI thread.
class RuleTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        StateColumn,
        SymbolColumn,
        ConditionColumn,
        SeverityColumn,
        VersionColumn,
        ColumnCount
    };

    // clock gives the present time, UTC.
    RuleTableModel(QLocale locale, std::function<QDateTime()> clock, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

    [[nodiscard]] const AlertRule &rule(int row) const { return m_shown.at(row); }
    [[nodiscard]] int rowOf(qint64 id) const;             // -1 when it is not shown
    [[nodiscard]] const AlertRule *find(qint64 id) const; // also one that the filter hides
    [[nodiscard]] const QList<AlertRule> &rules() const { return m_rules; }
    // What may be watched.
    [[nodiscard]] const QStringList &symbols() const { return m_symbols; }
    [[nodiscard]] bool isSnoozed(qint64 id) const { return m_snoozes.value(id) > m_clock(); }
    [[nodiscard]] QString text() const { return m_text; }
    // False until setRules(): an empty table says nothing about the database before.
    [[nodiscard]] bool hasAnswer() const { return m_hasAnswer; }

public slots:
    void setRules(const QList<AlertRule> &rules, const QStringList &symbols);
    void setSnoozes(const QHash<qint64, QDateTime> &until);
    // Where rules stood when they were judged last.
    void setStates(const QHash<qint64, AlertState> &states);
    // Those that somebody has changed and not saved.
    void setDrafts(const QSet<qint64> &ids);
    void tick(); // a snooze may be over, or a rule expired
    // Shows those with the text in name, symbol or condition.
    void setText(const QString &text);

signals:
    void rulesAccepted();

private:
    void show();
    [[nodiscard]] QString display(const AlertRule &rule, int column) const;
    [[nodiscard]] AlertStanding standing(const AlertRule &rule) const;
    [[nodiscard]] QString stateText(const AlertRule &rule) const;
    void showStates();

    QLocale m_locale;
    std::function<QDateTime()> m_clock;
    QList<AlertRule> m_rules;
    QList<AlertRule> m_shown;
    QStringList m_symbols;
    QHash<qint64, QDateTime> m_snoozes;
    QHash<qint64, AlertState> m_states;
    QSet<qint64> m_drafts;
    QStringList m_stateTexts; // as shown, by row
    QString m_text;
    bool m_hasAnswer = false;
};
