// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/problemcheck.h"
#include "tests/support/engines.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/scratchdatabase.h"
#include "tests/support/skip.h"
#include "tests/support/verifyresult.h"

#include <QDirIterator>

#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

// What the finished program says of a file that it cannot use. Permissions mean nothing to root, so
// the program then runs as somebody else.
class TestFileProblems : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void noDatabase_data();
    void noDatabase();
    void fileThatCannotBeWritten();
    void folderThatCannotBeWritten();
    void fileThatCannotBeRead();
    void folderThatCannotBeEntered();
    void newFileInAFolderThatCannotBeWritten();
    void mediumThatCannotBeWritten();

private:
    // Ready to be run: all that was made so far belongs to whoever runs it.
    [[nodiscard]] std::unique_ptr<ControlProgram> program() const;
    [[nodiscard]] QString path() const { return m_folder->filePath(u"market.db"_s); }
    void makeDatabase(int version) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

constexpr uid_t Nobody = 65534;

const QStringList Status{u"migrate"_s, u"status"_s};
const QStringList Up{u"migrate"_s, u"up"_s};
const QStringList Latest{u"prices"_s, u"latest"_s};
const QStringList Collect{u"collect"_s, u"--once"_s};

void handOver(const QString &path)
{
    if (::chown(path.toLocal8Bit().constData(), Nobody, Nobody) != 0)
        qFatal("%s cannot be handed over", qPrintable(path));
}

void handOverAll(const QString &folder)
{
    handOver(folder);
    QDirIterator entries{folder, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot,
                         QDirIterator::Subdirectories};
    while (entries.hasNext())
        handOver(entries.next());
}

void setMode(const QString &path, mode_t mode)
{
    if (::chmod(path.toLocal8Bit().constData(), mode) != 0)
        qFatal("the permissions of %s cannot be set", qPrintable(path));
}

} // namespace

void TestFileProblems::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

std::unique_ptr<ControlProgram> TestFileProblems::program() const
{
    auto program = std::make_unique<ControlProgram>(u"sqlite:///"_s + path());
    if (::geteuid() == 0) {
        handOverAll(m_folder->path());
        handOverAll(program->home().path());
        program->setStarter(
                {u"setpriv"_s, u"--reuid=65534"_s, u"--regid=65534"_s, u"--clear-groups"_s});
    }
    return program;
}

void TestFileProblems::makeDatabase(int version) const
{
    VERIFY_RESULT(migrate(*openOrFail(ConnectionSpec::file(path())), version));
}

void TestFileProblems::noDatabase_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("advice");

    const QString choose = u"Choose another file; this one was not changed"_s;
    QTest::newRow("a letter") << QByteArray{"Dear Sir or Madam, "}.repeated(100)
                              << u"not_a_database"_s << choose;
    QTest::newRow("a folder") << QByteArray{} << u"not_a_database"_s << choose;
    QTest::newRow("cut off") << QByteArray{"SQLite format 3\0", 16} + QByteArray(2000, 'x')
                             << u"not_a_database"_s << choose;
}

void TestFileProblems::noDatabase()
{
    QFETCH(const QByteArray, content);
    QFETCH(const QString, kind);
    QFETCH(const QString, advice);
    if (content.isEmpty()) {
        QVERIFY(QDir{}.mkdir(path()));
    } else {
        QFile file{path()};
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    }
    const auto program = this->program();
    const QList<QStringList> commands = commandsThatRead() + QList<QStringList>{Up, Collect};
    for (const QStringList &command : commands) {
        verifyAnswer(*program, command, {1, kind, advice});
        if (QTest::currentTestFailed())
            return;
    }
    QTemporaryDir other;
    const ControlProgram source{u"sqlite:///"_s + other.filePath(u"market.db"_s)};
    QCOMPARE(source.run(Collect).exitCode, 0);
    verifyAnswer(source, {u"copy"_s, u"--to"_s, u"sqlite:///"_s + path()}, {1, kind, advice});
    if (!content.isEmpty()) {
        QFile file{path()};
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), content);
    }
}

