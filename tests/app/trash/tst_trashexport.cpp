// SPDX-License-Identifier: GPL-3.0-or-later
#include "purging.h"

#include "app/trash/trashtablereader.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <csignal>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace Purging;

// The recycle bin as files: whole, exact, and watched over until they are purged by.
class TestTrashExport final : public QObject
{
    Q_OBJECT

private slots:
    void exportsEveryCell_data() { addEngineRows(); }
    void exportsEveryCell();
    void exportsWhatIsAskedFor_data() { addEngineRows(); }
    void exportsWhatIsAskedFor();
    void cancelledExportLeavesNothing();
    void overwritesNobodysFile();
    void isForItsOwnerAlone();
    void keepsItsFoldersThroughAPowerCut();
    void saysThatTheDiskIsFull();
    void takesBackWhatTheDatabaseDoesNotKnow();
    void refusesAFileWithoutColumns();
    void refusesWithoutAnExport_data() { addEngineRows(); }
    void refusesWithoutAnExport();
    void refusesAChangedExport_data();
    void refusesAChangedExport();
};

namespace {

QStringList flushed; // files and folders, in order

QByteArray contentOf(const QTemporaryDir &folder, const QString &name)
{
    QFile file{folder.filePath(name)};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

} // namespace

// In place of the C library's.
extern "C" int fsync(int file)
{
    flushed.append(QFile::symLinkTarget(u"/proc/self/fd/%1"_s.arg(file)));
    return static_cast<int>(::syscall(SYS_fsync, file));
}

void TestTrashExport::exportsEveryCell()
{
    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    market.addQuotes(3);
    const AlertRule rule = market.addRule(u"above 50"_s, u"a \"b\", c"_s);
    const AlertRule other = market.addRule(u"below 3"_s);
    market.addLog(rule, 1);
    removeQuotes(market, at(1));
    Deleter wordy = me();
    wordy.reason = u"\"line\" 1,\nline 2"_s;
    VERIFY_RESULT(
            TrashStore{market.connection()}.removeRules({rule.id, other.id}, true, at(51), wordy));
    const QTemporaryDir folder;
    const auto record = exportTrash(market.connection(), {folder.filePath(u"bin"_s)}, later());
    VERIFY_RESULT(record);
    QCOMPARE(record->rows, 5);
    QCOMPARE(record->files.size(), 5);

    QCOMPARE(contentOf(folder, u"bin/market_data.csv"_s),
             QByteArray{"id,deleted_at,timestamp,instrument_id,price,bid,ask,open_price,high_price,"
                        "low_price,volume,deleted_by,deleted_reason,delete_batch\n"
                        "2,2026-11-20T04:05:00.123Z,2026-11-20T03:16:00.123Z,1,45.1,,,,,,1,"
                        "me@here,wrong,b1\n"
                        "3,2026-11-20T04:05:00.123Z,2026-11-20T03:17:00.123Z,1,45.2,,,,,,2,"
                        "me@here,wrong,b1\n"});
    const QByteArray rules = contentOf(folder, u"bin/alert_rules.csv"_s);
    QVERIFY2(rules.contains("\n1,2026-11-20T04:06:00.123Z,\"a \"\"b\"\", c\",1,above,50.00000000,"),
             rules);
    QVERIFY2(rules.contains(",me@here,\"\"\"line\"\" 1,\nline 2\",b1\n2,"), rules);
    QVERIFY(contentOf(folder, u"bin/alert_logs.csv"_s).contains(",50.12345678,50.00000000,"));
    QVERIFY(contentOf(folder, u"bin/alert_rule_versions.csv"_s).contains("\n1,1,"));
    const QJsonObject manifest =
            QJsonDocument::fromJson(contentOf(folder, u"bin/manifest.json"_s)).object();
    QCOMPARE(manifest[u"files"][0][u"rows"].toInt(), 2);
    QCOMPARE(manifest[u"files"][0][u"sha256"].toString(),
             QString::fromLatin1(
                     QCryptographicHash::hash(contentOf(folder, u"bin/market_data.csv"_s),
                                              QCryptographicHash::Sha256)
                             .toHex()));
    QCOMPARE(market.events().constLast(), u"exported"_s);
    QCOMPARE(TrashExportStore{market.connection()}.list()->constFirst().files, record->files);

    // Quotes and lines inside a text do not confuse the reader.
    TrashTableReader reader{folder.filePath(u"bin/alert_rules.csv"_s), u"alert_rules"_s};
    VERIFY_RESULT(reader.open());
    const auto rows = reader.read(10);
    VERIFY_RESULT(rows);
    QCOMPARE(rows->rows.size(), 2u);
    const FiledRow &last = rows->rows.back();
    QCOMPARE(rows->number(last, u"id"_s), other.id);
    QCOMPARE(rows->cell(last, u"deleted_at"_s).integer, at(51).toMSecsSinceEpoch());
    QCOMPARE(rows->cell(last, u"deleted_reason"_s).text, QByteArrayView{"\"line\" 1,\nline 2"});
    QCOMPARE(rows->cell(last, u"window_ms"_s).kind, Cell::Kind::Null);
    VERIFY_RESULT(
            (TrashTableReader{folder.filePath(u"bin/alert_rules.csv"_s), u"alert_rules"_s}.open(
                    {u"id"_s, u"deleted_at"_s})));
    const auto again = exportTrash(market.connection(), {folder.filePath(u"bin"_s)}, later());
    QCOMPARE(again.error().kind, Error::Kind::Refused);
}

void TestTrashExport::exportsWhatIsAskedFor()
{
    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    market.addQuotes(4);
    const AlertRule rule = market.addRule(u"above 50"_s, u"it's 5 % \\ ?"_s);
    const AlertRule other = market.addRule(u"below 3"_s);
    market.addLog(rule, 1);
    market.addLog(rule, 2);
    removeQuotes(market);
    TrashStore store{market.connection()};
    VERIFY_RESULT(store.removeRules({rule.id, other.id}, true, at(51), me()));
    const QTemporaryDir folder;
    const auto exported = [&](const QString &name, const TrashRequest &rows) {
        const auto record =
                exportTrash(market.connection(), {folder.filePath(name), rows}, later());
        QStringList words;
        for (const TrashFile &file : record ? record->files : QList<TrashFile>{})
            words.append(u"%1 %2"_s.arg(file.table).arg(file.rows));
        return words.join(u", "_s);
    };
    QCOMPARE(exported(u"keys"_s, {.keys = {{TrashKind::Quote, 2},
                                           {TrashKind::Quote, 4},
                                           {TrashKind::Rule, other.id}}}),
             u"market_data 2, alert_rules 1, alert_rule_versions 1, alert_states 0"_s);
    const QByteArray quotes = contentOf(folder, u"keys/market_data.csv"_s);
    QVERIFY2(quotes.contains("\n2,") && quotes.contains("\n4,"), quotes);
    QCOMPARE(
            exported(u"text"_s, {.text = u"IT'S 5 % \\ ?"_s}),
            u"market_data 0, alert_logs 2, alert_rules 1, alert_rule_versions 1, alert_states 0"_s);
    QCOMPARE(exported(u"times"_s, {.by = u"me@"_s, .from = at(50), .to = at(51)}),
             u"market_data 4, alert_logs 0, alert_rules 0, alert_rule_versions 0, "
             "alert_states 0"_s);
    QCOMPARE(exported(u"none"_s, {.batch = u"other"_s}), QString{});
    // A purge goes by these alone, also where two of them have a row.
    const auto purged = purgeTrash(market.connection(), atOnce(), &later);
    VERIFY_RESULT(purged);
    QCOMPARE(purged->total.purged, 8);
}

void TestTrashExport::refusesAFileWithoutColumns()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"market_data.csv"_s);
    const auto opened = [&](const QByteArray &content) {
        QFile file{path};
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("no file");
        file.close();
        return TrashTableReader{path, u"market_data"_s}.open({u"id"_s, u"deleted_at"_s});
    };
    VERIFY_RESULT(opened("id,deleted_at\n"));
    for (const char *content : {"", "\n", "id\n", "deleted_at,price\n", "id,deleted_at"}) {
        const Result<> refused = opened(content);
        QVERIFY2(!refused, content);
        QCOMPARE(refused.error().kind, Error::Kind::Parse);
        QCOMPARE(refused.error().subject, path);
    }
    QVERIFY(!(TrashTableReader{path, u"market_data"_s}.open()));
}

