// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QMetaType>
#include <QString>

// What a person did about one index, with the way back.
struct IndexChange {
    enum class Kind { Drop, Create };
    enum class Phase {
        Trying,     // begun: the index is hidden, or not yet
        Trial,      // kept up to date, and no statement uses it
        Applying,   // begun
        Watched,    // done; statements are compared until watchUntil
        Closed,     // done
        Reverting,  // begun
        Reverted,   // undone, as the person wanted
        Aside,      // undone for a migration, or half: done again after it
        TrialAside, // the same of a trial
        Failed,     // begun, and nothing came of it
        Overtaken,  // no longer so, and nobody asked for that here
    };

    qint64 id = 0;
    QString table;
    QString index;
    QString finding; // its id: "covered/market_data/ix_a"
    Kind kind = Kind::Drop;
    Phase phase = Phase::Applying;
    QString upSql; // one statement, without a semicolon
    QString downSql;
    QString reason = {}; // the finding's sentence
    QDateTime appliedAt = {};
    QString appliedBy = {};
    QString host = {};
    QDateTime watchUntil = {};
    QDateTime closedAt = {};

    // Whether the schema is another one than its version says, or may be.
    [[nodiscard]] bool isInForce() const { return isSettled() || isHalfDone(); }
    // Done, and can be undone.
    [[nodiscard]] bool isSettled() const
    {
        return phase == Phase::Trial || phase == Phase::Watched || phase == Phase::Closed;
    }
    // Somebody is at it, or was stopped.
    [[nodiscard]] bool isHalfDone() const
    {
        return phase == Phase::Trying || phase == Phase::Applying || phase == Phase::Reverting ||
               isAside();
    }
    [[nodiscard]] bool isAside() const
    {
        return phase == Phase::Aside || phase == Phase::TrialAside;
    }

    friend bool operator==(const IndexChange &, const IndexChange &) = default;
};

Q_DECLARE_METATYPE(IndexChange)

[[nodiscard]] QString indexChangeKindName(IndexChange::Kind kind);    // "drop"
[[nodiscard]] QString indexChangePhaseName(IndexChange::Phase phase); // "watched", "trial_aside"
