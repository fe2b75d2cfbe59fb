// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/commandtext.h"

#include <QProcess>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

QString commandLine(const QStringList &command)
{
    QStringList parts;
    for (QString part : command) {
        part.replace(u'"', u"\"\"\""_s); // as splitCommand() reads it
        const bool hasSpace = std::ranges::any_of(part, [](QChar each) { return each.isSpace(); });
        parts.append(hasSpace ? u'"' + part + u'"' : part);
    }
    return parts.join(u' ');
}

QStringList commandFromLine(const QString &line)
{
    return QProcess::splitCommand(line);
}
