// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/serverurl.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>
#include <QStringDecoder>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

// The clauses that follow "DATABASE_URL cannot be used: ".
struct DatabaseServer {
    Q_DECLARE_TR_FUNCTIONS(DatabaseServer)
};

bool matches(const QString &text, const QString &pattern)
{
    return QRegularExpression{QRegularExpression::anchoredPattern(pattern)}.match(text).hasMatch();
}

bool isLoopback(const QString &host)
{
    return host.compare("localhost"_L1, Qt::CaseInsensitive) == 0 || host == "::1"_L1 ||
           matches(host, u"127(\\.\\d{1,3}){3}"_s);
}

QString systemUser()
{
    for (const char *variable : {"LOGNAME", "USER"}) {
        if (const QString name = qEnvironmentVariable(variable); !name.isEmpty())
            return name;
    }
    return QFileInfo{QDir::homePath()}.owner();
}

struct Parts {
    QString authority; // user:password@host:port
    QString name;
    QString query;
};

// Reads the URL of a server. A URL that somebody typed can have its password anywhere, when a
// character of it was not encoded: so no part is repeated in an error, and a parameter's name only
// after everything before it was found to be what it should.
class ServerUrl final
{
public:
    ServerUrl(Engine engine, QString source, UrlPassword password)
        : m_source{std::move(source)}
        , m_password{password}
    {
        m_spec.engine = engine;
    }

    [[nodiscard]] Result<ConnectionSpec> read(const Parts &parts);

private:
    [[nodiscard]] tl::unexpected<Error> malformed(const QString &why) const
    {
        return fail(Error::Kind::Configuration, why, m_source);
    }
    [[nodiscard]] tl::unexpected<Error> unencoded() const
    {
        return malformed(
                DatabaseServer::tr("in user, password and name write @ as %40, : as %3A, / as "
                                   "%2F, ? as %3F, # as %23 and % as %25"));
    }
    [[nodiscard]] tl::unexpected<Error> passwordInSight() const
    {
        return malformed(
                DatabaseServer::tr("a password on the command line can be seen by others; store it "
                                   "with 'tidemarkctl credentials set', or give it in %1")
                        .arg(m_source == "--to"_L1 ? u"DB_TARGET_PASSWORD or DB_PASSWORD"_s
                                                   : u"DB_PASSWORD"_s));
    }

    [[nodiscard]] Result<QString> decoded(const QString &text) const;
    [[nodiscard]] Result<> readAuthority(const QString &authority);
    [[nodiscard]] Result<> readUser(const QString &userInfo);
    [[nodiscard]] Result<> readHost(const QString &hostAndPort);
    [[nodiscard]] Result<> readPort(const QString &text);
    [[nodiscard]] Result<> readName(const QString &text);
    [[nodiscard]] Result<> readParameters(const QString &query);
    [[nodiscard]] Result<> readParameter(const QString &name, const QString &value);
    [[nodiscard]] Result<> readTls(const QString &value);
    [[nodiscard]] Result<> readCertificate(const QString &value);
    [[nodiscard]] Result<> readSocket(const QString &value);
    [[nodiscard]] Result<> readTimeout(const QString &value);

    QString m_source;
    UrlPassword m_password;
    ConnectionSpec m_spec;
    std::optional<TlsMode> m_tls;
};

Result<QString> ServerUrl::decoded(const QString &text) const
{
    static const QRegularExpression loosePercent{u"%(?![0-9A-Fa-f]{2})"_s};
    if (text.contains(loosePercent))
        return unencoded();
    QStringDecoder utf8{QStringDecoder::Utf8, QStringDecoder::Flag::Stateless};
    QString plain = utf8(QByteArray::fromPercentEncoding(text.toUtf8()));
    const bool isPrintable = std::none_of(plain.cbegin(), plain.cend(), [](QChar character) {
        return character.category() == QChar::Other_Control;
    });
    if (utf8.hasError() || !isPrintable)
        return malformed(DatabaseServer::tr("what is percent-encoded in it is no text"));
    return plain;
}

Result<ConnectionSpec> ServerUrl::read(const Parts &parts)
{
    return readAuthority(parts.authority)
            .and_then([&] { return readName(parts.name); })
            .and_then([&] { return readParameters(parts.query); })
            .transform([this] { return withServerDefaults(m_spec, m_tls); });
}

