// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/confirmation.h"

#include "app/cli/commandline.h"
#include "app/cli/hiddenprompt.h"

#include <array>
#include <cstdio>

#include <poll.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace {

// Empty at the end of the input, and when nobody goes on.
QByteArray readLine(const std::function<bool()> &goesOn)
{
    constexpr int PatienceMs = 100;

    QByteArray line;
    std::array<char, 256> part = {};
    while (!line.endsWith('\n') && goesOn()) {
        pollfd input{STDIN_FILENO, POLLIN, 0};
        if (::poll(&input, 1, PatienceMs) <= 0)
            continue;
        const ssize_t got = ::read(STDIN_FILENO, part.data(), part.size());
        if (got <= 0)
            return {};
        line.append(part.data(), got);
    }
    return line;
}

} // namespace

Result<> askedYes(const QString &question, const std::function<bool()> &goesOn)
{
    if (!isInputTerminal())
        return fail(Error::Kind::Refused,
                    CommandLine::tr("Nobody sits at a terminal who could be asked. --yes does it "
                                    "without a question."));
    std::fputs(qPrintable(question), stderr);
    std::fflush(stderr);
    if (readLine(goesOn).trimmed() == "yes")
        return {};
    return fail(Error::Kind::Cancelled,
                goesOn() ? CommandLine::tr("That was no yes.") : CommandLine::tr("Stopped."));
}
