// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"

#include <QByteArrayView>
#include <QString>

#include <functional>
#include <optional>

struct ReportFileOptions {
    bool isNew = false;     // refused where there is one, also when that comes meanwhile
    bool isPrivate = false; // for its owner alone; else as the old file, or as a person's new ones
};

// A file that is there whole or not at all: written without a name, flushed to the disk, then given
// its name, which takes the place of a file that has it. What is killed on the way leaves the old
// file and nothing beside it, where the file system can hold files without names. Thread: any, one
// at a time.
class ReportFile final
{
public:
    // Usage for a folder; NotFound (subject: what) for a file in none or a link to none;
    // AccessDenied, DiskFull; Refused with a sentence, also for a SQLite database and what lies
    // beside it. What is no regular file, such as a pipe, is written as it is.
    [[nodiscard]] static Result<ReportFile> create(const QString &path,
                                                   const ReportFileOptions &options = {});
    // Whether create() would; nothing is left behind, and nothing waits for a pipe.
    [[nodiscard]] static Result<> check(const QString &path);
    [[nodiscard]] static ReportFile standardOutput();
    // By anything, also a link to nothing.
    [[nodiscard]] static bool isTaken(const QString &path);
    ~ReportFile();
    ReportFile(ReportFile &&other) noexcept;
    ReportFile &operator=(ReportFile &&) = delete;
    ReportFile(const ReportFile &) = delete;
    ReportFile &operator=(const ReportFile &) = delete;

    // goesOn is asked while a pipe or the like takes nothing; false ends it (Cancelled).
    [[nodiscard]] Result<> write(QByteArrayView bytes, const std::function<bool()> &goesOn = {});
    // Nothing is there before this.
    [[nodiscard]] Result<> commit();

    [[nodiscard]] const QString &path() const { return m_path; } // absolute; empty: no file

private:
    explicit ReportFile(QString path)
        : m_path{std::move(path)}
    {}
    // Not open yet.
    [[nodiscard]] static Result<ReportFile> aimed(const QString &path,
                                                  const ReportFileOptions &options);
    [[nodiscard]] Result<> open();
    [[nodiscard]] Result<> openNamed();
    [[nodiscard]] unsigned firstMode() const;
    [[nodiscard]] std::optional<unsigned> lastMode() const;
    [[nodiscard]] Result<bool> waitForRoom() const;
    [[nodiscard]] Result<> giveName();
    [[nodiscard]] QString unfinishedPath() const;
    [[nodiscard]] bool isReplacing() const;
    [[nodiscard]] Error fault(int number) const;

    QString m_path;
    ReportFileOptions m_options;
    QString m_unfinished; // the name meanwhile; empty: none
    int m_file = -1;
    bool m_isDirect = false; // no file of ours: neither named nor removed
};

// All of it at once.
[[nodiscard]] Result<> writeWholeFile(const QString &path, QByteArrayView content,
                                      const ReportFileOptions &options);
