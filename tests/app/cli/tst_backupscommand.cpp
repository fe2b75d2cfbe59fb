// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/controlprogram.h"
#include "tests/support/engines.h"
#include "tests/support/migrationhead.h"
#include "tests/support/verifyresult.h"

#include <QFileInfo>
#include <QJsonArray>

using namespace Qt::Literals::StringLiterals;

// The backups of a database through the finished program, on every engine.
class TestBackupsCommand : public QObject
{
    Q_OBJECT

private slots:
    void listsAndVerifies_data() { addEngineRows(); }
    void listsAndVerifies();
    void restoresOnlyWhenTheLossIsAccepted_data() { addEngineRows(); }
    void restoresOnlyWhenTheLossIsAccepted();
    void restoresAnotherVersion_data() { addEngineRows(); }
    void restoresAnotherVersion();
    void restoresIntoAnEmptyDatabase_data() { addEngineRows(); }
    void restoresIntoAnEmptyDatabase();
    void tellsADamagedBackup_data() { addEngineRows(); }
    void tellsADamagedBackup();
    void refusesWhatTidemarkDidNotMake_data() { addEngineRows(); }
    void refusesWhatTidemarkDidNotMake();
    void saysThatThereIsNone_data() { addEngineRows(); }
    void saysThatThereIsNone();
    void helpsWithADamagedDatabase();
};

namespace {

constexpr int Quotes = 8; // of the market's good answer

// A database with eight quotes at the newest version, and two backups: one of it, and one of the
// version before.
class BackedUp final
{
public:
    explicit BackedUp(Engine engine)
        : m_database{engine}
        , m_program{m_database.url()}
    {
        for (const QStringList &command : {QStringList{u"collect"_s, u"--once"_s},
                                           {u"migrate"_s, u"down"_s, u"9"_s, u"--accept-loss"_s},
                                           {u"migrate"_s, u"up"_s}}) {
            const ProgramOutcome done = m_program.run(command);
            if (done.exitCode != 0)
                giveUp(QString::fromUtf8(done.all()));
        }
    }

    [[nodiscard]] ProgramOutcome run(const QStringList &arguments) const
    {
        const ProgramOutcome done =
                m_program.run(QStringList{u"--json"_s, u"backups"_s} + arguments);
        const QByteArray secret = m_database.spec().password.toUtf8();
        if (!secret.isEmpty() && done.all().contains(secret))
            giveUp(u"the password was printed"_s);
        return done;
    }
    [[nodiscard]] QJsonArray list() const { return run({u"list"_s}).json()[u"backups"].toArray(); }
    [[nodiscard]] QString newest() const { return list()[0][u"file"].toString(); }
    [[nodiscard]] QString oldest() const { return list().last()[u"file"].toString(); }
    [[nodiscard]] qint64 quotes() const
    {
        return numberFrom(*openOrFail(m_database.spec()),
                          u"SELECT COUNT(*) FROM price_data_5min"_s);
    }
    [[nodiscard]] qint64 version() const
    {
        return numberFrom(*openOrFail(m_database.spec()),
                          u"SELECT MAX(version) FROM tidemark_migrations"_s);
    }
    void lose() const
    {
        VERIFY_RESULT(openOrFail(m_database.spec())->execute(u"DELETE FROM price_data_5min"_s));
    }
    [[nodiscard]] const ControlProgram &program() const { return m_program; }

private:
    TestDatabase m_database;
    ControlProgram m_program;
};

void damage(const QString &path)
{
    QFile file{path};
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(file.size() / 2));
    const QByteArray there = file.read(1);
    QVERIFY(file.seek(file.size() / 2));
    QVERIFY(file.write(there == "x" ? "y" : "x") == 1);
}

} // namespace

