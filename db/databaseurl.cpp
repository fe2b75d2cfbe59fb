// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/databaseurl.h"

#include <QCoreApplication>
#include <QDir>
#include <QUrl>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

// The clauses that follow "DATABASE_URL cannot be used: ".
struct DatabaseUrl {
    Q_DECLARE_TR_FUNCTIONS(DatabaseUrl)
};

// Only the mode: SQLite has no server, so there is nothing else to say.
Result<ConnectionSpec> sqliteFromUrl(const QString &rest, const QString &source)
{
    const auto malformed = [&](const QString &why) {
        return fail(Error::Kind::Configuration, why, source);
    };
    if (!rest.startsWith(u'/'))
        return malformed(DatabaseUrl::tr("a SQLite URL has three slashes before a relative path "
                                         "and four before an absolute one"));
    const qsizetype question = rest.indexOf(u'?');
    const QString path = question < 0 ? rest.mid(1) : rest.mid(1, question - 1);
    const QString query = question < 0 ? QString{} : rest.mid(question + 1);
    Result<ConnectionSpec> spec = sqliteSpec(QUrl::fromPercentEncoding(path.toUtf8()), source);
    const QStringList items = query.split(u'&', Qt::SkipEmptyParts);
    for (const QString &item : items) {
        if (!spec)
            break;
        const QString name = item.section(u'=', 0, 0);
        if (name != "mode"_L1)
            return malformed(
                    DatabaseUrl::tr("it has the unknown parameter %1; SQLite knows mode=ro")
                            .arg(name));
        if (item != "mode=ro"_L1 && item != "mode=rw"_L1)
            return malformed(DatabaseUrl::tr("mode is ro or rw"));
        spec->readOnly = item == "mode=ro"_L1;
    }
    return spec;
}

} // namespace

std::optional<Engine> engineFromName(QStringView name)
{
    const auto is = [name](QLatin1StringView word) {
        return name.compare(word, Qt::CaseInsensitive) == 0;
    };
    if (is("sqlite"_L1))
        return Engine::Sqlite;
    if (is("postgresql"_L1) || is("postgres"_L1))
        return Engine::PostgreSql;
    if (is("mariadb"_L1) || is("mysql"_L1))
        return Engine::MariaDb;
    return {};
}

Result<ConnectionSpec> sqliteSpec(const QString &path, const QString &source)
{
    if (path.isEmpty())
        return fail(Error::Kind::Configuration,
                    DatabaseUrl::tr("it names no file; write sqlite:////absolute/path/market.db"),
                    source);
    if (path.contains(QChar::Null))
        return fail(Error::Kind::Configuration,
                    DatabaseUrl::tr("the file name holds a null character"), source);
    return ConnectionSpec::file(QDir::cleanPath(QDir::current().absoluteFilePath(path)));
}

Result<ConnectionSpec> parseDatabaseUrl(const QString &text, const QString &source,
                                        UrlPassword password)
{
    const qsizetype colon = text.indexOf("://"_L1);
    const QString scheme = text.left(std::max<qsizetype>(colon, 0));
    const QString rest = text.mid(colon + 3);
    const std::optional<Engine> engine = engineFromName(scheme);
    if (!engine && engineFromName(scheme.section(u'+', 0, 0)))
        return fail(Error::Kind::Configuration,
                    DatabaseUrl::tr("a driver is not part of it; write %1://")
                            .arg(engineName(*engineFromName(scheme.section(u'+', 0, 0)))),
                    source);
    if (!engine)
        return fail(
                Error::Kind::Configuration,
                DatabaseUrl::tr("it is no database URL; write sqlite:////absolute/path/market.db "
                                "or postgresql://user@host/name"),
                source);
    if (*engine == Engine::Sqlite)
        return sqliteFromUrl(rest, source);
    return parseServerUrl(*engine, rest, source, password);
}

QString databaseUrl(const ConnectionSpec &spec)
{
    QString url = spec.location();
    QStringList parameters;
    if (!spec.isServer())
        url = u"sqlite:///"_s + QString::fromLatin1(QUrl::toPercentEncoding(spec.path, "/"));
    else
        parameters.append(u"sslmode="_s + tlsModeName(spec.tls));
    if (!spec.tlsRootCertificate.isEmpty())
        parameters.append(u"sslrootcert="_s + QString::fromLatin1(QUrl::toPercentEncoding(
                                                      spec.tlsRootCertificate, "/")));
    if (spec.readOnly)
        parameters.append(u"mode=ro"_s);
    if (parameters.isEmpty())
        return url;
    return url + (url.contains(u'?') ? u'&' : u'?') + parameters.join(u'&');
}
