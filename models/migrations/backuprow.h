// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

// One backup of the database, as the list shows it.
struct BackupRow {
    enum class Check { NotVerified, Verified, Damaged };

    QString file; // absolute; names the backup
    QDateTime madeAt;
    int version = 0; // of the schema in it
    qint64 bytes = 0;
    QString reason; // "before migration 8"
    Check check = Check::NotVerified;
    QDateTime verifiedAt; // of the last check, whatever it found
    bool isKept = false;  // not removed when newer ones come
};
