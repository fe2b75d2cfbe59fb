// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/assets/assetcsv.h"
#include "db/domain/errortext.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestAssetCsv final : public QObject
{
    Q_OBJECT

private slots:
    void readsGoodFiles_data();
    void readsGoodFiles();
    void namesWhatIsWrongInALine_data();
    void namesWhatIsWrongInALine();
    void refusesWhatIsNoTable_data();
    void refusesWhatIsNoTable();
    void countsLinesAsAnEditorDoes();
    void readsAFile();
    void saysWhichFileCannotBeRead();
    void refusesAHugeFile();
    void readsALongFileInTime();
};

void TestAssetCsv::readsGoodFiles_data()
{
    QTest::addColumn<QByteArray>("content");

    QTest::newRow("comma") << "symbol,name,type,currency,active\nBHP.AU,BHP Group,Common Stock,AUD,"
                              "no\n"_ba;
    QTest::newRow("semicolon") << "symbol;name;type;currency;active\nBHP.AU;BHP Group;Common "
                                  "Stock;AUD;0\n"_ba;
    QTest::newRow("BOM") << "\xEF\xBB\xBFsymbol,name,type,currency,active\nBHP.AU,BHP "
                            "Group,Common Stock,AUD,false\n"_ba;
    QTest::newRow("carriage returns, no end of line at the end")
            << "symbol,name,type,currency,active\r\nBHP.AU,BHP Group,Common Stock,AUD,N"_ba;
    QTest::newRow("another order, other columns between")
            << "Active,isin,CURRENCY,Symbol,type,name\nno,AU000000BHP4,aud, bhp.au ,Common "
               "Stock,BHP Group\n"_ba;
    QTest::newRow("quotes") << R"("symbol","name","type","currency","active"
"BHP.AU","BHP Group","Common Stock","AUD","no"
)"_ba;
    QTest::newRow("blank lines") << "\n\nsymbol,name,type,currency,active\n\nBHP.AU,BHP "
                                    "Group,Common Stock,AUD,no\n\n"_ba;
}

void TestAssetCsv::readsGoodFiles()
{
    QFETCH(const QByteArray, content);

    const Result<AssetImport> import = readAssetCsv(content);
    QVERIFY2(import.has_value(), qPrintable(import ? QString{} : import.error().detail));
    QCOMPARE(import->lines.size(), 1);
    const ImportLine &line = import->lines.constFirst();
    QCOMPARE(line.problem, QString{});
    QCOMPARE(line.asset,
             (FoundAsset{u"BHP.AU"_s, u"BHP Group"_s, u"Common Stock"_s, u"AUD"_s, {}}));
    QVERIFY(!line.isActive);
}

void TestAssetCsv::namesWhatIsWrongInALine_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("problem"); // a part of it; empty: none

    QTest::newRow("symbol only") << "AAPL.US"_ba << QString{};
    QTest::newRow("fields left out") << "AAPL.US,Apple"_ba << QString{};
    QTest::newRow("no symbol") << ",Apple,Common Stock,USD,yes"_ba << u"symbol is missing"_s;
    QTest::newRow("no exchange") << "AAPL,Apple,,,"_ba << u"'AAPL' is no symbol"_s;
    QTest::newRow("two dots") << "BRK.B.US,,,,"_ba << u"no symbol"_s;
    QTest::newRow("a coin") << "BTC.COINSPOT,,,,"_ba << u"register themselves"_s;
    QTest::newRow("too many fields")
            << "AAPL.US,Apple, Inc,Common Stock,USD,yes"_ba << u"6 fields, and the header has 5"_s;
    QTest::newRow("neither yes nor no") << "AAPL.US,,,,maybe"_ba << u"'maybe' is neither"_s;
    QTest::newRow("no currency") << "AAPL.US,,,$,"_ba << u"'$' is no currency"_s;
    QTest::newRow("type too long")
            << "AAPL.US,," + QByteArray(41, 'x') + ",," << u"at most 40 characters"_s;
    QTest::newRow("a bell in the name") << "AAPL.US,App\ale,,,"_ba << u"cannot be shown"_s;
    QTest::newRow("a second time, spelt otherwise")
            << "bhp.au,,,,"_ba << u"BHP.AU stands in line 2 already"_s;
    QTest::newRow("a formula is a name like any other") << "AAPL.US,=1+1,,,"_ba << QString{};
}

