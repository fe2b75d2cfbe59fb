// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/corporateaction.h"
#include "db/domain/dailybar.h"
#include "tests/support/marketserver.h"

#include <QHash>
#include <QMap>

// EODHD as far as Tidemark asks it, on loopback: symbols with their days, splits and dividends, and
// answers that were told beforehand. Counts calls as the provider does.
class EodhdMarket final
{
public:
    EodhdMarket();

    [[nodiscard]] QUrl url() const { return m_server.url(); } // for EODHD_BASE_URL
    [[nodiscard]] static QString token() { return QStringLiteral("5f00dcafe.12345678"); }

    void setDays(const QString &symbol, const QList<DailyBar> &bars);
    void setDay(const QString &symbol, const DailyBar &bar);
    void removeDay(const QString &symbol, const QDate &day);
    void setActions(const QString &symbol, const QList<CorporateAction> &actions);

    // For requests whose path ends so ("/eod/BHP.AU"), until it is taken back.
    void setAnswer(const QByteArray &path, const MarketAnswer &answer) { m_told[path] = answer; }
    void clearAnswer(const QByteArray &path) { m_told.remove(path); }
    // Calls a day; what is over it gets 402.
    void setQuota(int calls) { m_quota = calls; }
    void newDay() { m_calls = 0; }

    [[nodiscard]] int calls() const { return m_calls; }
    [[nodiscard]] int refusedCalls() const { return m_refused; } // with 402
    [[nodiscard]] int mostUnderWay() const { return m_mostUnderWay; }
    [[nodiscard]] QList<QByteArray> paths() const; // of the requests, without queries, in order
    [[nodiscard]] QByteArray lastQuery(const QByteArray &path) const;
    [[nodiscard]] MarketServer &server() { return m_server; }

private:
    [[nodiscard]] MarketAnswer answer(const MarketRequest &request);
    [[nodiscard]] MarketAnswer days(const QString &symbol, const QByteArray &query) const;
    [[nodiscard]] MarketAnswer actions(const QString &symbol, CorporateAction::Type type) const;

    QHash<QString, QMap<QDate, DailyBar>> m_days;
    QHash<QString, QList<CorporateAction>> m_actions;
    QHash<QByteArray, MarketAnswer> m_told;
    int m_quota = 1'000'000;
    int m_calls = 0;
    int m_refused = 0;
    int m_mostUnderWay = 0;
    MarketServer m_server;
};

// So many weekdays up to this one, each a little above the last; adjusted as traded.
[[nodiscard]] QList<DailyBar> risingDays(const QDate &last, int count, int firstCents = 1000);

[[nodiscard]] DailyBar dayOf(const QDate &day, const QString &close, const QString &adjusted = {},
                             qint64 volume = 1000);
