// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/reports/reportschedules.h"

#include "app/reports/csvpresets.h"
#include "app/reports/jsonfile.h"
#include "app/reports/reportexport.h"
#include "app/reports/reportmanifest.h"
#include "db/domain/errortext.h"
#include "db/events/eventstore.h"
#include "db/filelock.h"
#include "db/reports/reportreader.h"
#include "db/transaction.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>

using namespace Qt::Literals::StringLiterals;

namespace {

struct ScheduleText {
    Q_DECLARE_TR_FUNCTIONS(ScheduleText)
};

QString fileNameOf(const ReportSchedule &schedule, const ReportPeriod &period, const QDateTime &now)
{
    const qint64 nowMs = now.toMSecsSinceEpoch();
    return scheduledFileName(schedule.name, !hasTimes(schedule.request.report)
                                                    ? ReportPeriod{nowMs, nowMs + 1}
                                                    : period);
}

Result<ReportRequest> requestFromJson(const QJsonObject &object)
{
    const auto list = [](const QJsonValue &value) {
        return QVariant{value.toArray().toVariantList()}.toStringList();
    };
    const std::optional<Report> report = reportFromName(object.value("report"_L1).toString());
    if (!report)
        return fail(Error::Kind::Parse, u"it names no report"_s);
    ReportRequest request{.report = *report,
                          .coins = list(object.value("coins"_L1)),
                          .symbols = list(object.value("symbols"_L1)),
                          .text = object.value("text"_L1).toString(),
                          .includesDeleted = object.value("include_deleted"_L1).toBool()};
    const QJsonObject only = object.value("only"_L1).toObject();
    for (auto each = only.begin(); each != only.end(); ++each)
        request.only.append({each.key(), list(each.value())});
    if (object.contains("sort"_L1))
        request.sort = {object.value("sort"_L1).toString(), object.value("descending"_L1).toBool()};
    return request;
}

// name: of its file. What a hand put there is looked at as what add() is given.
Result<ReportSchedule> scheduleFrom(const QString &name, const QJsonObject &object)
{
    const Result<CsvFormat> format = csvFormatFromJson(object.value("format"_L1).toObject());
    if (!format)
        return fail(format.error());
    const std::optional<ReportEvery> every =
            reportEveryFromName(object.value("every"_L1).toString());
    if (!every)
        return fail(Error::Kind::Parse, u"it says neither day nor week"_s);
    if (object.value("name"_L1).toString() != name)
        return fail(Error::Kind::Parse, u"it has another name than its file"_s);
    const Result<ReportRequest> request = requestFromJson(object.value("rows"_L1).toObject());
    if (!request)
        return fail(request.error());
    const ReportSchedule schedule{name, *request, *format, *every,
                                  object.value("folder"_L1).toString()};
    return schedule.check().transform([&] { return schedule; });
}

} // namespace

QJsonObject reportRequestToJson(const ReportRequest &request)
{
    QJsonObject only;
    for (const ReportRequest::Only &each : request.only)
        only[each.column] = QJsonArray::fromStringList(each.values);
    QJsonObject object{{u"report"_s, reportName(request.report)},
                       {u"coins"_s, QJsonArray::fromStringList(request.coins)},
                       {u"symbols"_s, QJsonArray::fromStringList(request.symbols)},
                       {u"text"_s, request.text},
                       {u"only"_s, only},
                       {u"include_deleted"_s, request.includesDeleted}};
    if (request.sort) {
        object[u"sort"] = request.sort->column;
        object[u"descending"] = request.sort->isDescending;
    }
    return object;
}

Result<> noteFailures(const ConnectionSpec &database, const QList<ScheduledFailure> &failures,
                      const QDateTime &now)
{
    const Result<std::unique_ptr<Connection>> connection = Connection::open(database);
    if (!connection)
        return fail(connection.error());
    Transaction transaction{**connection};
    if (const Result<> begun = transaction.begin(); !begun)
        return begun;
    EventStore events{**connection};
    for (const ScheduledFailure &failure : failures) {
        const Result<> noted = events.append(
                EventStore::Level::Warning, u"reports"_s, u"report_failed"_s, now,
                {{u"report"_s, failure.schedule.name}, {u"reason"_s, errorText(failure.error)}});
        if (!noted)
            return noted;
    }
    return transaction.commit();
}

QString ReportSchedules::folderFor(const QString &dataFolder, const QString &location)
{
    const QByteArray hash = QCryptographicHash::hash(location.toUtf8(), QCryptographicHash::Sha256);
    return QDir{dataFolder}.filePath(u"reports/"_s + QString::fromLatin1(hash.toHex().left(16)));
}

