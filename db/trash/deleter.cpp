// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/trash/deleter.h"

#include "db/actor.h"

#include <QUuid>

Deleter Deleter::current(const QString &reason)
{
    return {Actor::current().name(), reason, QUuid::createUuid().toString(QUuid::WithoutBraces)};
}
