// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/queries/queryservice.h"

#include "db/queries/statementrecorder.h"
#include "db/tuning/changes/worsenotice.h"
#include "db/tuning/indexusagestore.h"
#include "db/tuning/lab/labground.h"
#include "db/tuning/statementplanner.h"
#include "migrations/indexes/indexchanges.h"
#include "migrations/schemaversion.h"

#include <QLoggingCategory>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QUuid>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(queryLog, "tidemark.queries", QtWarningMsg)

constexpr int PlansAtOnce = 60; // that are asked for in one go

// Another program's write, and a server that is away, are waited for as long as an end may take.
ConnectionSpec withoutRecorder(ConnectionSpec spec)
{
    spec.recorder.reset(); // or it would record its own writing for ever
    spec.busyTimeout = std::chrono::seconds{2};
    spec.connectTimeout = std::chrono::seconds{2};
    spec.idleInTransaction = std::chrono::seconds{10};
    return spec;
}

// What a program that was killed left half done, and what was watched long enough. Whoever migrates
// now is not waited for: there is another time.
Result<> settleIndexes(const Connection &connection)
{
    const Result<> settled =
            MigrationSet::shipped(connection.engine())
                    .and_then([&](const MigrationSet &migrations) {
                        return settleIndexChanges(VersionedDatabase{connection, migrations}, {});
                    });
    const bool isBusy = !settled && settled.error().kind == Error::Kind::Busy;
    return isBusy ? Result<>{} : settled;
}

// Scratch copies of a lab that was killed go when another enters its ground; one that is at work
// keeps others out.
void sweepLab(const ConnectionSpec &database)
{
    static_cast<void>(LabGround::enter(
            database, QStandardPaths::writableLocation(QStandardPaths::CacheLocation)));
}

QByteArray randomSalt()
{
    QByteArray salt{32, Qt::Uninitialized};
    for (char &c : salt)
        c = char(QRandomGenerator::system()->bounded(256));
    return salt;
}

} // namespace

QueryService::QueryService(QueryServiceSettings settings, QObject *parent)
    : QObject{parent}
    , m_settings{std::move(settings)}
    , m_recorder{m_settings.database.recorder}
    , m_version{schemaVersion(m_settings.database.engine)}
    , m_writer{QUuid::createUuid().toString(QUuid::WithoutBraces)}
    , m_salt{randomSalt()}
{}

QueryService::~QueryService()
{
    if (!m_link || m_settings.database.isMissingFile())
        return;
    // One that could not be written a moment ago is not worth a wait at the end; values that must
    // not stay are.
    if (!m_hasFailed || m_isForgetting)
        note(forget().and_then([this] { return writeBatch(true); }));
}

void QueryService::start()
{
    if (!m_recorder || m_settings.database.readOnly)
        return;
    m_link = std::make_unique<StorageLink>(withoutRecorder(m_settings.database));
    m_timer = std::make_unique<QTimer>();
    connect(m_timer.get(), &QTimer::timeout, this, &QueryService::write);
    m_timer->start(m_settings.interval);
    if (!m_settings.database.isMissingFile())
        note(forget()); // what a program that ended could not
}

void QueryService::setSampling(ValueSampling sampling)
{
    if (!m_recorder)
        return;
    m_recorder->setSampling(sampling);
    if (sampling == ValueSampling::Off) {
        m_isForgetting = true;
        for (int i = 0; m_unwritten && i < int(m_unwritten->uses.size()); ++i)
            m_unwritten->uses[i].samples.clear();
    }
    if (sampling != ValueSampling::Kept)
        write();
}

void QueryService::write()
{
    if (!m_link || m_settings.database.isMissingFile()) // who makes it is the collector
        return;
    const Result<> done = forget().and_then([this] { return writeBatch(false); })
                                  .and_then([this] { return plan(); })
                                  .map([](int) {})
                                  .and_then([this] { return sampleIndexes(); })
                                  .and_then([this] { return watchChanges(); })
                                  .and_then([this] { return tidy(); });
    m_hasFailed = !done.has_value();
    note(done);
}

void QueryService::catchUp()
{
    if (!m_link || m_settings.database.isMissingFile()) {
        emit caughtUp();
        return;
    }
    note(forget().and_then([this] { return writeBatch(false); }));
    planRest();
}

// Between two goes whoever ends the program is heard.
void QueryService::planRest()
{
    const Result<int> asked = plan();
    if (asked.value_or(0) > 0)
        emit planned(*asked);
    if (asked && *asked == PlansAtOnce) {
        QMetaObject::invokeMethod(this, &QueryService::planRest, Qt::QueuedConnection);
        return;
    }
    note(asked.map([](int) {}));
    emit caughtUp();
}

