// SPDX-License-Identifier: GPL-3.0-or-later
#include "purging.h"

using namespace Qt::Literals::StringLiterals;
using namespace Purging;

// Without the whole export of this database nothing of a purge comes back.
class TestTrashReturnRefused final : public QObject
{
    Q_OBJECT

private slots:
    void refuses_data();
    void refuses();
    void refusesAnotherDatabase();
    void refusesAnUnrecordedExport();
    void refusesAnotherVersion();
};

void TestTrashReturnRefused::refuses_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<bool>("isGone");
    QTest::addColumn<QString>("sentence"); // %1: the folder, %2: the database
    QTest::newRow("a missing manifest")
            << u"manifest.json"_s << true
            << u"%1/manifest.json is missing: the folder holds no export of a recycle bin, or one "
               "that was ended before it was whole. Nothing was put back."_s;
    QTest::newRow("a changed manifest")
            << u"manifest.json"_s << false
            << u"%2 does not know the export in %1: it is of another database, its manifest was "
               "changed, or it was ended before it was whole. Nothing was put back."_s;
    QTest::newRow("a missing file")
            << u"market_data.csv"_s << true
            << u"%1/market_data.csv, which was exported on 2026-11-20 04:55 UTC, is missing. Bring "
               "that file back. Nothing was put back."_s;
    QTest::newRow("a changed file")
            << u"alert_rules.csv"_s << false
            << u"%1/alert_rules.csv is not as it was exported on 2026-11-20 04:55 UTC. Bring that "
               "file back. Nothing was put back."_s;
}

void TestTrashReturnRefused::refuses()
{
    QFETCH(const QString, file);
    QFETCH(const bool, isGone);
    QFETCH(const QString, sentence);
    const TrashedMarket market{Engine::Sqlite};
    market.addQuotes(3);
    removeQuotes(market);
    const QTemporaryDir folder;
    const TrashExportRecord record = purged(market, folder.filePath(u"a"_s));
    QFile changed{record.folder + u'/' + file};
    if (isGone) {
        QVERIFY(changed.remove());
    } else {
        QVERIFY(changed.open(QIODevice::ReadWrite));
        const QByteArray text = changed.readAll();
        QVERIFY(changed.seek(0));
        QCOMPARE(changed.write(QByteArray{text}.replace("b", "c")), text.size());
        changed.close();
    }
    const auto refused = undoPurge(market.connection(), back(record.folder), &later);
    QCOMPARE(refused.error().kind, Error::Kind::Refused);
    QCOMPARE(refused.error().detail, QString{sentence}
                                             .replace(u"%1"_s, record.folder)
                                             .replace(u"%2"_s, market.connection().location()));
    QCOMPARE(market.count(u"market_data"_s), 0);
}

void TestTrashReturnRefused::refusesAnotherDatabase()
{
    const TrashedMarket market{Engine::Sqlite};
    market.addQuotes(3);
    removeQuotes(market);
    const QTemporaryDir folder;
    const TrashExportRecord record = purged(market, folder.filePath(u"a"_s));
    const TrashedMarket other{Engine::Sqlite};
    const auto refused = undoPurge(other.connection(), back(record.folder), &later);
    QCOMPARE(refused.error().kind, Error::Kind::Refused);
    QVERIFY2(refused.error().detail.startsWith(other.connection().location() +
                                               u" does not know the export in "_s),
             qPrintable(refused.error().detail));
    QCOMPARE(other.count(u"market_data"_s), 0);
}

// As a killed export leaves it: all files, and no record.
void TestTrashReturnRefused::refusesAnUnrecordedExport()
{
    const TrashedMarket market{Engine::Sqlite};
    market.addQuotes(3);
    removeQuotes(market);
    const QTemporaryDir folder;
    const auto record = exportTrash(market.connection(), {folder.filePath(u"a"_s)}, later());
    VERIFY_RESULT(record);
    VERIFY_RESULT(market.connection().execute(u"DELETE FROM trash_exports"_s));
    QCOMPARE(undoPurge(market.connection(), back(record->folder), &later).error().kind,
             Error::Kind::Refused);
    QCOMPARE(purgeTrash(market.connection(), atOnce(), &later).error().kind, Error::Kind::Refused);
    QCOMPARE(market.count(u"market_data"_s), 3);
}

void TestTrashReturnRefused::refusesAnotherVersion()
{
    const TrashedMarket market{Engine::Sqlite};
    market.addQuotes(3);
    removeQuotes(market);
    const QTemporaryDir folder;
    const TrashExportRecord record = purged(market, folder.filePath(u"a"_s));
    VERIFY_RESULT(market.connection().execute(u"ALTER TABLE market_data ADD COLUMN spread REAL"_s));
    const auto refused = undoPurge(market.connection(), back(record.folder), &later);
    QCOMPARE(refused.error().kind, Error::Kind::Refused);
    QCOMPARE(refused.error().detail,
             u"%1/market_data.csv was exported from another version of the database: table "
             "market_data has other columns now. Nothing was put back."_s.arg(record.folder));
}

QTEST_GUILESS_MAIN(TestTrashReturnRefused)
#include "tst_trashreturnrefused.moc"
