// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/serverurl.h"

#include <QStringView>

// Reads
//   sqlite:///relative.db, sqlite:////absolute.db
//   postgresql://user:password@host:5432/name, also postgres://
//   mariadb://user:password@host:3306/name, also mysql://
// and mode=ro; for servers see parseServerUrl(). Errors are of kind Configuration: source, such as
// "DATABASE_URL" or "--database", is their subject, and nothing that could be part of a password is
// in them.
[[nodiscard]] Result<ConnectionSpec> parseDatabaseUrl(const QString &text, const QString &source,
                                                      UrlPassword password = UrlPassword::Allowed);

// The URL that opens this database again, but for the password, which is never in it.
[[nodiscard]] QString databaseUrl(const ConnectionSpec &spec);

// The engine of a URL's scheme or of a word such as DATABASE_TYPE; none for an unknown one.
[[nodiscard]] std::optional<Engine> engineFromName(QStringView name);

[[nodiscard]] Result<ConnectionSpec> sqliteSpec(const QString &path, const QString &source);
