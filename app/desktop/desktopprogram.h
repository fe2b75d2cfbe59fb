// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/desktopoptions.h"

#include <QObject>

#include <memory>

class CompositionRoot;
class Credentials;
class QSettings;
class Settings;

// The desktop program on one database, from its start to its end: put together anew where the
// person allows it to write to a database that asks first, or takes that back. GUI thread.
class DesktopProgram final : public QObject
{
    Q_OBJECT

public:
    // They outlive this.
    DesktopProgram(Settings &settings, QSettings &store, Credentials &credentials);
    ~DesktopProgram() override;

    void start(const DesktopOptions &options);

public slots:
    // As those of CompositionRoot, once it is started.
    void raise(const QByteArray &activationToken);
    void quit();

private:
    void startAgain(bool mayWrite);
    void startWith(const QString &password);
    void startAnew(DesktopOptions options);

    Settings &m_settings;
    QSettings &m_store;
    Credentials &m_credentials;
    DesktopOptions m_options;
    std::unique_ptr<CompositionRoot> m_root;
};