// Tried: what keeps a file out is more than the folder's mode.
Result<> ReportSchedules::checkFolder(const QString &folder)
{
    return ReportFile::check(QDir{folder}.filePath(u".tidemark.csv"_s)).map_error([&](Error error) {
        if (error.kind == Error::Kind::AccessDenied || error.kind == Error::Kind::DiskFull)
            error.subject = folder;
        return error;
    });
}

QString ReportSchedules::fileOf(const QString &name) const
{
    return QDir{m_folder}.filePath(name + u".json"_s);
}

QString ReportSchedules::stateOf(const QString &name) const
{
    return QDir{m_folder}.filePath(name + u".state"_s);
}

QStringList ReportSchedules::names() const
{
    QStringList names;
    const QStringList files = QDir{m_folder}.entryList({u"*.json"_s}, QDir::Files, QDir::Name);
    for (const QString &file : files)
        names.append(file.chopped(5)); // .json
    return names;
}

KeptSchedule ReportSchedules::read(const QString &name) const
{
    const Result<ReportSchedule> schedule =
            readJsonFile(fileOf(name)).and_then([&](const QJsonObject &object) {
                return scheduleFrom(name, object);
            });
    if (!schedule) {
        KeptSchedule bad;
        bad.schedule.name = name;
        bad.fault =
                Error{Error::Kind::Refused,
                      ScheduleText::tr("The scheduled report %1 cannot be read (%2: %3). Remove "
                                       "it, with 'tidemarkctl reports remove %1' or Scheduled "
                                       "reports… in the menu File, and schedule it again.")
                              .arg(name, fileOf(name), schedule.error().detail),
                      {}};
        return bad;
    }
    KeptSchedule kept{*schedule};
    const QJsonObject state = readJsonFile(stateOf(name)).value_or(QJsonObject{});
    kept.writtenToMs = msFromIso(state.value("written_to"_L1));
    return kept;
}

Result<QList<KeptSchedule>> ReportSchedules::list() const
{
    const QFileInfo folder{m_folder};
    if (folder.exists() && !(folder.isReadable() && folder.isExecutable()))
        return fail(Error::Kind::AccessDenied, u"it cannot be read"_s, m_folder);
    QList<KeptSchedule> kept;
    for (const QString &name : names())
        kept.append(read(name));
    return kept;
}

Result<> ReportSchedules::add(const ReportSchedule &schedule) const
{
    if (const Result<> possible = schedule.check(); !possible)
        return possible;
    if (QFile::exists(fileOf(schedule.name)))
        return fail(Error::Kind::Refused,
                    ScheduleText::tr("A report %1 is scheduled already, and goes on as it is. Take "
                                     "another name, or remove that one first: 'tidemarkctl reports "
                                     "remove %1', or Scheduled reports… in the menu File.")
                            .arg(schedule.name));
    if (const Result<> writable = checkFolder(schedule.folder); !writable)
        return writable;
    if (!QDir{}.mkpath(m_folder))
        return fail(Error::Kind::AccessDenied, u"the folder cannot be made"_s, m_folder);
    QFile::remove(stateOf(schedule.name)); // of one whose file somebody took away
    return writeWholeFile(fileOf(schedule.name),
                          jsonText({{u"name"_s, schedule.name},
                                    {u"every"_s, reportEveryName(schedule.every)},
                                    {u"folder"_s, schedule.folder},
                                    {u"rows"_s, reportRequestToJson(schedule.request)},
                                    {u"format"_s, csvFormatToJson(schedule.format)}}),
                          {.isPrivate = true});
}

Result<KeptSchedule> ReportSchedules::remove(const QString &name) const
{
    if (!names().contains(name))
        return fail(Error::Kind::NotFound,
                    ScheduleText::tr("'tidemarkctl reports list' lists those that there are"),
                    ScheduleText::tr("A scheduled report '%1'").arg(name));
    const KeptSchedule removed = read(name);
    QFile::remove(stateOf(name));
    if (!QFile::remove(fileOf(name)))
        return fail(Error::Kind::AccessDenied, u"it cannot be removed"_s, fileOf(name));
    return removed;
}

Result<> ReportSchedules::putBack(const KeptSchedule &removed) const
{
    return add(removed.schedule).and_then([&] {
        return removed.writtenToMs ? writeState(removed.schedule.name, *removed.writtenToMs)
                                   : Result<>{};
    });
}

Result<> ReportSchedules::writeState(const QString &name, qint64 writtenToMs) const
{
    return writeWholeFile(stateOf(name), jsonText({{u"written_to"_s, isoTime(writtenToMs)}}),
                          {.isPrivate = true});
}

