// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/migrator.h"
#include "migrations/rehearsal/rehearsal.h"

#include <QHash>

// A rehearsal on a scratch copy of the user's own data: up, verified, down, verified and up again,
// timed, with the first shape's rows compared before and after. Thread: that of the copy.
class RehearsalRun final
{
    Q_DECLARE_TR_FUNCTIONS(RehearsalRun)

public:
    // Told after each change, with the report so far; false cancels.
    using Watcher = std::function<bool(const RehearsalReport &)>;

    RehearsalRun(MigrationSet migrations, QString database, Watcher watcher)
        : m_migrations{std::move(migrations)}
        , m_watcher{std::move(watcher)}
    {
        m_report.database = std::move(database);
    }

    // Makes the copy, which the caller hands over, open; it is his to discard. A step that fails is
    // no error but a report that did not pass.
    using CopyMaker = std::function<Result<std::unique_ptr<Connection>>()>;
    [[nodiscard]] Result<RehearsalReport> run(const CopyMaker &makeCopy, int from, int target);

    // How long each step took, ms by version and direction.
    [[nodiscard]] const QHash<std::pair<int, int>, qint64> &measured() const { return m_measured; }

private:
    [[nodiscard]] bool goesOn() const { return !m_watcher || m_watcher(m_report); }
    [[nodiscard]] Result<> stage(RehearsalStage::Kind kind, int version,
                                 const std::function<Result<>()> &work);
    [[nodiscard]] Result<> walk(const Connection &copy, int target);
    [[nodiscard]] Result<> checkDrift(const Connection &copy) const;
    [[nodiscard]] Result<> compare(const Connection &copy);
    [[nodiscard]] QString problemText(Error error) const;

    MigrationSet m_migrations;
    Watcher m_watcher;
    RehearsalReport m_report;
    QHash<std::pair<int, int>, qint64> m_measured; // by version and direction
};

// Writes the report as JSON beside the backups and notes where it is and its SHA-256 in it.
[[nodiscard]] Result<> keepReport(RehearsalReport &report, const QString &folder);
[[nodiscard]] QJsonObject toJson(const RehearsalReport &report);
