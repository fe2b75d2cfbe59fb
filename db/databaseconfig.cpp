// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/databaseconfig.h"

#include <QDir>
#include <QUrl>
#include <QUrlQuery>

#include <array>
#include <optional>
#include <tuple>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto CommandLine = "--database"_L1;
constexpr auto UrlVariable = "DATABASE_URL"_L1;
constexpr auto TypeVariable = "DATABASE_TYPE"_L1;
constexpr auto PathVariable = "DATABASE_PATH"_L1;

tl::unexpected<Error> malformed(const QString &variable, const QString &why)
{
    return fail(Error::Kind::Configuration, why, variable);
}

bool isServerType(QStringView type)
{
    return type == "postgresql"_L1 || type == "mysql"_L1 || type == "mariadb"_L1;
}

QString serverNotYet(const QString &type)
{
    return u"this version keeps prices in SQLite only, not in %1"_s.arg(type);
}

Result<ConnectionSpec> sqliteFile(const QString &path, const QString &variable)
{
    if (path.isEmpty())
        return malformed(variable, u"it names no file; write sqlite:////absolute/path/market.db"_s);
    if (path.contains(QChar::Null))
        return malformed(variable, u"the file name holds a null character"_s);
    ConnectionSpec spec;
    spec.path = QDir::cleanPath(QDir::current().absoluteFilePath(path));
    return spec;
}

Result<ConnectionSpec> readParameters(ConnectionSpec spec, const QString &query,
                                      const QString &variable)
{
    const QList<std::pair<QString, QString>> items = QUrlQuery{query}.queryItems();
    for (const auto &[name, value] : items) {
        if (name != "mode"_L1 || (value != "ro"_L1 && value != "rw"_L1))
            return malformed(variable, u"it has an unknown parameter; SQLite knows mode=ro"_s);
        spec.readOnly = value == "ro"_L1;
    }
    return spec;
}

// sqlite:///relative.db or sqlite:////absolute.db, percent-encoded, with ?mode=ro.
Result<ConnectionSpec> fromUrl(const QString &text, const QString &variable)
{
    const qsizetype colon = text.indexOf("://"_L1);
    const QString scheme = text.left(std::max<qsizetype>(colon, 0)).toLower();
    if (isServerType(scheme)) {
        if (variable == CommandLine && !QUrl{text}.password().isEmpty())
            return malformed(variable,
                             u"a password on the command line can be seen by others; give "
                             "it in DB_PASSWORD or store it with 'tidemarkctl "
                             "credentials set'"_s);
        return malformed(variable, serverNotYet(scheme));
    }
    if (scheme != "sqlite"_L1)
        return malformed(variable, u"it is no database URL; write "
                                   "sqlite:////absolute/path/market.db"_s);
    const QString rest = text.mid(colon + 3);
    if (!rest.startsWith(u'/'))
        return malformed(variable,
                         u"a SQLite URL has three slashes before a relative path and four "
                         "before an absolute one"_s);
    const qsizetype question = rest.indexOf(u'?');
    const QString path = question < 0 ? rest.mid(1) : rest.mid(1, question - 1);
    const QString query = question < 0 ? QString{} : rest.mid(question + 1);
    return sqliteFile(QUrl::fromPercentEncoding(path.toUtf8()), variable)
            .and_then([&](ConnectionSpec spec) {
                return readParameters(std::move(spec), query, variable);
            });
}

Result<ConnectionSpec> fromEnvironment(const QProcessEnvironment &environment)
{
    const QString url = environment.value(UrlVariable);
    const QString type = environment.value(TypeVariable).toLower();
    if (!type.isEmpty() && type != "sqlite"_L1 && !isServerType(type))
        return malformed(TypeVariable, u"it must be sqlite, postgresql, mysql or mariadb"_s);
    if (!url.isEmpty()) {
        const QString scheme = url.left(url.indexOf(u':')).toLower();
        if (!type.isEmpty() && scheme != type)
            return malformed(u"%1 and %2"_s.arg(TypeVariable, UrlVariable),
                             u"they contradict each other; keep one of the two"_s);
        return fromUrl(url, UrlVariable);
    }
    if (isServerType(type))
        return malformed(TypeVariable, serverNotYet(type));
    return sqliteFile(environment.value(PathVariable), PathVariable);
}

bool namesDatabase(const QProcessEnvironment &environment)
{
    for (const QLatin1StringView variable : {UrlVariable, TypeVariable, PathVariable}) {
        if (!environment.value(variable).isEmpty())
            return true;
    }
    return false;
}

Result<ConnectionSpec> chosen(const DatabaseConfig::Sources &sources)
{
    if (!sources.commandLine.isEmpty())
        return fromUrl(sources.commandLine, CommandLine);
    const bool onlyType = sources.environment.value(TypeVariable).toLower() == "sqlite"_L1 &&
                          sources.environment.value(UrlVariable).isEmpty() &&
                          sources.environment.value(PathVariable).isEmpty();
    if (namesDatabase(sources.environment) && !onlyType)
        return fromEnvironment(sources.environment);
    if (!sources.settings.isEmpty())
        return fromUrl(sources.settings, u"the database chosen in Tidemark"_s);
    return sqliteFile(QDir{sources.defaultFolder}.filePath(u"market.db"_s), u"the data folder"_s);
}

Result<bool> echo(const QProcessEnvironment &environment)
{
    const QString value = environment.value(u"SQL_ECHO"_s).toLower();
    if (value.isEmpty() || value == "0"_L1 || value == "false"_L1 || value == "no"_L1)
        return false;
    if (value == "1"_L1 || value == "true"_L1 || value == "yes"_L1)
        return true;
    return malformed(u"SQL_ECHO"_s, u"it must be 1 or 0"_s);
}

// What a server will need is checked today, so that a mistyped value is not found out later.
Result<> checkNumbers(const QProcessEnvironment &environment)
{
    const std::array<std::tuple<QLatin1StringView, int, int>, 3> numbers{
            {{"DB_PORT"_L1, 1, 65'535},
             {"DB_POOL_SIZE"_L1, 1, 1000},
             {"DB_MAX_OVERFLOW"_L1, 0, 1000}}};
    for (const auto &[variable, least, most] : numbers) {
        const QString value = environment.value(variable);
        bool isNumber = false;
        const int number = value.toInt(&isNumber);
        if (!value.isEmpty() && (!isNumber || number < least || number > most))
            return malformed(variable,
                             u"it must be a whole number from %1 to %2"_s.arg(least).arg(most));
    }
    return {};
}

} // namespace

Result<DatabaseConfig> DatabaseConfig::read(const Sources &sources)
{
    const Result<bool> sqlEcho = echo(sources.environment);
    if (!sqlEcho)
        return fail(sqlEcho.error());
    if (const Result<> numbers = checkNumbers(sources.environment); !numbers)
        return fail(numbers.error());
    return chosen(sources).map([&](ConnectionSpec spec) {
        return DatabaseConfig{std::move(spec), *sqlEcho};
    });
}
