// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/network/jsonnumbers.h"

#include <algorithm>

std::string withNumbersAsText(std::string_view json)
{
    std::string quoted;
    quoted.reserve(json.size() + json.size() / 4);
    bool inString = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char byte = json[i];
        if (inString || !((byte >= '0' && byte <= '9') || byte == '-')) {
            quoted += byte;
            if (inString && byte == '\\' && i + 1 < json.size())
                quoted += json[++i];
            else if (byte == '"')
                inString = !inString;
            continue;
        }
        const std::size_t end = std::min(json.find_first_not_of("0123456789+-.eE", i), json.size());
        quoted += '"';
        quoted += json.substr(i, end - i);
        quoted += '"';
        i = end - 1;
    }
    return quoted;
}
