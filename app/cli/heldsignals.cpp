// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/heldsignals.h"

#include <array>

HeldSignals::HeldSignals()
{
    sigset_t held = {};
    sigemptyset(&held);
    for (const int number : std::array{SIGINT, SIGTERM, SIGHUP})
        sigaddset(&held, number);
    pthread_sigmask(SIG_BLOCK, &held, &m_before);
}

HeldSignals::~HeldSignals()
{
    pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
}
