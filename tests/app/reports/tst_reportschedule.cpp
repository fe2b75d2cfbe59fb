// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/reports/reportthread.h"
#include "db/filelock.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/verifyresult.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestReportSchedule : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void knowsWhatIsDue_data();
    void knowsWhatIsDue();
    void namesFilesByTheirPeriod();
    void writesADayAndItsManifest();
    void saysTheMomentOfWhatHasNoTimes();
    void catchesUpOnceAfterSleep();
    void renewsWhatRowsCameFor();
    void neverWritesTwice();
    void twoProgramsWriteOnce();
    void aKillBeforeTheEndWritesTheSameFileAgain();
    void replacesNoFileOfAnotherDatabase();
    void replacesNoFileOfAPerson_data();
    void replacesNoFileOfAPerson();
    void keepsTryingWithoutItsFolder();
    void refusesBadSchedules();
    void forgetsOne();
    void oneThatCannotBeReadStopsNoOther_data();
    void oneThatCannotBeReadStopsNoOther();
    void replacesNone();
    void theServiceWritesByItself();

private:
    [[nodiscard]] ReportSchedule daily() const
    {
        return {u"prices"_s, {.report = Report::Prices}, {}, ReportEvery::Day, m_out->path()};
    }
    [[nodiscard]] ReportSchedules schedules() const
    {
        return ReportSchedules{m_data->filePath(u"reports"_s)};
    }
    [[nodiscard]] QStringList files() const
    {
        return QDir{m_out->path()}.entryList(QDir::Files | QDir::Hidden, QDir::Name);
    }
    [[nodiscard]] QByteArray content(const QString &name) const
    {
        QFile file{m_out->filePath(name)};
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
    }
    void put(const QString &name, const QByteArray &content) const
    {
        QFile file{m_out->filePath(name)};
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    }
    void makeDue(const QDateTime &now, qsizetype expected) const
    {
        const Result<ReportSchedules::Made> made = schedules().makeDue(*m_connection, now);
        VERIFY_RESULT(made);
        QCOMPARE(made->written.size(), expected);
        QVERIFY(made->failures.isEmpty());
    }

    std::unique_ptr<QTemporaryDir> m_data;
    std::unique_ptr<QTemporaryDir> m_out;
    ConnectionSpec m_spec;
    std::unique_ptr<Connection> m_connection;
};

namespace {

QDateTime at(const char *time)
{
    return QDateTime::fromString(QString::fromLatin1(time), Qt::ISODate);
}

qint64 ms(const char *time)
{
    return at(time).toMSecsSinceEpoch();
}

} // namespace

void TestReportSchedule::init()
{
    m_data = std::make_unique<QTemporaryDir>();
    m_out = std::make_unique<QTemporaryDir>();
    m_spec = ConnectionSpec::file(m_data->filePath(u"market.db"_s));
    m_connection = openOrFail(m_spec);
    VERIFY_RESULT(migrate(*m_connection, MigrationSet::shipped(Engine::Sqlite)->head()));
    // A price at noon of each day from 1 to 30 November 2026.
    VERIFY_RESULT(m_connection->execute(
            u"WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n LIMIT 30) "
            "INSERT INTO price_data_5min (coin_type, bid, ask, last, timestamp, created_at) "
            "SELECT 'btc', '1.00000000', '1.00000000', '1.00000000', %1 + i * 86400000, 0 FROM n"_s
                    .arg(ms("2026-11-01T12:00:00Z"))));
}

