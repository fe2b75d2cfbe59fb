// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/queries/timehistogram.h"
#include "db/sqlvalue.h"

#include <QDateTime>
#include <QList>
#include <QString>

// What is kept of the values that statements run with.
enum class ValueSampling {
    Off,
    Hashed, // equal values stay equal while the program runs; nobody can tell what they were
    Kept,
};

[[nodiscard]] QString valueSamplingName(ValueSampling sampling);     // "off", "hashed", "kept"
[[nodiscard]] ValueSampling valueSamplingFromName(QStringView name); // off for any other word

// One execution of a statement, with its values.
struct StatementSample {
    QDateTime takenAt;
    QList<SqlValue> values;
    qint64 durationUs = 0;
    qint64 rows = 0;
};

// What a statement did since it was asked the last time.
struct RecordedUse {
    QString id;      // of its shape: the same for texts that differ in how many values a list has
    QString text;    // as it was prepared first
    QString purpose; // which part of the program asks: "quotes/quotestore"
    qint64 executions = 0;
    qint64 rows = 0; // read or changed
    qint64 totalUs = 0;
    qint64 maxUs = 0;
    TimeHistogram times = {};
    QDateTime lastUsedAt = {};
    QList<StatementSample> samples = {}; // where sampling is on
};

// The shape of a statement's text: SHA-256 over its tokens, lists of placeholders taken as one.
[[nodiscard]] QString statementShape(const QString &sql);
