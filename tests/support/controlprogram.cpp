// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/controlprogram.h"

#include <QCoreApplication>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

ControlProgram::ControlProgram(const QString &databaseUrl)
    : m_environment{QProcessEnvironment::systemEnvironment()}
{
    if (!m_market.listen())
        qFatal("no port is left for the market");
    m_environment.insert(u"HOME"_s, m_home.path());
    m_environment.insert(u"XDG_DATA_HOME"_s, dataFolder());
    m_environment.insert(u"XDG_CONFIG_HOME"_s, m_home.filePath(u"config"_s));
    m_environment.insert(u"COINSPOT_BASE_URL"_s, m_market.url().toString());
    m_environment.insert(u"DATABASE_URL"_s, databaseUrl);
}

void ControlProgram::setVariable(const QString &name, const QString &value)
{
    if (value.isEmpty())
        m_environment.remove(name);
    else
        m_environment.insert(name, value);
}

void ControlProgram::prepare(QProcess &process, const QStringList &arguments) const
{
    QStringList words = m_starter;
    words.append(QCoreApplication::applicationDirPath() + u"/tidemarkctl"_s);
    words += arguments;
    process.setProcessEnvironment(m_environment);
    process.setProgram(words.takeFirst());
    process.setArguments(words);
}

ProgramOutcome ControlProgram::run(const QStringList &arguments) const
{
    QProcess process;
    prepare(process, arguments);
    process.start();
    return finish(process);
}

ProgramOutcome ControlProgram::run(const QStringList &arguments, const QByteArray &input) const
{
    QProcess process;
    prepare(process, arguments);
    process.start();
    process.write(input);
    process.closeWriteChannel();
    return finish(process);
}

ProgramOutcome ControlProgram::finish(QProcess &process)
{
    constexpr int PatienceMs = 150'000;
    // The market answers on this thread, so its event loop has to go on.
    if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, PatienceMs))
        return {};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            process.readAllStandardOutput(), process.readAllStandardError()};
}
