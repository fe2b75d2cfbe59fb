// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

// The words of alert rules and what is wrong with them, which translators find under one name.
struct RuleWords {
    Q_DECLARE_TR_FUNCTIONS(RuleWords)
};
