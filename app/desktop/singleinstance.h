// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/filelock.h"

#include <QLocalServer>
#include <QObject>
#include <QProcessEnvironment>

#include <chrono>

class QLocalSocket;

// One window per user and database: the first program holds a lock and listens on a socket, a
// second one asks it to come forward and ends. The kernel drops the lock with its process, so
// nothing is left behind by a crash or a kill. GUI thread.
class SingleInstance final : public QObject
{
    Q_OBJECT

public:
    enum class Outcome {
        First,      // this program is the one; it answers others from now on
        HandedOver, // another one is, and has taken the request: end with 0
        NoAnswer,   // another one is, and does not answer (stopped, frozen): end with 1
    };
    enum class Request {
        Raise, // a person started the program again
        Greet, // started in the background: leave the other's window where it is
    };

    // Where lock and socket stand: XDG_RUNTIME_DIR, or without one that is this user's own a
    // private folder below the temporary one. AccessDenied names a folder that is somebody else's.
    [[nodiscard]] static Result<QString> runtimeFolder(const QProcessEnvironment &environment);

    // The same for every path that leads to the same file, and for a server by its address.
    [[nodiscard]] static QString key(const ConnectionSpec &database);

    // What the desktop gave this start so that its window may take the focus. To be read before
    // the application object is made: Qt removes it from the environment.
    [[nodiscard]] static QByteArray activationToken(const QProcessEnvironment &environment);

    SingleInstance(const QString &folder, const QString &key, QObject *parent = nullptr);
    ~SingleInstance() override;

    // Takes no longer than timeout; the answer of a program that is well takes a few milliseconds.
    // Errors: AccessDenied, DiskFull, Unknown, with the folder as subject.
    [[nodiscard]] Result<Outcome> claim(Request request, const QByteArray &activationToken = {},
                                        std::chrono::milliseconds timeout = std::chrono::seconds{
                                                2});

    // After NoAnswer: what a person reads, with the number of the process where it is known.
    [[nodiscard]] QString noAnswerText() const;

signals:
    void raiseRequested(const QByteArray &activationToken);

private:
    [[nodiscard]] Result<bool> lock();
    [[nodiscard]] Result<> listen();
    void accept();
    void answer(QLocalSocket &client);

    FileLock m_lock; // held while this is the first
    QString m_socketFile;
    QLocalServer m_server;
};
