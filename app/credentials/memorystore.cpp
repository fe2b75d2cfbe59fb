// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/credentials/memorystore.h"

#include <QMetaObject>

using namespace Qt::Literals::StringLiterals;

namespace {

template <typename Answer, typename Value>
void answerLater(QObject *context, Answer answer, Value value)
{
    QMetaObject::invokeMethod(
            context, [answer = std::move(answer), value = std::move(value)] { answer(value); },
            Qt::QueuedConnection);
}

} // namespace

Result<> MemoryStore::state() const
{
    if (m_problem)
        return fail(*m_problem, u"as told"_s);
    return {};
}

void MemoryStore::read(const QString &key, Attendance /*attendance*/, QObject *context,
                       SecretAnswer answer)
{
    const Result<QString> secret = state().and_then([&]() -> Result<QString> {
        const auto found = m_secrets.constFind(key);
        if (found == m_secrets.cend())
            return fail(Error::Kind::NotFound, {}, key);
        return *found;
    });
    answerLater(context, std::move(answer), secret);
}

void MemoryStore::write(const QString &key, const QString &secret, QObject *context,
                        SecretDone done)
{
    const Result<> written = state().transform([&] { m_secrets.insert(key, secret); });
    answerLater(context, std::move(done), written);
}

void MemoryStore::remove(const QString &key, QObject *context, SecretDone done)
{
    const Result<> removed = state().and_then([&]() -> Result<> {
        if (m_secrets.remove(key) == 0)
            return fail(Error::Kind::NotFound, {}, key);
        return {};
    });
    answerLater(context, std::move(done), removed);
}

void MemoryStore::look(QObject *context, SecretDone done)
{
    answerLater(context, std::move(done), state());
}

void MemoryStore::unlock(QObject *context, SecretDone done)
{
    if (m_problem == Error::Kind::KeychainLocked)
        m_problem.reset();
    answerLater(context, std::move(done), state());
}
