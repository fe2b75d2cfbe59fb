// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/assetimport.h"
#include "db/domain/result.h"

#include <QByteArray>

// Assets from a CSV file: UTF-8 with or without BOM, comma or semicolon (what the header uses more
// often), fields in double quotes where they hold one of these. The header names the columns, in
// any order and case: symbol, and where there are name, type, currency and active (yes, no, true,
// false, 1, 0; empty: yes). Columns of other names are passed over.
//
// A line that is no asset is returned with its problem in words; a symbol that stood in an earlier
// line is one. Refused as a whole: no header with symbol, text that is not UTF-8, quotes that do
// not end (Parse), and more than LargestAssetFile bytes (Refused). Pure; any thread.
[[nodiscard]] Result<AssetImport> readAssetCsv(const QByteArray &content);

// The same of a file; not for the GUI thread. AccessDenied or NotFound where it cannot be opened,
// Usage for a folder.
[[nodiscard]] Result<AssetImport> readAssetFile(const QString &path);

constexpr qint64 LargestAssetFile = 64 * 1024 * 1024; // bytes
