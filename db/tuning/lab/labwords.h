// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

// The words of the index lab, which translators find under one name.
struct LabWords {
    Q_DECLARE_TR_FUNCTIONS(IndexLab)
};
