// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/csvformat.h"

#include "db/domain/wordlist.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

struct CsvText {
    Q_DECLARE_TR_FUNCTIONS(CsvText)
};

constexpr WordList<CsvFormat::Encoding, 4> Encodings{
        {"utf-8"_L1, "utf-16le"_L1, "latin1"_L1, "windows-1252"_L1}};
constexpr WordList<CsvFormat::LineEnd, 2> LineEnds{{"lf"_L1, "crlf"_L1}};
constexpr WordList<CsvFormat::Quotes, 3> QuoteWords{{"needed"_L1, "texts"_L1, "all"_L1}};
constexpr WordList<CsvFormat::Times, 3> TimeWords{{"iso"_L1, "spaced"_L1, "epoch-ms"_L1}};

enum class Mark { Comma, Semicolon, Tab, Pipe };
constexpr WordList<Mark, 4> Delimiters{{"comma"_L1, "semicolon"_L1, "tab"_L1, "pipe"_L1}};
constexpr QLatin1StringView DelimiterSigns{",;\t|"};
enum class DecimalMark { Point, Comma };
constexpr WordList<DecimalMark, 2> DecimalMarks{{"point"_L1, "comma"_L1}};
constexpr QLatin1StringView DecimalSigns{".,"};

template <typename List> auto valueIn(const List &list, const QString &name)
{
    using Value = typename decltype(list.value(name))::value_type;
    const std::optional<Value> value = list.value(name.toLower());
    if (value)
        return Result<Value>{*value};
    QStringList known;
    for (const QLatin1StringView word : list.words)
        known.append(word);
    return Result<Value>{fail(
            Error::Kind::Usage,
            CsvText::tr("'%1' is not known here. There are: %2.").arg(name, known.join(u", "_s)))};
}

// By its name, or as it stands.
template <typename List>
Result<char> markIn(const List &list, QLatin1StringView signs, const QString &name)
{
    if (name.size() == 1 && signs.contains(name.front()))
        return name.front().toLatin1();
    return valueIn(list, name).transform([signs](auto mark) {
        return signs[static_cast<qsizetype>(mark)].toLatin1();
    });
}

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

// "-3.84": digits, and at most one sign in front and one point between.
bool isPlainNumber(QByteArrayView text)
{
    qsizetype at = text.startsWith('-') || text.startsWith('+') ? 1 : 0;
    const auto digits = [&] {
        const qsizetype from = at;
        while (at < text.size() && isDigit(text[at]))
            ++at;
        return at - from;
    };
    if (digits() == 0)
        return false;
    if (at < text.size() && text[at] == '.') {
        ++at;
        if (digits() == 0)
            return false;
    }
    return at == text.size();
}

// The bytes of what stands before a formula and keeps no spreadsheet from it: an apostrophe, a
// blank, or a character that nobody sees, such as a byte order mark. 0: something else.
qsizetype blankSize(QByteArrayView utf8)
{
    const auto first = static_cast<unsigned char>(utf8.front());
    if (first < 0x80) {
        const bool isFormulaSign = first == '\t' || first == '\r' || first == '\n';
        return first == '\'' || first == 0x7f || (first <= ' ' && !isFormulaSign) ? 1 : 0;
    }
    const qsizetype size = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (utf8.size() < size)
        return 0;
    char32_t code = first & (0x7fu >> size);
    for (qsizetype i = 1; i < size; ++i)
        code = code << 6 | (static_cast<unsigned char>(utf8[i]) & 0x3fu);
    const bool isUnseen = QChar::isSpace(code) || QChar::category(code) == QChar::Other_Format ||
                          QChar::category(code) == QChar::Other_Control;
    return isUnseen ? size : 0;
}

// "0", "-1.5", "1e9", "2026-11-20 03:15:00": what a value of some column could be.
bool isLikeAValue(const QString &text)
{
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    return std::any_of(text.cbegin(), text.cend(), isDigit) &&
           std::all_of(text.cbegin(), text.cend(),
                       [&](QChar c) { return isDigit(c) || u"+-.,:eETZ "_s.contains(c); });
}

} // namespace

