// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <optional>
#include <variant>

// What the command line asks for, checked and typed.
struct CollectOnce {
};
struct CollectDaemon {
    int slotSeconds = 300; // other than five minutes only beside a demo market
};
struct MigrateStatus {
};
struct MigrateUp {
    std::optional<int> target; // the head when it is not named
    bool isDryRun = false;
    bool hasBackup = true;
};
struct MigrateDown {
    int target = 0;
    bool isDryRun = false;
    bool hasBackup = true;
    bool acceptsLoss = false;
};
struct MigrateSql {
    int from = 0;
    int to = 0;
};
struct MigrateValidate {
};
struct MigrateAdopt {
    bool isDryRun = false;
    QString folder; // where rows that are kept out are written; empty: the data folder
    bool hasBackup = true;
};
struct PricesLatest {
};
struct PricesSeries {
    QString coin;   // coin_type or symbol
    QDateTime from; // UTC; invalid: the oldest price
    QDateTime to;   // UTC; invalid: now
    int points = 1000;
};
struct BarsRebuild {
};
struct CopyDatabase {
    QString to; // a database URL, not looked at yet
};
struct BackupsList {
};
struct BackupsVerify {
    QString file; // empty: all of this database
};
struct BackupsRestore {
    QString file;
    bool acceptsLoss = false;
    bool hasBackup = true;
};
struct Health {
};

using Command =
        std::variant<CollectOnce, CollectDaemon, MigrateStatus, MigrateUp, MigrateDown, MigrateSql,
                     MigrateValidate, MigrateAdopt, PricesLatest, PricesSeries, BarsRebuild,
                     CopyDatabase, BackupsList, BackupsVerify, BackupsRestore, Health>;

struct Options {
    QString database; // the value of --database, empty when it was not given
    bool json = false;
    Command command;
};

// A text that ends the program without an error: help, version.
struct Notice {
    QString text;
};

// arguments: without the program's name. Errors: Usage, with the sentence as detail.
[[nodiscard]] Result<std::variant<Options, Notice>> parseOptions(const QStringList &arguments);

// "2026-11-20", "2026-11-20T03:15", with seconds, milliseconds, Z or an offset; without one it is
// UTC. Invalid for anything else.
[[nodiscard]] QDateTime parseTime(const QString &text);
