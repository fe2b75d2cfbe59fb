// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/pseudoterminal.h"

#include <QProcess>

#include <array>

#include <fcntl.h>
#include <pty.h>
#include <termios.h>
#include <unistd.h>

PseudoTerminal::PseudoTerminal()
{
    if (openpty(&m_screen, &m_terminal, nullptr, nullptr, nullptr) != 0)
        qFatal("no pseudo terminal can be opened");
    fcntl(m_screen, F_SETFL, O_NONBLOCK);
    fcntl(m_screen, F_SETFD, FD_CLOEXEC);
}

PseudoTerminal::~PseudoTerminal()
{
    close(m_terminal);
    close(m_screen);
}

void PseudoTerminal::attach(QProcess &process) const
{
    process.setInputChannelMode(QProcess::ForwardedInputChannel); // no pipe in its place
    process.setChildProcessModifier([terminal = m_terminal] { dup2(terminal, STDIN_FILENO); });
}

void PseudoTerminal::type(const QByteArray &text) const
{
    if (write(m_screen, text.constData(), static_cast<std::size_t>(text.size())) != text.size())
        qFatal("the pseudo terminal takes no text");
}

QByteArray PseudoTerminal::shown() const
{
    QByteArray text;
    std::array<char, 4096> part = {};
    for (ssize_t got = 0; (got = read(m_screen, part.data(), part.size())) > 0;)
        text.append(part.data(), got);
    return text;
}

bool PseudoTerminal::echoes() const
{
    termios settings = {};
    return tcgetattr(m_terminal, &settings) == 0 && (settings.c_lflag & ECHO) != 0;
}
