// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"

#include <mysql.h>

// Why there is no connection.
[[nodiscard]] tl::unexpected<Error> failToConnect(MYSQL *connection);

// What went wrong last: the kind from the error number (mariadb.com/kb/en/mariadb-error-codes), the
// message as detail.
[[nodiscard]] tl::unexpected<Error> failFrom(MYSQL *connection);
[[nodiscard]] tl::unexpected<Error> failFrom(MYSQL_STMT *statement);
