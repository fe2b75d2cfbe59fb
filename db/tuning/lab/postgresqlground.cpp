// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/lab/postgresqlground.h"

#include "db/schema/inspection.h"
#include "db/transaction.h"
#include "db/tuning/eachrow.h"
#include "db/tuning/lab/labwords.h"

using namespace Qt::Literals::StringLiterals;

namespace {

// The comment of a schema that a lab made.
constexpr auto Mark = "Scratch place of Tidemark's index lab"_L1;

class PostgreSqlGround final : public LabGround
{
public:
    PostgreSqlGround(ConnectionSpec spec, std::unique_ptr<Connection> control)
        : m_spec{std::move(spec)}
        , m_control{std::move(control)}
    {}
    ~PostgreSqlGround() override
    {
        for (const Place place : LabPlaces)
            static_cast<void>(removeOurs(place));
    }

    [[nodiscard]] Result<> begin();
    [[nodiscard]] Result<std::unique_ptr<Connection>> make(Place place) override;
    [[nodiscard]] QString original(const QString &table) const override
    {
        return quotedName(m_schema) + u'.' + quotedName(table);
    }
    [[nodiscard]] QString fileOf(Place) const override { return {}; }

private:
    [[nodiscard]] QString nameOf(Place place) const
    {
        // Names have 63 bytes at most.
        return u"tidemark_scratch_"_s + placeStem(m_schema, 30) + placeSuffix(place);
    }
    enum class Found { Nothing, Ours, Foreign };
    [[nodiscard]] Result<Found> find(Place place);
    [[nodiscard]] Result<> removeOurs(Place place);

    ConnectionSpec m_spec;
    std::unique_ptr<Connection> m_control;
    QString m_schema; // the person's own
};

Result<> PostgreSqlGround::begin()
{
    Statements statements{*m_control};
    bool isTaken = false;
    const Result<> asked =
            eachRow(statements,
                    u"SELECT current_schema(), CASE WHEN current_schema() IS NULL THEN FALSE ELSE"
                    " pg_try_advisory_lock(1416193102, hashtext(current_schema())) END"_s,
                    {}, [&](const Rows &rows) {
                        m_schema = rows.text(0);
                        isTaken = rows.integer(1) != 0;
                    });
    if (!asked)
        return asked;
    if (!isTaken) {
        m_schema.clear(); // what stands there is the other lab's
        return failAsTaken(m_spec.location());
    }
    for (const Place place : LabPlaces) {
        if (const Result<> gone = removeOurs(place); !gone)
            return gone;
    }
    return {};
}

Result<PostgreSqlGround::Found> PostgreSqlGround::find(Place place)
{
    Statements statements{*m_control};
    Found found = Found::Nothing;
    return eachRow(statements,
                   u"SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace"
                   " WHERE nspname = ?"_s,
                   {nameOf(place)},
                   [&](const Rows &rows) {
                       found = rows.text(0) == Mark ? Found::Ours : Found::Foreign;
                   })
            .transform([&] { return found; });
}

Result<> PostgreSqlGround::removeOurs(Place place)
{
    if (m_schema.isEmpty())
        return {};
    const Result<Found> found = find(place);
    if (!found)
        return fail(found.error());
    if (*found != Found::Ours)
        return {};
    return m_control->execute(u"DROP SCHEMA %1 CASCADE"_s.arg(quotedName(nameOf(place))));
}

Result<std::unique_ptr<Connection>> PostgreSqlGround::make(Place place)
{
    const Result<Found> found = removeOurs(place).and_then([&] { return find(place); });
    if (!found)
        return fail(found.error());
    if (*found == Found::Foreign)
        return failAsForeign(nameOf(place));
    const QString name = quotedName(nameOf(place));
    Transaction transaction{*m_control}; // a kill leaves no schema without its mark
    const Result<> made =
            transaction.begin()
                    .and_then([&] { return m_control->execute(u"CREATE SCHEMA "_s + name); })
                    .and_then([&] {
                        return m_control->execute(u"COMMENT ON SCHEMA %1 IS '%2'"_s.arg(
                                name, QString{Mark}.replace(u'\'', u"''"_s)));
                    })
                    .and_then([&] { return transaction.commit(); });
    if (!made && made.error().kind == Error::Kind::AccessDenied)
        return fail(Error::Kind::Refused,
                    LabWords::tr("The index lab needs the right to make the schema %1 in this "
                                 "database: GRANT CREATE ON DATABASE. Ask whoever looks after the "
                                 "server; nothing was changed.")
                            .arg(nameOf(place)),
                    m_spec.location());
    if (!made)
        return fail(made.error());
    Result<std::unique_ptr<Connection>> opened = Connection::open(m_spec);
    if (!opened)
        return opened;
    // A shape is made by scripts, which must never find anything of the person's own.
    const QString path = place == Place::Copy ? name + u", "_s + quotedName(m_schema) : name;
    return (*opened)->execute(u"SET search_path = "_s + path).transform([&] {
        return std::move(*opened);
    });
}

} // namespace

Result<std::unique_ptr<LabGround>> enterPostgreSqlGround(const ConnectionSpec &spec)
{
    Result<std::unique_ptr<Connection>> control = Connection::open(spec);
    if (!control)
        return fail(control.error());
    auto ground = std::make_unique<PostgreSqlGround>(spec, std::move(*control));
    if (const Result<> begun = ground->begin(); !begun)
        return fail(begun.error());
    return ground;
}
