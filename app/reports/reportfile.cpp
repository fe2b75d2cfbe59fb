// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/reports/reportfile.h"

#include "db/sqlite/databasefile.h"
#include "migrations/backups/durablefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace {

struct FileText {
    Q_DECLARE_TR_FUNCTIONS(FileText)
};

constexpr int PatienceMs = 200;
constexpr mode_t UsualMode = 0666; // less the umask, which the kernel takes off
constexpr mode_t OwnersMode = 0600;

QByteArray nameOf(const QString &path)
{
    return QFile::encodeName(path);
}

// False: errno says why.
bool rename(const QString &from, const QString &to, bool isNew)
{
    const unsigned flags = isNew ? RENAME_NOREPLACE : 0;
    if (::renameat2(AT_FDCWD, nameOf(from), AT_FDCWD, nameOf(to), flags) == 0)
        return true;
    if (errno != EINVAL) // else a file system that does not look by itself
        return false;
    if (!ReportFile::isTaken(to))
        return std::rename(nameOf(from), nameOf(to)) == 0;
    errno = EEXIST;
    return false;
}

} // namespace

bool ReportFile::isTaken(const QString &path)
{
    const QFileInfo info{path};
    return info.exists() || info.isSymLink();
}

Result<ReportFile> ReportFile::create(const QString &path, const ReportFileOptions &options)
{
    Result<ReportFile> file = aimed(path, options);
    if (!file)
        return file;
    if (const Result<> opened = file->open(); !opened)
        return fail(opened.error());
    return file;
}

Result<> ReportFile::check(const QString &path)
{
    Result<ReportFile> file = aimed(path, {});
    if (!file)
        return fail(file.error());
    return file->m_isDirect ? Result<>{} : file->open();
}

Result<ReportFile> ReportFile::aimed(const QString &path, const ReportFileOptions &options)
{
    QFileInfo info{path};
    if (options.isNew && isTaken(path))
        return fail(ReportFile{info.absoluteFilePath()}.fault(EEXIST));
    if (info.isDir())
        return fail(
                Error::Kind::Usage,
                FileText::tr("%1 is a folder. Name a file in it.").arg(info.absoluteFilePath()));
    if (info.isSymLink() && !info.exists())
        return fail(Error::Kind::NotFound, FileText::tr("make it first, or choose another one"),
                    FileText::tr("The file that %1 is a link to").arg(info.absoluteFilePath()));
    if (info.isSymLink() && info.isFile()) // the file that it stands for is replaced
        info = QFileInfo{info.canonicalFilePath()};
    if (info.isFile() && isDatabaseFile(info.absoluteFilePath()))
        return fail(Error::Kind::Refused,
                    FileText::tr("%1 is a database, and is not replaced. Choose another file.")
                            .arg(info.absoluteFilePath()));
    ReportFile file{QDir::cleanPath(info.absoluteFilePath())};
    file.m_options = options;
    file.m_isDirect = info.exists() && !info.isFile();
    if (!file.m_isDirect && !info.absoluteDir().exists())
        return fail(Error::Kind::NotFound, FileText::tr("make it first, or choose another one"),
                    FileText::tr("The folder %1").arg(info.absolutePath()));
    return file;
}

ReportFile ReportFile::standardOutput()
{
    ReportFile file{{}};
    file.m_file = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0);
    file.m_isDirect = true;
    return file;
}

ReportFile::ReportFile(ReportFile &&other) noexcept
    : m_path{std::move(other.m_path)}
    , m_options{other.m_options}
    , m_unfinished{std::exchange(other.m_unfinished, {})}
    , m_file{std::exchange(other.m_file, -1)}
    , m_isDirect{other.m_isDirect}
{}

ReportFile::~ReportFile()
{
    if (m_file >= 0)
        ::close(m_file);
    if (!m_unfinished.isEmpty())
        QFile::remove(m_unfinished);
}

Result<> ReportFile::open()
{
    if (m_isDirect) {
        m_file = ::open(nameOf(m_path), O_WRONLY | O_CLOEXEC);
        return m_file < 0 ? Result<>{fail(fault(errno))} : Result<>{};
    }
    // A file that nobody may write is not replaced either.
    if (QFileInfo::exists(m_path) && ::access(nameOf(m_path), W_OK) != 0)
        return fail(fault(errno));
    m_file = ::open(nameOf(QFileInfo{m_path}.absolutePath()), O_TMPFILE | O_WRONLY | O_CLOEXEC,
                    firstMode());
    if (m_file < 0 && (errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL))
        return openNamed();
    return m_file < 0 ? Result<>{fail(fault(errno))} : Result<>{};
}

// Until the rows are complete nobody reads more than of the file that they replace.
unsigned ReportFile::firstMode() const
{
    return m_options.isPrivate || QFileInfo::exists(m_path) ? OwnersMode : UsualMode;
}

