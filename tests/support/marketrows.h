// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/statements.h"
#include "migrations/proof/proof.h"

#include <random>

// Rows for every table of a schema's version, extreme values and NULLs among them, the same on
// every engine and at every start.
class MarketRows final
{
public:
    MarketRows(const Connection &connection, int version)
        : m_connection{connection}
        , m_version{version}
    {}

    // count quotes, bars and alerts, a few of everything else. In one transaction.
    [[nodiscard]] Result<> fill(int count) const;
    // The time of the last bar of so many rows: a table that is split by time needs room until
    // then.
    [[nodiscard]] static QDateTime lastBar(int count);
    // One quote more, in the year 2026.
    [[nodiscard]] Result<> addPrice(const QString &coin, const QString &price) const;
    // Takes away what the versions above this one made room for, so that a way down loses nothing.
    [[nodiscard]] Result<> emptyWhatVersionsAbove(int version) const;

    // "table: rows checksum" of every table, over all columns, by name.
    [[nodiscard]] Result<QStringList> checksums() const;
    // The same of the quotes, without the columns that version 2 is about.
    [[nodiscard]] Result<QString> quotes() const;

private:
    [[nodiscard]] Result<> fillBase(int count, Statements &statements, std::mt19937 &random) const;
    [[nodiscard]] Result<> fillCollector(int count, Statements &statements) const;
    [[nodiscard]] Result<> fillAlerts(int count, Statements &statements,
                                      std::mt19937 &random) const;
    [[nodiscard]] Result<> fillPortfolio(Statements &statements) const;
    [[nodiscard]] Result<> fillAlertEngine(Statements &statements) const;
    [[nodiscard]] Result<> fillWatchlist(Statements &statements) const;
    [[nodiscard]] Result<> fillTrash(Statements &statements) const;
    [[nodiscard]] Result<> fillTuning(Statements &statements) const;

    const Connection &m_connection;
    int m_version;
};
