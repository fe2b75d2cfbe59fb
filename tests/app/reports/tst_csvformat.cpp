// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/reports/csvwriter.h"
#include "tests/support/csvrows.h"

#include <QRandomGenerator>
#include <QTest>
#include <QTimeZone>

using namespace Qt::Literals::StringLiterals;

class TestCsvFormat : public QObject
{
    Q_OBJECT

private slots:
    void writesAsTheMachinePresetSays();
    void writesAsASpreadsheetOfTheLocaleReads();
    void protectsFormulas_data();
    void protectsFormulas();
    void leavesFormulasToMachines();
    void comesBackTheSame_data();
    void comesBackTheSame();
    void namesTheFirstCharacterThatDoesNotFit_data();
    void namesTheFirstCharacterThatDoesNotFit();
    void refusesWhatCannotBeToldApart();
    void knowsItsWords();
};

namespace {

const QList<ReportColumn> Columns{{u"name"_s, ReportColumn::Kind::Text},
                                  {u"count"_s, ReportColumn::Kind::Number},
                                  {u"price"_s, ReportColumn::Kind::Decimal},
                                  {u"time"_s, ReportColumn::Kind::Time},
                                  {u"note"_s, ReportColumn::Kind::Text}};

constexpr qint64 SomeTime = 1'795'144'500'123; // 2026-11-20T03:15:00.123Z

QByteArray written(const CsvFormat &format, const std::vector<std::vector<Cell>> &rows)
{
    CsvWriter csv{format, Columns};
    if (const Result<> begun = csv.begin(); !begun)
        return begun.error().detail.toUtf8();
    for (const std::vector<Cell> &row : rows) {
        if (const Result<> appended = csv.append(row); !appended)
            return appended.error().detail.toUtf8();
    }
    return csv.bytes().toByteArray();
}

// What a cell must read as, put together in another way than by the writer.
std::optional<QString> expected(const Cell &cell, ReportColumn::Kind kind, const CsvFormat &format)
{
    const auto marked = [&](QString number) {
        return number.replace(u'.', QLatin1Char{format.decimalMark});
    };
    if (cell.kind == Cell::Kind::Null)
        return {};
    if (cell.kind == Cell::Kind::Integer && kind == ReportColumn::Kind::Time) {
        const QDateTime time = QDateTime::fromMSecsSinceEpoch(cell.integer, Qt::UTC);
        switch (format.times) {
        case CsvFormat::Times::Iso:
            return time.toString(u"yyyy-MM-dd'T'hh:mm:ss.zzz'Z'"_s);
        case CsvFormat::Times::Spaced:
            return marked(time.toString(cell.integer % 1000 == 0 ? u"yyyy-MM-dd hh:mm:ss"_s
                                                                 : u"yyyy-MM-dd hh:mm:ss.zzz"_s));
        case CsvFormat::Times::EpochMs:
            break;
        }
    }
    if (cell.kind == Cell::Kind::Integer)
        return QString::number(cell.integer);
    if (cell.kind == Cell::Kind::Real)
        return marked(QString::number(cell.real, 'g', QLocale::FloatingPointShortest));
    const QString text = QString::fromUtf8(cell.text);
    return kind == ReportColumn::Kind::Decimal ? marked(text) : text;
}

// A text without what protects it; the inverse of the writer's rule, so that nothing is lost.
QString unprotected(const QString &text, const CsvFormat &format)
{
    return format.isForSpreadsheet && text.startsWith(u'\'') && isFormula(text.toUtf8())
                   ? text.mid(1)
                   : text;
}

CsvFormat numbered(int variant)
{
    CsvFormat format =
            variant % 2 == 0 ? CsvFormat::machine() : CsvFormat::spreadsheet(QLocale{u"de_DE"_s});
    format.encoding = static_cast<CsvFormat::Encoding>(variant / 2 % 4);
    format.hasByteOrderMark =
            variant / 8 % 2 == 1 && format.encoding <= CsvFormat::Encoding::Utf16Le;
    format.quotes = static_cast<CsvFormat::Quotes>(variant / 16 % 3);
    format.times = static_cast<CsvFormat::Times>(variant / 48 % 3);
    format.lineEnd = static_cast<CsvFormat::LineEnd>(variant / 144 % 2);
    format.delimiter = ",;\t|"[variant / 3 % 4];
    format.decimalMark = ".,"[variant / 5 % 2];
    format.nullText = QStringList{u""_s, u"NULL"_s, u"\\N"_s}.at(variant / 7 % 3);
    return format;
}

constexpr int Variants = 288;

QByteArray randomText(QRandomGenerator &random, bool isWide)
{
    static const QStringList pieces{u","_s,      u";"_s,          u"\t"_s,     u"\""_s,    u"\n"_s,
                                    u"\r\n"_s,   u"\r"_s,         u"'"_s,      u"="_s,     u"-"_s,
                                    u"+1"_s,     u"@"_s,          u"NULL"_s,   u"\\N"_s,   u"a b"_s,
                                    u"\u00e4"_s, u"1.5"_s,        u" "_s,      u"|"_s,     u"."_s,
                                    u"\uff1d"_s, u"\U0001F514"_s, u"\u20ac"_s, u"\u200b"_s};
    QString text;
    for (quint32 i = random.bounded(5U); i > 0; --i)
        text += pieces[static_cast<qsizetype>(random.bounded(isWide ? 24U : 20U))];
    return text.toUtf8();
}

} // namespace