void TestBackupsCommand::listsAndVerifies()
{
    QFETCH(const Engine, engine);
    const BackedUp database{engine};
    const QJsonArray backups = database.list();
    QCOMPARE(backups.size(), 2);
    QCOMPARE(backups[0][u"version"].toInt(), 9);
    QCOMPARE(backups[1][u"version"].toInt(), headVersion());
    QCOMPARE(backups[0][u"kept"].toBool(), false);
    QCOMPARE(backups[1][u"kept"].toBool(), true); // made before a loss was accepted
    QCOMPARE(backups[1][u"engine"].toString(), engineName(engine));
    QVERIFY(backups[1][u"rows"].toInt() > Quotes);
    QVERIFY(backups[1][u"made_at"].toString().endsWith(u'Z'));
    QVERIFY(QFile::exists(backups[1][u"file"].toString()));

    const ProgramOutcome all = database.run({u"verify"_s});
    QVERIFY2(all.exitCode == 0, all.all());
    QCOMPARE(all.json()[u"backups"].toArray().size(), 2);
    const QString name = QFileInfo{database.newest()}.fileName();
    const ProgramOutcome one = database.run({u"verify"_s, name});
    QVERIFY2(one.exitCode == 0, one.all());
    QCOMPARE(one.json()[u"backups"].toArray().size(), 1);

    const ProgramOutcome plain = database.program().run({u"backups"_s, u"list"_s});
    QCOMPARE(plain.exitCode, 0);
    QVERIFY2(plain.out.contains(name.toUtf8()), plain.out);
    QVERIFY2(plain.out.contains("version 9"), plain.out);
}

void TestBackupsCommand::restoresOnlyWhenTheLossIsAccepted()
{
    QFETCH(const Engine, engine);
    const BackedUp database{engine};
    const QString backup = database.oldest();
    database.lose();
    const ProgramOutcome refused = database.run({u"restore"_s, backup});
    QCOMPARE(refused.exitCode, 3);
    QCOMPARE(refused.errorKind(), u"refused"_s);
    QVERIFY2(refused.errorMessage().contains(u"--accept-loss"), qPrintable(refused.errorMessage()));
    QCOMPARE(database.quotes(), 0);
    QCOMPARE(database.list().size(), 2);

    const ProgramOutcome done = database.run({u"restore"_s, backup, u"--accept-loss"_s});
    QVERIFY2(done.exitCode == 0, done.all());
    QCOMPARE(done.json()[u"version"].toInt(), headVersion());
    QCOMPARE(database.quotes(), Quotes);
    // What was there before is in a backup that is kept.
    QCOMPARE(done.json()[u"backup"].toString(), database.newest());
    QCOMPARE(database.list()[0][u"kept"].toBool(), true);
    QCOMPARE(database.program().run({u"migrate"_s, u"validate"_s}).exitCode, 0);
    QCOMPARE(database.program().run({u"collect"_s, u"--once"_s}).exitCode, 0);
}

void TestBackupsCommand::restoresAnotherVersion()
{
    QFETCH(const Engine, engine);
    const BackedUp database{engine};
    const ProgramOutcome done =
            database.run({u"restore"_s, database.newest(), u"--accept-loss"_s, u"--no-backup"_s});
    QVERIFY2(done.exitCode == 0, done.all());
    QCOMPARE(database.version(), 9);
    QCOMPARE(database.quotes(), Quotes);
    QCOMPARE(database.list().size(), 2);
    const ProgramOutcome forward =
            database.run({u"restore"_s, database.oldest(), u"--accept-loss"_s});
    QVERIFY2(forward.exitCode == 0, forward.all());
    QCOMPARE(database.version(), headVersion());
    QCOMPARE(database.program().run({u"migrate"_s, u"validate"_s}).exitCode, 0);
}

void TestBackupsCommand::restoresIntoAnEmptyDatabase()
{
    QFETCH(const Engine, engine);
    const BackedUp database{Engine::Sqlite};
    const TestDatabase empty{engine};
    const ControlProgram program{empty.url()};
    const ProgramOutcome done = program.run({u"backups"_s, u"restore"_s, database.oldest()});
    QVERIFY2(done.exitCode == 0, done.all());
    QVERIFY2(done.out.contains("Restored and compared"), done.out);
    QCOMPARE(numberFrom(*openOrFail(empty.spec()), u"SELECT COUNT(*) FROM price_data_5min"_s),
             Quotes);
    QCOMPARE(program.run({u"prices"_s, u"latest"_s}).exitCode, 0);
}

