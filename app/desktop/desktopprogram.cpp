// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/desktopprogram.h"

#include "app/desktop/compositionroot.h"

DesktopProgram::DesktopProgram(Settings &settings, QSettings &store, Credentials &credentials)
    : m_settings{settings}
    , m_store{store}
    , m_credentials{credentials}
{}

DesktopProgram::~DesktopProgram() = default;

void DesktopProgram::start(const DesktopOptions &options)
{
    m_options = options;
    m_root = std::make_unique<CompositionRoot>(m_options, m_settings, m_store, m_credentials);
    // Queued: it ends the one that asks for it.
    connect(m_root.get(), &CompositionRoot::startAgainRequested, this, &DesktopProgram::startAgain,
            Qt::QueuedConnection);
    connect(m_root.get(), &CompositionRoot::passwordEntered, this, &DesktopProgram::startWith,
            Qt::QueuedConnection);
    m_root->start();
}

void DesktopProgram::startAgain(bool mayWrite)
{
    DesktopOptions options = m_options;
    options.mayWrite = mayWrite;
    startAnew(std::move(options));
}

void DesktopProgram::startWith(const QString &password)
{
    DesktopOptions options = m_options;
    options.database.password = password;
    startAnew(std::move(options));
}

void DesktopProgram::startAnew(DesktopOptions options)
{
    options.isHidden = false;
    m_root.reset(); // its threads have to end before others begin
    start(options);
}

void DesktopProgram::raise(const QByteArray &activationToken)
{
    m_root->raise(activationToken);
}

void DesktopProgram::quit()
{
    m_root->quit();
}