void TestCsvFormat::writesAsTheMachinePresetSays()
{
    QCOMPARE(written(CsvFormat::machine(),
                     {{Cell::ofText("a,b \"c\""), Cell::ofInteger(-7),
                       Cell::ofText("999999999999.99999999"), Cell::ofInteger(SomeTime),
                       Cell::ofText("=1+1")},
                      {Cell::ofText(""), {}, Cell::ofText("0.00000001"), {}, {}}}),
             QByteArray{"name,count,price,time,note\n"
                        "\"a,b \"\"c\"\"\",-7,999999999999.99999999,2026-11-20T03:15:00.123Z,"
                        "=1+1\n"
                        "\"\",,0.00000001,,\n"});
}

void TestCsvFormat::writesAsASpreadsheetOfTheLocaleReads()
{
    const std::vector<std::vector<Cell>> rows{
            {Cell::ofText("\u00e4"), Cell::ofInteger(1234567), Cell::ofText("-1234.50000000"),
             Cell::ofInteger(SomeTime), Cell::ofText("=HYPERLINK(\"x\")")}};
    QCOMPARE(written(CsvFormat::spreadsheet(QLocale{u"de_DE"_s}), rows),
             QByteArray{"\xef\xbb\xbfname;count;price;time;note\r\n"
                        "\u00e4;1234567;-1234,50000000;2026-11-20 03:15:00,123;"
                        "\"'=HYPERLINK(\"\"x\"\")\"\r\n"});
    QCOMPARE(written(CsvFormat::spreadsheet(QLocale{u"en_AU"_s}), rows),
             QByteArray{"\xef\xbb\xbfname,count,price,time,note\r\n"
                        "\u00e4,1234567,-1234.50000000,2026-11-20 03:15:00.123,"
                        "\"'=HYPERLINK(\"\"x\"\")\"\r\n"});
}

void TestCsvFormat::protectsFormulas_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("runs");

    QTest::newRow("equals") << QByteArray{"=1+1"} << true;
    QTest::newRow("plus") << QByteArray{"+1+1"} << true;
    QTest::newRow("minus") << QByteArray{"-1+cmd|' /C calc'!A0"} << true;
    QTest::newRow("at") << QByteArray{"@SUM(A1)"} << true;
    QTest::newRow("tab") << QByteArray{"\t=1"} << true;
    QTest::newRow("carriage return") << QByteArray{"\r=1"} << true;
    QTest::newRow("line feed") << QByteArray{"\n=1"} << true;
    QTest::newRow("blank before") << QByteArray{" =1"} << true;
    QTest::newRow("wide equals") << QByteArray{"\uff1d1"} << true;
    QTest::newRow("wide at") << QByteArray{"\uff20A"} << true;
    QTest::newRow("apostrophe before") << QByteArray{"'=1"} << true;
    QTest::newRow("byte order mark before") << QByteArray{"\uFEFF=1"} << true;
    QTest::newRow("no-break space before") << QByteArray{"\u00A0=1"} << true;
    QTest::newRow("zero width space before") << QByteArray{"\u200B=1"} << true;
    QTest::newRow("all of them before")
            << QByteArray{"\u200B '\uFEFF\u00A0\u2060\u3000\v@A1"} << true;
    QTest::newRow("umlaut before") << QByteArray{"\u00E4=1"} << false;
    QTest::newRow("negative number") << QByteArray{"-3.84"} << false;
    QTest::newRow("whole number with a plus") << QByteArray{"+7"} << false;
    QTest::newRow("two signs") << QByteArray{"--1"} << true;
    QTest::newRow("number with a unit") << QByteArray{"-3 %"} << true;
    QTest::newRow("sign alone") << QByteArray{"-"} << true;
    QTest::newRow("coin that keeps its spelling") << QByteArray{"=LuNA.COINSPOT"} << true;
    QTest::newRow("equals inside") << QByteArray{"a=1"} << false;
    QTest::newRow("apostrophe alone") << QByteArray{"'quoted'"} << false;
    QTest::newRow("nothing") << QByteArray{""} << false;
}

