// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

#include <QStringList>

#include <functional>

// What a person may expect of the stores, whatever the engine: run on a database at the head
// without rows, each gives its answers as lines. Where expected is not empty, they are these; only
// a case that fails on purpose may answer with an error otherwise.
struct StoreCase {
    const char *name;
    std::function<QStringList(const Connection &)> run;
    QStringList expected = {};
    bool failsOnPurpose = false;
};

[[nodiscard]] QList<StoreCase> quoteCases();
[[nodiscard]] QList<StoreCase> seriesCases();
[[nodiscard]] QList<StoreCase> stockCases();
[[nodiscard]] QList<StoreCase> currencyCases();
[[nodiscard]] QList<StoreCase> rangeCases();
[[nodiscard]] QList<StoreCase> barCases();
[[nodiscard]] QList<StoreCase> runCases();
[[nodiscard]] QList<StoreCase> snapshotCases();

Q_DECLARE_METATYPE(StoreCase)