void TestBackupsCommand::tellsADamagedBackup()
{
    QFETCH(const Engine, engine);
    const BackedUp database{engine};
    const QString backup = database.oldest();
    damage(backup);
    for (const QStringList &command : {QStringList{u"verify"_s},
                                       {u"verify"_s, QFileInfo{backup}.fileName()},
                                       {u"restore"_s, backup, u"--accept-loss"_s}}) {
        const ProgramOutcome told = database.run(command);
        QVERIFY2(told.exitCode == 1, told.all());
        QCOMPARE(told.errorKind(), u"corrupt"_s);
        QVERIFY2(told.errorMessage().contains(u"Use another one"), told.out);
        QVERIFY2(told.errorMessage().contains(QFileInfo{backup}.fileName()), told.out);
    }
    QCOMPARE(database.quotes(), Quotes);
    QCOMPARE(database.list().size(), 2); // nothing was begun
    QCOMPARE(database.run({u"verify"_s, database.newest()}).exitCode, 0);
}

void TestBackupsCommand::refusesWhatTidemarkDidNotMake()
{
    QFETCH(const Engine, engine);
    const BackedUp database{Engine::Sqlite};
    const TestDatabase foreign{engine};
    VERIFY_RESULT(
            openOrFail(foreign.spec())->execute(u"CREATE TABLE customers (name VARCHAR(20))"_s));
    const ControlProgram program{foreign.url()};
    const ProgramOutcome refused = program.run(
            {u"--json"_s, u"backups"_s, u"restore"_s, database.oldest(), u"--accept-loss"_s});
    QCOMPARE(refused.exitCode, 3);
    QVERIFY2(refused.errorMessage().contains(u"Restore into another database"), refused.out);
    QCOMPARE(numberFrom(*openOrFail(foreign.spec()), u"SELECT COUNT(*) FROM customers"_s), 0);
}

void TestBackupsCommand::saysThatThereIsNone()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const ControlProgram program{database.url()};
    const ProgramOutcome none = program.run({u"backups"_s, u"list"_s});
    QCOMPARE(none.exitCode, 0);
    QVERIFY2(none.out.contains("There is no backup"), none.out);
    QCOMPARE(program.run({u"backups"_s, u"verify"_s}).exitCode, 0);
    for (const QString &command : {u"verify"_s, u"restore"_s}) {
        const ProgramOutcome missing =
                program.run({u"--json"_s, u"backups"_s, command, u"tidemark-x.db"_s});
        QCOMPARE(missing.exitCode, 1);
        QCOMPARE(missing.errorKind(), u"not_found"_s);
        QVERIFY2(missing.errorMessage().contains(u"tidemarkctl backups list"), missing.out);
    }
    QCOMPARE(program.run({u"backups"_s, u"restore"_s}).exitCode, 2);
}

void TestBackupsCommand::helpsWithADamagedDatabase()
{
    const BackedUp database{Engine::Sqlite};
    QTemporaryDir folder;
    const QString path = folder.filePath(u"market.db"_s);
    {
        QFile file{path};
        QVERIFY(file.open(QIODevice::WriteOnly) &&
                file.write(QByteArray{"no database at all "}.repeated(99)) > 0);
    }
    const ControlProgram program{u"sqlite:///"_s + path};
    const QStringList restore{u"backups"_s, u"restore"_s, database.oldest(), u"--accept-loss"_s};
    const ProgramOutcome told = program.run(restore);
    QCOMPARE(told.exitCode, 1);
    QVERIFY2(told.err.contains("Move it"), told.err);
    QVERIFY(QFile::rename(path, path + u".damaged"_s));
    QCOMPARE(program.run(restore).exitCode, 0);
    QCOMPARE(program.run({u"prices"_s, u"latest"_s}).exitCode, 0);
}

QTEST_GUILESS_MAIN(TestBackupsCommand)
#include "tst_backupscommand.moc"
