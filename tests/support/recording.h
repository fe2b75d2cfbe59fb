// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QProcess>

#include <optional>

// A recorded answer of a provider, unpacked; nothing where the recordings are not beside the
// project, which they are no part of.
[[nodiscard]] inline std::optional<QByteArray> recording(const QString &name)
{
    const QString file = QStringLiteral(TIDEMARK_RECORDINGS) + u'/' + name;
    if (!QFile::exists(file))
        return {};
    QProcess gzip;
    gzip.start(QStringLiteral("gzip"), {QStringLiteral("-dc"), file});
    if (!gzip.waitForFinished() || gzip.exitCode() != 0)
        qFatal("%s cannot be unpacked", qPrintable(file));
    return gzip.readAllStandardOutput();
}
