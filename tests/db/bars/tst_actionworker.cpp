// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/bars/actionworker.h"
#include "db/storagethread.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/stockrows.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

// Splits and dividends switched off and on, on a thread of their own.
class TestActionWorker final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void switchesOffAndOn();
    void saysWhatIsNotThere();
    void leavesAnotherSchemaAlone();
    void cleanup() { m_thread.reset(); }

private:
    [[nodiscard]] bool isEnabled() const
    {
        return ActionStore{*m_connection}.list(u"BHP.AU"_s).value().constFirst().isEnabled;
    }
    void ask(const CorporateAction &action, bool isEnabled)
    {
        QMetaObject::invokeMethod(m_worker, [worker = m_worker, action, isEnabled] {
            worker->setEnabled(u"BHP.AU"_s, action, isEnabled);
        });
    }

    const CorporateAction m_split = splitOn({2024, 3, 4}, 10, 1);
    std::optional<int> m_version;
    QTemporaryDir m_folder;
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<StorageThread> m_thread;
    ActionWorker *m_worker = nullptr;
    int m_switched = 0;
    std::optional<Error> m_error;
};

void TestActionWorker::initTestCase()
{
    const ConnectionSpec spec = ConnectionSpec::file(m_folder.filePath(u"market.db"_s));
    m_connection = std::move(*Connection::open(spec));
    QVERIFY(migrate(*m_connection, MigrationSet::shipped(Engine::Sqlite)->head()));
    QVERIFY(addStock(*m_connection, u"BHP.AU"_s, u"AUD"_s));
    QVERIFY(addActions(*m_connection, u"BHP.AU"_s, CorporateAction::Type::Split, {m_split}));
}

void TestActionWorker::init()
{
    m_switched = 0;
    m_error.reset();
    m_version = MigrationSet::shipped(Engine::Sqlite)->head();
    if (QLatin1StringView{QTest::currentTestFunction()} == "leavesAnotherSchemaAlone"_L1)
        m_version = *m_version + 1; // the program is newer than the database
    m_thread = std::make_unique<StorageThread>(
            ConnectionSpec::file(m_folder.filePath(u"market.db"_s)), u"maintenance"_s);
    m_worker = m_thread->add<ActionWorker>(m_version);
    connect(m_worker, &ActionWorker::switched, this, [this] { ++m_switched; });
    connect(m_worker, &ActionWorker::failed, this, [this](const Error &error) { m_error = error; });
    m_thread->start();
}

void TestActionWorker::switchesOffAndOn()
{
    ask(m_split, false);
    QTRY_COMPARE(m_switched, 1);
    QVERIFY(!isEnabled());
    ask(m_split, true);
    QTRY_COMPARE(m_switched, 2);
    QVERIFY(isEnabled());
    QVERIFY(!m_error);
}

void TestActionWorker::saysWhatIsNotThere()
{
    ask(splitOn({2024, 3, 5}, 10, 1), false);
    QTRY_VERIFY(m_error.has_value());
    QCOMPARE(m_error->kind, Error::Kind::NotFound);
    QVERIFY(isEnabled());
}

void TestActionWorker::leavesAnotherSchemaAlone()
{
    ask(m_split, false);
    QTRY_VERIFY(m_error.has_value());
    QCOMPARE(m_error->kind, Error::Kind::Refused);
    QVERIFY(isEnabled());
}

QTEST_GUILESS_MAIN(TestActionWorker)
#include "tst_actionworker.moc"
