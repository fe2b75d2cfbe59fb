// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/reports/csvencoder.h"

#include <QStringDecoder>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace {

// Bytes 0x80 to 0x9F of Windows-1252; 0: none.
constexpr std::array<char16_t, 32> Windows1252{
        0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
        0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
        0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

// -1 where there is none.
int byteOf(char16_t c, CsvFormat::Encoding encoding)
{
    const bool isLatin1 = encoding == CsvFormat::Encoding::Latin1;
    if (c < 0x80 || (c < 0x100 && (isLatin1 || c >= 0xa0)))
        return c;
    if (isLatin1)
        return -1;
    for (std::size_t i = 0; i < Windows1252.size(); ++i) {
        if (Windows1252[i] == c)
            return static_cast<int>(0x80 + i);
    }
    return -1;
}

} // namespace

void CsvEncoder::putByteOrderMark()
{
    if (m_encoding == CsvFormat::Encoding::Utf16Le)
        m_bytes.append("\xff\xfe");
}

Result<> CsvEncoder::append(QByteArrayView utf8)
{
    // A byte order mark is a character here.
    QStringDecoder decoder{QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom};
    const QString text = decoder(utf8);
    const qsizetype before = m_bytes.size();
    if (m_encoding == CsvFormat::Encoding::Utf16Le) {
        m_bytes.resize(before + 2 * text.size());
        char *at = m_bytes.data() + before;
        for (const QChar c : text) {
            *at++ = static_cast<char>(c.unicode() & 0xff);
            *at++ = static_cast<char>(c.unicode() >> 8);
        }
        return {};
    }
    m_bytes.resize(before + text.size());
    char *at = m_bytes.data() + before;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const int byte = byteOf(text[i].unicode(), m_encoding);
        if (byte < 0) {
            m_bytes.resize(before);
            return fail(Error::Kind::Parse, u"no such character in the encoding"_s,
                        text.mid(i, text[i].isHighSurrogate() ? 2 : 1));
        }
        *at++ = static_cast<char>(byte);
    }
    return {};
}
