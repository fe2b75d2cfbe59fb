// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/statements.h"
#include "db/trash/trashrequest.h"

struct TrashPage {
    QList<TrashEntry> rows; // what was deleted last comes first
    bool hasMore = false;
};

// How many rows of each kind match, whatever the page.
struct TrashCounts {
    qint64 quotes = 0;
    qint64 logs = 0;
    qint64 rules = 0;
    QList<HeldRule> held = {}; // of these rules, by id: a purge of what is asked for leaves them

    [[nodiscard]] qint64 total() const { return quotes + logs + rules; }
    [[nodiscard]] qint64 &of(TrashKind kind)
    {
        return kind == TrashKind::Quote ? quotes : kind == TrashKind::Log ? logs : rules;
    }
};

// Reads the recycle bin. Thread: the connection's.
class TrashReader final
{
public:
    explicit TrashReader(const Connection &connection)
        : m_statements{connection}
    {}

    [[nodiscard]] Result<TrashPage> page(const TrashRequest &request);
    [[nodiscard]] Result<TrashCounts> counts(const TrashRequest &request);
    // Who has deleted anything that is in the bin, by name.
    [[nodiscard]] Result<QStringList> deleters();

private:
    [[nodiscard]] Result<QList<TrashEntry>> read(TrashKind kind, const TrashRequest &request);
    [[nodiscard]] Result<QList<HeldRule>> held(const TrashRequest &request);

    Statements m_statements;
};

Q_DECLARE_METATYPE(TrashPage)
Q_DECLARE_METATYPE(TrashCounts)
