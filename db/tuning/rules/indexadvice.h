// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

// The words of findings, which translators find under one name.
struct IndexAdvice {
    Q_DECLARE_TR_FUNCTIONS(IndexAdvice)
};
