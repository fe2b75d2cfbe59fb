// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portfolio/keyaccess.h"

#include <QDir>
#include <QSaveFile>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto ReadOnlyWord = "read-only\n";
constexpr auto FullWord = "full\n";

} // namespace

KeyAccessFile::KeyAccessFile(const QString &folder, const QString &fingerprint)
    : m_path{QDir{folder}.filePath(fingerprint + ".access"_L1)}
{}

KeyAccess KeyAccessFile::read() const
{
    QFile file{m_path};
    if (!file.open(QIODevice::ReadOnly))
        return KeyAccess::Unknown;
    const QByteArray word = file.read(16);
    return word == ReadOnlyWord ? KeyAccess::ReadOnly
           : word == FullWord   ? KeyAccess::Full
                                : KeyAccess::Unknown;
}

void KeyAccessFile::write(KeyAccess access) const
{
    QSaveFile file{m_path};
    if (access == KeyAccess::Unknown || !file.open(QIODevice::WriteOnly))
        return;
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    file.write(access == KeyAccess::Full ? FullWord : ReadOnlyWord);
    file.commit();
}
