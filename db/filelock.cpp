// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/filelock.h"

#include <QFile>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

// Whether this open file still has its name: its last holder may have removed it.
bool isNamed(int file, const QByteArray &path)
{
    struct stat opened, named;
    return ::fstat(file, &opened) == 0 && ::lstat(path.constData(), &named) == 0 &&
           opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

} // namespace

tl::unexpected<Error> failFromErrno(const QString &subject)
{
    const int code = errno;
    const auto kind = code == EACCES || code == EPERM || code == EROFS || code == ELOOP
                              ? Error::Kind::AccessDenied
                      : code == ENOSPC || code == EDQUOT ? Error::Kind::DiskFull
                                                         : Error::Kind::Unknown;
    return fail(kind, QString::fromLocal8Bit(std::strerror(code)), subject);
}

Result<bool> FileLock::take()
{
    if (isHeld())
        return true;
    const QByteArray path = QFile::encodeName(m_path);
    const int file = ::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0)
        return failFromErrno(m_path);
    if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
        const bool held = errno == EWOULDBLOCK;
        auto error = held ? Result<bool>{false} : failFromErrno(m_path);
        ::close(file);
        return error;
    }
    if (!isNamed(file, path)) { // what others may hold is another file by now
        ::close(file);
        return false;
    }
    m_file = file;
    return true;
}

void FileLock::release()
{
    if (isHeld())
        ::close(m_file);
    m_file = -1;
}

void FileLock::releaseAndRemove()
{
    if (isHeld())
        ::unlink(QFile::encodeName(m_path).constData()); // nobody else can hold it yet
    release();
}

QByteArray FileLock::text() const
{
    std::array<char, 256> bytes;
    const ssize_t size = ::pread(m_file, bytes.data(), bytes.size(), 0);
    return size > 0 ? QByteArray{bytes.data(), size} : QByteArray{};
}

Result<> FileLock::setText(const QByteArray &text)
{
    if (::ftruncate(m_file, 0) != 0 ||
        ::pwrite(m_file, text.constData(), text.size(), 0) != text.size())
        return failFromErrno(m_path);
    return {};
}
