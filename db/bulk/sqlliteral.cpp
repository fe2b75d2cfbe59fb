// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/bulk/sqlliteral.h"

#include "db/utctext.h"

#include <array>

using namespace Qt::Literals::StringLiterals;

QString sqlText(Engine engine, QString text)
{
    text.remove(QChar{u'\0'}); // would end the statement
    text.replace(u'\'', "''"_L1);
    if (engine != Engine::PostgreSql)
        return u'\'' + text + u'\'';
    return u"E'"_s + text.replace(u'\\', "\\\\"_L1) + u'\'';
}

QString sqlTime(Engine engine, qint64 ms)
{
    if (engine == Engine::Sqlite)
        return QString::number(ms);
    std::array<char, UtcTextSize> text;
    writeUtcText(ms, text);
    return u'\'' + QString::fromLatin1(text.data(), UtcTextSize) + u'\'';
}
