// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"

#include <QByteArray>
#include <QString>

// The error that errno names now.
[[nodiscard]] tl::unexpected<Error> failFromErrno(const QString &subject);

// A file that one process of this computer at a time may hold, with a text that its holder leaves
// for the next. The lock is the kernel's (flock) and ends with its process, however that ends;
// QLockFile's process number in a file is a guess. Given back by the destructor, which leaves the
// file and its text to the next holder.
class FileLock final
{
public:
    explicit FileLock(QString path)
        : m_path{std::move(path)}
    {}
    ~FileLock() { release(); }
    FileLock(const FileLock &) = delete;
    FileLock &operator=(const FileLock &) = delete;

    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] bool isHeld() const { return m_file >= 0; }

    // True when it is held now, false when another process has it. Never waits. A symbolic link is
    // refused.
    [[nodiscard]] Result<bool> take();
    void release();
    // Gives it back and leaves no file behind.
    void releaseAndRemove();

    // Only while it is held.
    [[nodiscard]] QByteArray text() const; // empty when nobody left one
    [[nodiscard]] Result<> setText(const QByteArray &text);

private:
    QString m_path;
    int m_file = -1; // file descriptor
};