void TestFileProblems::fileThatCannotBeWritten()
{
    makeDatabase(headVersion() - 1);
    const auto program = this->program();
    setMode(path(), 0444);
    const ProblemAnswer readOnly{1, u"read_only"_s, u"Make it, the files beside it"_s};
    QCOMPARE(program->run(Status).exitCode, 0);
    verifyAnswer(*program, Up, readOnly);
    for (const QString &ending : {u""_s, u"-wal"_s, u"-shm"_s}) {
        if (QFile::exists(path() + ending))
            setMode(path() + ending, 0644);
    }
    QCOMPARE(program->run(Up).exitCode, 0);
    QCOMPARE(program->run(Collect).exitCode, 0);
    setMode(path(), 0444);
    QCOMPARE(program->run(Latest).exitCode, 0);
    QVERIFY(program->run({u"health"_s}).out.contains("cannot be written"));
    verifyWaitsInOutbox(*program);
    verifyAnswer(*program, {u"migrate"_s, u"down"_s, u"9"_s, u"--accept-loss"_s}, readOnly);
}

void TestFileProblems::folderThatCannotBeWritten()
{
    makeDatabase(headVersion() - 1);
    const auto program = this->program();
    setMode(m_folder->path(), 0555);
    QCOMPARE(program->run(Status).exitCode, 0);
    const ProgramOutcome up = program->run(Up);
    QCOMPARE(up.exitCode, 1);
    QVERIFY2(up.err.contains("its folder"), up.err);
    verifyWaitsInOutbox(*program);
    setMode(m_folder->path(), 0755);
    QCOMPARE(program->run(Up).exitCode, 0);
}

void TestFileProblems::fileThatCannotBeRead()
{
    makeDatabase(headVersion());
    const auto program = this->program();
    setMode(path(), 0);
    const QList<QStringList> commands = commandsThatRead() + QList<QStringList>{Up};
    for (const QStringList &command : commands)
        verifyAnswer(*program, command, {1, u"access_denied"_s, u"Change its permissions"_s});
    verifyWaitsInOutbox(*program);
}

void TestFileProblems::folderThatCannotBeEntered()
{
    makeDatabase(headVersion());
    const auto program = this->program();
    setMode(m_folder->path(), 0);
    verifyAnswer(*program, Up, {1, u"access_denied"_s, u"those of its folder"_s});
    verifyAnswer(*program, Latest, {1, u"access_denied"_s, u"those of its folder"_s});
    verifyAnswer(*program, Status, {1, u"access_denied"_s, u"those of its folder"_s});
    setMode(m_folder->path(), 0755);
}

void TestFileProblems::newFileInAFolderThatCannotBeWritten()
{
    const auto program = this->program();
    setMode(m_folder->path(), 0555);
    QCOMPARE(program->run(Status).exitCode, 0);
    const ProblemAnswer denied{1, u"access_denied"_s, u"choose another place"_s};
    verifyAnswer(*program, Up, denied);
    verifyAnswer(*program, Collect, denied); // nothing of it is there, so nothing may wait for it
    QVERIFY(!QFile::exists(path()));

    QTemporaryDir other;
    if (::geteuid() == 0)
        handOver(other.path());
    const auto source = this->program();
    setMode(m_folder->path(), 0555);
    source->setVariable(u"DATABASE_URL"_s, u"sqlite:///"_s + other.filePath(u"market.db"_s));
    QCOMPARE(source->run(Collect).exitCode, 0);
    verifyAnswer(*source, {u"copy"_s, u"--to"_s, u"sqlite:///"_s + path()}, denied);
    setMode(m_folder->path(), 0755);
}

void TestFileProblems::mediumThatCannotBeWritten()
{
    if (::geteuid() != 0)
        SKIP_UNLESS_CI("only root may mount a folder that cannot be written");
    makeDatabase(headVersion() - 1);
    const QByteArray folder = m_folder->path().toLocal8Bit();
    if (::mount(folder.constData(), folder.constData(), nullptr, MS_BIND, nullptr) != 0)
        SKIP_UNLESS_CI("no file system may be mounted here");
    const auto cleanUp = qScopeGuard([&] { ::umount(folder.constData()); });
    QCOMPARE(::mount(nullptr, folder.constData(), nullptr, MS_BIND | MS_REMOUNT | MS_RDONLY,
                     nullptr),
             0);
    const ControlProgram program{u"sqlite:///"_s + path()};
    QCOMPARE(program.run(Status).exitCode, 0);
    QCOMPARE(program.run({u"health"_s}).exitCode, 0);
    const ProgramOutcome up = program.run(Up);
    QCOMPARE(up.exitCode, 1);
    QVERIFY2(up.err.contains("choose another"), up.err);
}

QTEST_GUILESS_MAIN(TestFileProblems)
#include "tst_fileproblems.moc"
