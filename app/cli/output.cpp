// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output.h"

#include "db/domain/errorkind.h"
#include "db/domain/errortext.h"

#include <QJsonDocument>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;

namespace {

void write(FILE *stream, const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stream);
    std::fflush(stream);
}

} // namespace

ExitCode Output::done(const QJsonObject &document, const QString &text) const
{
    if (m_json)
        write(stdout, QJsonDocument{document}.toJson(QJsonDocument::Compact) + '\n');
    else
        write(stdout, text.toUtf8() + '\n');
    return std::ferror(stdout) ? ExitCode::Failed : ExitCode::Done;
}

ExitCode Output::failed(const Error &error) const
{
    return failed(error.kind, errorText(error));
}

ExitCode Output::failed(Error::Kind kind, const QString &sentence) const
{
    if (m_json) {
        const QJsonObject document{{u"error"_s, QJsonObject{{u"kind"_s, errorKindName(kind)},
                                                            {u"message"_s, sentence}}}};
        write(stdout, QJsonDocument{document}.toJson(QJsonDocument::Compact) + '\n');
    } else {
        note(sentence);
    }
    return exitCodeFor({kind, {}, {}});
}

void Output::note(const QString &text) const
{
    write(stderr, "tidemarkctl: " + text.toUtf8() + '\n');
}

QJsonValue jsonTime(const QDateTime &time)
{
    return time.isValid() ? QJsonValue{time.toUTC().toString(Qt::ISODateWithMs)} : QJsonValue{};
}
