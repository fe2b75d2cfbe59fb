// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/bulk/rowstream.h"

#include <libpq-fe.h>

#include <memory>

// By COPY, in its text form.
[[nodiscard]] Result<std::unique_ptr<RowStream>> streamPostgreSql(PGconn *connection,
                                                                  const QString &query);