void TestCsvFormat::protectsFormulas()
{
    QFETCH(const QByteArray, text);
    QFETCH(const bool, runs);

    QCOMPARE(isFormula(text), runs);
    CsvFormat format = CsvFormat::spreadsheet(QLocale::c());
    format.hasByteOrderMark = false;
    format.hasHeader = false;
    const QList<CsvRow> rows = parseCsv(
            written(format,
                    {{Cell::ofText(text), Cell::ofInteger(-1), Cell::ofText("-2.5"), {}, {}}})
                    .prepend(""),
            format);
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows[0][0].value_or(u"missing"_s), QString::fromUtf8(runs ? "'" + text : text));
    // A number is never a formula.
    QCOMPARE(*rows[0][1], u"-1"_s);
    QCOMPARE(*rows[0][2], u"-2.5"_s);
}

void TestCsvFormat::leavesFormulasToMachines()
{
    for (const char *text : {"\uFEFF", "\uFEFF-3.84", "\u200B", "\xE2\x80", "\xE2"})
        QVERIFY2(!isFormula(text), text);
    for (const CsvFormat::Quotes quotes :
         {CsvFormat::Quotes::Needed, CsvFormat::Quotes::Texts, CsvFormat::Quotes::All}) {
        CsvFormat format;
        format.quotes = quotes;
        const QList<CsvRow> rows =
                parseCsv(written(format, {{Cell::ofText("=1+1"), {}, {}, {}, {}}}), format);
        QCOMPARE(rows.value(1).value(0).value_or(QString{}), u"=1+1"_s);
    }
}

void TestCsvFormat::comesBackTheSame_data()
{
    QTest::addColumn<int>("variant");

    for (int variant = 0; variant < Variants; ++variant)
        QTest::addRow("variant %d", variant) << variant;
}

