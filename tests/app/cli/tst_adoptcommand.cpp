// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connection.h"
#include "tests/support/engines.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

using namespace Qt::Literals::StringLiterals;

// migrate adopt, as a person or a script runs it.
class TestAdoptCommand final : public QObject
{
    Q_OBJECT

private slots:
    void previewsAndTakesOver();
    void keepsWhatItFound();
    void refusesAnotherShape();
    void refusesWhatIsTakenOver();
    void needsADatabase();

private:
    struct Outcome {
        int exitCode = -1;
        QJsonObject json;
    };

    [[nodiscard]] Outcome run(const QString &url, const QStringList &arguments) const;

    QTemporaryDir m_folder;
};

namespace {

void makeDatabase(const ConnectionSpec &spec, const QStringList &more = {})
{
    const auto connection = Connection::open(spec);
    if (!connection)
        giveUp(connection.error().detail);
    const QStringList statements{
            u"CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"_s,
            u"INSERT INTO alembic_version VALUES ('9d94c566de79')"_s,
            u"CREATE TABLE assets (symbol VARCHAR(50) PRIMARY KEY, exchange VARCHAR(20) NOT NULL,"
            " asset_type VARCHAR(50), is_active BOOLEAN NOT NULL, last_synced TIMESTAMPTZ,"
            " created_at TIMESTAMPTZ NOT NULL, updated_at TIMESTAMPTZ NOT NULL)"_s,
            u"CREATE TABLE market_data (time TIMESTAMPTZ NOT NULL, symbol VARCHAR(50) NOT NULL"
            " REFERENCES assets (symbol), open NUMERIC(12,4), high NUMERIC(12,4), low"
            " NUMERIC(12,4), close NUMERIC(12,4), adjusted_close NUMERIC(12,4), volume BIGINT,"
            " PRIMARY KEY (time, symbol))"_s,
            u"CREATE INDEX ix_market_data_symbol_time ON market_data (symbol, time)"_s,
            u"CREATE TABLE corporate_actions (date DATE NOT NULL, symbol VARCHAR(50) NOT NULL"
            " REFERENCES assets (symbol), action_type VARCHAR(20) NOT NULL, value NUMERIC(12,4),"
            " currency VARCHAR(10), PRIMARY KEY (date, symbol))"_s,
            u"INSERT INTO assets VALUES ('A.US', 'US', NULL, TRUE, NULL, '2020-01-01',"
            " '2020-01-01')"_s,
            u"INSERT INTO market_data VALUES ('2024-01-02', 'A.US', 1, 1, 1, 1), ('2024-01-03',"
            " 'A.US', 1, NULL, 1, 1)"_s};
    for (const QString &statement : statements + more) {
        if (const Result<> done = (*connection)->execute(statement); !done)
            giveUp(done.error().detail);
    }
}

} // namespace

