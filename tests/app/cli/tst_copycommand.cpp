// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/engines.h"
#include "tests/support/movedrows.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

using namespace Qt::Literals::StringLiterals;

// The finished program, as a person or a script starts it.
class TestCopyCommand : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void copiesToEachEngine_data() { addEngineRows(); }
    void copiesToEachEngine();
    void refusesAPasswordInTheUrl();
    void refusesWrongTargets_data();
    void refusesWrongTargets();
    void refusesASourceThatIsBehind();

private:
    struct Outcome {
        int exitCode = -1;
        QByteArray out;
        QByteArray err;

        [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
    };
    [[nodiscard]] Outcome run(const QStringList &arguments, const QString &password = {}) const;

    std::unique_ptr<TestDatabase> m_source;
};

void TestCopyCommand::init()
{
    m_source = std::make_unique<TestDatabase>(Engine::Sqlite);
    fillWithMovedRows(m_source->spec(), 500);
}

TestCopyCommand::Outcome TestCopyCommand::run(const QStringList &arguments,
                                              const QString &password) const
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"DATABASE_URL"_s, m_source->url());
    environment.insert(u"DB_PASSWORD"_s, password);
    process.setProcessEnvironment(environment);
    process.start(QCoreApplication::applicationDirPath() + u"/tidemarkctl"_s, arguments);
    if (!process.waitForFinished(60'000))
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

void TestCopyCommand::copiesToEachEngine()
{
    QFETCH(const Engine, engine);

    const TestDatabase target{engine};
    const ConnectionSpec spec = target.spec();
    const QString url = spec.isServer() ? spec.location() : target.url();
    const Outcome copied = run({u"copy"_s, u"--to"_s, url, u"--json"_s}, spec.password);
    QVERIFY2(copied.exitCode == 0, copied.out + copied.err);
    const QJsonArray tables = copied.json().value("tables"_L1).toArray();
    QCOMPARE(tables.size(), movedTables().size());
    for (const auto &table : tables) {
        QCOMPARE(table[u"checksum_source"], table[u"checksum_target"]);
        QCOMPARE(table[u"checksum_source"].toString().size(), 32);
    }
    QVERIFY(copied.err.contains("price_data_5min")); // how far it is
    if (spec.isServer())
        QVERIFY(!(copied.out + copied.err).contains(spec.password.toUtf8()));

    // The target's own password goes before that of the source.
    if (spec.isServer()) {
        qputenv("DB_TARGET_PASSWORD", spec.password.toUtf8());
        QCOMPARE(run({u"copy"_s, u"--to"_s, url}, u"another-one"_s).exitCode, 3); // it was let in
        qputenv("DB_TARGET_PASSWORD", "wrong-one");
        const Outcome refused = run({u"copy"_s, u"--to"_s, url}, spec.password);
        qunsetenv("DB_TARGET_PASSWORD");
        QCOMPARE(refused.exitCode, 4);
        QVERIFY2(refused.err.contains("DB_TARGET_PASSWORD"), refused.err);
        QVERIFY(!refused.err.contains("wrong-one"));
    }
    const Outcome again = run({u"copy"_s, u"--to"_s, url, u"--json"_s}, spec.password);
    QCOMPARE(again.exitCode, 3);
    QCOMPARE(again.json()[u"error"][u"kind"].toString(), u"refused"_s);
}

void TestCopyCommand::refusesAPasswordInTheUrl()
{
    const Outcome refused =
            run({u"copy"_s, u"--to"_s, u"postgresql://app:hidden@127.0.0.1/app"_s, u"--json"_s});
    QCOMPARE(refused.exitCode, 2);
    QVERIFY(refused.out.contains("DB_PASSWORD"));
    QVERIFY(!(refused.out + refused.err).contains("hidden"));
}

void TestCopyCommand::refusesWrongTargets_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");

    QTest::newRow("none") << QStringList{} << 2;
    QTest::newRow("no URL") << QStringList{u"--to"_s, u"somewhere"_s} << 2;
    QTest::newRow("nobody there") << QStringList{u"--to"_s, u"postgresql://app@127.0.0.1:1/app"_s}
                                  << 4;
}

void TestCopyCommand::refusesWrongTargets()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const int, exitCode);

    QCOMPARE(run(QStringList{u"copy"_s, u"--json"_s} + arguments).exitCode, exitCode);
    QCOMPARE(run({u"copy"_s, u"--to"_s, m_source->url()}).exitCode, 3); // itself
}

void TestCopyCommand::refusesASourceThatIsBehind()
{
    const TestDatabase behind{Engine::Sqlite};
    const TestDatabase target{Engine::Sqlite};
    QCOMPARE(run({u"--database"_s, behind.url(), u"migrate"_s, u"up"_s, u"5"_s}).exitCode, 0);
    const Outcome refused =
            run({u"--database"_s, behind.url(), u"copy"_s, u"--to"_s, target.url()});
    QCOMPARE(refused.exitCode, 3);
    QVERIFY(refused.err.contains("migrate up"));
    QVERIFY(!QFile::exists(target.spec().path));
}

QTEST_GUILESS_MAIN(TestCopyCommand)
#include "tst_copycommand.moc"