void TestReportSchedule::knowsWhatIsDue_data()
{
    QTest::addColumn<bool>("isWeekly");
    QTest::addColumn<QByteArray>("writtenTo"); // empty: never
    QTest::addColumn<QByteArray>("now");
    QTest::addColumn<QByteArray>("from"); // empty: nothing is due
    QTest::addColumn<QByteArray>("to");

    const auto day = [](const char *name, const char *written, const char *now, const char *from,
                        const char *to) {
        QTest::newRow(name) << false << QByteArray{written} << QByteArray{now} << QByteArray{from}
                            << QByteArray{to};
    };
    day("first day", "", "2026-11-20T03:15:00Z", "2026-11-19T00:00:00Z", "2026-11-20T00:00:00Z");
    day("written", "2026-11-20T00:00:00Z", "2026-11-20T23:59:59Z", "", "");
    day("prices may still come", "2026-11-20T00:00:00Z", "2026-11-21T00:09:59Z", "", "");
    day("next day", "2026-11-20T00:00:00Z", "2026-11-21T00:10:00Z", "2026-11-20T00:00:00Z",
        "2026-11-21T00:00:00Z");
    day("after a long sleep", "2026-11-12T00:00:00Z", "2026-11-20T09:00:00Z",
        "2026-11-12T00:00:00Z", "2026-11-20T00:00:00Z");
    day("clock set back", "2026-11-20T00:00:00Z", "2026-11-10T09:00:00Z", "", "");
    day("written by a wrong clock", "2036-11-20T00:00:00Z", "2026-11-20T09:00:00Z",
        "2026-11-19T00:00:00Z", "2026-11-20T00:00:00Z");
    const auto week = [](const char *name, const char *written, const char *now, const char *from,
                         const char *to) {
        QTest::newRow(name) << true << QByteArray{written} << QByteArray{now} << QByteArray{from}
                            << QByteArray{to};
    };
    week("first week", "", "2026-11-20T03:15:00Z", "2026-11-09T00:00:00Z", "2026-11-16T00:00:00Z");
    week("Sunday", "2026-11-16T00:00:00Z", "2026-11-22T23:00:00Z", "", "");
    week("Monday", "2026-11-16T00:00:00Z", "2026-11-23T00:10:00Z", "2026-11-16T00:00:00Z",
         "2026-11-23T00:00:00Z");
    week("two weeks late", "2026-11-09T00:00:00Z", "2026-11-24T00:10:00Z", "2026-11-09T00:00:00Z",
         "2026-11-23T00:00:00Z");
}

void TestReportSchedule::knowsWhatIsDue()
{
    QFETCH(const bool, isWeekly);
    QFETCH(const QByteArray, writtenTo);
    QFETCH(const QByteArray, now);
    QFETCH(const QByteArray, from);
    QFETCH(const QByteArray, to);

    const auto period =
            duePeriod(isWeekly ? ReportEvery::Week : ReportEvery::Day,
                      writtenTo.isEmpty() ? std::nullopt : std::optional{ms(writtenTo)}, ms(now));
    QCOMPARE(period.has_value(), !from.isEmpty());
    if (!period)
        return;
    QCOMPARE(period->fromMs, ms(from));
    QCOMPARE(period->toMs, ms(to));
}

void TestReportSchedule::namesFilesByTheirPeriod()
{
    QCOMPARE(scheduledFileName(u"btc"_s, {ms("2026-11-20T00:00:00Z"), ms("2026-11-21T00:00:00Z")}),
             u"btc-2026-11-20.csv"_s);
    QCOMPARE(scheduledFileName(u"btc"_s, {ms("2026-11-16T00:00:00Z"), ms("2026-11-23T00:00:00Z")}),
             u"btc-2026-11-16-to-2026-11-22.csv"_s);
}

void TestReportSchedule::writesADayAndItsManifest()
{
    VERIFY_RESULT(schedules().add(daily()));
    makeDue(at("2026-11-20T03:15:00Z"), 1);
    QCOMPARE(files(), (QStringList{u"prices-2026-11-19.csv"_s, u"prices-2026-11-19.json"_s}));
    // Both are a person's own files.
    QCOMPARE(QFile::permissions(m_out->filePath(u"prices-2026-11-19.json"_s)),
             QFile::permissions(m_out->filePath(u"prices-2026-11-19.csv"_s)));
    const QByteArray csv = content(u"prices-2026-11-19.csv"_s);
    QCOMPARE(csv, QByteArray{"coin_type,timestamp,bid,ask,last,created_at\n"
                             "btc,2026-11-19T12:00:00.000Z,1.00000000,1.00000000,1.00000000,"
                             "1970-01-01T00:00:00.000Z\n"});
    const QJsonObject manifest =
            QJsonDocument::fromJson(content(u"prices-2026-11-19.json"_s)).object();
    const QByteArray hash = QCryptographicHash::hash(csv, QCryptographicHash::Sha256).toHex();
    QCOMPARE(manifest, (QJsonObject{{u"report"_s, u"prices"_s},
                                    {u"schedule"_s, u"prices"_s},
                                    {u"database"_s, m_spec.path},
                                    {u"file"_s, u"prices-2026-11-19.csv"_s},
                                    {u"rows"_s, 1},
                                    {u"bytes"_s, csv.size()},
                                    {u"sha256"_s, QString::fromLatin1(hash)},
                                    {u"from"_s, u"2026-11-19T00:00:00.000Z"_s},
                                    {u"to"_s, u"2026-11-20T00:00:00.000Z"_s},
                                    {u"made_at"_s, u"2026-11-20T03:15:00.000Z"_s},
                                    {u"app_version"_s, QCoreApplication::applicationVersion()}}));
}

