// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/marketserver.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

struct ProgramOutcome {
    int exitCode = -1; // -1: it crashed or did not end
    QByteArray out;
    QByteArray err;

    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
    [[nodiscard]] QString errorKind() const { return json()[u"error"][u"kind"].toString(); }
    [[nodiscard]] QString errorMessage() const { return json()[u"error"][u"message"].toString(); }
    [[nodiscard]] QByteArray all() const { return out + err; }
};

// The finished tidemarkctl, as a person or a script starts it: a home folder of its own, and a
// market on loopback that answers well.
class ControlProgram final
{
public:
    explicit ControlProgram(const QString &databaseUrl);

    // For the next runs; an empty value takes the variable away.
    void setVariable(const QString &name, const QString &value);
    [[nodiscard]] QProcessEnvironment &environment() { return m_environment; }
    // A program that starts tidemarkctl, such as {"setpriv", "--reuid=65534"}.
    void setStarter(const QStringList &starter) { m_starter = starter; }

    void prepare(QProcess &process, const QStringList &arguments) const;
    [[nodiscard]] ProgramOutcome run(const QStringList &arguments) const;
    // With that on standard input, as from a pipe.
    [[nodiscard]] ProgramOutcome run(const QStringList &arguments, const QByteArray &input) const;
    // Waits for a process that was prepared and started.
    [[nodiscard]] static ProgramOutcome finish(QProcess &process);

    [[nodiscard]] QString dataFolder() const { return m_home.filePath(QStringLiteral("data")); }
    [[nodiscard]] const QTemporaryDir &home() const { return m_home; }

private:
    QTemporaryDir m_home;
    MarketServer m_market;
    QProcessEnvironment m_environment;
    QStringList m_starter;
};
