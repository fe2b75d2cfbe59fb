// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/credentials/secretstore.h"

#include <QPointer>
#include <QTimer>

#include <chrono>

// One call of a keychain under way: answered once, at the latest (KeychainSlow) when its time is
// up. What is asked on the way uses it as context, so that later answers find nobody. Deletes
// itself when it ends. Thread: the store's.
class KeychainCall final : public QObject
{
    Q_OBJECT

public:
    KeychainCall(std::chrono::milliseconds limit, QObject *context, SecretAnswer answer,
                 QObject *parent);

    void finish(const Result<QString> &result);
    void finish(const Error &error) { finish(Result<QString>{fail(error)}); }
    void finish() { finish(QString{}); } // done, without a value

private:
    QPointer<QObject> m_context;
    SecretAnswer m_answer;
    QTimer m_limit;
    bool m_isOver = false;
};
