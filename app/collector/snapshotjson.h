// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/run.h"

// A snapshot as the bytes of an outbox file: prices as exact text, times in ms since 1970.
[[nodiscard]] QByteArray snapshotToJson(const Snapshot &snapshot);

// Parse when the bytes are none of ours.
[[nodiscard]] Result<Snapshot> snapshotFromJson(const QByteArray &json);
