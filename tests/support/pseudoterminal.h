// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

class QProcess;

// A terminal without a screen: a program that has it for its input believes that a person sits
// there.
class PseudoTerminal final
{
public:
    PseudoTerminal();
    ~PseudoTerminal();
    PseudoTerminal(const PseudoTerminal &) = delete;
    PseudoTerminal &operator=(const PseudoTerminal &) = delete;

    void attach(QProcess &process) const; // before it starts
    void type(const QByteArray &text) const;
    [[nodiscard]] QByteArray shown() const; // what would stand on the screen since the last call
    [[nodiscard]] bool echoes() const;      // whether what is typed is shown

private:
    int m_screen = -1;
    int m_terminal = -1;
};
