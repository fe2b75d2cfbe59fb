// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "migrations/migrator.h"
#include "migrations/state/migrationstatus.h"
#include "tests/support/engines.h"
#include "tests/support/migratingchild.h"

#include <random>

// A database that goes up and down between two versions again and again, moved by child processes
// that are killed. After each death the database must be whole, and the next start must finish the
// way by itself. Made and deleted on the main thread; what it does may run on any, one at a time.
class CrashLane final
{
public:
    // rows: how many of each table; over a thousand those that this version copies or converts.
    CrashLane(Engine engine, int version, int rows);

    // Dies at every state of the way up and the way down; less than thorough, not at those that
    // must look alike to whoever comes next.
    void dieAtEveryChange(bool isThorough);
    // Dies at random moments, up and down in turn.
    void dieAtAnyTime(int times, unsigned seed);

    void close(); // on the thread that worked

    [[nodiscard]] QString failure() const { return m_failure; } // empty: all was well
    [[nodiscard]] int kills() const { return m_kills; }
    [[nodiscard]] qint64 slowestMs() const { return m_slowestMs; } // of the starts after a death

private:
    struct Shape {
        int version = 0;
        QStringList rows; // what every table holds
    };

    [[nodiscard]] bool prepare();
    [[nodiscard]] bool fill();
    // Where the database stands after it was walked there once.
    [[nodiscard]] bool learn(Shape &shape);
    [[nodiscard]] std::unique_ptr<QProcess> startChild(Direction direction, int dieAt) const;
    // True when the child was killed.
    [[nodiscard]] bool wasKilled(QProcess &child);
    void checkAndFinish(Direction direction);
    void noteStart(qint64 ms);
    void dieAlong(Direction direction);
    [[nodiscard]] int strideOf(Direction direction) const;
    [[nodiscard]] bool isWholeAt(const Shape &shape, const MigrationStatus &status);
    [[nodiscard]] QStringList rowsNow();
    [[nodiscard]] Result<MigrationReport> walk(Direction direction) const;
    [[nodiscard]] bool verify(bool isTrue, const QString &what);
    template <typename T> [[nodiscard]] bool verify(const Result<T> &result, const QString &what)
    {
        return verify(result.has_value(), result ? what
                                                 : what + QStringLiteral(": ") +
                                                           result.error().subject + u' ' +
                                                           result.error().detail);
    }

    TestDatabase m_database;
    int m_version;
    int m_count;
    std::unique_ptr<Connection> m_connection;
    std::optional<Migrator> m_migrator; // goes before the connection does
    Shape m_below;
    Shape m_above;
    QString m_failure;
    QString m_moment; // for failures
    bool m_isThorough = false;
    int m_kills = 0;
    int m_resumed = 0;
    qint64 m_slowestMs = 0;
};

// Does the work for all lanes, several at a time.
void runLanes(std::vector<std::unique_ptr<CrashLane>> &lanes,
              const std::function<void(CrashLane &)> &work);
