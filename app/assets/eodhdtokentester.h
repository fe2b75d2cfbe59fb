// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/assets/eodhdanswer.h"
#include "app/assets/eodhdclient.h"
#include "app/credentials/credentialtester.h"

#include <QCoreApplication>
#include <QNetworkAccessManager>

#include <functional>

// Tries a token of EODHD by asking for its plan: one call (market-apis.md 2.2). Thread: main.
class EodhdTokenTester final : public CredentialTester
{
    Q_DECLARE_TR_FUNCTIONS(EodhdTokenTester)

public:
    // Counts the call where calls are counted, and takes over what the answer says of them. Called
    // before the test's answer.
    using NotePlan = std::function<void(const PlanAnswer &plan)>;

    EodhdTokenTester(const QUrl &server, NotePlan notePlan)
        : m_client{m_network, server}
        , m_notePlan{std::move(notePlan)}
    {}

    void test(const Credential &credential, const QString &secret, QObject *context,
              SecretAnswer answer) override;

private:
    [[nodiscard]] Result<QString> sentenceOf(const EodhdAnswer &body);

    QNetworkAccessManager m_network;
    EodhdClient m_client;
    NotePlan m_notePlan;
};