void TestTrashExport::refusesWithoutAnExport()
{
    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    market.addQuotes(3);
    const QTemporaryDir folder;
    const auto empty = exportTrash(market.connection(), {folder.filePath(u"a"_s)}, later());
    QCOMPARE(empty.error().kind, Error::Kind::Refused);
    QVERIFY(!QFile::exists(folder.filePath(u"a"_s)));
    removeQuotes(market);
    const auto refused = purgeTrash(market.connection(), atOnce(), &later);
    QCOMPARE(refused.error().kind, Error::Kind::Refused);
    QVERIFY(refused.error().detail.contains("trash export"_L1));
    QCOMPARE(market.count(u"market_data"_s), 3);
}

void TestTrashExport::refusesAChangedExport_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<bool>("isGone");
    QTest::newRow("a changed file") << u"market_data.csv"_s << false;
    QTest::newRow("a missing file") << u"market_data.csv"_s << true;
    QTest::newRow("an empty file of another table") << u"alert_logs.csv"_s << false;
    QTest::newRow("a missing manifest") << u"manifest.json"_s << true;
    QTest::newRow("a changed manifest") << u"manifest.json"_s << false;
}

void TestTrashExport::refusesAChangedExport()
{
    QFETCH(const QString, file);
    QFETCH(const bool, isGone);
    const TrashedMarket market{Engine::Sqlite};
    market.addQuotes(3);
    removeQuotes(market);
    const QTemporaryDir folder;
    VERIFY_RESULT(exportTrash(market.connection(), {folder.filePath(u"a"_s)}, later()));
    QFile changed{folder.filePath(u"a/"_s + file)};
    if (isGone) {
        QVERIFY(changed.remove());
    } else {
        QVERIFY(changed.open(QIODevice::ReadWrite));
        const QByteArray text = changed.readAll();
        QVERIFY(changed.seek(0));
        // As long as before, so that only its checksum tells.
        QCOMPARE(changed.write(QByteArray{text}.replace("d", "e")), text.size());
        changed.close();
    }
    const auto refused = purgeTrash(market.connection(), atOnce(), &later);
    QCOMPARE(refused.error().kind, Error::Kind::Refused);
    QVERIFY2(refused.error().detail.contains(file), qPrintable(refused.error().detail));
    QCOMPARE(market.count(u"market_data"_s), 3);
}

