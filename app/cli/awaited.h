// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QObject>

#include <optional>

// The answer of something that answers later, for a command that has no event loop of its own:
// start(context, answer) asks, and the program's event loop runs until the answer is there.
template <typename Value, typename Start> [[nodiscard]] Value awaited(Start start)
{
    QObject context;
    std::optional<Value> value;
    start(&context, [&value](const Value &answer) {
        value = answer;
        QCoreApplication::exit();
    });
    while (!value)
        QCoreApplication::exec();
    return *value;
}
