// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/alerts/alertlogstore.h"
#include "db/alerts/alertrulestore.h"
#include "db/alerts/alertstatestore.h"
#include "db/quotes/quotestore.h"
#include "db/transaction.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/migrationhead.h"
#include "tests/support/verifyresult.h"

// A database of the newest version with the prices of xau, which no market here has, of the last
// days, one each five minutes: 100 AUD, and 120 in the half hour after each midnight of UTC. Two
// rules watch it.
class AlertedMarket final
{
public:
    explicit AlertedMarket(const ConnectionSpec &spec)
        : m_connection{openOrFail(spec)}
    {
        check(migrate(*m_connection, headVersion()));
    }

    void addPrices(int days)
    {
        const QDateTime today{QDateTime::currentDateTimeUtc().date(), QTime{0, 0}, Qt::UTC};
        QuoteStore quotes{*m_connection};
        Transaction transaction{*m_connection};
        check(transaction.begin());
        for (int slot = 0; slot < days * 288; ++slot) {
            Quote quote;
            quote.coin = QStringLiteral("xau");
            quote.timestamp = today.addDays(-days).addSecs(slot * 300);
            const int minute = quote.timestamp.time().hour() * 60 + quote.timestamp.time().minute();
            quote.last = *Price::parse(minute < 30 ? u"120" : u"100");
            quote.bid = *Price::parse(u"99");
            quote.ask = *Price::parse(u"121");
            check(quotes.insert(quote, quote.timestamp));
        }
        check(transaction.commit());
    }

    AlertRule addRule(const QString &name, const QString &condition)
    {
        AlertRule rule;
        rule.name = name;
        rule.symbol = QStringLiteral("XAU.COINSPOT");
        rule.condition = *AlertCondition::parse(condition);
        const Result<AlertRule> added =
                AlertRuleStore{*m_connection}.add(*checkedRule(rule), now());
        check(added);
        return *added;
    }

    // As if it had fired so many hours ago, and went on.
    void addFiring(const AlertRule &rule, int hoursAgo)
    {
        AlertEvent event;
        event.ruleId = rule.id;
        event.ruleVersion = rule.version;
        event.timeMs = now().addSecs(-3600 * hoursAgo).toMSecsSinceEpoch() / 300'000 * 300'000;
        event.value = *Price::parse(u"120");
        event.level = rule.condition.first().level;
        Transaction transaction{*m_connection};
        check(transaction.begin());
        check(AlertLogStore{*m_connection}.insert(rule, event, now()));
        AlertState state;
        state.phase = AlertState::Phase::Firing;
        state.phaseMs = event.timeMs;
        state.firedMs = event.timeMs;
        state.firedValue = event.value;
        check(AlertStateStore{*m_connection}.put(rule.id, state, now()));
        check(transaction.commit());
    }

    [[nodiscard]] const Connection &connection() const { return *m_connection; }

private:
    [[nodiscard]] static QDateTime now() { return QDateTime::currentDateTimeUtc(); }
    template <typename Value> static void check(const Result<Value> &done)
    {
        if (!done)
            qFatal("%s", qPrintable(done.error().detail));
    }

    std::unique_ptr<Connection> m_connection;
};
