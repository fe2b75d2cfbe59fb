// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connectionspec.h"

// The PEM file with the authorities that a server's certificate is checked against: the spec's own,
// or the system's. The clients of the databases want a file; libpq would look in the home folder.
[[nodiscard]] QString certificateFileFor(const ConnectionSpec &spec);