Result<> ServerUrl::readAuthority(const QString &authority)
{
    const qsizetype at = authority.indexOf(u'@');
    if (at != authority.lastIndexOf(u'@'))
        return unencoded();
    const QString userInfo = authority.left(std::max<qsizetype>(at, 0));
    return readUser(userInfo).and_then([&] { return readHost(authority.mid(at + 1)); });
}

Result<> ServerUrl::readUser(const QString &userInfo)
{
    const qsizetype colon = userInfo.indexOf(u':');
    const QString secret = colon < 0 ? QString{} : userInfo.mid(colon + 1);
    if (!secret.isEmpty() && m_password == UrlPassword::Refused)
        return passwordInSight();
    const Result<QString> user = decoded(colon < 0 ? userInfo : userInfo.left(colon));
    if (!user)
        return fail(user.error());
    const Result<QString> password = decoded(secret);
    if (!password)
        return fail(password.error());
    m_spec.user = *user;
    m_spec.password = *password;
    return {};
}

Result<> ServerUrl::readHost(const QString &hostAndPort)
{
    QString host = hostAndPort;
    QString port;
    if (hostAndPort.startsWith(u'[')) {
        const qsizetype end = hostAndPort.indexOf(u']');
        host = hostAndPort.mid(1, end - 1);
        port = hostAndPort.mid(end + 1);
        if (end < 0 || !host.contains(u':') || (!port.isEmpty() && !port.startsWith(u':')))
            return malformed(
                    DatabaseServer::tr("an IPv6 address is written as [::1] or [::1]:5432"));
        port = port.mid(1);
    } else if (const qsizetype colon = hostAndPort.indexOf(u':'); colon >= 0) {
        host = hostAndPort.left(colon);
        port = hostAndPort.mid(colon + 1);
        if (port.contains(u':'))
            return malformed(DatabaseServer::tr(
                    "a server is written as host:port, and an IPv6 address in brackets"));
    }
    const Result<QString> plain = decoded(host);
    if (!plain)
        return fail(plain.error());
    if (!plain->isEmpty() && !isServerHost(*plain))
        return malformed(DatabaseServer::tr("its host is no name and no address"));
    m_spec.host = *plain;
    return port.isEmpty() ? Result<>{} : readPort(port);
}

