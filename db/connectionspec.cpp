// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connectionspec.h"

#include <QFileInfo>
#include <QUrl>

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

QString ConnectionSpec::location() const
{
    if (!isServer())
        return path;
    const auto encoded = [](const QString &text, const char *exclude = "") {
        return QString::fromLatin1(QUrl::toPercentEncoding(text, exclude));
    };
    const QString who = user.isEmpty() ? QString{} : encoded(user) + u'@';
    const QString name = encoded(databaseName);
    if (host.startsWith(u'/'))
        return u"%1://%2/%3?host=%4"_s.arg(engineName(engine), who, name, encoded(host, "/"));
    const QString server = host.contains(u':') ? u'[' + host + u']' : host; // IPv6
    return u"%1://%2%3:%4/%5"_s.arg(engineName(engine), who, server)
            .arg(port > 0 ? port : defaultPort(engine))
            .arg(name);
}
