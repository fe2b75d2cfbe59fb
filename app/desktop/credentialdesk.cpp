// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/credentialdesk.h"

#include "db/domain/errortext.h"
#include "models/credentials/credentialtext.h"
#include "views/credentials/credentialspanel.h"

using namespace Qt::Literals::StringLiterals;

namespace {

CredentialRow::Purpose purposeOf(const Credential &credential)
{
    switch (credential.kind()) {
    case Credential::Kind::CoinspotKey:
        return CredentialRow::Purpose::CoinspotKey;
    case Credential::Kind::CoinspotSecret:
        return CredentialRow::Purpose::CoinspotSecret;
    case Credential::Kind::EodhdToken:
        return CredentialRow::Purpose::EodhdToken;
    case Credential::Kind::AlertWebhook:
        return CredentialRow::Purpose::AlertWebhook;
    case Credential::Kind::Database:
        break;
    }
    return CredentialRow::Purpose::DatabasePassword;
}

CredentialRow::Place placeOf(CredentialPlace::Source source)
{
    switch (source) {
    case CredentialPlace::Source::NotSet:
        return CredentialRow::Place::NotSet;
    case CredentialPlace::Source::Environment:
        return CredentialRow::Place::Environment;
    case CredentialPlace::Source::Keychain:
        return CredentialRow::Place::Keychain;
    case CredentialPlace::Source::ThisRun:
        return CredentialRow::Place::ThisRun;
    case CredentialPlace::Source::Unknown:
        break;
    }
    return CredentialRow::Place::Unknown;
}

KeychainState::Kind keychainKind(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::KeychainLocked:
        return KeychainState::Kind::Locked;
    case Error::Kind::KeychainSlow:
        return KeychainState::Kind::Slow;
    case Error::Kind::KeychainDenied:
        return KeychainState::Kind::Denied;
    default:
        return KeychainState::Kind::None;
    }
}

} // namespace

CredentialDesk::CredentialDesk(Credentials &credentials, const CredentialTests &tests,
                               const KnownCredentials &known, CredentialsPanel &panel,
                               std::function<QDateTime()> clock, QObject *parent)
    : QObject{parent}
    , m_credentials{credentials}
    , m_tests{tests}
    , m_known{known}
    , m_panel{panel}
    , m_clock{std::move(clock)}
{
    connect(&panel, &CredentialsPanel::setRequested, this,
            [this](const QString &name, const QString &secret) {
                with(name, [&](const Credential &credential) { set(credential, secret, false); });
            });
    connect(&panel, &CredentialsPanel::keepForThisRunRequested, this,
            [this](const QString &name, const QString &secret) {
                with(name, [&](const Credential &credential) { set(credential, secret, true); });
            });
    connect(&panel, &CredentialsPanel::testRequested, this, [this](const QString &name) {
        with(name, [this](const Credential &credential) { test(credential); });
    });
    connect(&panel, &CredentialsPanel::removeRequested, this, [this](const QString &name) {
        with(name, [this](const Credential &credential) { remove(credential); });
    });
    connect(&panel, &CredentialsPanel::unlockRequested, this, &CredentialDesk::unlock);
    connect(&panel, &CredentialsPanel::lookRequested, this, &CredentialDesk::refresh);
    connect(&credentials, &Credentials::changed, this, [this](const Credential &credential) {
        m_tested.remove(credential.key()); // that was another secret
        refresh();
    });
}

template <typename Do> void CredentialDesk::with(const QString &name, Do act)
{
    if (const Result<Credential> credential = m_known.find(name))
        act(*credential);
}

void CredentialDesk::refresh()
{
    m_credentials.look(this, [this](const Result<> &usable) { acceptKeychain(usable); });
    m_credentials.list(m_known.all(), this,
                       [this](const QList<CredentialPlace> &places) { acceptPlaces(places); });
}

void CredentialDesk::acceptKeychain(const Result<> &usable)
{
    KeychainState state{KeychainState::Kind::Usable, {}, {}};
    if (!usable) {
        state.kind = keychainKind(usable.error().kind);
        state.text = state.kind == KeychainState::Kind::None
                             ? tr("Start one, such as GNOME Keyring or KWallet, and look again. "
                                  "Until then a secret can be kept for this run only.")
                     : state.kind == KeychainState::Kind::Locked
                             ? tr("What is in it waits until you unlock it. Nothing is lost.")
                             : errorText(usable.error());
        state.details = usable.error().detail;
    }
    m_panel.setKeychain(state);
}

void CredentialDesk::acceptPlaces(const QList<CredentialPlace> &places)
{
    m_rows.clear();
    for (const CredentialPlace &place : places) {
        const Credential &credential = place.credential;
        CredentialRow row;
        row.name = credential.name();
        row.purpose = purposeOf(credential);
        row.variable = credential.variable();
        row.place = placeOf(place.source);
        if (place.problem)
            row.problem = errorText(*place.problem);
        if (const Result<ConnectionSpec> server = m_known.serverOf(credential)) {
            row.connection = credential.name().section(u':', 1);
            row.location = server->location();
        }
        if (!m_tests.canTest(credential.kind()))
            row.untestable = tr("It cannot be tested yet");
        m_rows.append(row);
    }
    show();
}

void CredentialDesk::show()
{
    for (CredentialRow &row : m_rows) {
        const Result<Credential> credential = m_known.find(row.name);
        const Tested tested = credential ? m_tested.value(credential->key()) : Tested{};
        row.test = tested.test;
        row.testText = tested.text;
        row.testedAt = tested.at;
    }
    m_panel.setCredentials(m_rows);
}

void CredentialDesk::set(const Credential &credential, const QString &secret, bool isForThisRunOnly)
{
    const auto accept = [this, credential, isForThisRunOnly](const Result<> &set) {
        if (!set)
            showProblem(tr("%1 was not stored.").arg(credential.name()), set.error());
        else
            emit done((isForThisRunOnly ? tr("%1 is kept until Tidemark ends.")
                                        : tr("%1 is in the keychain."))
                              .arg(credential.name()));
    };
    if (isForThisRunOnly)
        m_credentials.keepForThisRun(credential, secret, this, accept);
    else
        m_credentials.set(credential, secret, this, accept);
}

void CredentialDesk::remove(const Credential &credential)
{
    m_credentials.remove(credential, this, [this, credential](const Result<> &removed) {
        if (!removed)
            showProblem(tr("%1 was not removed.").arg(credential.name()), removed.error());
        else
            emit done(tr("%1 removed.").arg(credential.name()));
    });
}

void CredentialDesk::test(const Credential &credential)
{
    if (!m_tests.canTest(credential.kind()))
        return;
    m_tested.insert(credential.key(), {CredentialRow::Test::Testing, {}, {}});
    show();
    m_tests.test(credential, this, [this, credential](const Result<QString> &tested) {
        m_tested.insert(credential.key(),
                        {tested ? CredentialRow::Test::Good : CredentialRow::Test::Failed,
                         tested ? *tested : errorText(tested.error()), m_clock()});
        show();
    });
}

void CredentialDesk::unlock()
{
    m_credentials.unlock(this, [this](const Result<> &unlocked) {
        acceptKeychain(unlocked);
        refresh();
    });
}

void CredentialDesk::showProblem(const QString &headline, const Error &error)
{
    m_panel.setProblem(headline, errorText(error), error.detail);
    refresh(); // it may be locked by now
}