Result<> ServerUrl::readPort(const QString &text)
{
    bool isNumber = false;
    const int port = text.toInt(&isNumber);
    if (!isNumber || port < 1 || port > 65'535 || !matches(text, u"[0-9]+"_s))
        return malformed(DatabaseServer::tr("its port is no number from 1 to 65535"));
    m_spec.port = port;
    return {};
}

Result<> ServerUrl::readName(const QString &text)
{
    if (text.isEmpty())
        return malformed(DatabaseServer::tr("it names no database; write %1://user@host/name")
                                 .arg(engineName(m_spec.engine)));
    if (text.contains(u'/') || text.contains(u'@'))
        return unencoded();
    return decoded(text).transform([this](const QString &name) { m_spec.databaseName = name; });
}

Result<> ServerUrl::readParameters(const QString &query)
{
    if (query.contains(u'@')) // a password with a question mark
        return unencoded();
    QSet<QString> seen;
    const QStringList items = query.split(u'&', Qt::SkipEmptyParts);
    for (const QString &item : items) {
        const qsizetype equals = item.indexOf(u'=');
        const QString name = item.left(std::max<qsizetype>(equals, 0));
        if (!matches(name, u"[A-Za-z][A-Za-z0-9_.-]*"_s))
            return malformed(DatabaseServer::tr("a parameter is written as name=value"));
        if (seen.contains(name))
            return malformed(DatabaseServer::tr("the parameter %1 is there twice").arg(name));
        seen.insert(name);
        const Result<> done = decoded(item.mid(equals + 1)).and_then([&](const QString &value) {
            return readParameter(name, value);
        });
        if (!done)
            return done;
    }
    return {};
}

Result<> ServerUrl::readParameter(const QString &name, const QString &value)
{
    if (name == "sslmode"_L1)
        return readTls(value);
    if (name == "sslrootcert"_L1)
        return readCertificate(value);
    if (name == "host"_L1)
        return readSocket(value);
    if (name == "connect_timeout"_L1)
        return readTimeout(value);
    if (name == "mode"_L1 && (value == "ro"_L1 || value == "rw"_L1)) {
        m_spec.readOnly = value == "ro"_L1;
        return {};
    }
    if (name == "mode"_L1)
        return malformed(DatabaseServer::tr("mode is ro or rw"));
    if (name == "password"_L1 && m_password == UrlPassword::Refused)
        return passwordInSight();
    return malformed(DatabaseServer::tr("it has the unknown parameter %1; known are sslmode, "
                                        "sslrootcert, connect_timeout, host and mode")
                             .arg(name));
}

Result<> ServerUrl::readTls(const QString &value)
{
    for (const TlsMode mode : {TlsMode::Disable, TlsMode::Prefer, TlsMode::Require,
                               TlsMode::VerifyCa, TlsMode::VerifyFull}) {
        if (value == tlsModeName(mode)) {
            m_tls = mode;
            return {};
        }
    }
    if (value == "allow"_L1)
        return malformed(
                DatabaseServer::tr("sslmode=allow protects the connection only where the "
                                   "server insists; write prefer, require or verify-full"));
    return malformed(
            DatabaseServer::tr("sslmode is disable, prefer, require, verify-ca or verify-full"));
}

Result<> ServerUrl::readCertificate(const QString &value)
{
    const QFileInfo file{value};
    if (!file.isFile() || !file.isReadable())
        return malformed(DatabaseServer::tr("the file that sslrootcert names cannot be read"));
    m_spec.tlsRootCertificate = file.absoluteFilePath();
    return {};
}

Result<> ServerUrl::readSocket(const QString &value)
{
    if (!value.startsWith(u'/'))
        return malformed(
                DatabaseServer::tr("the parameter host names a Unix socket by its full path; "
                                   "a server's name stands before the database's"));
    if (!m_spec.host.isEmpty())
        return malformed(
                DatabaseServer::tr("it names a server and a Unix socket; keep one of them"));
    m_spec.host = value;
    return {};
}

Result<> ServerUrl::readTimeout(const QString &value)
{
    constexpr int MostSeconds = 600;
    bool isNumber = false;
    const int seconds = value.toInt(&isNumber);
    if (!isNumber || seconds < 1 || seconds > MostSeconds)
        return malformed(
                DatabaseServer::tr("connect_timeout is a whole number of seconds from 1 to %1")
                        .arg(MostSeconds));
    m_spec.connectTimeout = std::chrono::seconds{seconds};
    return {};
}

Parts partsOf(const QString &rest)
{
    const qsizetype question = rest.indexOf(u'?');
    const QString address = question < 0 ? rest : rest.left(question);
    const qsizetype slash = address.indexOf(u'/');
    return {slash < 0 ? address : address.left(slash),
            slash < 0 ? QString{} : address.mid(slash + 1),
            question < 0 ? QString{} : rest.mid(question + 1)};
}

} // namespace

bool isServerHost(const QString &host)
{
    return host.startsWith(u'/') || matches(host, u"[A-Za-z0-9._-]+"_s) ||
           matches(host, u"(?=.*:.*:)[0-9A-Fa-f:.]+(%[A-Za-z0-9._-]+)?"_s);
}

ConnectionSpec withServerDefaults(ConnectionSpec spec, std::optional<TlsMode> tls)
{
    if (spec.host.isEmpty())
        spec.host = defaultSocket(spec.engine);
    if (spec.user.isEmpty())
        spec.user = systemUser();
    // Whoever names an authority wants to have the server checked by it.
    const bool isNear = spec.host.startsWith(u'/') || isLoopback(spec.host);
    const bool isUnchecked = isNear && spec.tlsRootCertificate.isEmpty();
    spec.tls = tls.value_or(isUnchecked ? TlsMode::Prefer : TlsMode::VerifyFull);
    return spec;
}

Result<ConnectionSpec> parseServerUrl(Engine engine, const QString &address, const QString &source,
                                      UrlPassword password)
{
    static const QRegularExpression notInUrls{u"[#\\x00-\\x20\\x7f]"_s};
    if (address.contains(notInUrls))
        return fail(
                Error::Kind::Configuration,
                DatabaseServer::tr("it holds a blank, a control character or a #; write %20 for a "
                                   "blank and %23 for a #"),
                source);
    return ServerUrl{engine, source, password}.read(partsOf(address));
}
