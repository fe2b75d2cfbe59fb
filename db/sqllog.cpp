// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/sqllog.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

void echoStatements()
{
    QLoggingCategory::setFilterRules(u"tidemark.sql.debug=true"_s);
}

QString withoutValues(const QString &query)
{
    static const QRegularExpression value{u"'(?:[^']|'')*'|\\b[0-9]+\\b"_s};
    return QString{query}.replace(value, u"?"_s);
}
