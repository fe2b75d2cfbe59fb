// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <csignal>

// Keeps the signals that end the program waiting while this lives. Threads that start meanwhile,
// such as those of D-Bus, leave them to the main thread for good: StopSignals needs that.
class HeldSignals final
{
public:
    HeldSignals();
    ~HeldSignals();
    HeldSignals(const HeldSignals &) = delete;
    HeldSignals &operator=(const HeldSignals &) = delete;

private:
    sigset_t m_before = {};
};
