// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/history.h"

// Something that is not as it should be, or not known.
struct ValidationFinding {
    enum class Kind {
        Changed,    // applied with other content than this program has
        Newer,      // applied by a newer program
        Missing,    // a hole in the history: out of order, or rows taken away
        Unfinished, // begun, and not at its end
        Drift,      // an object of the version is missing or another one
        Unknown,    // an object that no version made: somebody else's, and left alone
        OldServer,  // a version of the engine that Tidemark was never tested with
    };

    Kind kind = Kind::Drift;
    int version = 0; // of the migration; 0: of none
    QString text;    // a translated sentence part, without a full stop

    // Whether it must be settled before the schema is changed. An unfinished migration settles
    // itself when a change is asked for; everything else refuses it.
    [[nodiscard]] bool isBlocking() const
    {
        return kind != Kind::OldServer && kind != Kind::Unknown;
    }
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
