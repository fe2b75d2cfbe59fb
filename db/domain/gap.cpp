// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/gap.h"

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array CauseNames{"asleep"_L1,         "offline"_L1,       "provider_empty"_L1,
                                "provider_error"_L1, "market_closed"_L1, "unknown"_L1};

} // namespace

QString gapCauseName(GapCause cause)
{
    return CauseNames[static_cast<std::size_t>(cause)];
}

GapCause gapCauseFromName(QStringView name)
{
    for (std::size_t i = 0; i < CauseNames.size(); ++i) {
        if (name == CauseNames[i])
            return static_cast<GapCause>(i);
    }
    return GapCause::Unknown;
}
