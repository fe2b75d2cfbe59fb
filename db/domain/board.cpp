// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/board.h"

QDateTime staleFrom(const QDate &day)
{
    QDate next = day.addDays(1);
    while (next.dayOfWeek() > Qt::Friday)
        next = next.addDays(1);
    return QDateTime{next.addDays(1), QTime{2, 0}, Qt::UTC};
}
