// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/actor.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSysInfo>

using namespace Qt::Literals::StringLiterals;

Actor Actor::current()
{
    QString user = qEnvironmentVariable("USER");
    if (user.isEmpty()) // a service has no such variable
        user = QFileInfo{QDir::homePath()}.owner();
    if (user.isEmpty())
        user = u"unknown"_s;
    return {user, QSysInfo::machineHostName(), QCoreApplication::applicationVersion()};
}
