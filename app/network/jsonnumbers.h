// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

// Puts every bare number of a JSON text between quotes. A parser would turn numbers into 64 bits or
// a double, and give the whole document up at 1e400; as text each reaches Price::parse as it was
// written.
[[nodiscard]] std::string withNumbersAsText(std::string_view json);
