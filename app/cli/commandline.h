// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

// The words of tidemarkctl, which translators find under one name.
struct CommandLine {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};
