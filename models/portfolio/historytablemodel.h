// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/accountentry.h"

#include <QAbstractTableModel>
#include <QLocale>

// A list of the owner's account as it was told last. Nothing of it is stored. Asks by
// historyRequested(); an answer with another ticket than the newest is for nobody. Lives on the GUI
// thread.
class HistoryTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        TimeColumn,
        KindColumn,
        CoinColumn,
        AmountColumn,
        RateColumn,
        TotalColumn,
        FeeColumn,
        CurrencyColumn,
        TypeColumn,
        RemarkColumn,
        ColumnCount
    };

    explicit HistoryTableModel(const QLocale &locale, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

    [[nodiscard]] bool isLoading() const { return m_isLoading; }
    [[nodiscard]] bool hasAnswer() const { return m_hasAnswer; }
    [[nodiscard]] const AccountHistory &history() const { return m_history; }
    [[nodiscard]] const QLocale &locale() const { return m_locale; }

public slots:
    void load(const AccountHistoryRequest &request);
    void acceptHistory(quint64 ticket, const AccountHistory &history);
    void acceptFailure(quint64 ticket, const Error &error);

signals:
    void historyRequested(quint64 ticket, const AccountHistoryRequest &request);
    void loadingChanged();
    void failed(const Error &error); // of the newest question

private:
    [[nodiscard]] QString display(const AccountEntry &entry, int column) const;
    [[nodiscard]] QString raw(const AccountEntry &entry, int column) const;

    QLocale m_locale;
    AccountHistory m_history;
    quint64 m_ticket = 0;
    bool m_isLoading = false;
    bool m_hasAnswer = false;
};
