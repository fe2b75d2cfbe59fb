// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/reports/reportfile.h"
#include "tests/support/engines.h"
#include "tests/support/verifyresult.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace {

std::atomic<int> maskChanges = 0;

} // namespace

// In place of the C library's: whatever asks by changing it is seen.
extern "C" mode_t umask(mode_t mask) noexcept
{
    ++maskChanges;
    return static_cast<mode_t>(::syscall(SYS_umask, mask));
}

class TestReportFile : public QObject
{
    Q_OBJECT

private slots:
    void isThereWholeOrNotAtAll_data();
    void isThereWholeOrNotAtAll();
    void keepsTheRightsOfTheOldFile();
    void hasTheRightsThatAPersonGivesNewFiles();
    void isForItsOwnerAlone();
    void replacesNoneThatComesMeanwhile();
    void replacesWhatALinkStandsFor();
    void doesNotReplaceADevice();
    void doesNotReplaceADatabase();
    void refusesBadPlaces();
    void looksAtAPlaceWithoutATrace();

private:
    [[nodiscard]] static QStringList filesIn(const QTemporaryDir &folder)
    {
        return QDir{folder.path()}.entryList(QDir::Files | QDir::Hidden, QDir::Name);
    }
    static void put(const QString &path, const QByteArray &content)
    {
        QFile file{path};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    [[nodiscard]] static QByteArray content(const QString &path)
    {
        QFile file{path};
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{"missing"};
    }
};

void TestReportFile::isThereWholeOrNotAtAll_data()
{
    QTest::addColumn<bool>("wasThere");
    QTest::addColumn<bool>("isCommitted");

    QTest::newRow("new, finished") << false << true;
    QTest::newRow("new, given up") << false << false;
    QTest::newRow("old, finished") << true << true;
    QTest::newRow("old, given up") << true << false;
}

void TestReportFile::isThereWholeOrNotAtAll()
{
    QFETCH(const bool, wasThere);
    QFETCH(const bool, isCommitted);

    const QTemporaryDir folder;
    const QString path = folder.filePath(u"rows \u00e4.csv"_s);
    if (wasThere)
        put(path, "old");
    const QStringList before = filesIn(folder);
    {
        Result<ReportFile> file = ReportFile::create(path);
        QVERIFY(file.has_value());
        QCOMPARE(file->path(), path);
        QVERIFY(file->write("ne").has_value());
        QVERIFY(file->write("w").has_value());
        QCOMPARE(filesIn(folder), before);
        if (isCommitted)
            QVERIFY(file->commit().has_value());
    }
    QCOMPARE(filesIn(folder), isCommitted ? QStringList{u"rows \u00e4.csv"_s} : before);
    if (isCommitted)
        QCOMPARE(content(path), QByteArray{"new"});
    else if (wasThere)
        QCOMPARE(content(path), QByteArray{"old"});
}

void TestReportFile::keepsTheRightsOfTheOldFile()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"rows.csv"_s);
    put(path, "old");
    const QFile::Permissions rights = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser |
                                      QFile::WriteUser | QFile::ReadGroup;
    QVERIFY(QFile::setPermissions(path, rights));
    Result<ReportFile> file = ReportFile::create(path);
    QVERIFY(file.has_value() && file->commit().has_value());
    QCOMPARE(QFile::permissions(path), rights);
}

// The umask is one for all threads: who sets it for a moment gives their files other rights.
void TestReportFile::hasTheRightsThatAPersonGivesNewFiles()
{
    const QTemporaryDir folder;
    const mode_t before = ::umask(027);
    maskChanges = 0;
    {
        Result<ReportFile> file = ReportFile::create(folder.filePath(u"rows.csv"_s));
        QVERIFY(file.has_value() && file->commit().has_value());
    }
    QCOMPARE(maskChanges, 0);
    ::umask(before);
    struct stat known = {};
    QCOMPARE(::stat(QFile::encodeName(folder.filePath(u"rows.csv"_s)).constData(), &known), 0);
    QCOMPARE(known.st_mode & 07777u, 0640u);
}

void TestReportFile::isForItsOwnerAlone()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"rows.csv"_s);
    constexpr QFile::Permissions Owners =
            QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
    VERIFY_RESULT(writeWholeFile(path, "new", {.isPrivate = true}));
    QCOMPARE(QFile::permissions(path), Owners);
    QVERIFY(QFile::setPermissions(path, Owners | QFile::ReadOther));
    VERIFY_RESULT(writeWholeFile(path, "newer", {.isPrivate = true}));
    QCOMPARE(QFile::permissions(path), Owners);
}