void TestCsvFormat::comesBackTheSame()
{
    QFETCH(const int, variant);

    const CsvFormat format = numbered(variant);
    if (!format.check())
        return; // refused, so that nobody writes it
    QRandomGenerator random{static_cast<quint32>(variant) + 1};
    const bool isWide = format.encoding <= CsvFormat::Encoding::Utf16Le;
    std::vector<QByteArray> texts; // reserved: cells look at them
    constexpr int Rows = 200;
    texts.reserve(3 * Rows);
    const auto text = [&](const QByteArray &bytes) {
        return Cell::ofText(texts.emplace_back(bytes));
    };
    std::vector<std::vector<Cell>> rows;
    for (int i = 0; i < Rows; ++i) {
        const Cell number = i % 5 == 0   ? Cell{}
                            : i % 3 == 0 ? Cell::ofReal(random.generateDouble() * 1e6)
                                         : text(QByteArray::number(random.bounded(1000)) + ".0" +
                                                QByteArray::number(random.bounded(1000)));
        rows.push_back(
                {random.bounded(9) == 0 ? Cell{} : text(randomText(random, isWide)),
                 i % 4 == 0 ? Cell{} : Cell::ofInteger(qint64(random.generate64())), number,
                 i % 7 == 0 ? Cell{} : Cell::ofInteger(SomeTime - random.bounded(100'000) * 500LL),
                 text(randomText(random, isWide))});
    }
    const QList<CsvRow> read = parseCsv(written(format, rows), format);
    QCOMPARE(read.size(), Rows + 1);
    for (int i = 0; i < Rows; ++i) {
        const CsvRow &row = read[i + 1];
        QCOMPARE(row.size(), Columns.size());
        for (qsizetype column = 0; column < row.size(); ++column) {
            const ReportColumn::Kind kind = Columns[column].kind;
            std::optional<QString> cell = row[column];
            if (cell && kind == ReportColumn::Kind::Text)
                cell = unprotected(*cell, format);
            const Cell &put = rows[static_cast<std::size_t>(i)][static_cast<std::size_t>(column)];
            QCOMPARE(cell, expected(put, kind, format));
        }
    }
}

void TestCsvFormat::namesTheFirstCharacterThatDoesNotFit_data()
{
    QTest::addColumn<int>("encoding");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("code"); // empty: it fits

    const int latin = static_cast<int>(CsvFormat::Encoding::Latin1);
    const int windows = static_cast<int>(CsvFormat::Encoding::Windows1252);
    QTest::newRow("euro in Latin-1") << latin << QByteArray{"\u00e4\u20ac\u20ac"} << u"U+20AC"_s;
    QTest::newRow("euro in Windows-1252") << windows << QByteArray{"\u20ac"} << u""_s;
    QTest::newRow("bell in Windows-1252") << windows << QByteArray{"a\U0001F514"} << u"U+1F514"_s;
    QTest::newRow("control that Windows-1252 lacks")
            << windows << QByteArray{"\u0081"} << u"U+0081"_s;
    QTest::newRow("umlaut in Latin-1") << latin << QByteArray{"\u00fc"} << u""_s;
}

void TestCsvFormat::namesTheFirstCharacterThatDoesNotFit()
{
    QFETCH(const int, encoding);
    QFETCH(const QByteArray, text);
    QFETCH(const QString, code);

    CsvFormat format;
    format.encoding = static_cast<CsvFormat::Encoding>(encoding);
    CsvWriter csv{format, Columns};
    QVERIFY(csv.begin().has_value());
    const std::vector<Cell> plain{Cell::ofText("a"), {}, {}, {}, {}};
    const std::vector<Cell> row{Cell::ofText(text), {}, {}, {}, {}};
    QVERIFY(csv.append(plain).has_value());
    const qsizetype before = csv.bytes().size();
    const Result<> appended = csv.append(row);
    QCOMPARE(appended.has_value(), code.isEmpty());
    if (appended)
        return;
    QCOMPARE(appended.error().kind, Error::Kind::Usage);
    QVERIFY2(appended.error().detail.contains(code), qPrintable(appended.error().detail));
    QVERIFY2(appended.error().detail.contains(u"row 2"_s), qPrintable(appended.error().detail));
    QVERIFY2(appended.error().detail.contains(csvEncodingName(format.encoding)),
             qPrintable(appended.error().detail));
    QCOMPARE(csv.bytes().size(), before); // nothing of the row
}

void TestCsvFormat::refusesWhatCannotBeToldApart()
{
    CsvFormat format;
    for (const QString &null :
         {u"\""_s, u"a\nb"_s, u"a,b"_s, u"0"_s, u"-1"_s, u"-99.9"_s, u"1e+09"_s,
          u"1970-01-01T00:00:00.000Z"_s, u"1970-01-01 00:00:00"_s, u" 0 "_s}) {
        format.nullText = null;
        const Result<> checked = format.check();
        QVERIFY2(!checked, qPrintable(null));
        QCOMPARE(checked.error().kind, Error::Kind::Usage);
    }
    format.delimiter = ';';
    format.nullText = u"0,0"_s; // of another locale
    QVERIFY(!format.check());
    for (const QString &null :
         {u"=x"_s, u"@x"_s, u"-"_s, u"'=x"_s, u"\u200b=x"_s, u"1;2"_s, u"a|b"_s, u"a,b"_s}) {
        CsvFormat spreadsheet = CsvFormat::spreadsheet(QLocale{u"en_AU"_s});
        spreadsheet.nullText = null;
        QVERIFY2(!spreadsheet.check(), qPrintable(null));
        QCOMPARE(spreadsheet.check().error().kind, Error::Kind::Usage);
        spreadsheet.nullText = u"n/a"_s;
        QVERIFY(spreadsheet.check());
    }
    for (const QString &null : {u""_s, u"n/a"_s, u"NULL"_s, u"\\N"_s, u"-"_s, u"--"_s, u"?"_s}) {
        format.nullText = null;
        QVERIFY2(format.check(), qPrintable(null));
    }
}

void TestCsvFormat::knowsItsWords()
{
    QCOMPARE(csvDelimiterFromName(u"semicolon"_s).value_or(0), ';');
    QCOMPARE(csvDelimiterFromName(u";"_s).value_or(0), ';');
    QCOMPARE(csvDelimiterFromName(u"\t"_s).value_or(0), '\t');
    QCOMPARE(csvDecimalMarkFromName(u"comma"_s).value_or(0), ',');
    QCOMPARE(csvMarkName('\t'), u"tab"_s);
    QCOMPARE(csvMarkName('.'), u"point"_s);
    const auto unknown = csvEncodingFromName(u"ebcdic"_s);
    QVERIFY(!unknown);
    QVERIFY2(unknown.error().detail.contains(u"windows-1252"_s),
             qPrintable(unknown.error().detail));
    for (const CsvFormat::Encoding encoding :
         {CsvFormat::Encoding::Utf8, CsvFormat::Encoding::Utf16Le, CsvFormat::Encoding::Latin1,
          CsvFormat::Encoding::Windows1252})
        QCOMPARE(csvEncodingFromName(csvEncodingName(encoding)).value(), encoding);
}

QTEST_GUILESS_MAIN(TestCsvFormat)
#include "tst_csvformat.moc"