TestAdoptCommand::Outcome TestAdoptCommand::run(const QString &url,
                                                const QStringList &arguments) const
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"HOME"_s, m_folder.path());
    environment.insert(u"DATABASE_URL"_s, url);
    process.setProcessEnvironment(environment);
    process.start(QCoreApplication::applicationDirPath() + u"/tidemarkctl"_s,
                  QStringList{u"--json"_s} + arguments);
    if (!process.waitForFinished(60'000))
        return {};
    return {process.exitCode(), QJsonDocument::fromJson(process.readAllStandardOutput()).object()};
}

void TestAdoptCommand::previewsAndTakesOver()
{
    const ServerDatabase database{Engine::PostgreSql};
    makeDatabase(database.spec());
    const QString folder = m_folder.filePath(u"kept"_s);
    const Outcome dry = run(database.url(), {u"migrate"_s, u"adopt"_s, u"--dry-run"_s});
    QCOMPARE(dry.exitCode, 0);
    QCOMPARE(dry.json[u"revision"].toString(), u"9d94c566de79"_s);
    QCOMPARE(dry.json[u"version"].toInt(), 0);
    QCOMPARE(dry.json[u"differences"].toArray().size(), 0);
    QCOMPARE(dry.json[u"rows"].toInt(), 3);
    QCOMPARE(dry.json[u"rounded"].toInt(), 0);
    QCOMPARE(dry.json[u"kept_out"].toInt(), 1);
    QCOMPARE(dry.json[u"file"].toString(), QString{});

    const Outcome done = run(database.url(), {u"migrate"_s, u"adopt"_s, u"--folder"_s, folder});
    QCOMPARE(done.exitCode, 0);
    QCOMPARE(done.json[u"version"].toInt(), 3);
    QVERIFY(done.json[u"file"].toString().startsWith(folder));
    QVERIFY(QFile::exists(done.json[u"file"].toString()));
    const Outcome status = run(database.url(), {u"migrate"_s, u"status"_s});
    QCOMPARE(status.json[u"current"].toInt(), 3);
}

// In the words of the server that it was on: its times may be finer than ours.
void TestAdoptCommand::keepsWhatItFound()
{
    const ServerDatabase database{Engine::PostgreSql};
    makeDatabase(database.spec(),
                 {u"UPDATE assets SET created_at = '2020-01-01 00:00:00.000007'"_s});
    const Outcome done =
            run(database.url(), {u"migrate"_s, u"adopt"_s, u"--folder"_s, m_folder.path()});
    QCOMPARE(done.exitCode, 0);
    const QString backup = done.json[u"backup"].toString();
    const auto file = Connection::open(ConnectionSpec::file(backup, true));
    if (!file)
        QFAIL(qPrintable(file.error().detail));
    const auto rows = (*file)->stream(u"SELECT a.symbol, a.created_at, v.version_num, (SELECT "
                                      "COUNT(*) FROM market_data) FROM assets a, alembic_version "
                                      "v"_s);
    QVERIFY(rows && (*rows)->next());
    QCOMPARE((*rows)->row()[0].text, QByteArrayView{"A.US"});
    QVERIFY((*rows)->row()[1].text.startsWith("2020-01-01 00:00:00.000007"));
    QCOMPARE((*rows)->row()[2].text, QByteArrayView{"9d94c566de79"});
    QCOMPARE((*rows)->row()[3].integer, 2);

    const Outcome listed = run(database.url(), {u"backups"_s, u"list"_s});
    const QJsonObject entry = listed.json[u"backups"].toArray().at(0).toObject();
    QCOMPARE(entry[u"file"].toString(), backup);
    QVERIFY(entry[u"kept"].toBool());
    QCOMPARE(run(database.url(), {u"backups"_s, u"verify"_s, backup}).exitCode, 0);
    const Outcome restored =
            run(database.url(), {u"backups"_s, u"restore"_s, backup, u"--accept-loss"_s});
    QCOMPARE(restored.exitCode, 3);
    QVERIFY(restored.json[u"error"][u"message"].toString().contains("cannot be restored"_L1));
    QCOMPARE(run(database.url(), {u"migrate"_s, u"status"_s}).json[u"current"].toInt(), 3);
}

void TestAdoptCommand::refusesAnotherShape()
{
    const ServerDatabase database{Engine::PostgreSql};
    makeDatabase(database.spec(), {u"ALTER TABLE assets ADD note TEXT"_s});
    const QString sentence = u"Column note of table assets is not known to its revision."_s;
    const Outcome dry = run(database.url(), {u"migrate"_s, u"adopt"_s, u"--dry-run"_s});
    QCOMPARE(dry.exitCode, 3);
    QCOMPARE(dry.json[u"differences"].toArray(), QJsonArray{sentence});
    const Outcome done = run(database.url(), {u"migrate"_s, u"adopt"_s});
    QCOMPARE(done.exitCode, 3);
    QCOMPARE(done.json[u"error"][u"kind"].toString(), u"refused"_s);
    QVERIFY(done.json[u"error"][u"message"].toString().contains(sentence));
}

void TestAdoptCommand::refusesWhatIsTakenOver()
{
    const ServerDatabase database{Engine::PostgreSql};
    makeDatabase(database.spec());
    QCOMPARE(run(database.url(), {u"migrate"_s, u"adopt"_s, u"--folder"_s, m_folder.path()})
                     .exitCode,
             0);
    QCOMPARE(run(database.url(), {u"migrate"_s, u"adopt"_s}).exitCode, 3);
    QCOMPARE(run(database.url(), {u"migrate"_s, u"adopt"_s, u"--dry-run"_s}).exitCode, 3);
}

void TestAdoptCommand::needsADatabase()
{
    const QString path = m_folder.filePath(u"none.db"_s);
    QCOMPARE(run(u"sqlite:///"_s + path, {u"migrate"_s, u"adopt"_s}).exitCode, 1);
    QVERIFY(!QFile::exists(path));
}

QTEST_GUILESS_MAIN(TestAdoptCommand)
#include "tst_adoptcommand.moc"
