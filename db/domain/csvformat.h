// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"

#include <QChar>
#include <QLocale>
#include <QString>

// How a CSV file spells what it holds. A value; the default is the preset "machine".
struct CsvFormat {
    enum class Encoding { Utf8, Utf16Le, Latin1, Windows1252 };
    enum class LineEnd { Lf, CrLf };
    enum class Quotes {
        Needed, // around what would be read as something else
        Texts,  // around all texts, and no number
        All,    // around all but what is not there
    };
    enum class Times {
        Iso,    // 2026-11-20T03:15:00.000Z
        Spaced, // 2026-11-20 03:15:00, and milliseconds where there are any: UTC
        EpochMs // 1795144500000
    };

    char delimiter = ',';
    char decimalMark = '.';
    Encoding encoding = Encoding::Utf8;
    bool hasByteOrderMark = false; // of UTF-8 and UTF-16
    LineEnd lineEnd = LineEnd::Lf;
    Quotes quotes = Quotes::Needed;
    Times times = Times::Iso;
    bool hasHeader = true;
    QString nullText; // of what is not there; a text of these letters stands in quotes
    // An apostrophe before a text that a spreadsheet would run, see isFormula(). Numbers stay.
    bool isForSpreadsheet = false;

    // What other programs read back without a loss.
    [[nodiscard]] static CsvFormat machine() { return {}; }
    // What a spreadsheet of this locale opens by a double click.
    [[nodiscard]] static CsvFormat spreadsheet(const QLocale &locale);

    // Refused (Usage) with a sentence: marks that cannot be told apart, and a text for what is not
    // there that a spreadsheet would split or run.
    [[nodiscard]] Result<> check() const;

    friend bool operator==(const CsvFormat &, const CsvFormat &) = default;
};

// Whether a spreadsheet would take the text for a formula: it begins with = + - @, a tab or a line
// end, or one of their wide forms, whatever blanks, apostrophes and characters that nobody sees
// stand before, and is no plain number. utf8: the text.
[[nodiscard]] bool isFormula(QByteArrayView utf8);

// The words of command lines and settings: "utf-8", "windows-1252", "crlf", "needed", "iso".
[[nodiscard]] QString csvEncodingName(CsvFormat::Encoding encoding);
[[nodiscard]] Result<CsvFormat::Encoding> csvEncodingFromName(const QString &name);
[[nodiscard]] QString csvLineEndName(CsvFormat::LineEnd end);
[[nodiscard]] Result<CsvFormat::LineEnd> csvLineEndFromName(const QString &name);
[[nodiscard]] QString csvQuotesName(CsvFormat::Quotes quotes);
[[nodiscard]] Result<CsvFormat::Quotes> csvQuotesFromName(const QString &name);
[[nodiscard]] QString csvTimesName(CsvFormat::Times times);
[[nodiscard]] Result<CsvFormat::Times> csvTimesFromName(const QString &name);
// "comma", "semicolon", "tab", "pipe", or the character itself.
[[nodiscard]] QString csvMarkName(char mark);
[[nodiscard]] Result<char> csvDelimiterFromName(const QString &name);
[[nodiscard]] Result<char> csvDecimalMarkFromName(const QString &name);

Q_DECLARE_METATYPE(CsvFormat)
