// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portfolio/noncefile.h"

#include "db/filelock.h"

#include <QByteArray>
#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QThread>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace {

// Always as long: one write within one sector, which a disk does whole or not at all.
constexpr int Digits = 16;
constexpr int Size = Digits + 1; // and the end of the line

class OpenFile final
{
public:
    explicit OpenFile(const QString &path)
        : m_file{::open(QFile::encodeName(path).constData(),
                        O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)}
    {}
    ~OpenFile()
    {
        if (m_file >= 0)
            ::close(m_file); // ends the lock
    }
    OpenFile(const OpenFile &) = delete;
    OpenFile &operator=(const OpenFile &) = delete;

    [[nodiscard]] int file() const { return m_file; }

private:
    int m_file;
};

// So that a file that was made is still there after a power cut.
bool flushFolder(const QString &folder)
{
    const int file =
            ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0)
        return false;
    const bool flushed = ::fsync(file) == 0;
    ::close(file);
    return flushed;
}

} // namespace

NonceFile::NonceFile(const QString &folder, const QString &name, std::function<QDateTime()> clock)
    : m_folder{folder}
    , m_path{QDir{folder}.filePath(name + ".nonce"_L1)}
    , m_clock{std::move(clock)}
{}

Result<qint64> NonceFile::next(std::chrono::milliseconds patience) const
{
    if (!QDir{}.mkpath(m_folder))
        return fail(Error::Kind::AccessDenied, u"the folder cannot be made"_s, m_folder);
    const OpenFile open{m_path};
    if (open.file() < 0)
        return failFromErrno(m_path);
    // A lock that waits could wait for a stopped process for ever.
    const QDeadlineTimer deadline{patience};
    while (::flock(open.file(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            return failFromErrno(m_path);
        if (deadline.hasExpired())
            return fail(Error::Kind::Busy, u"another program holds it"_s, m_path);
        QThread::usleep(500);
    }
    return nextIn(open.file());
}

Result<qint64> NonceFile::nextIn(int file) const
{
    std::array<char, 64> bytes;
    const ssize_t size = ::pread(file, bytes.data(), bytes.size(), 0);
    if (size < 0)
        return failFromErrno(m_path);
    qint64 last = 0; // an empty file: its maker was killed before it got one
    if (size > 0) {
        const QByteArray text = QByteArray{bytes.data(), size};
        bool isNumber = false;
        last = text.first(size - 1).toLongLong(&isNumber);
        if (size != Size || !isNumber || last <= 0)
            return fail(Error::Kind::Configuration,
                        u"it holds no number; remove it, and make a new key should CoinSpot refuse "
                        "the nonce then"_s,
                        m_path);
    }
    const qint64 nonce = std::max(last + 1, m_clock().toMSecsSinceEpoch());
    if (nonce > Largest)
        return fail(Error::Kind::Configuration,
                    u"its numbers are used up; make a new key at CoinSpot"_s, m_path);
    const QByteArray text = QByteArray::number(nonce).rightJustified(Digits, '0') + '\n';
    if (::pwrite(file, text.constData(), Size, 0) != Size || ::fdatasync(file) != 0)
        return failFromErrno(m_path);
    if (size == 0 && !flushFolder(m_folder))
        return failFromErrno(m_folder);
    return nonce;
}
