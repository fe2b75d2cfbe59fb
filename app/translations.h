// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Gives the application its texts: ours, which in English are the plural forms, and Qt's own in the
// person's language. Call once, after the application object was made.
void installTranslations();
