// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/singleinstance.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QDir>
#include <QFileInfo>
#include <QLocalSocket>
#include <QThread>
#include <QTimer>

#include <cerrno>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace {

// One line a request: a word, and for "raise" the token in base64, because a line holds no control
// characters. One line an answer.
constexpr auto RaiseWord = "raise";
constexpr auto GreetWord = "greet";
constexpr QByteArrayView Accepted = "ok\n";
constexpr qint64 LongestRequest = 4096;

// A socket's address holds 108 bytes, and the file's name takes 31 of them.
constexpr qsizetype LongestFolder = 76;

// A folder that nobody else can write into, and no link that leads elsewhere.
bool isPrivate(const QString &folder)
{
    struct stat status = {};
    return ::lstat(QFile::encodeName(folder).constData(), &status) == 0 &&
           S_ISDIR(status.st_mode) && status.st_uid == ::geteuid() && (status.st_mode & 022) == 0;
}

QString canonicalName(const QString &path)
{
    if (path == ":memory:"_L1) // nobody else can reach it
        return u":memory:%1"_s.arg(QCoreApplication::applicationPid());
    const QFileInfo file{path};
    if (file.exists())
        return file.canonicalFilePath();
    const QString folder = QFileInfo{file.path()}.canonicalFilePath();
    // The first start: the file is made later.
    return folder.isEmpty() ? path : folder + u'/' + file.fileName();
}

} // namespace

Result<QString> SingleInstance::runtimeFolder(const QProcessEnvironment &environment)
{
    const QString given = environment.value(u"XDG_RUNTIME_DIR"_s);
    if (QDir::isAbsolutePath(given) && QFile::encodeName(given).size() <= LongestFolder &&
        isPrivate(given))
        return given;
    const QString own = u"%1/tidemark-%2"_s.arg(QDir::tempPath()).arg(::geteuid());
    if (::mkdir(QFile::encodeName(own).constData(), 0700) != 0 && errno != EEXIST)
        return failFromErrno(own);
    if (!isPrivate(own))
        return fail(Error::Kind::AccessDenied, u"the folder belongs to another user"_s, own);
    return own;
}

QString SingleInstance::key(const ConnectionSpec &database)
{
    const QByteArray name =
            (database.isServer() ? database.location() : canonicalName(database.path)).toUtf8();
    return QString::fromLatin1(
            QCryptographicHash::hash(name, QCryptographicHash::Sha256).left(8).toHex());
}

QByteArray SingleInstance::activationToken(const QProcessEnvironment &environment)
{
    const QString token = environment.value(u"XDG_ACTIVATION_TOKEN"_s);
    return (token.isEmpty() ? environment.value(u"DESKTOP_STARTUP_ID"_s) : token).toUtf8();
}

SingleInstance::SingleInstance(const QString &folder, const QString &key, QObject *parent)
    : QObject{parent}
    , m_lock{u"%1/tidemark-%2.lock"_s.arg(folder, key)}
    , m_socketFile{u"%1/tidemark-%2"_s.arg(folder, key)}
{
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::accept);
}

SingleInstance::~SingleInstance()
{
    m_server.close();
}

// True when this process holds the lock now, false when another one does.
Result<bool> SingleInstance::lock()
{
    const Result<bool> taken = m_lock.take();
    if (!taken || !*taken)
        return taken;
    // For people and for noAnswerText(); the lock does not depend on it.
    const QByteArray pid = QByteArray::number(QCoreApplication::applicationPid()) + '\n';
    return m_lock.setText(pid).transform([] { return true; });
}

Result<> SingleInstance::listen()
{
    QLocalServer::removeServer(m_socketFile); // left by a process that was killed
    if (m_server.listen(m_socketFile))
        return {};
    return fail(Error::Kind::Unknown, m_server.errorString(), m_socketFile);
}

Result<SingleInstance::Outcome> SingleInstance::claim(Request request,
                                                      const QByteArray &activationToken,
                                                      std::chrono::milliseconds timeout)
{
    const QByteArray line = request == Request::Raise ? QByteArray{RaiseWord} + ' ' +
                                                                activationToken.toBase64() + '\n'
                                                      : QByteArray{GreetWord} + '\n';
    const QDeadlineTimer deadline{timeout};
    do {
        const Result<bool> locked = lock();
        if (!locked)
            return fail(locked.error());
        if (*locked)
            return listen().map([] { return Outcome::First; });

        QLocalSocket socket;
        socket.connectToServer(m_socketFile);
        if (!socket.waitForConnected(static_cast<int>(deadline.remainingTime()))) {
            QThread::msleep(10); // the first one has the lock and is about to listen, or ends now
            continue;
        }
        socket.write(line);
        while (!socket.canReadLine() &&
               socket.waitForReadyRead(static_cast<int>(deadline.remainingTime()))) {
        }
        if (socket.readLine() == Accepted)
            return Outcome::HandedOver;
    } while (!deadline.hasExpired());
    return Outcome::NoAnswer;
}

QString SingleInstance::noAnswerText() const
{
    QFile file{m_lock.path()};
    const qint64 pid =
            file.open(QIODevice::ReadOnly) ? file.readLine(32).trimmed().toLongLong() : 0;
    if (pid <= 0)
        return tr("Tidemark is running on this database already, but does not answer. End it, then "
                  "start again.");
    return tr("Tidemark is running on this database already (process %1), but does not answer. End "
              "that process, then start again.")
            .arg(pid);
}

void SingleInstance::accept()
{
    while (QLocalSocket *client = m_server.nextPendingConnection()) {
        connect(client, &QLocalSocket::readyRead, this, [this, client] { answer(*client); });
        connect(client, &QLocalSocket::disconnected, client, &QObject::deleteLater);
        QTimer::singleShot(std::chrono::seconds{5}, client, &QLocalSocket::abort);
        answer(*client);
    }
}

void SingleInstance::answer(QLocalSocket &client)
{
    if (!client.canReadLine()) {
        if (client.bytesAvailable() > LongestRequest)
            client.abort();
        return;
    }
    const QList<QByteArray> words = client.readLine(LongestRequest).trimmed().split(' ');
    const bool raise = words.first() == RaiseWord;
    if (!raise && words.first() != GreetWord) {
        client.abort();
        return;
    }
    client.write(Accepted.data(), Accepted.size());
    client.disconnectFromServer(); // after the answer has left
    if (raise)
        emit raiseRequested(QByteArray::fromBase64(words.value(1)));
}
