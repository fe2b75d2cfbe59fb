// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/reports/reportservice.h"

#include "db/domain/errortext.h"
#include "db/events/eventstore.h"
#include "db/transaction.h"
#include "migrations/state/preconditions.h"

#include <QThreadPool>
#include <QTimer>

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
    const QDateTime now = m_settings.clock();
    if (m_cancellation->isAsked() || (m_notBefore.isValid() && now < m_notBefore) ||
        !m_schedules.isDue(now))
        return;
    makeDue();
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
    const bool isWell = made && made->failures.isEmpty();
    m_notBefore = isWell ? QDateTime{} : now.addSecs(WaitAfterFailure.count());
    if (!made) {
        emit failed(made.error());
        return;
    }
    for (const ScheduledOutcome &outcome : made->written)
        emit written(outcome);
    for (const Error &error : made->failures)
        emit failed(error);
    if (made->failures.isEmpty())
        return;
    if (const Result<> noted = noteFailures(made->failures); !noted)
        emit failed(noted.error());
}

Result<> ReportService::noteFailures(const QList<Error> &failures)
{
    const Result<std::unique_ptr<Connection>> connection = Connection::open(m_settings.database);
    if (!connection)
        return fail(connection.error());
    Transaction transaction{**connection};
    if (const Result<> begun = transaction.begin(); !begun)
        return begun;
    EventStore events{**connection};
    for (const Error &error : failures) {
        const Result<> noted =
                events.append(EventStore::Level::Warning, u"reports"_s, u"report_failed"_s,
                              m_settings.clock(), {{u"reason"_s, errorText(error)}});
        if (!noted)
            return noted;
    }
    return transaction.commit();
}
