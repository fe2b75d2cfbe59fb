// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Whether an X11 tray (XEmbed) is up. Asks the X server directly, because Qt decides for good which
// kind of tray a process uses the first time that it is asked. False without X11. GUI thread.
[[nodiscard]] bool trayWindowExists();
