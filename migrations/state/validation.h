// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/history.h"

// Something that is not as it should be.
struct ValidationFinding {
    enum class Kind {
        Changed,    // applied with other content than this program has
        Newer,      // applied by a newer program
        Missing,    // a hole in the history: out of order, or rows taken away
        Unfinished, // begun, and not at its end
        Drift,      // the schema is not what the history says
        OldServer,  // a version of the engine that Tidemark was never tested with
    };

    Kind kind = Kind::Drift;
    int version = 0; // of the migration; 0: of none
    QString text;    // a translated sentence part, without a full stop

    // Whether a change to the schema is refused because of it.
    [[nodiscard]] bool isBlocking() const { return kind != Kind::OldServer; }
};

[[nodiscard]] QString validationKindName(ValidationFinding::Kind kind); // "changed"

// The history against the scripts of this program.
[[nodiscard]] QList<ValidationFinding> validateHistory(const QList<AppliedMigration> &applied,
                                                       const MigrationSet &migrations);

// The same as texts alone.
[[nodiscard]] QStringList historyDrift(const QList<AppliedMigration> &applied,
                                       const MigrationSet &migrations);

// The engine's version against those that Tidemark is made for.
[[nodiscard]] QList<ValidationFinding> validateServer(const ServerInfo &server);