// Positions are as they are then, not as they were in the week before.
void TestReportSchedule::saysTheMomentOfWhatHasNoTimes()
{
    VERIFY_RESULT(schedules().add(
            {u"held"_s, {.report = Report::Positions}, {}, ReportEvery::Week, m_out->path()}));
    makeDue(at("2026-11-25T03:15:00Z"), 1);
    QCOMPARE(files(), (QStringList{u"held-2026-11-25.csv"_s, u"held-2026-11-25.json"_s}));
    const QJsonObject manifest =
            QJsonDocument::fromJson(content(u"held-2026-11-25.json"_s)).object();
    QCOMPARE(manifest[u"as_of"].toString(), u"2026-11-25T03:15:00.000Z"_s);
    QVERIFY(!manifest.contains("from"_L1) && !manifest.contains("to"_L1));
    makeDue(at("2026-11-26T03:15:00Z"), 0); // not before the next week
}

void TestReportSchedule::catchesUpOnceAfterSleep()
{
    VERIFY_RESULT(schedules().add(daily()));
    makeDue(at("2026-11-12T03:15:00Z"), 1);
    makeDue(at("2026-11-20T03:15:00Z"), 1);
    QCOMPARE(files().filter(u".csv"_s),
             (QStringList{u"prices-2026-11-11.csv"_s, u"prices-2026-11-12-to-2026-11-19.csv"_s}));
    // All of it, and nothing again.
    QCOMPARE(content(u"prices-2026-11-12-to-2026-11-19.csv"_s).count('\n'), 1 + 8);
}

void TestReportSchedule::renewsWhatRowsCameFor()
{
    VERIFY_RESULT(schedules().add(daily()));
    for (const char *now : {"2026-11-18T03:15:00Z", "2026-11-19T03:15:00Z", "2026-11-20T03:15:00Z"})
        makeDue(at(now), 1);
    const QByteArray untouched = content(u"prices-2026-11-18.json"_s);
    // From an outbox, which could not be stored for a while.
    VERIFY_RESULT(m_connection->execute(
            u"INSERT INTO price_data_5min (coin_type, bid, ask, last, timestamp, created_at) "
            "VALUES ('btc', '2.00000000', '2.00000000', '2.00000000', %1, 0)"_s.arg(
                    ms("2026-11-19T12:05:00Z"))));
    QVERIFY(QFile::remove(m_out->filePath(u"prices-2026-11-17.csv"_s))); // nobody wants it
    makeDue(at("2026-11-21T03:15:00Z"), 2);
    QCOMPARE(content(u"prices-2026-11-19.csv"_s).count('\n'), 3);
    const QJsonObject manifest =
            QJsonDocument::fromJson(content(u"prices-2026-11-19.json"_s)).object();
    QCOMPARE(manifest[u"rows"].toInt(), 2);
    QCOMPARE(manifest[u"made_at"].toString(), u"2026-11-21T03:15:00.000Z"_s);
    QCOMPARE(content(u"prices-2026-11-18.json"_s), untouched);
    QVERIFY(!QFile::exists(m_out->filePath(u"prices-2026-11-17.csv"_s)));
    makeDue(at("2026-11-22T03:15:00Z"), 1);
}

