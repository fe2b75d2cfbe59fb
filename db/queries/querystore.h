// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/queries/recordeduse.h"
#include "db/queries/statementplan.h"
#include "db/schema/settledschema.h"

#include <QDate>

// What a program counted, to be added to what is stored. Written once, however often it is tried:
// the number tells.
struct UseBatch {
    QString writer;    // this run of a program
    qint64 number = 0; // 1, 2, ... of the writer
    bool isLast = false;
    QDate day; // UTC
    QList<RecordedUse> uses;
    bool isHashed = false; // its samples are to be
};

// A statement as it stands in the record.
struct RecordedQuery {
    QString id;
    QString text;
    QString purpose;
    QDateTime firstUsedAt;
    QDateTime lastUsedAt; // within the days asked for, like all that follows
    qint64 executions = 0;
    qint64 rows = 0;
    qint64 totalUs = 0;
    qint64 maxUs = 0;
    TimeHistogram times;
    std::optional<StatementPlan> plan;
    QDateTime plannedAt; // invalid: the engine was not asked yet

    // Half of the executions, and all but one in twenty, took no longer.
    [[nodiscard]] qint64 p50Us() const { return std::min(times.percentile(0.5), maxUs); }
    [[nodiscard]] qint64 p95Us() const { return std::min(times.percentile(0.95), maxUs); }
    [[nodiscard]] bool isFullScan() const { return plan && !plan->fullScans.isEmpty(); }

    friend bool operator==(const RecordedQuery &, const RecordedQuery &) = default;
};

struct StoredSample {
    QDateTime takenAt;
    bool isHashed = false;
    QString parameters; // JSON, see parametersToJson()
    qint64 durationUs = 0;
    qint64 rows = 0;
};

// Tables statement_shapes, statement_uses and statement_samples. Thread: the connection's.
class QueryStore final
{
public:
    static constexpr int KeptDays = 180;

    // version: of the schema that this program writes for; see SettledSchema.
    explicit QueryStore(const Connection &connection, std::optional<int> version = {})
        : m_connection{connection}
        , m_schema{connection, version}
        , m_statements{connection}
    {}

    // One transaction. salt: what the samples of a batch are hashed with that says so. Refused
    // while the schema moves.
    [[nodiscard]] Result<> write(const UseBatch &batch, const QByteArray &salt,
                                 const QDateTime &now);
    // Takes away what is older than KeptDays, and what writers left behind that did not end well.
    [[nodiscard]] Result<> tidy(const QDateTime &now);
    // Takes away what must not stay: all samples where none are wanted, and those that stand as
    // they are where hashed ones are.
    [[nodiscard]] Result<> forgetSamples(ValueSampling wanted);

    struct Unplanned {
        QString id;
        QString text;
    };
    // Statements whose plan is not known, or from before that time.
    [[nodiscard]] Result<QList<Unplanned>> unplanned(const QDateTime &before);
    // Without a plan: the engine has none for it.
    [[nodiscard]] Result<>
    storePlans(const QList<std::pair<QString, std::optional<StatementPlan>>> &plans,
               const QDateTime &now);

    // Those that ran on that day or later, the one that took the most time first.
    [[nodiscard]] Result<QList<RecordedQuery>> list(const QDate &from);
    // What the same did on each day, the earliest first.
    [[nodiscard]] Result<QList<std::pair<QDate, RecordedQuery>>> days(const QString &id,
                                                                      const QDate &from);
    [[nodiscard]] Result<QList<StoredSample>> samples(const QString &id);

private:
    [[nodiscard]] Result<bool> isNew(const UseBatch &batch, const QDateTime &now);
    [[nodiscard]] Result<QHash<QString, RecordedQuery>> daysUses(const QDate &day);
    [[nodiscard]] Result<> add(const RecordedUse &use, RecordedQuery known, const QDate &day);
    [[nodiscard]] Result<> storeSamples(const RecordedUse &use, const QByteArray &salt);

    const Connection &m_connection;
    SettledSchema m_schema;
    Statements m_statements;
};

// Each value with its type in front: ["t:btc", "i:5", "p:1.50000000", "d:1.5", "z:1763647200000",
// null]; with a salt ["h:3f9a…"].
[[nodiscard]] QByteArray parametersToJson(const QList<SqlValue> &values,
                                          const QByteArray &salt = {});
// Each as a person reads it: "'btc'", "5", "1.50000000", "2025-11-20 13:34:07.200", "NULL"; of one
// that was hashed "3f9a…".
[[nodiscard]] QStringList parameterTexts(QByteArrayView json);
// Nothing where the values were hashed or cannot be read.
[[nodiscard]] std::optional<QList<SqlValue>> parametersFromJson(QByteArrayView json);
