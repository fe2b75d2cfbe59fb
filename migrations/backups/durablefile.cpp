// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/backups/durablefile.h"

#include <QFile>

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

Result<> flushToDisk(const QString &path)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    const bool isFlushed = file >= 0 && ::fsync(file) == 0;
    if (file >= 0)
        ::close(file);
    return isFlushed ? Result<>{}
                     : fail(Error::Kind::AccessDenied, u"it cannot be flushed to the disk"_s, path);
}
