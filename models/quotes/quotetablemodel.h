// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/quotes/quotepage.h"
#include "models/celltablemodel.h"

#include <QLocale>

#include <functional>

// All stored quotes, newest first, however many: it holds a window of some thousands and asks for
// the next page where the person scrolls to its end, at either side. It asks by signal and is
// answered. Lives on the GUI thread.
class QuoteTableModel final : public CellTableModel<Quote>
{
    Q_OBJECT

public:
    enum Column {
        TimeColumn,
        CoinColumn,
        LastColumn,
        BidColumn,
        AskColumn,
        StoredColumn,
        ColumnCount
    };
    static constexpr int MostRows = 4000;

    // clock gives the present time, UTC.
    QuoteTableModel(QLocale locale, std::function<QDateTime()> clock, QObject *parent = nullptr);

    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override; // older ones
    void fetchMore(const QModelIndex &parent) override;

    [[nodiscard]] const Quote &quote(int row) const { return m_rows.at(row); }
    [[nodiscard]] const QString &coin() const { return m_coin; }
    // False until the first page: an empty table says nothing about the database before.
    [[nodiscard]] bool hasAnswer() const { return m_hasAnswer; }
    // Whether the window begins with the newest quote.
    [[nodiscard]] bool isAtNewest() const { return !m_hasNewer; }

public slots:
    void showNewest();
    void showOldest();
    // The quotes of that moment and before come first; those after it are above.
    void showAt(const QDateTime &time);
    void setCoin(const QString &coin); // empty: all; stays at the time that is shown
    void fetchNewer();
    // Quotes were stored: where the newest are shown, they go on top.
    void refresh();
    void acceptPage(quint64 ticket, const QuotePage &page);
    // No page will come: the next scroll to an end asks again.
    void giveUp(quint64 ticket);

signals:
    // Answered by acceptPage or giveUp with the same ticket.
    void pageRequested(quint64 ticket, const QuotePageRequest &request);
    void pageAccepted();
    void shifted(int rows); // came in above the ones that were there, or left there (negative)

protected:
    [[nodiscard]] const QList<Quote> &rows() const override { return m_rows; }
    [[nodiscard]] QString display(const Quote &quote, int column) const override;
    [[nodiscard]] QString toolTip(const Quote &quote, int column) const override;
    [[nodiscard]] QString raw(const Quote &quote, int column) const override;
    [[nodiscard]] QVariant further(const Quote &quote, int column, int role) const override;

private:
    enum class Purpose { Newest, At, Oldest, Older, Newer };

    void ask(Purpose purpose, const QuotePageRequest &request);
    void putBelow(const QuotePage &page);
    void putAbove(const QuotePage &page);

    QLocale m_locale;
    std::function<QDateTime()> m_clock;
    QList<Quote> m_rows; // newest first, whole slots
    QString m_coin;
    std::optional<Purpose> m_waiting;
    quint64 m_ticket = 0;
    bool m_hasNewer = false;
    bool m_hasOlder = false;
    bool m_hasAnswer = false;
    bool m_isStale = false; // quotes were stored while a page was under way
};
