// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/lab/labground.h"

#include "db/tuning/lab/labwords.h"
#include "db/tuning/lab/mariadbground.h"
#include "db/tuning/lab/postgresqlground.h"
#include "db/tuning/lab/sqliteground.h"

#include <QCryptographicHash>

using namespace Qt::Literals::StringLiterals;

Result<std::unique_ptr<LabGround>> LabGround::enter(const ConnectionSpec &spec,
                                                    const QString &cacheFolder)
{
    switch (spec.engine) {
    case Engine::Sqlite:
        return enterSqliteGround(spec, cacheFolder);
    case Engine::PostgreSql:
        return enterPostgreSqlGround(spec);
    case Engine::MariaDb:
        break;
    }
    return enterMariaDbGround(spec);
}

tl::unexpected<Error> failAsTaken(const QString &location)
{
    return fail(
            Error::Kind::Refused,
            LabWords::tr("Another index lab measures in %1 now. Wait until it is done, then try "
                         "again.")
                    .arg(location),
            location);
}

tl::unexpected<Error> failAsForeign(const QString &name)
{
    return fail(
            Error::Kind::Refused,
            LabWords::tr("The index lab would put its copy into %1, and what is there was not "
                         "made by one. Rename or move that, then try again; it was not touched.")
                    .arg(name),
            name);
}

QString placeStem(const QString &name, qsizetype mostBytes)
{
    const QByteArray bytes = name.toUtf8();
    if (bytes.size() <= mostBytes)
        return name;
    return QString::fromLatin1(
            QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().first(mostBytes));
}

QString placeSuffix(LabGround::Place place)
{
    switch (place) {
    case LabGround::Place::Copy:
        return {};
    case LabGround::Place::Before:
        return u"_before"_s;
    case LabGround::Place::After:
        break;
    }
    return u"_after"_s;
}
