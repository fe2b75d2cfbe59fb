// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/databaseconfig.h"

#include "db/databaseurl.h"

#include <QCoreApplication>
#include <QDir>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto CommandLine = "--database"_L1;
constexpr auto UrlVariable = "DATABASE_URL"_L1;
constexpr auto TypeVariable = "DATABASE_TYPE"_L1;
constexpr auto PathVariable = "DATABASE_PATH"_L1;

struct Configuration {
    Q_DECLARE_TR_FUNCTIONS(Configuration)
};

tl::unexpected<Error> malformed(const QString &variable, const QString &why)
{
    return fail(Error::Kind::Configuration, why, variable);
}

class Environment final
{
public:
    explicit Environment(const QProcessEnvironment &variables)
        : m_variables{variables}
    {}

    [[nodiscard]] bool namesDatabase() const;
    [[nodiscard]] Result<ConnectionSpec> database(const QString &defaultPath) const;
    [[nodiscard]] QString password() const { return value("DB_PASSWORD"_L1); }
    // fallback where the variable is not set.
    [[nodiscard]] Result<int> number(QLatin1StringView variable, int least, int most,
                                     int fallback) const;
    [[nodiscard]] Result<bool> echo() const;

private:
    [[nodiscard]] QString value(QLatin1StringView variable) const
    {
        return m_variables.value(variable);
    }
    [[nodiscard]] Result<std::optional<Engine>> type() const;
    [[nodiscard]] Result<ConnectionSpec> fromUrl(std::optional<Engine> type) const;
    [[nodiscard]] Result<ConnectionSpec> fromServerVariables(Engine engine) const;

    const QProcessEnvironment &m_variables;
};

bool Environment::namesDatabase() const
{
    return !value(UrlVariable).isEmpty() || !value(TypeVariable).isEmpty() ||
           !value(PathVariable).isEmpty();
}

Result<std::optional<Engine>> Environment::type() const
{
    const QString name = value(TypeVariable);
    const std::optional<Engine> engine = engineFromName(name);
    if (!name.isEmpty() && !engine)
        return malformed(TypeVariable,
                         Configuration::tr("it is sqlite, postgresql, mysql or mariadb"));
    return engine;
}

Result<ConnectionSpec> Environment::database(const QString &defaultPath) const
{
    return type().and_then([&](std::optional<Engine> engine) -> Result<ConnectionSpec> {
        if (!value(UrlVariable).isEmpty())
            return fromUrl(engine);
        if (engine && *engine != Engine::Sqlite)
            return fromServerVariables(*engine);
        const QString path = value(PathVariable);
        return sqliteSpec(path.isEmpty() ? defaultPath : path, PathVariable);
    });
}

Result<ConnectionSpec> Environment::fromUrl(std::optional<Engine> type) const
{
    return parseDatabaseUrl(value(UrlVariable), UrlVariable)
            .and_then([&](const ConnectionSpec &spec) -> Result<ConnectionSpec> {
                if (!type || *type == spec.engine)
                    return spec;
                return malformed(u"%1 and %2"_s.arg(TypeVariable, UrlVariable),
                                 Configuration::tr("they contradict each other, %1 and %2; keep "
                                                   "one of the two variables")
                                         .arg(engineName(*type), engineName(spec.engine)));
            });
}

Result<ConnectionSpec> Environment::fromServerVariables(Engine engine) const
{
    ConnectionSpec spec;
    spec.engine = engine;
    spec.host = value("DB_HOST"_L1);
    if (spec.host.startsWith(u'[') && spec.host.endsWith(u']'))
        spec.host = spec.host.sliced(1, spec.host.size() - 2);
    if (!spec.host.isEmpty() && !isServerHost(spec.host))
        return malformed(u"DB_HOST"_s,
                         Configuration::tr("it is no name and no address of a server; "
                                           "the port goes into DB_PORT"));
    spec.databaseName = value("DB_NAME"_L1);
    if (spec.databaseName.isEmpty())
        return malformed(u"DB_NAME"_s,
                         Configuration::tr("it is empty, and %1 has several databases; name one")
                                 .arg(engineTitle(engine)));
    spec.user = value("DB_USER"_L1);
    return number("DB_PORT"_L1, 1, 65'535, 0).transform([&](int port) {
        spec.port = port;
        return withServerDefaults(spec);
    });
}

Result<int> Environment::number(QLatin1StringView variable, int least, int most, int fallback) const
{
    const QString text = value(variable);
    bool isNumber = false;
    const int number = text.toInt(&isNumber);
    if (text.isEmpty())
        return fallback;
    if (!isNumber || number < least || number > most)
        return malformed(
                variable,
                Configuration::tr("it is no whole number from %1 to %2").arg(least).arg(most));
    return number;
}

Result<bool> Environment::echo() const
{
    const QString value = this->value("SQL_ECHO"_L1).toLower();
    if (value.isEmpty() || value == "0"_L1 || value == "false"_L1 || value == "no"_L1)
        return false;
    if (value == "1"_L1 || value == "true"_L1 || value == "yes"_L1)
        return true;
    return malformed(u"SQL_ECHO"_s, Configuration::tr("it is 1 or 0"));
}

Result<ConnectionSpec> chosen(const DatabaseConfig::Sources &sources,
                              const Environment &environment)
{
    const QString defaultPath = QDir{sources.defaultFolder}.filePath(u"market.db"_s);
    if (!sources.commandLine.isEmpty())
        return parseDatabaseUrl(sources.commandLine, CommandLine, UrlPassword::Refused);
    // "sqlite" and nothing else does not say which file, so what was chosen in the program holds.
    const bool saysOnlySqlite =
            engineFromName(sources.environment.value(TypeVariable)) == Engine::Sqlite &&
            sources.environment.value(UrlVariable).isEmpty() &&
            sources.environment.value(PathVariable).isEmpty();
    const bool hasChosenFile = sources.settings.startsWith("sqlite:"_L1, Qt::CaseInsensitive);
    if (environment.namesDatabase() && !(saysOnlySqlite && hasChosenFile))
        return environment.database(defaultPath);
    if (!sources.settings.isEmpty())
        return parseDatabaseUrl(sources.settings,
                                Configuration::tr("The database chosen in Tidemark"));
    return sqliteSpec(defaultPath, Configuration::tr("The data folder"));
}

} // namespace

Result<DatabaseConfig> DatabaseConfig::read(const Sources &sources)
{
    // All variables are looked at, also those that this database does not need: what is mistyped
    // should not be found out on the day when it matters.
    const Environment environment{sources.environment};
    DatabaseConfig config;
    const Result<> variables =
            environment.echo()
                    .and_then([&](bool echo) {
                        config.sqlEcho = echo;
                        return environment.number("DB_PORT"_L1, 1, 65'535, 0);
                    })
                    .and_then([&](int) {
                        return environment.number("DB_POOL_SIZE"_L1, 1, 1000, config.poolSize);
                    })
                    .and_then([&](int size) {
                        config.poolSize = size;
                        return environment.number("DB_MAX_OVERFLOW"_L1, 0, 1000,
                                                  config.maxOverflow);
                    })
                    .transform([&](int overflow) { config.maxOverflow = overflow; });
    if (!variables)
        return fail(variables.error());
    return chosen(sources, environment).transform([&](const ConnectionSpec &spec) {
        config.connection = spec;
        if (spec.isServer() && spec.password.isEmpty())
            config.connection.password = environment.password();
        return config;
    });
}
