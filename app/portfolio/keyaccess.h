// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/accountentry.h"

#include <QString>

// Remembers of each key whether it may only read, by its fingerprint: CoinSpot fixes that when it
// makes the key, so it is found out once, on this computer. A file that is lost costs one question.
class KeyAccessFile final
{
public:
    KeyAccessFile(const QString &folder, const QString &fingerprint);

    [[nodiscard]] KeyAccess read() const;
    void write(KeyAccess access) const;

private:
    QString m_path;
};