void TestReportSchedule::neverWritesTwice()
{
    VERIFY_RESULT(schedules().add(daily()));
    makeDue(at("2026-11-20T03:15:00Z"), 1);
    for (const QString &name : files()) // somebody may take them away
        QVERIFY(QFile::remove(m_out->filePath(name)));
    for (const char *now : {"2026-11-20T03:16:00Z", "2026-11-20T23:00:00Z", "2026-11-21T00:05:00Z"})
        makeDue(at(now), 0);
    QVERIFY(files().isEmpty());
    makeDue(at("2026-11-21T00:10:00Z"), 1);
}

// The lock of another program that writes.
void TestReportSchedule::twoProgramsWriteOnce()
{
    VERIFY_RESULT(schedules().add(daily()));
    FileLock other{m_data->filePath(u"reports/lock"_s)};
    QVERIFY(other.take().value_or(false));
    makeDue(at("2026-11-20T03:15:00Z"), 0);
    QCOMPARE(schedules().due(at("2026-11-20T03:15:00Z"))->size(), 1);
    other.release();
    makeDue(at("2026-11-20T03:15:00Z"), 1);
    QVERIFY(schedules().due(at("2026-11-20T03:15:00Z"))->isEmpty());
}

void TestReportSchedule::aKillBeforeTheEndWritesTheSameFileAgain()
{
    VERIFY_RESULT(schedules().add(daily()));
    makeDue(at("2026-11-20T03:15:00Z"), 1);
    const QByteArray csv = content(u"prices-2026-11-19.csv"_s);
    QVERIFY(QFile::remove(m_data->filePath(u"reports/prices.state"_s))); // what comes last
    makeDue(at("2026-11-20T03:20:00Z"), 1);
    QCOMPARE(files().size(), 2);
    QCOMPARE(content(u"prices-2026-11-19.csv"_s), csv);

    QVERIFY(QFile::remove(m_data->filePath(u"reports/prices.state"_s)));
    QVERIFY(QFile::remove(m_out->filePath(u"prices-2026-11-19.csv"_s))); // the last but one
    makeDue(at("2026-11-20T03:25:00Z"), 1);
    QCOMPARE(content(u"prices-2026-11-19.csv"_s), csv);
}

void TestReportSchedule::replacesNoFileOfAnotherDatabase()
{
    VERIFY_RESULT(schedules().add(daily()));
    makeDue(at("2026-11-20T03:15:00Z"), 1);
    const QByteArray csv = content(u"prices-2026-11-19.csv"_s);
    const QByteArray manifest = content(u"prices-2026-11-19.json"_s);

    const auto other = openOrFail(ConnectionSpec::file(m_data->filePath(u"other.db"_s)));
    VERIFY_RESULT(migrate(*other, MigrationSet::shipped(Engine::Sqlite)->head()));
    const ReportSchedules others{m_data->filePath(u"others"_s)};
    VERIFY_RESULT(others.add(daily()));
    const auto refused = others.makeDue(*other, at("2026-11-20T03:15:00Z"));
    VERIFY_RESULT(refused);
    QCOMPARE(refused->failures.size(), 1);
    QCOMPARE(refused->failures.constFirst().error.kind, Error::Kind::Refused);
    QVERIFY2(refused->failures.constFirst().error.detail.startsWith(
                     m_out->filePath(u"prices-2026-11-19.csv"_s)),
             qPrintable(refused->failures.constFirst().error.detail));
    QCOMPARE(content(u"prices-2026-11-19.csv"_s), csv);
    QCOMPARE(content(u"prices-2026-11-19.json"_s), manifest);

    for (const QString &name : files())
        QVERIFY(QFile::remove(m_out->filePath(name)));
    const auto made = others.makeDue(*other, at("2026-11-20T03:25:00Z"));
    VERIFY_RESULT(made);
    QCOMPARE(made->written.size(), 1);
}

void TestReportSchedule::replacesNoFileOfAPerson_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("comesMeanwhile");

    QTest::newRow("rows") << u"prices-2026-11-19.csv"_s << false;
    QTest::newRow("manifest") << u"prices-2026-11-19.json"_s << false;
    QTest::newRow("rows that come meanwhile") << u"prices-2026-11-19.csv"_s << true;
    QTest::newRow("manifest that comes meanwhile") << u"prices-2026-11-19.json"_s << true;
}

