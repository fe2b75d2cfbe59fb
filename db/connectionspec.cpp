// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connectionspec.h"

#include <QFile>
#include <QFileInfo>
#include <QUrl>

#include <filesystem>

using namespace Qt::Literals::StringLiterals;

QString tlsModeName(TlsMode mode)
{
    switch (mode) {
    case TlsMode::Disable:
        return u"disable"_s;
    case TlsMode::Prefer:
        return u"prefer"_s;
    case TlsMode::Require:
        return u"require"_s;
    case TlsMode::VerifyCa:
        return u"verify-ca"_s;
    case TlsMode::VerifyFull:
        break;
    }
    return u"verify-full"_s;
}

QString engineTitle(Engine engine)
{
    switch (engine) {
    case Engine::Sqlite:
        return u"SQLite"_s;
    case Engine::PostgreSql:
        return u"PostgreSQL"_s;
    case Engine::MariaDb:
        break;
    }
    return u"MariaDB"_s;
}

QString defaultSocket(Engine engine)
{
    switch (engine) {
    case Engine::Sqlite:
        return {};
    case Engine::PostgreSql:
        return u"/var/run/postgresql"_s; // libpq adds the name, which ends with the port
    case Engine::MariaDb:
        break;
    }
    return u"/run/mysqld/mysqld.sock"_s;
}

ConnectionSpec ConnectionSpec::file(const QString &path, bool readOnly)
{
    ConnectionSpec spec;
    spec.path = path;
    spec.readOnly = readOnly;
    return spec;
}

QString ConnectionSpec::displayName() const
{
    if (isServer())
        return databaseName;
    return path == ":memory:"_L1 ? path : QFileInfo{path}.completeBaseName();
}

bool ConnectionSpec::isMissingFile() const
{
    if (isServer() || path == ":memory:"_L1)
        return false;
    std::error_code unknown;
    const bool exists = std::filesystem::exists(QFile::encodeName(path).toStdString(), unknown);
    return !exists && !unknown;
}

QString ConnectionSpec::location() const
{
    if (!isServer())
        return path;
    const auto encoded = [](const QString &text, const char *exclude = "") {
        return QString::fromLatin1(QUrl::toPercentEncoding(text, exclude));
    };
    const QString who = user.isEmpty() ? QString{} : encoded(user) + u'@';
    const QString name = encoded(databaseName);
    if (host.startsWith(u'/')) { // PostgreSQL's sockets have the port in their names
        const bool isUsual = port == 0 || port == defaultPort(engine);
        const QString number = isUsual ? QString{} : u":%1"_s.arg(port);
        return u"%1://%2%3/%4?host=%5"_s.arg(engineName(engine), who, number, name,
                                             encoded(host, "/"));
    }
    const QString server = host.contains(u':') ? u'[' + host + u']' : host; // IPv6
    // In one call: what is percent-encoded would look like a place for the next one.
    return u"%1://%2%3:%4/%5"_s.arg(engineName(engine), who, server,
                                    QString::number(port > 0 ? port : defaultPort(engine)), name);
}
