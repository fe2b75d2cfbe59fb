// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/alertlogentry.h"
#include "db/domain/alerts/latefirings.h"
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
    // Ends this firing alone.
    [[nodiscard]] Result<> resolve(const AlertRule &rule, const AlertEvent &firing, qint64 timeMs);
    // What goes on by the log: a rule that fires, or whose data is missed.
    struct Unresolved {
        qint64 ruleId = 0;
        AlertEvent::Kind kind = AlertEvent::Kind::Triggered; // or NoData
    };
    [[nodiscard]] Result<QList<Unresolved>> unresolved();
    // Of a rule all there were, also those that are in the recycle bin.
    [[nodiscard]] Result<QList<LoggedFiring>> firings(qint64 ruleId);

    // Of those that are not in the recycle bin; nothing: it never fired.
    [[nodiscard]] Result<std::optional<qint64>> newestFiring(qint64 ruleId);

    // Those that are over already are left as they are.
    [[nodiscard]] Result<> acknowledge(const QList<qint64> &ids, const QDateTime &now);
    // As if nobody had: what is not over is open again.
    [[nodiscard]] Result<> unacknowledge(const QList<qint64> &ids);

    // What nobody was told yet and is no older than a week, oldest first; not what is deleted, nor
    // what was logged before there was anybody to tell it.
    [[nodiscard]] Result<QList<AlertLogEntry>> untold(const QDateTime &now);
    // Takes this way to tell one of them for this teller; false when another has it, or nobody has
    // to tell it so any more.
    [[nodiscard]] Result<bool> claim(qint64 id, AlertChannel channel, const QString &teller,
                                     const QDateTime &now);
    // Writes what became of it, unless that is written already; wanted: see
    // AlertDeliveries::isOver(). With the last of them the entry was told: as of its notice, or of
    // now where nobody wanted one. What is deleted stays as it is.
    [[nodiscard]] Result<> note(qint64 id, AlertChannel channel, const QString &outcome,
                                const QDateTime &now, const AlertChannels &wanted);
    // Which firings a notice tells together; kept with the first, whose number it has.
    [[nodiscard]] Result<> noteDigest(const QList<qint64> &entryIds);

private:
    [[nodiscard]] Result<QList<AlertLogEntry>> read(const QString &rest,
                                                    std::span<const SqlValue> values);
    [[nodiscard]] Result<std::optional<AlertDeliveries>> deliveriesOf(qint64 id);
    [[nodiscard]] Result<> write(qint64 id, const AlertDeliveries &deliveries);

    Statements m_statements;
};

Q_DECLARE_METATYPE(AlertLogRequest)
Q_DECLARE_METATYPE(AlertLogPage)
