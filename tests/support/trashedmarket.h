// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/alerts/alertlogstore.h"
#include "db/alerts/alertrulestore.h"
#include "db/assets/stockquotestore.h"
#include "db/schema/inspection.h"
#include "db/transaction.h"
#include "db/trash/trashbatch.h"
#include "migrations/migrator.h"
#include "tests/support/engines.h"
#include "tests/support/stockrows.h"
#include "tests/support/verifyresult.h"

// A database at the head with BHP.AU, for what is deleted, restored and purged.
class TrashedMarket final
{
public:
    explicit TrashedMarket(Engine engine)
        : m_database{engine}
        , m_connection{openOrFail(m_database.spec())}
    {
        need(MigrationSet::shipped(engine).and_then([&](const MigrationSet &migrations) {
            return Migrator{*m_connection, migrations}.up();
        }));
        need(addStock(*m_connection, QStringLiteral("BHP.AU"), QStringLiteral("AUD")));
    }

    [[nodiscard]] const Connection &connection() const { return *m_connection; }
    [[nodiscard]] ConnectionSpec spec() const { return m_database.spec(); }
    [[nodiscard]] QString url() const { return m_database.url(); }

    [[nodiscard]] static QDateTime at(int minute, int ms = 0)
    {
        return QDateTime::fromString(QStringLiteral("2026-11-20T03:15:00.123Z"), Qt::ISODateWithMs)
                .addMSecs(qint64{minute} * 60'000 + ms);
    }

    // One of each minute from first on.
    void addQuotes(int count, int first = 0) const
    {
        const qint64 instrument = number(QStringLiteral("SELECT instrument_id FROM assets WHERE "
                                                        "symbol = 'BHP.AU'"));
        Transaction transaction{*m_connection};
        need(transaction.begin());
        {
            auto loader = m_connection->loader(QStringLiteral("market_data"),
                                               {QStringLiteral("timestamp"),
                                                QStringLiteral("instrument_id"),
                                                QStringLiteral("price"), QStringLiteral("volume")});
            need(loader);
            for (int i = 0; i < count; ++i) {
                const std::array row{Cell::ofInteger(at(first + i).toMSecsSinceEpoch()),
                                     Cell::ofInteger(instrument), Cell::ofReal(45 + i % 7 / 10.0),
                                     i % 3 == 0 ? Cell{} : Cell::ofInteger(i)};
                need((*loader)->append(row));
            }
            need((*loader)->finish());
        }
        need(transaction.commit());
    }
    // Returns how many were deleted.
    int removeQuotes(const QuoteRange &range, const QDateTime &now, const Deleter &deleter) const
    {
        TrashBatch batch{*m_connection, [](std::chrono::milliseconds) { return true; }};
        const TrashBatchOutcome outcome = batch.removeQuotes(range, now, deleter);
        if (outcome.ended)
            qFatal("%s", qPrintable(outcome.ended->detail));
        return outcome.rows;
    }
    AlertRule addRule(const QString &condition = QStringLiteral("above 50"),
                      const QString &name = {}) const
    {
        AlertRule rule;
        rule.symbol = QStringLiteral("BHP.AU");
        rule.name = name;
        rule.condition = AlertCondition::parse(condition).value();
        return AlertRuleStore{*m_connection}.add(checkedRule(rule).value(), at(0)).value();
    }
    // Returns its id; 0 when there was one of this rule and minute already.
    qint64 addLog(const AlertRule &rule, int minute) const
    {
        AlertEvent event;
        event.ruleId = rule.id;
        event.ruleVersion = rule.version;
        event.timeMs = at(minute).toMSecsSinceEpoch();
        event.value = Price::parse(u"50.12345678").value();
        event.level = Price::parse(u"50").value();
        Transaction transaction{*m_connection};
        need(transaction.begin());
        const Result<bool> isNew = AlertLogStore{*m_connection}.insert(rule, event, at(minute, 5));
        need(isNew);
        need(transaction.commit());
        return *isNew ? number(QStringLiteral("SELECT MAX(id) FROM alert_logs")) : 0;
    }

    [[nodiscard]] qint64 number(const QString &sql) const { return numberFrom(*m_connection, sql); }
    [[nodiscard]] qint64 count(const QString &from) const
    {
        return number(QStringLiteral("SELECT COUNT(*) FROM ") + from);
    }
    // Each cell of each row of the query, so that nothing can differ unseen.
    [[nodiscard]] QStringList cells(const QString &query) const
    {
        const auto stream = m_connection->stream(query);
        need(stream);
        QStringList lines;
        while ((*stream)->next()) {
            QStringList line;
            for (const Cell &cell : (*stream)->row())
                line << (cell.kind == Cell::Kind::Null      ? QStringLiteral("-")
                         : cell.kind == Cell::Kind::Integer ? QString::number(cell.integer)
                         : cell.kind == Cell::Kind::Real    ? QString::number(cell.real, 'g', 17)
                                                            : QString::fromUtf8(cell.text));
            lines << line.join(u'|');
        }
        return lines;
    }
    // "deleted 2, restored 2": what system_events has of the recycle bin.
    [[nodiscard]] QStringList events() const
    {
        return cells(QStringLiteral("SELECT event FROM system_events WHERE component = 'trash' "
                                    "ORDER BY id"));
    }

private:
    template <typename Outcome> static void need(const Outcome &outcome)
    {
        if (!outcome)
            qFatal("%s: %s", qPrintable(outcome.error().subject),
                   qPrintable(outcome.error().detail));
    }

    TestDatabase m_database;
    std::unique_ptr<Connection> m_connection;
};