void TestTrashExport::cancelledExportLeavesNothing()
{
    const TrashedMarket market{Engine::Sqlite};
    market.addQuotes(3000);
    const AlertRule rule = market.addRule();
    market.addLog(rule, 1);
    removeQuotes(market);
    VERIFY_RESULT(TrashStore{market.connection()}.removeRules({rule.id}, true, at(51), me()));
    const QTemporaryDir folder;
    // The quotes are written by then.
    const auto cancelled = exportTrash(
            market.connection(), {folder.filePath(u"a"_s)}, later(),
            [](const TrashProgress &progress) { return progress.table != u"alert_logs"; });
    QCOMPARE(cancelled.error().kind, Error::Kind::Cancelled);
    QVERIFY(!QFile::exists(folder.filePath(u"a"_s)));
    QVERIFY(TrashExportStore{market.connection()}.list()->isEmpty());
    VERIFY_RESULT(exportTrash(market.connection(), {folder.filePath(u"a"_s)}, later()));
}

void TestTrashExport::overwritesNobodysFile()
{
    const TrashedMarket market{Engine::Sqlite};
    market.addQuotes(3);
    removeQuotes(market);
    const QTemporaryDir folder;
    QFile own{folder.filePath(u"alert_logs.csv"_s)};
    QVERIFY(own.open(QIODevice::WriteOnly));
    QVERIFY(own.write("mine") > 0);
    own.close();
    const auto refused = exportTrash(market.connection(), {folder.path()}, later());
    QCOMPARE(refused.error().kind, Error::Kind::Refused);
    QVERIFY2(refused.error().detail.startsWith(own.fileName() + u" is there already"_s),
             qPrintable(refused.error().detail));
    QCOMPARE(contentOf(folder, u"alert_logs.csv"_s), QByteArray{"mine"});
    QCOMPARE(QDir{folder.path()}.entryList(QDir::Files), QStringList{u"alert_logs.csv"_s});
    const auto beside =
            exportTrash(market.connection(), {folder.path(), {.kind = TrashKind::Quote}}, later());
    QCOMPARE(beside.error().kind, Error::Kind::Refused);
    QVERIFY2(beside.error().detail.startsWith(folder.path() + u" has something else in it"_s),
             qPrintable(beside.error().detail));
    QCOMPARE(QDir{folder.path()}.entryList(QDir::Files), QStringList{u"alert_logs.csv"_s});
    QVERIFY(own.rename(folder.filePath(u".hidden"_s)));
    QVERIFY(!exportTrash(market.connection(), {folder.path()}, later()));
    QVERIFY(own.remove());
    VERIFY_RESULT(exportTrash(market.connection(), {folder.path()}, later()));
}

