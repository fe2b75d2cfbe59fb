// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/csvrows.h"

#include <QStringDecoder>

#include <iconv.h>

namespace {

QString decoded(QByteArray bytes, const CsvFormat &format)
{
    const char *name = nullptr;
    switch (format.encoding) {
    case CsvFormat::Encoding::Utf8:
        name = "UTF-8";
        break;
    case CsvFormat::Encoding::Utf16Le:
        name = "UTF-16LE";
        break;
    case CsvFormat::Encoding::Latin1:
        name = "ISO-8859-1";
        break;
    case CsvFormat::Encoding::Windows1252:
        name = "WINDOWS-1252";
        break;
    }
    const iconv_t conversion = iconv_open("UTF-8", name);
    QByteArray text(bytes.size() * 3 + 16, Qt::Uninitialized);
    char *from = bytes.data();
    char *to = text.data();
    auto left = static_cast<size_t>(bytes.size());
    auto room = static_cast<size_t>(text.size());
    if (iconv(conversion, &from, &left, &to, &room) == static_cast<size_t>(-1))
        qFatal("the file is not in %s, from byte %lld on", name,
               static_cast<long long>(from - bytes.data()));
    iconv_close(conversion);
    text.resize(to - text.data());
    // The mark is no character to QString::fromUtf8().
    QStringDecoder decoder{QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom};
    const QString decodedText = decoder(text);
    const bool hasMark = decodedText.startsWith(QChar{0xfeff});
    if (hasMark != format.hasByteOrderMark)
        qFatal("a byte order mark is missing, or too much");
    return hasMark ? decodedText.mid(1) : decodedText;
}

} // namespace

QList<CsvRow> parseCsv(const QByteArray &file, const CsvFormat &format)
{
    const QString text = decoded(file, format);
    const QString end = format.lineEnd == CsvFormat::LineEnd::CrLf ? QStringLiteral("\r\n")
                                                                   : QStringLiteral("\n");
    QList<CsvRow> rows;
    CsvRow row;
    qsizetype at = 0;
    while (at < text.size()) {
        QString cell;
        const bool isQuoted = text[at] == u'"';
        if (isQuoted) {
            for (++at; at < text.size(); ++at) {
                if (text[at] != u'"')
                    cell += text[at];
                else if (text.mid(at + 1, 1) == QStringLiteral("\""))
                    cell += text[at++];
                else
                    break;
            }
            ++at;
        } else {
            while (at < text.size() && text[at] != QLatin1Char{format.delimiter} &&
                   QStringView{text}.mid(at, end.size()) != end)
                cell += text[at++];
        }
        row.append(!isQuoted && cell == format.nullText ? std::nullopt : std::optional{cell});
        if (QStringView{text}.mid(at, end.size()) == end) {
            rows.append(row);
            row.clear();
            at += end.size();
        } else if (at < text.size() && text[at] == QLatin1Char{format.delimiter}) {
            ++at;
            if (at == text.size())
                qFatal("the last line has no end");
        } else {
            qFatal("what stands behind the quotes at %lld belongs to no cell",
                   static_cast<long long>(at));
        }
    }
    return rows;
}