// Whatever a program before this one left, and one beside it that was told something else.
Result<> QueryService::forget()
{
    const ValueSampling wanted = m_isForgetting ? ValueSampling::Off : m_recorder->sampling();
    if (wanted == ValueSampling::Kept)
        return {};
    return m_link
            ->use([&](const Connection &connection) {
                return QueryStore{connection, m_version}.forgetSamples(wanted);
            })
            .map([this] { m_isForgetting = false; });
}

Result<> QueryService::writeBatch(bool isLast)
{
    const QDateTime now = m_settings.clock.wall();
    if (!m_unwritten) {
        UseBatch batch{m_writer, m_number + 1, isLast, now.toUTC().date(), m_recorder->take()};
        if (batch.uses.isEmpty() && (!isLast || m_number == 0))
            return {};
        m_unwritten = std::move(batch);
    }
    // What was taken to be hashed stays so, and what was taken before that was chosen becomes so.
    if (m_recorder->sampling() == ValueSampling::Hashed)
        m_unwritten->isHashed = true;
    const Result<> done = m_link->use([&](const Connection &connection) {
        return QueryStore{connection, m_version}.write(*m_unwritten, m_salt, now);
    });
    if (!done)
        return done;
    ++m_number;
    const auto statements = int(m_unwritten->uses.size());
    m_unwritten.reset();
    emit written(statements);
    return {};
}

Result<int> QueryService::plan()
{
    const QDateTime now = m_settings.clock.wall();
    return m_link->use([&](const Connection &connection) -> Result<int> {
        QueryStore store{connection, m_version};
        const Result<QList<QueryStore::Unplanned>> unplanned =
                store.unplanned(now.addMSecs(-m_settings.planAge.count()));
        if (!unplanned)
            return fail(unplanned.error());
        StatementPlanner planner{connection};
        QList<std::pair<QString, std::optional<StatementPlan>>> plans;
        for (const auto &[id, text] : *unplanned) {
            // On a server another program's statement is that program's to explain: it has the
            // values.
            const std::optional<StatementSample> example = m_recorder->example(id);
            if (!example && m_settings.database.isServer())
                continue;
            const QList<SqlValue> values = example ? example->values : QList<SqlValue>{};
            const Result<std::optional<StatementPlan>> plan = planner.explain(text, values);
            if (!plan && plan.error().kind == Error::Kind::Lost)
                return fail(plan.error());
            plans.append({id, plan.value_or(std::nullopt)});
            if (plans.size() == PlansAtOnce)
                break;
        }
        if (plans.isEmpty())
            return 0;
        return store.storePlans(plans, now).map([&] { return int(plans.size()); });
    });
}

Result<> QueryService::sampleIndexes()
{
    const QDateTime now = m_settings.clock.wall();
    if (m_sampledAt.isValid() && m_sampledAt.msecsTo(now) < m_settings.sampleInterval.count())
        return {};
    return m_link->use([&](const Connection &connection) -> Result<> {
        IndexUsageStore store{connection, m_version};
        const Result<QDateTime> last = store.lastSample();
        if (!last)
            return fail(last.error());
        m_sampledAt = *last; // another program may have done it
        if (m_sampledAt.isValid() && m_sampledAt.msecsTo(now) < m_settings.sampleInterval.count())
            return {};
        return store.sample(now).map([&](int) { m_sampledAt = now; });
    });
}

Result<> QueryService::watchChanges()
{
    return m_link
            ->use([this](const Connection &connection) {
                return takeWorseNotices(connection, m_settings.clock.wall());
            })
            .map([this](const QList<WatchedChange> &news) {
                for (const WatchedChange &watched : news)
                    emit worsened(watched);
            });
}

Result<> QueryService::tidy()
{
    const QDateTime now = m_settings.clock.wall();
    if (m_tidiedAt.isValid() && m_tidiedAt.daysTo(now) < 1)
        return {};
    return m_link
            ->use([&](const Connection &connection) {
                return QueryStore{connection, m_version}.tidy(now).and_then(
                        [&] { return settleIndexes(connection); });
            })
            .map([&] {
                sweepLab(withoutRecorder(m_settings.database));
                m_tidiedAt = now;
            });
}

void QueryService::note(const Result<> &done)
{
    if (done)
        return;
    qCInfo(queryLog).noquote() << "not written yet:" << done.error().detail;
    emit failed(done.error());
}
