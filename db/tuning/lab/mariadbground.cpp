// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/lab/mariadbground.h"

#include "db/schema/inspection.h"
#include "db/tuning/eachrow.h"
#include "db/tuning/lab/labwords.h"

using namespace Qt::Literals::StringLiterals;

namespace {

// Only a database that a lab made has it.
const QString Mark = u"tidemark_index_lab"_s;

class MariaDbGround final : public LabGround
{
public:
    MariaDbGround(ConnectionSpec spec, std::unique_ptr<Connection> control)
        : m_spec{std::move(spec)}
        , m_control{std::move(control)}
    {}
    ~MariaDbGround() override
    {
        if (!m_isHeld)
            return;
        for (const Place place : LabPlaces)
            static_cast<void>(removeOurs(place));
    }

    [[nodiscard]] Result<> begin();
    [[nodiscard]] Result<std::unique_ptr<Connection>> make(Place place) override;
    [[nodiscard]] QString original(const QString &table) const override
    {
        return quotedName(m_spec.databaseName) + u'.' + quotedName(table);
    }
    [[nodiscard]] QString fileOf(Place) const override { return {}; }

private:
    [[nodiscard]] QString nameOf(Place place) const
    {
        // Names have 64 characters at most.
        return placeStem(m_spec.databaseName, 39) + u"_tidemark_scratch"_s + placeSuffix(place);
    }
    enum class Found { Nothing, Ours, Foreign };
    [[nodiscard]] Result<Found> find(Place place);
    [[nodiscard]] Result<> removeOurs(Place place);

    ConnectionSpec m_spec;
    std::unique_ptr<Connection> m_control;
    bool m_isHeld = false;
};

Result<> MariaDbGround::begin()
{
    Statements statements{*m_control};
    const Result<> asked =
            eachRow(statements, u"SELECT GET_LOCK(CONCAT('tidemark.lab.', MD5(DATABASE())), 0)"_s,
                    {}, [&](const Rows &rows) { m_isHeld = rows.integer(0) == 1; });
    if (!asked)
        return asked;
    if (!m_isHeld)
        return failAsTaken(m_spec.location());
    for (const Place place : LabPlaces) {
        if (const Result<> gone = removeOurs(place); !gone)
            return gone;
    }
    return {};
}

// One that was killed right at its beginning left a database without any tables.
Result<MariaDbGround::Found> MariaDbGround::find(Place place)
{
    Statements statements{*m_control};
    Found found = Found::Nothing;
    return eachRow(statements,
                   u"SELECT COUNT(t.table_name), COALESCE(SUM(t.table_name = ?), 0)"
                   " FROM information_schema.schemata s LEFT JOIN information_schema.tables t"
                   " ON t.table_schema = s.schema_name WHERE s.schema_name = ?"
                   " GROUP BY s.schema_name"_s,
                   {Mark, nameOf(place)},
                   [&](const Rows &rows) {
                       const bool isOurs = rows.integer(0) == 0 || rows.integer(1) > 0;
                       found = isOurs ? Found::Ours : Found::Foreign;
                   })
            .transform([&] { return found; });
}

Result<> MariaDbGround::removeOurs(Place place)
{
    const Result<Found> found = find(place);
    if (!found)
        return fail(found.error());
    if (*found != Found::Ours)
        return {};
    return m_control->execute(u"DROP DATABASE "_s + quotedName(nameOf(place)));
}

Result<std::unique_ptr<Connection>> MariaDbGround::make(Place place)
{
    const Result<Found> found = removeOurs(place).and_then([&] { return find(place); });
    if (!found)
        return fail(found.error());
    if (*found == Found::Foreign)
        return failAsForeign(nameOf(place));
    const Result<> made =
            m_control->execute(u"CREATE DATABASE %1 CHARACTER SET ascii COLLATE ascii_bin"_s.arg(
                    quotedName(nameOf(place))));
    if (!made && made.error().kind == Error::Kind::AccessDenied)
        return fail(Error::Kind::Refused,
                    LabWords::tr("The index lab needs the right to make the database %1 on the "
                                 "server. Ask whoever looks after it; nothing was changed.")
                            .arg(nameOf(place)),
                    m_spec.location());
    if (!made)
        return fail(made.error());
    ConnectionSpec spec = m_spec;
    spec.databaseName = nameOf(place);
    Result<std::unique_ptr<Connection>> opened = Connection::open(spec);
    if (!opened)
        return opened;
    // Reading the person's table must not hold back who writes there, which a copy does otherwise.
    return (*opened)
            ->execute(u"CREATE TABLE %1 (made BIGINT)"_s.arg(quotedName(Mark)))
            .and_then([&] {
                return (*opened)->execute(
                        u"SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED"_s);
            })
            .transform([&] { return std::move(*opened); });
}

} // namespace

Result<std::unique_ptr<LabGround>> enterMariaDbGround(const ConnectionSpec &spec)
{
    Result<std::unique_ptr<Connection>> control = Connection::open(spec);
    if (!control)
        return fail(control.error());
    auto ground = std::make_unique<MariaDbGround>(spec, std::move(*control));
    if (const Result<> begun = ground->begin(); !begun)
        return fail(begun.error());
    return ground;
}
