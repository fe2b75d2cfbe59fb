// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/migratingchild.h"

#include "db/databaseurl.h"
#include "migrations/adopt/adopt.h"
#include "migrations/firststart.h"
#include "migrations/migrator.h"
#include "tests/support/dyingconnection.h"
#include "tests/support/testserver.h"

#include <QCoreApplication>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto Mark = "--migrating-child"_L1;
constexpr auto UrlVariable = "TIDEMARK_CHILD_DATABASE";
constexpr auto HoldVariable = "TIDEMARK_CHILD_HOLD";

void say(const QByteArray &line)
{
    std::puts(line.constData());
    std::fflush(stdout);
}

bool tellStatement(const MigrationProgress &progress)
{
    if (progress.phase != MigrationProgress::Phase::Running)
        return true;
    const QByteArray line =
            QByteArray::number(progress.version) + ' ' + QByteArray::number(progress.statement);
    say(line);
    if (line == qgetenv(HoldVariable))
        std::getchar();
    return true;
}

Result<MigrationReport> carryOut(const MigratingTask &task, const Connection &connection,
                                 const MigrationSet &migrations)
{
    const Migrator migrator{connection, migrations, &tellStatement};
    switch (task.kind) {
    case MigratingTask::Kind::Up:
        return migrator.up(task.target);
    case MigratingTask::Kind::Down:
        return migrator.down(task.target, LossPolicy::Accept);
    case MigratingTask::Kind::Adopt:
        return adopt(connection, migrations, {}).transform([](const AdoptionReport &report) {
            return MigrationReport{0, report.version};
        });
    case MigratingTask::Kind::BringEmptyToHead:
        break;
    }
    return bringEmptyToHead(migrator.database(), &tellStatement);
}

} // namespace

std::optional<int> runMigratingChild(const QStringList &arguments)
{
    if (arguments.value(1) != Mark)
        return {};
    const MigratingTask task{MigratingTask::Kind(arguments.value(2).toInt()),
                             arguments.value(3).toInt(), arguments.value(4).toInt(),
                             arguments.value(5)};
    const Result<ConnectionSpec> spec =
            parseDatabaseUrl(qEnvironmentVariable(UrlVariable), QLatin1StringView{UrlVariable});
    if (!spec)
        giveUp(spec.error().detail);
    Result<std::unique_ptr<Connection>> opened = Connection::open(*spec);
    if (!opened)
        giveUp(opened.error().detail);
    const DyingConnection connection{std::move(*opened), *spec, task.dieAt};
    const Result<MigrationSet> migrations =
            task.migrations.isEmpty() ? MigrationSet::shipped(spec->engine)
                                      : MigrationSet::load(task.migrations, spec->engine);
    if (!migrations)
        giveUp(migrations.error().detail);
    say("begin");
    const Result<MigrationReport> report = carryOut(task, connection, *migrations);
    if (!report) {
        qWarning("%s: %s", qPrintable(report.error().subject), qPrintable(report.error().detail));
        return 1;
    }
    return 0;
}

std::unique_ptr<QProcess> startMigratingChild(const ConnectionSpec &spec, const MigratingTask &task)
{
    auto child = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QLatin1StringView{UrlVariable},
                       spec.isServer() ? urlWithPassword(spec) : u"sqlite:///"_s + spec.path);
    environment.insert(QLatin1StringView{HoldVariable}, QString::fromLatin1(task.holdAt));
    child->setProcessEnvironment(environment);
    child->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    child->start(QCoreApplication::applicationFilePath(),
                 {Mark, QString::number(int(task.kind)), QString::number(task.target),
                  QString::number(task.dieAt), task.migrations});
    return child;
}

void releaseChild(QProcess &child)
{
    child.write("\n");
}

bool waitForLine(QProcess &child, const QByteArray &line)
{
    constexpr int PatienceMs = 60'000;
    for (;;) {
        while (child.canReadLine()) {
            if (child.readLine().trimmed() == line)
                return true;
        }
        if (!child.waitForReadyRead(PatienceMs) && !child.canReadLine())
            return false;
    }
}
