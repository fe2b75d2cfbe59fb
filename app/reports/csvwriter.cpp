// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/reports/csvwriter.h"

#include "db/utctext.h"

#include <QCoreApplication>

#include <algorithm>
#include <charconv>

using namespace Qt::Literals::StringLiterals;

namespace {

struct CsvText {
    Q_DECLARE_TR_FUNCTIONS(CsvText)
};

constexpr std::size_t NumberSize = 32; // the longest time, integer or double

} // namespace

CsvWriter::CsvWriter(const CsvFormat &format, const QList<ReportColumn> &columns)
    : m_format{format}
    , m_nullText{format.nullText.toUtf8()}
    , m_columns{columns}
{
    const auto mark = [this](char c) { m_needsQuotes[static_cast<unsigned char>(c)] = true; };
    for (const char c : {format.delimiter, '"', '\n', '\r'})
        mark(c);
    if (format.isForSpreadsheet) { // one of another locale splits cells at these
        for (const char c : {',', ';', '\t', '|'})
            mark(c);
    }
    if (format.encoding != CsvFormat::Encoding::Utf8)
        m_encoder.emplace(format.encoding);
}

Result<> CsvWriter::begin()
{
    if (m_format.hasByteOrderMark && m_encoder)
        m_encoder->putByteOrderMark();
    else if (m_format.hasByteOrderMark) {
        reserve(3);
        put("\xef\xbb\xbf");
    }
    if (!m_format.hasHeader)
        return {};
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        const QByteArray name = m_columns[i].name.toUtf8();
        reserve(2 * static_cast<std::size_t>(name.size()) + 4);
        if (i > 0)
            put(m_format.delimiter);
        putText(name);
    }
    endLine();
    return encode();
}

Result<> CsvWriter::append(std::span<const Cell> row)
{
    std::size_t room = 2;
    for (const Cell &cell : row)
        room += NumberSize + static_cast<std::size_t>(m_nullText.size()) +
                2 * static_cast<std::size_t>(cell.text.size());
    reserve(room);
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (i > 0)
            put(m_format.delimiter);
        putCell(row[i], m_columns[static_cast<qsizetype>(i)].kind);
    }
    endLine();
    ++m_rows;
    return encode();
}

void CsvWriter::clear()
{
    m_size = 0;
    if (m_encoder)
        m_encoder->clear();
}

void CsvWriter::reserve(std::size_t more)
{
    if (m_bytes.size() < m_size + more)
        m_bytes.resize((m_size + more) * 3 / 2);
}

void CsvWriter::put(QByteArrayView text)
{
    std::ranges::copy(text, m_bytes.data() + m_size);
    m_size += static_cast<std::size_t>(text.size());
}

void CsvWriter::putQuoted(QByteArrayView text)
{
    put('"');
    for (const char c : text) {
        if (c == '"')
            put('"');
        put(c);
    }
    put('"');
}

void CsvWriter::putText(QByteArrayView text)
{
    const bool isProtected = m_format.isForSpreadsheet && isFormula(text);
    const bool isQuoted = m_format.quotes != CsvFormat::Quotes::Needed || text == m_nullText ||
                          (m_format.isForSpreadsheet && isProtected) ||
                          std::any_of(text.begin(), text.end(), [this](char c) {
                              return m_needsQuotes[static_cast<unsigned char>(c)];
                          });
    if (!isQuoted)
        return put(text);
    putQuoted(text);
    if (isProtected) { // behind the opening quote
        const std::size_t start =
                m_size - 1 -
                static_cast<std::size_t>(text.size() + std::count(text.begin(), text.end(), '"'));
        std::memmove(m_bytes.data() + start + 1, m_bytes.data() + start, m_size - start);
        m_bytes[start] = '\'';
        ++m_size;
    }
}

// Digits, as they are.
void CsvWriter::putNumber(QByteArrayView text)
{
    const bool isQuoted = m_format.quotes == CsvFormat::Quotes::All ||
                          (m_format.decimalMark == m_format.delimiter && text.contains('.'));
    if (isQuoted)
        put('"');
    const std::size_t from = m_size;
    put(text);
    if (m_format.decimalMark != '.')
        std::replace(m_bytes.data() + from, m_bytes.data() + m_size, '.', m_format.decimalMark);
    if (isQuoted)
        put('"');
}

void CsvWriter::putTime(qint64 ms)
{
    if (ms != m_lastMs || m_lastTimeSize == 0)
        writeTime(ms);
    const QByteArrayView text{m_lastTime.data(), static_cast<qsizetype>(m_lastTimeSize)};
    if (m_format.quotes == CsvFormat::Quotes::All || text.contains(m_format.delimiter))
        putQuoted(text);
    else
        put(text);
}

void CsvWriter::writeTime(qint64 ms)
{
    char *text = m_lastTime.data();
    m_lastMs = ms;
    if (m_format.times == CsvFormat::Times::EpochMs) {
        m_lastTimeSize = static_cast<std::size_t>(
                std::to_chars(text, text + m_lastTime.size(), ms).ptr - text);
        return;
    }
    constexpr std::size_t MillisecondsSize = 4;
    constexpr std::size_t Mark = UtcTextSize - MillisecondsSize;
    writeUtcText(ms, std::span<char, UtcTextSize>{text, UtcTextSize});
    m_lastTimeSize = UtcTextSize;
    if (m_format.times == CsvFormat::Times::Iso) {
        text[10] = 'T';
        text[m_lastTimeSize++] = 'Z';
    } else if (ms % 1000 == 0) {
        m_lastTimeSize = Mark;
    } else {
        text[Mark] = m_format.decimalMark;
    }
}

void CsvWriter::putCell(const Cell &cell, ReportColumn::Kind kind)
{
    std::array<char, NumberSize> number;
    switch (cell.kind) {
    case Cell::Kind::Null:
        return put(m_nullText);
    case Cell::Kind::Integer:
        if (kind == ReportColumn::Kind::Time)
            return putTime(cell.integer);
        return putNumber(
                {number.data(),
                 std::to_chars(number.begin(), number.end(), cell.integer).ptr - number.data()});
    case Cell::Kind::Real:
        return putNumber(
                {number.data(),
                 std::to_chars(number.begin(), number.end(), cell.real).ptr - number.data()});
    case Cell::Kind::Text:
        if (kind == ReportColumn::Kind::Decimal)
            return putNumber(cell.text);
        return putText(cell.text);
    case Cell::Kind::Blob:
        return putText(cell.text);
    }
}

void CsvWriter::endLine()
{
    if (m_format.lineEnd == CsvFormat::LineEnd::CrLf)
        put('\r');
    put('\n');
}

Result<> CsvWriter::encode()
{
    if (!m_encoder)
        return {};
    const Result<> encoded = m_encoder->append(plain());
    m_size = 0;
    if (encoded)
        return encoded;
    return fail(fault(encoded.error().subject));
}

Error CsvWriter::fault(QStringView character) const
{
    const QString code = QString::number(
            character.size() > 1 ? QChar::surrogateToUcs4(character[0], character[1])
                                 : character.front().unicode(),
            16);
    return {Error::Kind::Usage,
            CsvText::tr("The character %1 (U+%2) of row %3 does not exist in %4. Choose UTF-8 as "
                        "the encoding.")
                    .arg(character, code.toUpper().rightJustified(4, u'0'))
                    .arg(m_rows)
                    .arg(csvEncodingName(m_format.encoding)),
            {}};
}
