// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/domain/reportschedule.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>

#include <functional>

struct KeptSchedule {
    ReportSchedule schedule;                // of one that cannot be read the name alone
    std::optional<qint64> writtenToMs = {}; // nothing: never
    std::optional<Error> fault = {};        // why it cannot be read, as a sentence
};

// What was written of a schedule.
struct ScheduledOutcome {
    QString schedule;
    ReportOutcome outcome;
    ReportPeriod period;
};

// Why it was not written.
struct ScheduledFailure {
    ReportSchedule schedule;
    Error error;
};

// Which rows, in words as the command line has them; without times.
[[nodiscard]] QJsonObject reportRequestToJson(const ReportRequest &request);

// Notes them among the events of the database, so that they are found later, too: who wrote may
// have no window.
[[nodiscard]] Result<> noteFailures(const ConnectionSpec &database,
                                    const QList<ScheduledFailure> &failures, const QDateTime &now);

// The scheduled reports of one database, in files below the data folder, so that the window and the
// service beside it know the same ones. Thread: any.
class ReportSchedules final
{
public:
    // Below the user's data folder, by the database's location.
    [[nodiscard]] static QString folderFor(const QString &dataFolder, const QString &location);

    // Whether a file can be written there: what ReportFile::check() says of one, by the folder.
    [[nodiscard]] static Result<> checkFolder(const QString &folder);

    explicit ReportSchedules(QString folder)
        : m_folder{std::move(folder)}
    {}

    // By name; also what cannot be read, for the others are written all the same. AccessDenied
    // where the folder cannot be read.
    [[nodiscard]] Result<QList<KeptSchedule>> list() const;
    // Usage for what check() says, Refused for a name that one has already, and what
    // checkFolder() says.
    [[nodiscard]] Result<> add(const ReportSchedule &schedule) const;
    // Also one that cannot be read; as it was. NotFound for a name that there is none of.
    [[nodiscard]] Result<KeptSchedule> remove(const QString &name) const;
    // One that was removed, which goes on from where it was. As add().
    [[nodiscard]] Result<> putBack(const KeptSchedule &removed) const;

    struct Made {
        QList<ScheduledOutcome> written;
        QList<ScheduledFailure> failures; // the others were written
    };
    // What is to be written now, and what cannot be read; cheap.
    [[nodiscard]] Result<QList<KeptSchedule>> due(const QDateTime &now) const;
    // Writes what is due, and a manifest beside each file, and anew what of the times before is
    // other than it was, where rows may have come since. Nothing while another program does. What
    // fails is due again. goesOn: false ends it; what was not finished is due again.
    [[nodiscard]] Result<Made> makeDue(const Connection &connection, const QDateTime &now,
                                       const std::function<bool()> &goesOn = {}) const;

private:
    [[nodiscard]] QString fileOf(const QString &name) const;
    [[nodiscard]] QString stateOf(const QString &name) const;
    [[nodiscard]] QStringList names() const;
    [[nodiscard]] KeptSchedule read(const QString &name) const;
    [[nodiscard]] Result<> writeState(const QString &name, qint64 writtenToMs) const;
    // Nothing: it would be what it was, with that sum.
    [[nodiscard]] Result<std::optional<ScheduledOutcome>>
    write(const Connection &connection, const ReportSchedule &schedule, const ReportPeriod &period,
          const QDateTime &now, const std::function<bool()> &goesOn,
          const QString &knownSha256 = {}) const;
    [[nodiscard]] Result<> make(const Connection &connection, const ReportSchedule &schedule,
                                const ReportPeriod &period, const QDateTime &now,
                                const std::function<bool()> &goesOn,
                                QList<ScheduledOutcome> &made) const;

    QString m_folder;
};