void TestAssetCsv::namesWhatIsWrongInALine()
{
    QFETCH(const QByteArray, line);
    QFETCH(const QString, problem);

    const Result<AssetImport> import = readAssetCsv(
            "symbol,name,type,currency,active\nBHP.AU,,,,\n" + line + "\nCBA.AU,,,,\n");
    QVERIFY(import);
    QCOMPARE(import->lines.size(), 3); // the others are read whatever one holds
    QCOMPARE(import->lines.at(1).number, 3);
    if (problem.isEmpty())
        QCOMPARE(import->lines.at(1).problem, QString{});
    else
        QVERIFY2(import->lines.at(1).problem.contains(problem),
                 qPrintable(import->lines.at(1).problem));
    QVERIFY(import->lines.at(2).isNew());
}

void TestAssetCsv::refusesWhatIsNoTable_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("reason");

    QTest::newRow("empty") << QByteArray{} << u"no column symbol"_s;
    QTest::newRow("no header") << "BHP.AU,BHP Group\n"_ba << u"no column symbol"_s;
    QTest::newRow("not UTF-8") << "symbol,name\nBHP.AU,Caf\xE9\n"_ba << u"not UTF-8"_s;
    QTest::newRow("quotes that do not end")
            << "symbol,name\nBHP.AU,\"BHP\nCBA.AU,x\n"_ba << u"begin in line 2 do not end"_s;
    QTest::newRow("UTF-16") << QByteArray{"\xFF\xFEs\0y\0m\0", 8} << u"UTF-8"_s;
}

void TestAssetCsv::refusesWhatIsNoTable()
{
    QFETCH(const QByteArray, content);
    QFETCH(const QString, reason);

    const Result<AssetImport> import = readAssetCsv(content);
    QVERIFY(!import);
    QCOMPARE(import.error().kind, Error::Kind::Parse);
    QVERIFY2(import.error().detail.contains(reason), qPrintable(import.error().detail));
}

void TestAssetCsv::countsLinesAsAnEditorDoes()
{
    const Result<AssetImport> import = readAssetCsv("symbol,name\n"
                                                    "A.US,\"two\nlines, \"\"quoted\"\"\"\n"
                                                    "\n"
                                                    "B,x\n"_ba);
    QVERIFY(import);
    QCOMPARE(import->lines.size(), 2);
    QCOMPARE(import->lines.at(0).number, 2);
    QCOMPARE(import->lines.at(0).asset.name, u"two\nlines, \"quoted\""_s);
    QVERIFY(!import->lines.at(0).problem.isEmpty()); // an end of line cannot be shown
    QCOMPARE(import->lines.at(1).number, 5);
}

void TestAssetCsv::readsAFile()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"assets.csv"_s);
    QFile file{path};
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("symbol\nBHP.AU\n");
    file.close();
    const Result<AssetImport> import = readAssetFile(path);
    QVERIFY(import);
    QCOMPARE(import->file, path);
    QCOMPARE(import->newCount(), 1);
}

void TestAssetCsv::saysWhichFileCannotBeRead()
{
    const QTemporaryDir folder;
    const Result<AssetImport> missing = readAssetFile(folder.filePath(u"none.csv"_s));
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, Error::Kind::NotFound);
    QVERIFY(errorText(missing.error()).contains(u"none.csv"_s));
    const Result<AssetImport> noFile = readAssetFile(folder.path());
    QVERIFY(!noFile);
    QCOMPARE(noFile.error().kind, Error::Kind::Usage);
    QVERIFY(errorText(noFile.error()).contains(u"is a folder"_s));
}

void TestAssetCsv::refusesAHugeFile()
{
    const QTemporaryDir folder;
    QFile file{folder.filePath(u"huge.csv"_s)};
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.resize(LargestAssetFile + 1)); // a hole: no disk is used
    file.close();
    const Result<AssetImport> import = readAssetFile(file.fileName());
    QVERIFY(!import);
    QCOMPARE(import.error().kind, Error::Kind::Refused);
    QVERIFY(errorText(import.error()).contains(u"64 MB"_s));
}

// Double symbols are found by a table, not by looking through all lines again.
void TestAssetCsv::readsALongFileInTime()
{
    QByteArray content{"symbol,name\n"};
    for (int number = 0; number < 100'000; ++number)
        content += "T" + QByteArray::number(number) + ".US,Name\n";
    const Result<AssetImport> import = readAssetCsv(content);
    QVERIFY(import);
    QCOMPARE(import->newCount(), 100'000);
}

QTEST_GUILESS_MAIN(TestAssetCsv)
#include "tst_assetcsv.moc"
