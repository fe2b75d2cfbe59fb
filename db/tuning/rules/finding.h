// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/tuning/rules/evidence.h"

#include <QList>
#include <QStringList>

// One thing that the advisor has to say.
struct IndexFinding {
    enum class Kind { Identical, Covered, Unused, Missing, Measure, Info, Unknown };
    // Proven by structure; safe for reads with a small cost possible; to be measured first.
    enum class Certainty { Certain, Likely, Open };

    Kind kind = Kind::Info;
    QString rule; // "P1", "E9": see docs/index-tuning.md
    QString table;
    QString index;         // empty: of no index that is there
    QString coveredBy;     // the index that does its work
    QString columns = {};  // of an index that is missing
    QString newIndex = {}; // its name, once upSql made it
    QString reason = {};   // a translated sentence that names the other index
    Certainty certainty = Certainty::Open;
    QStringList evidence = {};    // translated sentences: what this rests on
    QStringList leavesAlone = {}; // statements that would read the whole table, this done
    QStringList slowsDown = {};   // statements that a lab measured to be slower, this done
    QStringList untried = {};     // statements that its time did not suffice for
    QString upSql = {};           // each statement begins a line and is ended by a semicolon
    QString downSql = {};         // makes undone
    std::optional<qint64> sizeBytes = {};
    bool isSizeEstimated = false;
    std::optional<InsertCost> cost = {}; // once it was measured
    bool isNotWorthIt = false;           // as measured: what it saves is less than it costs
    bool isOwnTable = true;              // Tidemark's

    // "covered/price_data_5min/ix_price_data_5min_coin_timestamp": the same for the same finding.
    [[nodiscard]] QString id() const;
    // Whether it says 'drop' without a further question.
    [[nodiscard]] bool isProposal() const;
    // Whether it says something and leaves the doing to the person.
    [[nodiscard]] bool isByHand() const;
    // Whether a lab told what there is to know before it is done.
    [[nodiscard]] bool isMeasured() const { return cost && !cost->isNoisy && untried.isEmpty(); }
};

// "identical"
[[nodiscard]] QString findingKindName(IndexFinding::Kind kind);
// "certain"
[[nodiscard]] QString certaintyName(IndexFinding::Certainty certainty);

// By kind, table and name, so that the same database gives the same report. What is safe to do
// comes before what is to be measured: done from the top, each is still true when it comes.
void sortFindings(QList<IndexFinding> &findings);

// Statements as upSql and downSql hold them.
[[nodiscard]] QString sqlLines(const QStringList &statements);
