// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"

// Why a migration stopped, for people: parts of sentences, translated.
struct StopReason {
    QString reason; // "the disk is full"
    QString advice; // "Free some space"; empty: nothing has to be done first
};

// By the kind alone: what an engine says in its own words is not for people.
[[nodiscard]] StopReason stopReason(Error::Kind kind);