Result<QList<KeptSchedule>> ReportSchedules::due(const QDateTime &now) const
{
    Result<QList<KeptSchedule>> kept = list();
    if (kept)
        kept->removeIf([&](const KeptSchedule &each) {
            return !each.fault &&
                   !duePeriod(each.schedule.every, each.writtenToMs, now.toMSecsSinceEpoch());
        });
    return kept;
}

Result<std::optional<ScheduledOutcome>>
ReportSchedules::write(const Connection &connection, const ReportSchedule &schedule,
                       const ReportPeriod &period, const QDateTime &now,
                       const std::function<bool()> &goesOn, const QString &knownSha256) const
{
    const QString path = QDir{schedule.folder}.filePath(fileNameOf(schedule, period, now));
    ReportRequest request = schedule.request;
    if (hasTimes(request.report)) {
        request.fromMs = period.fromMs;
        request.toMs = period.toMs;
    }
    const Result<bool> isAgain = isOurs(path, schedule.name, connection.location());
    if (!isAgain)
        return fail(isAgain.error());
    Result<ReportFile> file = ReportFile::create(path, {.isNew = !*isAgain});
    if (!file)
        return fail(file.error());
    ScheduledOutcome made{schedule.name, {}, period};
    const QString manifest = manifestPath(path);
    bool isKnown = false;
    bool isClaimed = false;
    // The manifest comes first: the rows are never without the word whose they are.
    const auto claim = [&](const ReportOutcome &outcome) -> Result<> {
        isKnown = outcome.sha256 == knownSha256;
        if (isKnown)
            return fail(Error::Kind::Cancelled, {});
        made.outcome = outcome;
        const Result<> written = writeWholeFile(
                manifest, jsonText(manifestOf(made, request.report, connection.location(), now)),
                {.isNew = !*isAgain});
        isClaimed = written.has_value();
        return written;
    };
    const Result<ReportOutcome> outcome =
            exportReport(connection, request, schedule.format, std::move(*file),
                         {.progress = [&](const ReportProgress &) { return !goesOn || goesOn(); },
                          .isHashed = true,
                          .beforeItIsThere = claim});
    if (!outcome && isClaimed && !*isAgain)
        QFile::remove(manifest);
    if (isKnown)
        return std::optional<ScheduledOutcome>{};
    return outcome.transform([&](const ReportOutcome &) { return std::optional{made}; });
}

Result<> ReportSchedules::make(const Connection &connection, const ReportSchedule &schedule,
                               const ReportPeriod &period, const QDateTime &now,
                               const std::function<bool()> &goesOn,
                               QList<ScheduledOutcome> &made) const
{
    for (const WrittenReport &old : writtenReports(schedule, connection.location())) {
        if (old.period.toMs > period.fromMs ||
            !isStillFilled(schedule, old.period, now.toMSecsSinceEpoch()))
            continue;
        const Result<std::optional<ScheduledOutcome>> renewed =
                write(connection, schedule, old.period, now, goesOn, old.sha256);
        if (!renewed)
            return fail(renewed.error());
        if (*renewed)
            made.append(**renewed);
    }
    const Result<std::optional<ScheduledOutcome>> written =
            write(connection, schedule, period, now, goesOn);
    if (!written)
        return fail(written.error());
    made.append(**written);
    // The last step: a kill before it writes the same files again.
    return writeState(schedule.name, period.toMs);
}

Result<ReportSchedules::Made> ReportSchedules::makeDue(const Connection &connection,
                                                       const QDateTime &now,
                                                       const std::function<bool()> &goesOn) const
{
    FileLock lock{QDir{m_folder}.filePath(u"lock"_s)};
    if (!QDir{m_folder}.exists())
        return Made{};
    const Result<bool> isOurs = lock.take();
    if (!isOurs || !*isOurs)
        return isOurs.transform([](bool) { return Made{}; });
    const Result<QList<KeptSchedule>> kept = list(); // as it is now that nobody else writes
    if (!kept)
        return fail(kept.error());
    Made made;
    for (const KeptSchedule &each : *kept) {
        if (each.fault) {
            made.failures.append({each.schedule, *each.fault});
            continue;
        }
        const std::optional<ReportPeriod> period =
                duePeriod(each.schedule.every, each.writtenToMs, now.toMSecsSinceEpoch());
        if (!period)
            continue;
        const Result<> done = make(connection, each.schedule, *period, now, goesOn, made.written);
        if (!done && done.error().kind == Error::Kind::Cancelled)
            return fail(done.error());
        if (!done)
            made.failures.append({each.schedule, done.error()});
    }
    return made;
}