void TestReportSchedule::replacesNoFileOfAPerson()
{
    QFETCH(const QString, name);
    QFETCH(const bool, comesMeanwhile);

    VERIFY_RESULT(schedules().add(daily()));
    if (!comesMeanwhile)
        put(name, "mine");
    const auto made = schedules().makeDue(*m_connection, at("2026-11-20T03:15:00Z"), [&] {
        if (comesMeanwhile)
            put(name, "mine");
        return true;
    });
    VERIFY_RESULT(made);
    QCOMPARE(made->failures.size(), 1);
    QCOMPARE(made->failures.constFirst().error.kind, Error::Kind::Refused);
    QCOMPARE(files(), QStringList{name});
    QCOMPARE(content(name), QByteArray{"mine"});
    QVERIFY(QFile::remove(m_out->filePath(name)));
    makeDue(at("2026-11-20T03:25:00Z"), 1); // nothing of it is left out
}

void TestReportSchedule::keepsTryingWithoutItsFolder()
{
    ReportSchedule schedule = daily();
    schedule.folder = m_out->filePath(u"gone"_s);
    QVERIFY(QDir{}.mkpath(schedule.folder));
    VERIFY_RESULT(schedules().add(schedule));
    QVERIFY(QDir{}.rmdir(schedule.folder)); // and nothing is left in it
    ReportSchedule other = daily();
    other.name = u"well"_s;
    VERIFY_RESULT(schedules().add(other));
    const Result<ReportSchedules::Made> made =
            schedules().makeDue(*m_connection, at("2026-11-20T03:15:00Z"));
    VERIFY_RESULT(made);
    QCOMPARE(made->written.size(), 1); // the other one
    QCOMPARE(made->failures.size(), 1);
    QVERIFY(made->failures.constFirst().error.subject.contains(u"gone"_s));
    QVERIFY(QDir{}.mkpath(schedule.folder));
    makeDue(at("2026-11-20T04:15:00Z"), 1);
    QVERIFY(QFile::exists(m_out->filePath(u"gone/prices-2026-11-19.csv"_s)));
}

void TestReportSchedule::refusesBadSchedules()
{
    ReportSchedule schedule = daily();
    for (const QString &name : {u""_s, u"../up"_s, u"a b"_s, QString{61, u'a'}}) {
        schedule.name = name;
        const Result<> added = schedules().add(schedule);
        QVERIFY(!added);
        QCOMPARE(added.error().kind, Error::Kind::Usage);
    }
    schedule = daily();
    schedule.folder = u"reports"_s;
    QVERIFY(!schedules().add(schedule));
    QVERIFY(schedules().list()->isEmpty());
}

void TestReportSchedule::forgetsOne()
{
    ReportSchedule schedule = daily();
    schedule.request.coins = {u"btc"_s};
    schedule.request.only = {{u"coin_type"_s, {u"btc"_s, u"eth"_s}}};
    schedule.request.sort = ReportRequest::Sort{u"timestamp"_s, true};
    schedule.format = CsvFormat::spreadsheet(QLocale{u"de_DE"_s});
    schedule.every = ReportEvery::Week;
    VERIFY_RESULT(schedules().add(schedule));
    const Result<QList<KeptSchedule>> kept = schedules().list();
    VERIFY_RESULT(kept);
    QCOMPARE(kept->size(), 1);
    const ReportSchedule &read = kept->constFirst().schedule;
    QCOMPARE(read.request.coins, schedule.request.coins);
    QCOMPARE(read.request.only.constFirst().values, schedule.request.only.constFirst().values);
    QVERIFY(read.request.sort && read.request.sort->isDescending);
    QVERIFY(read.format == schedule.format);
    QCOMPARE(read.every, ReportEvery::Week);
    VERIFY_RESULT(schedules().remove(u"prices"_s));
    QVERIFY(schedules().list()->isEmpty());
    QCOMPARE(schedules().remove(u"prices"_s).error().kind, Error::Kind::NotFound);
}

void TestReportSchedule::oneThatCannotBeReadStopsNoOther_data()
{
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("no JSON") << QByteArray{"{"};
    QTest::newRow("nothing") << QByteArray{};
    QTest::newRow("a list") << QByteArray{"[]"};
    QTest::newRow("no report") << QByteArray{R"({"name": "bad", "every": "day"})"};
    QTest::newRow("no folder") << QByteArray{
            R"({"name": "bad", "every": "day", "rows": {"report": "runs"}})"};
    QTest::newRow("the name of another") << QByteArray{
            R"({"name": "prices", "every": "day", "folder": "/", "rows": {"report": "runs"}})"};
}

