// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/terminationsignals.h"

#include <array>
#include <cerrno>
#include <csignal>

#include <sys/socket.h>
#include <unistd.h>

namespace {

constexpr std::array Signals{SIGTERM, SIGINT, SIGHUP};

// All that a signal handler may do: write one byte to where the event loop listens.
volatile std::sig_atomic_t writeEnd = -1;

void wakeLoop(int)
{
    const int error = errno;
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = ::write(writeEnd, &byte, sizeof byte);
    errno = error;
}

} // namespace

TerminationSignals::TerminationSignals(QObject *parent)
    : QObject{parent}
{
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, m_sockets) != 0)
        return; // the default then holds: a signal ends the program, and SQLite takes no harm
    writeEnd = m_sockets[0];
    m_notifier.setSocket(m_sockets[1]);
    m_notifier.setEnabled(true);
    connect(&m_notifier, &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        while (::read(m_sockets[1], &byte, sizeof byte) > 0) {
        }
        emit received();
    });
    struct sigaction action = {};
    action.sa_handler = &wakeLoop;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (const int signal : Signals)
        ::sigaction(signal, &action, nullptr);
}

TerminationSignals::~TerminationSignals()
{
    for (const int signal : Signals)
        std::signal(signal, SIG_DFL);
    m_notifier.setEnabled(false);
    writeEnd = -1;
    for (const int socket : m_sockets) {
        if (socket >= 0)
            ::close(socket);
    }
}
