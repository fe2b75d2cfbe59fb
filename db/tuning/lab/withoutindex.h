// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

// Hides an index from the planner as if it were not there, as long as this object lives.
class WithoutIndex final
{
public:
    WithoutIndex(const Connection &place, const QString &table, const QString &index);
    ~WithoutIndex();
    WithoutIndex(const WithoutIndex &) = delete;
    WithoutIndex &operator=(const WithoutIndex &) = delete;

    // An error: this server cannot. On SQLite and PostgreSQL a transaction begins.
    [[nodiscard]] Result<> hide();

private:
    [[nodiscard]] Result<> hideOnMariaDb();

    const Connection &m_place;
    QString m_table;
    QString m_index;
    bool m_isHidden = false;
};

// MariaDB and MySQL: one that was hidden serves statements again.
[[nodiscard]] Result<> showIndex(const Connection &place, const QString &table,
                                 const QString &index);
