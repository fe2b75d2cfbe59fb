// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/credentials/keychaincall.h"

using namespace Qt::Literals::StringLiterals;

KeychainCall::KeychainCall(std::chrono::milliseconds limit, QObject *context, SecretAnswer answer,
                           QObject *parent)
    : QObject{parent}
    , m_context{context}
    , m_answer{std::move(answer)}
{
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, [this, limit] {
        finish(Error{Error::Kind::KeychainSlow, u"no answer in %1 ms"_s.arg(limit.count()), {}});
    });
    m_limit.start(limit);
}

void KeychainCall::finish(const Result<QString> &result)
{
    if (m_isOver)
        return;
    m_isOver = true;
    m_limit.stop();
    deleteLater();
    if (m_context)
        m_answer(result);
}
