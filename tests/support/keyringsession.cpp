// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/keyringsession.h"

#include <QElapsedTimer>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int PatienceMs = 30'000;
constexpr QByteArrayView Ready{"READY\0", 6};

QString nameOf(KeyringSession::State state)
{
    switch (state) {
    case KeyringSession::State::Unlocked:
        return u"unlocked"_s;
    case KeyringSession::State::Locked:
        return u"locked"_s;
    case KeyringSession::State::NoService:
        return u"none"_s;
    case KeyringSession::State::NoBus:
        break;
    }
    return u"nobus"_s;
}

} // namespace

KeyringSession::KeyringSession(State state)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"SECRET_SERVICE"_s, nameOf(state));
    environment.remove(u"DISPLAY"_s);
    m_session.setProcessEnvironment(environment);
    // Tells its environment and stays until the input is closed.
    m_session.start(QStringLiteral(SOURCE_FOLDER "/script/withsecretservice"),
                    {u"sh"_s, u"-c"_s, u"env -0; printf 'READY\\0'; exec cat"_s});
    QByteArray told;
    QElapsedTimer timer;
    timer.start();
    while (!told.endsWith(Ready) && m_session.state() != QProcess::NotRunning &&
           timer.elapsed() < PatienceMs) {
        m_session.waitForReadyRead(1000);
        told += m_session.readAllStandardOutput();
    }
    if (!told.endsWith(Ready)) {
        m_missing = "no keychain can be started: " + m_session.readAllStandardError();
        return;
    }
    for (const QByteArray &line : told.split('\0')) {
        const qsizetype sign = line.indexOf('=');
        const QByteArray name = line.left(sign);
        if (name == "HOME" || name == "DBUS_SESSION_BUS_ADDRESS" || name.startsWith("XDG_"))
            m_variables.insert(QString::fromLocal8Bit(name),
                               QString::fromLocal8Bit(line.sliced(sign + 1)));
    }
}

KeyringSession::~KeyringSession()
{
    m_session.closeWriteChannel();
    if (m_session.state() != QProcess::NotRunning && !m_session.waitForFinished(PatienceMs))
        m_session.terminate();
}

void KeyringSession::addTo(QProcessEnvironment &environment) const
{
    for (const auto &[name, value] : m_variables.asKeyValueRange())
        environment.insert(name, value);
}

void KeyringSession::enter() const
{
    for (const auto &[name, value] : m_variables.asKeyValueRange())
        qputenv(qPrintable(name), value.toLocal8Bit());
}

bool KeyringSession::lock() const
{
    QProcess caller;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    addTo(environment);
    caller.setProcessEnvironment(environment);
    caller.start(u"gdbus"_s,
                 {u"call"_s, u"--session"_s, u"-d"_s, u"org.freedesktop.secrets"_s, u"-o"_s,
                  u"/org/freedesktop/secrets"_s, u"-m"_s, u"org.freedesktop.Secret.Service.Lock"_s,
                  u"['/org/freedesktop/secrets/collection/login']"_s});
    return caller.waitForFinished(PatienceMs) && caller.exitCode() == 0;
}