void TestReportSchedule::oneThatCannotBeReadStopsNoOther()
{
    QFETCH(const QByteArray, text);

    VERIFY_RESULT(schedules().add(daily()));
    QFile bad{m_data->filePath(u"reports/bad.json"_s)};
    QVERIFY(bad.open(QIODevice::WriteOnly) && bad.write(text) == text.size());
    bad.close();
    const auto kept = schedules().list();
    VERIFY_RESULT(kept);
    QCOMPARE(kept->size(), 2);
    QCOMPARE(kept->constFirst().schedule.name, u"bad"_s);
    QVERIFY(kept->constFirst().fault && !kept->constLast().fault);

    const auto made = schedules().makeDue(*m_connection, at("2026-11-20T03:15:00Z"));
    VERIFY_RESULT(made);
    QCOMPARE(made->written.size(), 1);
    QCOMPARE(made->failures.size(), 1);
    QCOMPARE(made->failures.constFirst().schedule.name, u"bad"_s);
    QVERIFY2(made->failures.constFirst().error.detail.contains(bad.fileName()),
             qPrintable(made->failures.constFirst().error.detail));
    QCOMPARE(schedules().due(at("2026-11-20T03:15:00Z"))->size(), 1); // the bad one, still

    VERIFY_RESULT(schedules().remove(u"bad"_s));
    QCOMPARE(schedules().list()->size(), 1);
    QVERIFY(schedules().due(at("2026-11-20T03:15:00Z"))->isEmpty());
    QCOMPARE(schedules().remove(u"../market"_s).error().kind, Error::Kind::NotFound);
}

void TestReportSchedule::replacesNone()
{
    VERIFY_RESULT(schedules().add(daily()));
    makeDue(at("2026-11-20T03:15:00Z"), 1);
    ReportSchedule other = daily();
    other.request = {.report = Report::Runs};
    other.every = ReportEvery::Week;
    const Result<> added = schedules().add(other);
    QVERIFY(!added);
    QCOMPARE(added.error().kind, Error::Kind::Refused);
    QVERIFY(added.error().detail.contains(u"reports remove prices"_s));
    const KeptSchedule kept = schedules().list()->constFirst();
    QCOMPARE(kept.schedule.request.report, Report::Prices);
    QCOMPARE(kept.writtenToMs.value_or(0), ms("2026-11-20T00:00:00Z"));

    // Another one of that name begins anew, also where the first was taken away by hand.
    for (const bool isByHand : {false, true}) {
        if (isByHand)
            QVERIFY(QFile::remove(m_data->filePath(u"reports/prices.json"_s)));
        else
            VERIFY_RESULT(schedules().remove(u"prices"_s));
        VERIFY_RESULT(schedules().add(other));
        QVERIFY(!schedules().list()->constFirst().writtenToMs);
        makeDue(at("2026-11-20T03:15:00Z"), 1);
    }
}

void TestReportSchedule::theServiceWritesByItself()
{
    VERIFY_RESULT(schedules().add(daily()));
    std::atomic<qint64> now = ms("2026-11-20T03:15:00Z");
    QStringList written;
    {
        ReportThread thread{{m_spec, m_data->filePath(u"reports"_s),
                             [&now] { return QDateTime::fromMSecsSinceEpoch(now, Qt::UTC); }}};
        connect(&thread.service(), &ReportService::written, this,
                [&written](const ScheduledOutcome &outcome) {
                    written.append(QFileInfo{outcome.outcome.file}.fileName());
                });
        thread.start();
        QTRY_COMPARE(written, QStringList{u"prices-2026-11-19.csv"_s});
        now = ms("2026-11-21T03:15:00Z");
        QMetaObject::invokeMethod(&thread.service(), &ReportService::look);
        QTRY_COMPARE(written.size(), 2);
    }
    QCOMPARE(written.constLast(), u"prices-2026-11-20.csv"_s);
}

QTEST_GUILESS_MAIN(TestReportSchedule)
#include "tst_reportschedule.moc"
