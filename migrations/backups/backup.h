// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QStringList>

struct BackedUpTable {
    QString table;
    QStringList columns;
    qint64 rows = 0;
    QString checksum; // hex, as a TableProof says it
};

// A whole database in one SQLite file, and what its manifest beside it (file.db, file.json) says.
struct Backup {
    QString file;        // absolute; names the backup
    QString database;    // where the original is; never a secret
    QString engine;      // of the original: "postgresql"
    int version = 0;     // of the schema
    QDateTime madeAt;    // UTC
    QString reason;      // "before 7 to 8"
    bool isKept = false; // made before a loss was accepted: never pruned
    QString appVersion;
    qint64 bytes = 0;
    QString sha256; // of the file, hex
    QList<BackedUpTable> tables;

    [[nodiscard]] QString manifestFile() const; // absolute
    // Refused (translated) for one that only a person can read: of a server's database as it was
    // before it was taken over.
    [[nodiscard]] Result<> checkRestorable() const;
    [[nodiscard]] QJsonObject toJson() const;
    // Parse for a manifest that lacks something; file: where it stands.
    [[nodiscard]] static Result<Backup> fromJson(const QJsonObject &manifest, const QString &file);
};
