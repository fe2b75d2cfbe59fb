// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/reports/reportservice.h"

#include "db/domain/errortext.h"
#include "migrations/state/preconditions.h"

#include <QThreadPool>
#include <QTimer>

#include <algorithm>
#include <cstdlib>
#include <utility>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds LookEvery = 1min;
constexpr std::chrono::seconds WaitAfterFailure = 10min;

Result<std::unique_ptr<Connection>> openToRead(ConnectionSpec spec)
{
    spec.readOnly = true;
    Result<std::unique_ptr<Connection>> connection = Connection::open(spec);
    if (!connection)
        return connection;
    const auto status =
            MigrationSet::shipped(spec.engine).and_then([&](const MigrationSet &migrations) {
                return requireHead({**connection, migrations});
            });
    return status ? std::move(connection)
                  : Result<std::unique_ptr<Connection>>{fail(status.error())};
}

} // namespace

ReportService::ReportService(ReportServiceSettings settings, QObject *parent)
    : QObject{parent}
    , m_settings{std::move(settings)}
    , m_schedules{m_settings.folder}
{}

ReportService::~ReportService() = default;

void ReportService::stop()
{
    m_cancellation->ask();
    QThreadPool::globalInstance()->start(
            [cancellation = m_cancellation] { cancellation->stopStatements(); });
}

void ReportService::start()
{
    m_timer = std::make_unique<QTimer>();
    connect(m_timer.get(), &QTimer::timeout, this, &ReportService::look);
    m_timer->start(LookEvery);
    look();
}

void ReportService::look()
{
    if (m_cancellation->isAsked())
        return;
    settle();
    const QDateTime now = m_settings.clock();
    // Further ahead than it was set: the clock was put back since.
    const bool waits = m_notBefore.isValid() && now < m_notBefore &&
                       now.secsTo(m_notBefore) <= WaitAfterFailure.count();
    if (waits)
        return;
    if (const Result<QList<KeptSchedule>> due = m_schedules.due(now); !due || !due->isEmpty())
        makeDue();
}

void ReportService::lookNow()
{
    m_notBefore = {};
    look();
}

void ReportService::settle()
{
    if (m_failing.isEmpty() && !m_isStuck)
        return;
    const Result<QList<KeptSchedule>> due = m_schedules.due(m_settings.clock());
    if (!due)
        return;
    m_failing.removeIf([&](const Failing &failing) {
        if (std::ranges::find(*due, failing.schedule, &KeptSchedule::schedule) != due->cend())
            return false;
        m_notBefore = {};
        emit solved(failing.schedule.name);
        return true;
    });
    if (due->isEmpty() && std::exchange(m_isStuck, false))
        emit solved({});
}

void ReportService::makeDue()
{
    const QDateTime now = m_settings.clock();
    const Result<ReportSchedules::Made> made =
            openToRead(m_settings.database)
                    .and_then([&](const std::unique_ptr<Connection> &connection) {
                        m_cancellation->watch(connection->canceller());
                        auto written = m_schedules.makeDue(
                                *connection, now, [this] { return !m_cancellation->isAsked(); });
                        m_cancellation->forgetAll();
                        return written;
                    });
    if (m_cancellation->isAsked())
        return;
    settle();
    const bool isWell = made && made->failures.isEmpty();
    m_notBefore = isWell ? QDateTime{} : now.addSecs(WaitAfterFailure.count());
    if (!made) {
        m_isStuck = true;
        emit failed({}, made.error());
        return;
    }
    if (std::exchange(m_isStuck, false))
        emit solved({});
    for (const ScheduledOutcome &outcome : made->written)
        emit written(outcome);
    for (const ScheduledFailure &failure : made->failures)
        emit failed(failure.schedule.name, failure.error);
    noteNews(made->failures, now);
}

// What goes on failing is an event a day, not one with each try.
void ReportService::noteNews(const QList<ScheduledFailure> &failures, const QDateTime &now)
{
    constexpr qint64 DaySeconds = 24 * 3600;

    QList<ScheduledFailure> news;
    for (const ScheduledFailure &failure : failures) {
        const QString reason = errorText(failure.error);
        auto known = std::ranges::find(m_failing, failure.schedule, &Failing::schedule);
        if (known == m_failing.end())
            known = m_failing.insert(m_failing.end(), {failure.schedule, {}, {}});
        const bool isOld = known->notedAt.isValid() && known->reason == reason &&
                           std::abs(known->notedAt.secsTo(now)) < DaySeconds;
        if (isOld)
            continue;
        *known = {failure.schedule, reason, now};
        news.append(failure);
    }
    if (news.isEmpty())
        return;
    if (const Result<> noted = noteFailures(m_settings.database, news, now); !noted) {
        for (Failing &failing : m_failing)
            failing.notedAt = {}; // with the next try
        m_isStuck = true;
        emit failed({}, noted.error());
    }
}
