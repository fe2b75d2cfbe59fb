// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connections/sessionpasswords.h"
#include "app/desktop/desktopoptions.h"
#include "app/desktop/secondwindow.h"
#include "db/databaseurl.h"

#include <QBuffer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestSecondWindow final : public QObject
{
    Q_OBJECT

private slots:
    void passwordGoesThroughAPipeAlone();
    void saysThatNoPasswordCame();
    void leavesTheOwnDatabaseBehind();
    void aFileNeedsNoPassword();
    void passwordsAreKeptByAddress();

private:
    [[nodiscard]] static ConnectionSpec server(const QString &password)
    {
        ConnectionSpec spec;
        spec.engine = Engine::PostgreSql;
        spec.host = u"db.example.org"_s;
        spec.databaseName = u"market"_s;
        spec.user = u"sam"_s;
        spec.password = password;
        return spec;
    }
};

// As the other program gets it: through its standard input, and by nothing that others can see.
void TestSecondWindow::passwordGoesThroughAPipeAlone()
{
    const SecondWindow window =
            SecondWindow::of(server(u" s3cr\u00e9t"_s), QProcessEnvironment::systemEnvironment());
    QVERIFY(window.arguments.at(1).startsWith(u"postgresql://sam@db.example.org"_s));
    const QTemporaryDir folder;
    QFile program{folder.filePath(u"tidemark"_s)};
    QVERIFY(program.open(QIODevice::WriteOnly));
    program.write("#!/bin/sh\ncd \"$(dirname \"$0\")\" && cat >input && env >seen && "
                  "echo \"$@\" >>seen && mv seen done\n");
    program.close();
    QVERIFY(program.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
    QVERIFY(window.startAs(program.fileName()));
    QTRY_VERIFY(QFile::exists(folder.filePath(u"done"_s)));
    const auto textOf = [&](const QString &name) {
        QFile file{folder.filePath(name)};
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
    };
    QVERIFY(textOf(u"done"_s).contains("--password-stdin"));
    QVERIFY(!textOf(u"done"_s).contains("s3cr"));
    QFile input{folder.filePath(u"input"_s)};
    QVERIFY(input.open(QIODevice::ReadOnly));
    const auto options = readDesktopOptions(window.arguments, {}, folder.path(), input);
    QVERIFY(options);
    QCOMPARE(std::get<DesktopOptions>(*options).database.password, u" s3cr\u00e9t"_s);
}

void TestSecondWindow::saysThatNoPasswordCame()
{
    QBuffer nothing;
    QVERIFY(nothing.open(QIODevice::ReadOnly));
    const QStringList arguments = SecondWindow::of(server(u"x"_s), {}).arguments;
    const auto options = readDesktopOptions(arguments, {}, {}, nothing);
    QVERIFY(!options);
    QCOMPARE(options.error().kind, Error::Kind::Usage);
    QVERIFY(!readDesktopOptions({u"--password-stdin"_s}, {}, {}, nothing));
}

// What this program was told would contradict the address, or be sent to a foreign server.
void TestSecondWindow::leavesTheOwnDatabaseBehind()
{
    QProcessEnvironment own;
    own.insert(u"PATH"_s, u"/usr/bin"_s);
    for (const QString &name : {u"DATABASE_URL"_s, u"DATABASE_TYPE"_s, u"DB_HOST"_s,
                                u"DB_PASSWORD"_s, u"DB_NAME"_s, u"DB_USER"_s, u"DB_PORT"_s})
        own.insert(name, u"own"_s);
    const SecondWindow window = SecondWindow::of(server({}), own);
    QCOMPARE(window.environment.keys(), QStringList{u"PATH"_s});
}

void TestSecondWindow::aFileNeedsNoPassword()
{
    const ConnectionSpec file = ConnectionSpec::file(u"/home/sam/a market.db"_s, true);
    const SecondWindow window = SecondWindow::of(file, {});
    QVERIFY(window.environment.isEmpty());
    QVERIFY(window.password.isEmpty());
    QCOMPARE(window.arguments.size(), 2);
    const Result<ConnectionSpec> read = parseDatabaseUrl(window.arguments.at(1), u"--database"_s);
    QVERIFY(read);
    QCOMPARE(read->path, file.path);
    QVERIFY(read->readOnly);
}

void TestSecondWindow::passwordsAreKeptByAddress()
{
    SessionPasswords passwords;
    passwords.keep(server({}));
    QVERIFY(!passwords.has(server({})));
    passwords.keep(server(u"s3cret"_s));
    QCOMPARE(passwords.completed(server({})).password, u"s3cret"_s);
    QCOMPARE(passwords.completed(server(u"newer"_s)).password, u"newer"_s);
    ConnectionSpec other = server({});
    other.user = u"ann"_s;
    QVERIFY(!passwords.has(other));
    QVERIFY(passwords.completed(other).password.isEmpty());
    passwords.forget(server({}));
    QVERIFY(!passwords.has(server({})));
}

QTEST_GUILESS_MAIN(TestSecondWindow)
#include "tst_secondwindow.moc"
