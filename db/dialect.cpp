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

QString Dialect::orNothing(const QString &keyColumns) const
{
    if (m_engine != Engine::MariaDb)
        return u" ON CONFLICT (%1) DO NOTHING"_s.arg(keyColumns);
    // INSERT IGNORE would let wrong values pass, too.
    const QString first = keyColumns.section(u',', 0, 0);
    return u" ON DUPLICATE KEY UPDATE %1 = %1"_s.arg(first);
}

QString Dialect::orUpdate(const QString &keyColumns, const QStringList &columns) const
{
    const bool isMariaDb = m_engine == Engine::MariaDb;
    QStringList settings;
    for (const QString &column : columns)
        settings.append((isMariaDb ? u"%1 = VALUES(%1)"_s : u"%1 = excluded.%1"_s).arg(column));
    return (isMariaDb ? u" ON DUPLICATE KEY UPDATE "_s
                      : u" ON CONFLICT (%1) DO UPDATE SET "_s.arg(keyColumns)) +
           settings.join(u", "_s);
}