CsvFormat CsvFormat::spreadsheet(const QLocale &locale)
{
    CsvFormat format;
    format.decimalMark = locale.decimalPoint() == u","_s ? ',' : '.';
    format.delimiter = format.decimalMark == ',' ? ';' : ',';
    format.hasByteOrderMark = true; // or Excel takes UTF-8 for the system's old code page
    format.lineEnd = LineEnd::CrLf;
    format.times = Times::Spaced;
    format.isForSpreadsheet = true;
    return format;
}

Result<> CsvFormat::check() const
{
    const auto breaksLines = [](QChar c) { return c == u'\n' || c == u'\r' || c == u'"'; };
    if (std::any_of(nullText.cbegin(), nullText.cend(), breaksLines))
        return fail(Error::Kind::Usage,
                    CsvText::tr("The text for missing values holds a quote or a line end. Choose "
                                "another one."));
    if (nullText.contains(QLatin1Char{delimiter}))
        return fail(Error::Kind::Usage,
                    CsvText::tr("The text for missing values holds the delimiter. Choose another "
                                "one of the two."));
    // It stands without quotes and as it is.
    const auto splitsCells = [](QChar c) { return u",;\t|"_s.contains(c); };
    if (isForSpreadsheet && std::any_of(nullText.cbegin(), nullText.cend(), splitsCells))
        return fail(Error::Kind::Usage,
                    CsvText::tr("The text for missing values holds a character at which a "
                                "spreadsheet may split cells. Choose another one, such as NULL."));
    if (isForSpreadsheet && isFormula(nullText.toUtf8()))
        return fail(Error::Kind::Usage,
                    CsvText::tr("A spreadsheet would run the text for missing values as a formula. "
                                "Choose another one, such as NULL."));
    // Numbers and times stand without quotes, so nothing would tell them apart.
    if (isLikeAValue(nullText))
        return fail(Error::Kind::Usage,
                    CsvText::tr("The text for missing values reads as a number or a time. Choose "
                                "another one, such as NULL."));
    return {};
}

bool isFormula(QByteArrayView utf8)
{
    qsizetype at = 0;
    while (at < utf8.size()) {
        const qsizetype blank = blankSize(utf8.sliced(at));
        if (blank == 0)
            break;
        at += blank;
    }
    const QByteArrayView text = utf8.sliced(at);
    if (text.isEmpty())
        return false;
    switch (text.front()) {
    case '=':
    case '@':
    case '\t':
    case '\r':
    case '\n':
        return true;
    case '+':
    case '-':
        return !isPlainNumber(text);
    case '\xef': // the wide forms of = + - @
        return text.startsWith("\xef\xbc\x9d") || text.startsWith("\xef\xbc\x8b") ||
               text.startsWith("\xef\xbc\x8d") || text.startsWith("\xef\xbc\xa0");
    default:
        return false;
    }
}

QString csvEncodingName(CsvFormat::Encoding encoding)
{
    return Encodings.name(encoding);
}

Result<CsvFormat::Encoding> csvEncodingFromName(const QString &name)
{
    return valueIn(Encodings, name);
}

QString csvLineEndName(CsvFormat::LineEnd end)
{
    return LineEnds.name(end);
}

Result<CsvFormat::LineEnd> csvLineEndFromName(const QString &name)
{
    return valueIn(LineEnds, name);
}

QString csvQuotesName(CsvFormat::Quotes quotes)
{
    return QuoteWords.name(quotes);
}

Result<CsvFormat::Quotes> csvQuotesFromName(const QString &name)
{
    return valueIn(QuoteWords, name);
}

QString csvTimesName(CsvFormat::Times times)
{
    return TimeWords.name(times);
}

Result<CsvFormat::Times> csvTimesFromName(const QString &name)
{
    return valueIn(TimeWords, name);
}

QString csvMarkName(char mark)
{
    const qsizetype at = DelimiterSigns.indexOf(QLatin1Char{mark});
    return at < 0 ? DecimalMarks.name(DecimalMark::Point) : Delimiters.name(static_cast<Mark>(at));
}

Result<char> csvDelimiterFromName(const QString &name)
{
    return markIn(Delimiters, DelimiterSigns, name);
}

Result<char> csvDecimalMarkFromName(const QString &name)
{
    return markIn(DecimalMarks, DecimalSigns, name);
}
