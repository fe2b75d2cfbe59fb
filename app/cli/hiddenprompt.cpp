// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/hiddenprompt.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>

#include <termios.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace {

volatile std::sig_atomic_t caughtSignal = 0;

// The signals that end or stop a program at its terminal, noted while this lives. They interrupt
// the read, and are sent again once the terminal shows what is typed.
class NotedSignals final
{
public:
    NotedSignals()
    {
        caughtSignal = 0;
        struct sigaction note = {};
        note.sa_handler = [](int number) { caughtSignal = number; };
        for (std::size_t i = 0; i < Numbers.size(); ++i)
            sigaction(Numbers[i], &note, &m_before[i]);
    }
    ~NotedSignals()
    {
        for (std::size_t i = 0; i < Numbers.size(); ++i)
            sigaction(Numbers[i], &m_before[i], nullptr);
        if (caughtSignal != 0)
            std::raise(caughtSignal);
    }
    NotedSignals(const NotedSignals &) = delete;
    NotedSignals &operator=(const NotedSignals &) = delete;

private:
    static constexpr std::array Numbers{SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};
    std::array<struct sigaction, Numbers.size()> m_before = {};
};

class EchoOff final
{
public:
    EchoOff()
    {
        if (tcgetattr(STDIN_FILENO, &m_before) != 0)
            return;
        termios hidden = m_before;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        hidden.c_lflag |= ECHONL; // the end of the line is shown
        m_isOff = tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0;
    }
    ~EchoOff()
    {
        if (m_isOff)
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
    }
    EchoOff(const EchoOff &) = delete;
    EchoOff &operator=(const EchoOff &) = delete;

    [[nodiscard]] bool isOff() const { return m_isOff; }

private:
    termios m_before = {};
    bool m_isOff = false;
};

} // namespace

bool isInputTerminal()
{
    return isatty(STDIN_FILENO) == 1;
}

Result<QString> readHidden(const QString &prompt)
{
    const NotedSignals noted; // goes after the echo is back
    const EchoOff echo;
    if (!echo.isOff())
        return fail(Error::Kind::Cancelled, u"the terminal cannot hide what is typed"_s);
    std::fputs(qPrintable(prompt), stderr);
    std::fflush(stderr);
    QByteArray line;
    std::array<char, 1024> part = {};
    while (!line.endsWith('\n')) {
        const ssize_t got = read(STDIN_FILENO, part.data(), part.size());
        if (got < 0 && errno == EINTR && caughtSignal == 0)
            continue;
        if (got <= 0)
            break;
        line.append(part.data(), got);
    }
    if (!line.endsWith('\n'))
        return fail(Error::Kind::Cancelled, u"the input ended"_s);
    line.chop(1);
    return QString::fromLocal8Bit(line);
}
