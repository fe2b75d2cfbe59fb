// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/transaction.h"

#include "db/sqlerror.h"

#include <QSqlError>
#include <QSqlQuery>

using namespace Qt::Literals::StringLiterals;

Transaction::Transaction(QSqlDatabase database, const Dialect &dialect)
    : m_database{std::move(database)}
    , m_dialect{dialect}
{}

Transaction::~Transaction()
{
    if (m_open)
        QSqlQuery{m_database}.exec(u"ROLLBACK"_s);
}

Result<> Transaction::begin()
{
    QSqlQuery query{m_database};
    if (!query.exec(m_dialect.beginWrite()))
        return failFrom(query.lastError());
    m_open = true;
    return {};
}

Result<> Transaction::commit()
{
    QSqlQuery query{m_database};
    if (!query.exec(u"COMMIT"_s))
        return failFrom(query.lastError());
    m_open = false;
    return {};
}
