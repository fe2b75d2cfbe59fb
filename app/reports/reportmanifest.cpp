// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/reports/reportmanifest.h"

#include "app/reports/jsonfile.h"
#include "app/reports/reportfile.h"
#include "db/reports/reportreader.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

using namespace Qt::Literals::StringLiterals;

namespace {

struct ManifestText {
    Q_DECLARE_TR_FUNCTIONS(ManifestText)
};

bool isOf(const QJsonObject &manifest, const QString &name, const QString &database)
{
    return manifest.value("schedule"_L1) == name && manifest.value("database"_L1) == database;
}

} // namespace

QString manifestPath(const QString &path)
{
    return path.chopped(3) + u"json"_s; // in place of csv
}

Result<bool> isOurs(const QString &path, const QString &name, const QString &database)
{
    const QString manifest = manifestPath(path);
    const QJsonObject known = readJsonFile(manifest).value_or(QJsonObject{});
    if (isOf(known, name, database))
        return true;
    for (const QString &file : {path, manifest}) {
        if (ReportFile::isTaken(file))
            return fail(Error::Kind::Refused,
                        ManifestText::tr("%1 is there already, and this scheduled report did not "
                                         "write it. Take it away, or schedule the report with "
                                         "another name or folder; nothing was replaced.")
                                .arg(file));
    }
    return false;
}

QJsonObject manifestOf(const ScheduledOutcome &made, Report report, const QString &database,
                       const QDateTime &now)
{
    QJsonObject manifest{{u"report"_s, reportName(report)},
                         {u"schedule"_s, made.schedule},
                         {u"database"_s, database},
                         {u"file"_s, QFileInfo{made.outcome.file}.fileName()},
                         {u"rows"_s, made.outcome.rows},
                         {u"bytes"_s, made.outcome.bytes},
                         {u"sha256"_s, made.outcome.sha256},
                         {u"made_at"_s, isoTime(now.toMSecsSinceEpoch())},
                         {u"app_version"_s, QCoreApplication::applicationVersion()}};
    if (!hasTimes(report)) {
        manifest[u"as_of"] = isoTime(now.toMSecsSinceEpoch());
    } else {
        manifest[u"from"] = isoTime(made.period.fromMs);
        manifest[u"to"] = isoTime(made.period.toMs);
    }
    return manifest;
}

QList<WrittenReport> writtenReports(const ReportSchedule &schedule, const QString &database)
{
    const QDir folder{schedule.folder};
    QList<WrittenReport> written;
    for (const QString &name : folder.entryList({schedule.name + u"-*.json"_s}, QDir::Files)) {
        const QJsonObject manifest = readJsonFile(folder.filePath(name)).value_or(QJsonObject{});
        const QString path = folder.filePath(name.chopped(4) + u"csv"_s);
        const std::optional<qint64> from = msFromIso(manifest.value("from"_L1));
        const std::optional<qint64> to = msFromIso(manifest.value("to"_L1));
        if (from && to && isOf(manifest, schedule.name, database) && QFileInfo{path}.isFile())
            written.append({path, {*from, *to}, manifest.value("sha256"_L1).toString()});
    }
    return written;
}
