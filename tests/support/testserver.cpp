// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testserver.h"

#include "db/databaseurl.h"
#include "db/domain/errortext.h"

#include <QHash>
#include <QProcess>
#include <QRegularExpression>
#include <QUrl>
#include <QUuid>

#include <cstdio>
#include <cstdlib>

using namespace Qt::Literals::StringLiterals;

namespace {

QString variable(Engine engine, const QString &suffix = {})
{
    return u"TIDEMARK_TEST_%1%2"_s.arg(engineName(engine).toUpper(), suffix);
}

QString fromEnvironment(const QString &name)
{
    const QString value = qEnvironmentVariable(name.toLatin1().constData());
    if (value.isEmpty())
        giveUp(u"%1 is not set, so there is no server to test with. Run this test by "
               "'script/test -R NAME', or start a server with script/testdb."_s.arg(name));
    return value;
}

ConnectionSpec specOf(const QString &url, const QString &name)
{
    const Result<ConnectionSpec> spec = parseDatabaseUrl(url, name);
    if (!spec)
        giveUp(errorText(spec.error()));
    return *spec;
}

// export NAME='value', one a line.
QHash<QString, QString> readSettings(const QString &lines)
{
    static const QRegularExpression line{u"^export (\\w+)='([^']*)'$"_s,
                                         QRegularExpression::MultilineOption};
    QHash<QString, QString> settings;
    QRegularExpressionMatchIterator matches = line.globalMatch(lines);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        settings.insert(match.captured(1), match.captured(2));
    }
    return settings;
}

} // namespace

TestServer TestServer::shared(Engine engine)
{
    return TestServer{engine, &fromEnvironment};
}

TestServer::TestServer(Engine engine, const std::function<QString(const QString &)> &setting)
    : m_user{specOf(setting(variable(engine)), variable(engine))}
    , m_admin{specOf(setting(variable(engine, u"_ADMIN"_s)), variable(engine, u"_ADMIN"_s))}
    , m_certificate{setting(variable(engine, u"_CA"_s))}
    , m_socket{setting(variable(engine, u"_SOCKET"_s))}
{}

PrivateServer::PrivateServer(Engine engine)
    : m_engine{engine}
    , m_folder{u"%1/%2"_s.arg(fromEnvironment(u"TIDEMARK_TESTDB_FOLDER"_s),
                              QUuid::createUuid().toString(QUuid::Id128).left(12))}
    , m_settings{engine, [settings = readSettings(run(u"start"_s))](const QString &name) {
                     return settings.value(name);
                 }}
{}

PrivateServer::~PrivateServer()
{
    run(u"remove"_s);
}

void PrivateServer::start()
{
    run(u"start"_s);
}

void PrivateServer::stop()
{
    run(u"stop"_s);
}

void PrivateServer::kill()
{
    run(u"kill"_s);
}

// What it printed: shell lines.
QString PrivateServer::run(const QString &verb) const
{
    const QString name = m_engine == Engine::PostgreSql ? u"postgres"_s : u"mariadb"_s;
    QProcess script;
    script.start(fromEnvironment(u"TIDEMARK_TESTDB"_s), {verb, name, m_folder});
    constexpr int PatienceMs = 90'000;
    if (!script.waitForFinished(PatienceMs) || script.exitCode() != 0)
        giveUp(u"script/testdb %1 %2 failed: %3"_s.arg(
                verb, name, QString::fromUtf8(script.readAllStandardError())));
    return QString::fromUtf8(script.readAllStandardOutput());
}

void giveUp(const QString &why)
{
    std::fputs(qPrintable(why + u'\n'), stderr);
    std::fflush(nullptr);
    std::_Exit(EXIT_FAILURE);
}

QString urlWithPassword(const ConnectionSpec &spec)
{
    const QString password = QString::fromLatin1(QUrl::toPercentEncoding(spec.password));
    QString url = spec.location();
    return url.insert(url.indexOf(u'@'), u':' + password);
}
