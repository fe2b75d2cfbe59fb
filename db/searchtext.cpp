// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/searchtext.h"

using namespace Qt::Literals::StringLiterals;

QString likePattern(QString text)
{
    for (const QChar special : {u'\\', u'%', u'_'})
        text.replace(special, u'\\' + QString{special});
    return u'%' + text + u'%';
}

QString lowered(const QString &column, Engine engine)
{
    switch (engine) {
    case Engine::PostgreSql:
        return u"LOWER(CAST(%1 AS TEXT) COLLATE \"C\")"_s.arg(column);
    case Engine::MariaDb: // a column of ascii cannot be compared with other letters
        return u"LOWER(CONVERT(%1 USING utf8mb4))"_s.arg(column);
    case Engine::Sqlite:
        break;
    }
    return u"LOWER(%1)"_s.arg(column);
}

QString loweredText(QString text)
{
    for (QChar &c : text) {
        if (c >= u'A' && c <= u'Z')
            c = c.toLower();
    }
    return text;
}