void TestReportFile::replacesNoneThatComesMeanwhile()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"rows.csv"_s);
    Result<ReportFile> file = ReportFile::create(path, {.isNew = true});
    QVERIFY(file.has_value() && file->write("new").has_value());
    put(path, "mine");
    const Result<> refused = file->commit();
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Refused);
    QVERIFY2(refused.error().detail.startsWith(path), qPrintable(refused.error().detail));
    QCOMPARE(content(path), QByteArray{"mine"});
    QVERIFY(!ReportFile::create(path, {.isNew = true}));
    QVERIFY(QFile::link(folder.filePath(u"nothing.csv"_s), folder.filePath(u"link.csv"_s)));
    QVERIFY(!ReportFile::create(folder.filePath(u"link.csv"_s), {.isNew = true}));
    QCOMPARE(filesIn(folder), QStringList{u"rows.csv"_s});
}

void TestReportFile::replacesWhatALinkStandsFor()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"rows.csv"_s);
    const QString link = folder.filePath(u"link.csv"_s);
    put(path, "old");
    QVERIFY(QFile::link(path, link));
    Result<ReportFile> file = ReportFile::create(link);
    QVERIFY(file.has_value() && file->write("new").has_value() && file->commit().has_value());
    QVERIFY(QFileInfo{link}.isSymLink());
    QCOMPARE(content(path), QByteArray{"new"});
}

void TestReportFile::doesNotReplaceADevice()
{
    Result<ReportFile> nowhere = ReportFile::create(u"/dev/null"_s);
    QVERIFY(nowhere.has_value() && nowhere->write("rows").has_value() &&
            nowhere->commit().has_value());
    QVERIFY(!QFileInfo{u"/dev/null"_s}.isFile());
    Result<ReportFile> full = ReportFile::create(u"/dev/full"_s);
    QVERIFY(full.has_value());
    const Result<> written = full->write("rows");
    QVERIFY(!written.has_value());
    QCOMPARE(written.error().kind, Error::Kind::DiskFull);
    QCOMPARE(written.error().subject, u"/dev/full"_s);
}

void TestReportFile::doesNotReplaceADatabase()
{
    const QTemporaryDir folder;
    const QString database = folder.filePath(u"market.db"_s);
    const auto connection = openOrFail(ConnectionSpec::file(database));
    VERIFY_RESULT(connection->execute(u"CREATE TABLE t (n INTEGER)"_s));
    const QString link = folder.filePath(u"link.csv"_s);
    QVERIFY(QFile::link(database, link));
    put(database + u"-journal"_s, "cold");
    for (const QString &path : {database, link, database + u"-wal"_s, database + u"-journal"_s}) {
        const Result<ReportFile> file = ReportFile::create(path);
        QVERIFY2(!file.has_value(), qPrintable(path));
        QCOMPARE(file.error().kind, Error::Kind::Refused);
        QVERIFY(file.error().detail.contains(u"is a database"_s));
    }
    VERIFY_RESULT(ReportFile::create(folder.filePath(u"market.db.csv"_s)));
}

void TestReportFile::refusesBadPlaces()
{
    const QTemporaryDir folder;
    QCOMPARE(ReportFile::create(folder.path()).error().kind, Error::Kind::Usage);
    const Result<ReportFile> missing = ReportFile::create(folder.filePath(u"gone/rows.csv"_s));
    QCOMPARE(missing.error().kind, Error::Kind::NotFound);
    QVERIFY(missing.error().subject.contains(folder.filePath(u"gone"_s)));
    QVERIFY(QFile::link(folder.filePath(u"nothing.csv"_s), folder.filePath(u"link.csv"_s)));
    const Result<ReportFile> dangling = ReportFile::create(folder.filePath(u"link.csv"_s));
    QVERIFY(!dangling); // and not once all rows were read
    QCOMPARE(dangling.error().kind, Error::Kind::NotFound);
    QVERIFY(dangling.error().subject.contains(folder.filePath(u"link.csv"_s)));
    put(folder.filePath(u"file"_s), "");
    QVERIFY(!ReportFile::create(folder.filePath(u"file/rows.csv"_s)).has_value());
}

void TestReportFile::looksAtAPlaceWithoutATrace()
{
    const QTemporaryDir folder;
    put(folder.filePath(u"old.csv"_s), "old");
    const QString pipe = folder.filePath(u"pipe"_s);
    QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    const QStringList before = filesIn(folder);
    for (const char *name : {"new.csv", "old.csv", "pipe"}) // of which nobody reads
        QVERIFY(ReportFile::check(folder.filePath(QString::fromLatin1(name))));
    QCOMPARE(filesIn(folder), before);
    QCOMPARE(content(folder.filePath(u"old.csv"_s)), "old");
    QCOMPARE(ReportFile::check(folder.filePath(u"gone/rows.csv"_s)).error().kind,
             Error::Kind::NotFound);
}

QTEST_GUILESS_MAIN(TestReportFile)
#include "tst_reportfile.moc"
