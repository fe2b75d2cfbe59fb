// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/dialect.h"

using namespace Qt::Literals::StringLiterals;

QString engineName(Engine engine)
{
    switch (engine) {
    case Engine::Sqlite:
        return u"sqlite"_s;
    }
    return {};
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
