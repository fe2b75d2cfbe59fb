// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/run.h"

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array StatusNames{"ok"_L1, "partial"_L1, "failed"_L1, "outbox"_L1};

} // namespace

QString runStatusName(RunStatus status)
{
    return StatusNames[static_cast<std::size_t>(status)];
}

RunStatus runStatusFromName(QStringView name)
{
    for (std::size_t i = 0; i < StatusNames.size(); ++i) {
        if (name == StatusNames[i])
            return static_cast<RunStatus>(i);
    }
    return RunStatus::Failed;
}
