// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/sqlite/databasefile.h"

#include <QDir>
#include <QFile>

#include <sys/stat.h>

using namespace Qt::Literals::StringLiterals;

namespace {

bool isOpenHere(const QString &path)
{
    struct stat file = {};
    if (::stat(QFile::encodeName(path), &file) != 0)
        return false;
    const QDir ours{u"/proc/self/fd"_s};
    for (const QString &number : ours.entryList(QDir::System | QDir::Files)) {
        struct stat open = {};
        if (::stat(QFile::encodeName(ours.filePath(number)), &open) == 0 &&
            open.st_dev == file.st_dev && open.st_ino == file.st_ino)
            return true;
    }
    return false;
}

bool isDatabase(const QString &path)
{
    static constexpr QByteArrayView Magic{"SQLite format 3", 16}; // sqlite.org/fileformat.html 1.3

    if (isOpenHere(path))
        return true;
    QFile file{path};
    return file.open(QIODevice::ReadOnly) && file.read(Magic.size()) == Magic;
}

} // namespace

bool isDatabaseFile(const QString &path)
{
    for (const QString &ending : {u"-wal"_s, u"-shm"_s, u"-journal"_s}) {
        if (path.endsWith(ending) && isDatabase(path.chopped(ending.size())))
            return true;
    }
    return isDatabase(path);
}
