// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/dialect.h"

using namespace Qt::Literals::StringLiterals;

QString engineName(Engine engine)
{
    switch (engine) {
    case Engine::Sqlite:
        return u"sqlite"_s;
    case Engine::PostgreSql:
        return u"postgresql"_s;
    case Engine::MariaDb:
        break;
    }
    return u"mariadb"_s;
}

int defaultPort(Engine engine)
{
    switch (engine) {
    case Engine::Sqlite:
        return 0;
    case Engine::PostgreSql:
        return 5432;
    case Engine::MariaDb:
        break;
    }
    return 3306;
}

QVariant Dialect::timeToSql(const QDateTime &time) const
{
    if (!time.isValid())
        return QVariant{QMetaType::fromType<qlonglong>()};
    return time.toMSecsSinceEpoch();
}

QDateTime Dialect::timeFromSql(const QVariant &value) const
{
    if (value.isNull())
        return {};
    return QDateTime::fromMSecsSinceEpoch(value.toLongLong(), Qt::UTC);
}

QString Dialect::beginWrite() const
{
    return u"BEGIN IMMEDIATE"_s;
}
