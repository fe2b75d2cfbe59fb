// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"

#include <libpq-fe.h>

// What went wrong on the server or on the way to it: the kind from the SQLSTATE
// (postgresql.org/docs/15/errcodes-appendix.html), the server's first line as detail.
[[nodiscard]] tl::unexpected<Error> failFrom(const PGresult *result, const PGconn *connection);

// The kind for an SQLSTATE; Database for those without a meaning of their own here.
[[nodiscard]] Error::Kind kindOfSqlState(QByteArrayView state);