// That of the file that is replaced; nothing: it stays.
std::optional<unsigned> ReportFile::lastMode() const
{
    struct stat known = {};
    if (m_options.isPrivate || ::stat(nameOf(m_path), &known) != 0)
        return {};
    return known.st_mode & 07777;
}

// For file systems that know no file without a name.
Result<> ReportFile::openNamed()
{
    m_unfinished = unfinishedPath();
    m_file = ::open(nameOf(m_unfinished), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, firstMode());
    if (m_file >= 0)
        return {};
    m_unfinished.clear();
    return fail(fault(errno));
}

// Of this process alone: what stands there was left by one of the same number that is gone.
QString ReportFile::unfinishedPath() const
{
    static std::atomic<int> count = 0;
    const QFileInfo info{m_path};
    const QString path =
            u"%1/.%2.%3-%4.unfinished"_s.arg(info.absolutePath(), info.fileName().left(100))
                    .arg(::getpid())
                    .arg(++count);
    QFile::remove(path);
    return path;
}

// False when there was none for a while.
Result<bool> ReportFile::waitForRoom() const
{
    pollfd waiting{m_file, POLLOUT, 0};
    const int ready = ::poll(&waiting, 1, PatienceMs);
    if (ready < 0 && errno != EINTR)
        return fail(fault(errno));
    return ready > 0;
}

Result<> ReportFile::write(QByteArrayView bytes, const std::function<bool()> &goesOn)
{
    while (!bytes.isEmpty()) {
        const Result<bool> hasRoom = m_isDirect ? waitForRoom() : true;
        if (!hasRoom)
            return fail(hasRoom.error());
        if (!*hasRoom) {
            if (goesOn && !goesOn())
                return fail(Error::Kind::Cancelled, {});
            continue;
        }
        // A pipe that has room takes so much without waiting.
        const qsizetype size =
                m_isDirect ? std::min<qsizetype>(bytes.size(), PIPE_BUF) : bytes.size();
        const ssize_t written = ::write(m_file, bytes.data(), static_cast<std::size_t>(size));
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return fail(fault(errno));
        bytes = bytes.sliced(written);
    }
    return {};
}

Result<> ReportFile::commit()
{
    if (m_isDirect) {
        const int file = std::exchange(m_file, -1);
        return ::close(file) == 0 ? Result<>{} : Result<>{fail(fault(errno))};
    }
    const std::optional<unsigned> mode = lastMode();
    if ((mode && ::fchmod(m_file, *mode) != 0) || ::fsync(m_file) != 0)
        return fail(fault(errno));
    return giveName().and_then([this] {
        const Result<> flushed = flushToDisk(QFileInfo{m_path}.absolutePath());
        if (!flushed && m_options.isNew) // it takes nobody's place
            QFile::remove(m_path);
        return flushed;
    });
}

bool ReportFile::isReplacing() const
{
    return !m_options.isNew && QFileInfo::exists(m_path);
}

Result<> ReportFile::giveName()
{
    if (m_unfinished.isEmpty()) {
        // A link cannot take the place of a file, so that it takes a name of its own first.
        const QByteArray unnamed = "/proc/self/fd/" + QByteArray::number(m_file);
        const QString name = isReplacing() ? unfinishedPath() : m_path;
        if (::linkat(AT_FDCWD, unnamed, AT_FDCWD, nameOf(name), AT_SYMLINK_FOLLOW) != 0)
            return fail(fault(errno));
        if (name == m_path)
            return {};
        m_unfinished = name;
    }
    if (!rename(m_unfinished, m_path, m_options.isNew))
        return fail(fault(errno));
    m_unfinished.clear();
    return {};
}

Error ReportFile::fault(int number) const
{
    const QString reason = QString::fromLocal8Bit(std::strerror(number));
    const QString subject = m_path.isEmpty() ? FileText::tr("Standard output") : m_path;
    switch (number) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return {Error::Kind::DiskFull, reason, subject};
    case ENOENT:
        return {Error::Kind::NotFound, reason, subject};
    case EEXIST:
        return {Error::Kind::Refused,
                FileText::tr("%1 is there already, and is not replaced. Take it away, or choose "
                             "another place.")
                        .arg(subject),
                {}};
    case EACCES:
    case EPERM:
    case EROFS:
        return {Error::Kind::AccessDenied, reason, subject};
    default:
        return {Error::Kind::Refused,
                FileText::tr("%1 cannot be written: %2. Choose another file.").arg(subject, reason),
                {}};
    }
}

Result<> writeWholeFile(const QString &path, QByteArrayView content,
                        const ReportFileOptions &options)
{
    return ReportFile::create(path, options).and_then([&](ReportFile &&file) {
        return file.write(content).and_then([&] { return file.commit(); });
    });
}
