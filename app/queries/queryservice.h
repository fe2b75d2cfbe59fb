// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/collector/clock.h"
#include "db/queries/querystore.h"
#include "db/storagelink.h"
#include "db/tuning/changes/indexwatch.h"
#include "db/tuning/indexusagestore.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>

struct QueryServiceSettings {
    ConnectionSpec database; // its recorder is what is written; none: nothing is
    Clock clock = Clock::system();
    std::chrono::milliseconds interval = std::chrono::minutes{5};
    std::chrono::milliseconds sampleInterval = IndexUsageStore::SampleInterval; // of counters
    std::chrono::milliseconds planAge = std::chrono::hours{24}; // then a plan is asked anew
};

// Writes what a program's recorder counted into the database every few minutes and at the end, asks
// the engine for the plans of the statements, samples what it counted of its indexes, and tells of
// statements that became worse by a change of one. Never fails anybody's work: what cannot be
// written waits. Lives on a thread of its own by the time of start(), which makes everything there.
class QueryService final : public QObject
{
    Q_OBJECT

public:
    explicit QueryService(QueryServiceSettings settings, QObject *parent = nullptr);
    ~QueryService() override; // writes what is left

public slots:
    void start();
    void write();
    // Somebody looks: what was counted is written now, and each plan that is not known and can be
    // asked for is, a few at a time. Ends in caughtUp().
    void catchUp();
    // What was kept and is not to be any more is taken away.
    void setSampling(ValueSampling sampling);

signals:
    void written(int statements);
    void planned(int statements);
    void caughtUp();
    // Statements became worse since an index was changed; said once of each change.
    void worsened(const WatchedChange &watched);
    void failed(const Error &error); // for the log: it is tried again

private:
    [[nodiscard]] Result<> forget();
    [[nodiscard]] Result<> writeBatch(bool isLast);
    [[nodiscard]] Result<int> plan(); // how many were asked for; at most a few
    void planRest();
    [[nodiscard]] Result<> sampleIndexes();
    [[nodiscard]] Result<> watchChanges();
    [[nodiscard]] Result<> tidy();
    void note(const Result<> &done);

    QueryServiceSettings m_settings;
    std::shared_ptr<StatementRecorder> m_recorder;
    std::optional<int> m_version;
    std::unique_ptr<StorageLink> m_link;
    std::unique_ptr<QTimer> m_timer;
    std::optional<UseBatch> m_unwritten; // whether it was written is not known
    QString m_writer;
    QByteArray m_salt;
    qint64 m_number = 0;
    QDateTime m_sampledAt;
    QDateTime m_tidiedAt;
    bool m_isForgetting = false; // no sample from before may stay, whatever was chosen since
    bool m_hasFailed = false;    // the last time
};
