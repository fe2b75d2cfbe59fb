// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/schema/inspection.h"

#include <optional>

// A table as a revision of Alembic made it. Facts are lines of SchemaObject::definition, with times
// as "timestamp" whether they have a zone or not.
struct AlembicTable {
    QString name;
    QStringList facts;
    QStringList indexes;      // the columns of each: "symbol, time"
    QStringList extraIndexes; // that may be there and that our version does not have
};

struct AlembicRevision {
    QString id;      // "2a5dad6f1c22"
    int version = 0; // ours that has the same tables; 0: none
    QList<AlembicTable> tables;

    // Ours after it was taken over: where none is the same, the first with all that is needed.
    [[nodiscard]] int ourVersion() const { return version > 0 ? version : 3; }

    // The ones that Tidemark can take over.
    [[nodiscard]] static std::optional<AlembicRevision> known(const QString &id);

    // What tells these tables from what the revision made, in translated sentences; other tables
    // are left alone. Indexes are compared by their columns.
    [[nodiscard]] QStringList differences(const Schema &live) const;
    // Names of indexes that our version does not have.
    [[nodiscard]] QStringList droppedIndexes(const Schema &live) const;
};
