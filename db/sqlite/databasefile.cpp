// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/sqlite/databasefile.h"

#include <QDir>
#include <QFile>

#include <array>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QByteArrayView Magic{"SQLite format 3", 16}; // sqlite.org/fileformat.html 1.3

// Whether it begins as a database, by what this program has it open with; nothing: it has not.
std::optional<bool> lookedAtWhereItIsOpen(const struct stat &file)
{
    std::optional<bool> found;
    const QDir ours{u"/proc/self/fd"_s};
    for (const QString &number : ours.entryList(QDir::System | QDir::Files)) {
        struct stat open = {};
        if (::fstat(number.toInt(), &open) != 0 || open.st_dev != file.st_dev ||
            open.st_ino != file.st_ino)
            continue;
        std::array<char, 16> begin = {};
        const ssize_t size = ::pread(number.toInt(), begin.data(), begin.size(), 0);
        found = found.value_or(false) ||
                (size == Magic.size() && QByteArrayView{begin.data(), size} == Magic);
    }
    return found;
}

bool isDatabase(const QString &path)
{
    struct stat known = {};
    // What is no regular file, such as a pipe, would lose what is read of it.
    if (::stat(QFile::encodeName(path), &known) != 0 || !S_ISREG(known.st_mode))
        return false;
    if (const std::optional<bool> found = lookedAtWhereItIsOpen(known))
        return *found;
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
