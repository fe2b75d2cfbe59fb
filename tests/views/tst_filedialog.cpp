// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/filedialog.h"

#include "db/sqlite/databasefile.h"
#include "tests/support/engines.h"
#include "tests/support/verifyresult.h"

#include <QFileSystemModel>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

// What looks at files beside a database that is open here: another program that writes to it and
// ends takes its WAL away where this one has lost its locks.
class TestFileDialog final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void listsADatabaseThatIsOpen();
    void knowsADatabaseThatIsOpen();

private:
    void verifyThatTheWalStays() const
    {
        QProcess other;
        other.start(u"sqlite3"_s, {m_database, u"INSERT INTO t VALUES (2)"_s});
        QVERIFY(other.waitForFinished());
        QCOMPARE(other.exitCode(), 0);
        QVERIFY(QFile::exists(m_database + u"-wal"_s));
        QCOMPARE(numberFrom(*m_connection, u"SELECT COUNT(*) FROM t"_s), 2);
    }

    QTemporaryDir m_folder;
    QString m_database;
    std::unique_ptr<Connection> m_connection;
};

void TestFileDialog::init()
{
    m_database =
            m_folder.filePath(u"%1.db"_s.arg(QString::fromLatin1(QTest::currentTestFunction())));
    m_connection = openOrFail(ConnectionSpec::file(m_database));
    VERIFY_RESULT(m_connection->execute(u"CREATE TABLE t (n INTEGER)"_s));
    VERIFY_RESULT(m_connection->execute(u"INSERT INTO t VALUES (1)"_s));
}

void TestFileDialog::listsADatabaseThatIsOpen()
{
    auto *dialog = new FileDialog{nullptr, u"Choose"_s, m_folder.path()};
    dialog->show();
    QVERIFY(QTest::qWaitForWindowExposed(dialog));
    auto *model = dialog->findChild<QFileSystemModel *>();
    QVERIFY(model);
    const QModelIndex folder = model->index(m_folder.path());
    QTRY_COMPARE(model->rowCount(folder), 3); // with -shm and -wal
    const QModelIndex kind = model->index(m_database).siblingAtColumn(2);
    QTRY_COMPARE(kind.data().toString(), u"db file"_s);
    verifyThatTheWalStays();
    dialog->close();
}

void TestFileDialog::knowsADatabaseThatIsOpen()
{
    for (const QString &ending : {u""_s, u"-wal"_s, u"-shm"_s})
        QVERIFY(isDatabaseFile(m_database + ending));
    verifyThatTheWalStays();
    QVERIFY(!isDatabaseFile(m_folder.filePath(u"other.db"_s)));
    QFile text{m_folder.filePath(u"open.csv"_s)}; // as standard output may be
    QVERIFY(text.open(QIODevice::WriteOnly) && text.write("a,b,c,d,e,f,g,h,i\n") > 0);
    QVERIFY(text.flush() && !isDatabaseFile(text.fileName()));
}

QTEST_MAIN(TestFileDialog)
#include "tst_filedialog.moc"
