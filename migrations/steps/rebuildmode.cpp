// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/steps/rebuildmode.h"

#include "db/statements.h"

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto foreignKeys = "foreign_keys"_L1;
constexpr auto legacyRename = "legacy_alter_table"_L1;

} // namespace

RebuildMode::~RebuildMode()
{
    if (!m_entered)
        return;
    if (m_connection.engine() == Engine::MariaDb) {
        static_cast<void>(m_connection.execute(u"SET foreign_key_checks = 1"_s));
        return;
    }
    // Nothing to do about a failure here: the next transaction would only be stricter or laxer.
    static_cast<void>(set(foreignKeys, m_foreignKeys));
    static_cast<void>(set(legacyRename, m_legacyRename));
}

Result<> RebuildMode::enter()
{
    if (m_connection.engine() == Engine::MariaDb) {
        m_entered = true;
        return m_connection.execute(u"SET foreign_key_checks = 0"_s);
    }
    if (m_connection.engine() != Engine::Sqlite)
        return {};
    const Result<int> keys = setting(foreignKeys);
    if (!keys)
        return fail(keys.error());
    const Result<int> rename = setting(legacyRename);
    if (!rename)
        return fail(rename.error());
    m_foreignKeys = *keys;
    m_legacyRename = *rename;
    m_entered = true;
    return set(foreignKeys, 0).and_then([&] { return set(legacyRename, 1); });
}

Result<int> RebuildMode::setting(QLatin1StringView name) const
{
    Statements statements{m_connection};
    Result<Rows> rows = statements.run(u"PRAGMA "_s + name);
    if (!rows)
        return fail(rows.error());
    if (!rows->next())
        return fail(Error::Kind::Database, u"the setting %1 has no value"_s.arg(name));
    return static_cast<int>(rows->integer(0));
}

Result<> RebuildMode::set(QLatin1StringView name, int value) const
{
    const Result<int> now =
            m_connection.execute(u"PRAGMA %1 = %2"_s.arg(name).arg(value)).and_then([&] {
                return setting(name);
            });
    if (!now)
        return fail(now.error());
    if (*now != value)
        return fail(Error::Kind::Database, u"the setting %1 did not take"_s.arg(name),
                    QString{name});
    return {};
}
