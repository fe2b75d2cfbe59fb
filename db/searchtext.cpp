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
    return (engine == Engine::PostgreSql ? u"LOWER(CAST(%1 AS TEXT) COLLATE \"C\")"_s
                                         : u"LOWER(%1)"_s)
            .arg(column);
}

QString loweredText(QString text)
{
    for (QChar &c : text) {
        if (c >= u'A' && c <= u'Z')
            c = c.toLower();
    }
    return text;
}
