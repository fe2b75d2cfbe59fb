// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/trash/trashslices.h"

#include <algorithm>
#include <thread>

using namespace std::chrono_literals;

namespace {

// A disk that hesitates for once may take five times as long, and is still within the limit.
constexpr std::chrono::microseconds Aim = 40ms;
constexpr int FewestRows = 20;
constexpr int MostRows = 5000;
constexpr int FirstRows = 200;

} // namespace

TrashSlices::TrashSlices(std::function<bool(std::chrono::milliseconds)> pause)
    : m_pause{std::move(pause)}
    , m_rows{FirstRows}
{
    if (!m_pause)
        m_pause = [](std::chrono::milliseconds wait) {
            std::this_thread::sleep_for(wait);
            return true;
        };
}

bool TrashSlices::noteAndPause(std::chrono::microseconds took)
{
    ++m_count;
    m_longest = std::max(m_longest, took);
    const double share = double(Aim.count()) / double(std::max<qint64>(took.count(), 1));
    // Slowly up, at once down.
    m_rows = std::clamp(int(m_rows * std::min(share, 2.0)), FewestRows, MostRows);
    return m_pause(Pause);
}
