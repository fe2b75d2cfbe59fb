// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/alertlogentry.h"
#include "db/statements.h"

#include <QHash>

// Which entries of the log are asked for.
struct AlertLogRequest {
    enum class Which { All, Open, Triggered, Notified, Acknowledged, Resolved };

    struct Key {
        QDateTime timestamp;
        qint64 id = 0;
    };

    std::optional<Key> after = {}; // the last entry already held; none asks for the newest page
    Which which = Which::All;
    QString symbol = {}; // empty: of all
    qint64 ruleId = 0;   // 0: of all
    QString text = {};   // somewhere in symbol, rule or message; empty: whatever they say
    QDateTime from = {}; // by timestamp, invalid: no limit
    QDateTime to = {};
    bool isDeleted = false; // those that were deleted, instead of the others
    int limit = 200;
};

struct AlertLogPage {
    QList<AlertLogEntry> rows; // newest first
    bool hasMore = false;
    std::optional<int> total = {}; // how many match on all pages, where that was asked for
};

// Table alert_logs. What writes runs inside the caller's transaction. Thread: the connection's.
class AlertLogStore final
{
public:
    explicit AlertLogStore(const Connection &connection)
        : m_statements{connection}
    {}

    [[nodiscard]] Result<AlertLogPage> page(const AlertLogRequest &request);
    // How many page() has in all.
    [[nodiscard]] Result<int> count(const AlertLogRequest &request);
    // How many nobody has seen to.
    [[nodiscard]] Result<int> countOpen();
    // NotFound (translated), the id as its subject.
    [[nodiscard]] Result<AlertLogEntry> find(qint64 id);

    // Writes what was triggered or is missed; false when it is there already. The symbol's id is
    // taken from assets.
    [[nodiscard]] Result<bool> insert(const AlertRule &rule, const AlertEvent &event,
                                      const QDateTime &now);
    // Ends what is not over of the rule: its firings, or its missing data.
    [[nodiscard]] Result<> resolve(qint64 ruleId, AlertEvent::Kind kind, qint64 timeMs);

    // Those that are over already are left as they are.
    [[nodiscard]] Result<> acknowledge(const QList<qint64> &ids, const QDateTime &now);
    // As if nobody had: what is not over is open again.
    [[nodiscard]] Result<> unacknowledge(const QList<qint64> &ids);

    // What nobody was told yet and is no older than a week, oldest first; not what is deleted, nor
    // what was logged before there was anybody to tell it.
    [[nodiscard]] Result<QList<AlertLogEntry>> untold(const QDateTime &now);
    // Takes one of them for this teller; false when another has it. A claim is over after a while:
    // its teller may be dead.
    [[nodiscard]] Result<bool> claim(qint64 id, const QString &teller, const QDateTime &now);
    // deliveries: JSON, what became of each way to tell it. toldAt: when a person was told; invalid
    // while there is still somebody to tell.
    [[nodiscard]] Result<> noteDeliveries(qint64 id, const QString &deliveries,
                                          const QDateTime &toldAt);

private:
    [[nodiscard]] Result<QList<AlertLogEntry>> read(const QString &rest,
                                                    std::span<const SqlValue> values);

    Statements m_statements;
};

Q_DECLARE_METATYPE(AlertLogRequest)
Q_DECLARE_METATYPE(AlertLogPage)