// Rows that were deleted, and where the database is.
void TestTrashExport::isForItsOwnerAlone()
{
    const TrashedMarket market{Engine::Sqlite};
    market.addQuotes(3);
    removeQuotes(market);
    const QTemporaryDir folder;
    VERIFY_RESULT(exportTrash(market.connection(), {folder.filePath(u"a"_s)}, later()));
    const QFileInfoList files = QDir{folder.filePath(u"a"_s)}.entryInfoList(QDir::Files);
    QVERIFY(files.size() > 1);
    for (const QFileInfo &file : files)
        QVERIFY2(file.permissions() == (QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser |
                                        QFile::WriteUser),
                 qPrintable(file.fileName()));
}

// The rows have room, their manifest has none.
void TestTrashExport::keepsItsFoldersThroughAPowerCut()
{
    const TrashedMarket market{Engine::Sqlite};
    market.addQuotes(3);
    removeQuotes(market);
    const QTemporaryDir place;
    const QString top = QFileInfo{place.path()}.canonicalFilePath();
    flushed.clear();
    VERIFY_RESULT(exportTrash(market.connection(), {place.filePath(u"a/b/c"_s)}, later()));
    // Each has the name of the next one, the last those of the files.
    for (const QString &folder : {top, top + u"/a"_s, top + u"/a/b"_s, top + u"/a/b/c"_s})
        QVERIFY2(flushed.contains(folder), qPrintable(folder));

    flushed.clear();
    VERIFY_RESULT(exportTrash(market.connection(), {place.filePath(u"a/b/d"_s)}, later()));
    QVERIFY(flushed.contains(top + u"/a/b"_s));
    QVERIFY(!flushed.contains(top)); // is as it was
}

void TestTrashExport::saysThatTheDiskIsFull()
{
    const TrashedMarket market{Engine::Sqlite};
    market.addQuotes(3);
    removeQuotes(market);
    const QTemporaryDir folder;
    std::signal(SIGXFSZ, SIG_IGN); // then write() fails with EFBIG
    rlimit normal{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &normal), 0);
    const auto full =
            exportTrash(market.connection(), {folder.filePath(u"a"_s), {.kind = TrashKind::Quote}},
                        later(), [&](const TrashProgress &) {
                            rlimit tight = normal;
                            tight.rlim_cur = 10;
                            return ::setrlimit(RLIMIT_FSIZE, &tight) == 0;
                        });
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &normal), 0);
    QCOMPARE(full.error().kind, Error::Kind::DiskFull);
    QCOMPARE(full.error().subject, folder.filePath(u"a/manifest.json"_s));
    QVERIFY(!QFile::exists(folder.filePath(u"a"_s)));
    VERIFY_RESULT(exportTrash(market.connection(), {folder.filePath(u"a"_s)}, later()));
}

void TestTrashExport::takesBackWhatTheDatabaseDoesNotKnow()
{
    const TrashedMarket market{Engine::Sqlite};
    market.addQuotes(3);
    removeQuotes(market);
    ConnectionSpec impatient = market.spec();
    impatient.busyTimeout = std::chrono::milliseconds{10};
    const auto connection = openOrFail(impatient);
    const QTemporaryDir folder;
    {
        Transaction other{market.connection()};
        VERIFY_RESULT(other.begin());
        const auto busy = exportTrash(*connection, {folder.filePath(u"a"_s)}, later());
        QCOMPARE(busy.error().kind, Error::Kind::Busy);
    }
    QVERIFY(!QFile::exists(folder.filePath(u"a"_s)));
    VERIFY_RESULT(exportTrash(*connection, {folder.filePath(u"a"_s)}, later()));
}

QTEST_GUILESS_MAIN(TestTrashExport)
#include "tst_trashexport.moc"
