// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/credentials/keychainstore.h"

#include "app/credentials/keychaincall.h"

#include <qt6keychain/keychain.h>

using namespace Qt::Literals::StringLiterals;

namespace {

const QString Application = u"tidemark"_s; // what the keychain has the entries under

// What QtKeychain says once the keychain is known not to be locked.
Result<QString> resultOf(const QKeychain::Job &job)
{
    const QString detail = job.errorString();
    switch (job.error()) {
    case QKeychain::NoError:
        return QString{};
    case QKeychain::EntryNotFound:
        return fail(Error::Kind::NotFound, detail, job.key());
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
    case QKeychain::CouldNotDeleteEntry:
        return fail(Error::Kind::KeychainDenied, detail);
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    case QKeychain::OtherError: // also: no service, no bus
        break;
    }
    return fail(Error::Kind::NoKeychain, detail);
}

// Starts a job that deletes itself; then() is not called when the call is over before.
template <typename Job, typename Then>
void run(Job *job, const QString &key, KeychainCall &call, Then then)
{
    job->setKey(key);
    job->setInsecureFallback(false);
    QObject::connect(job, &QKeychain::Job::finished, &call, [job, then] { then(*job); });
    job->start();
}

template <typename Then> void readEntry(const QString &key, KeychainCall &call, Then then)
{
    run(new QKeychain::ReadPasswordJob{Application}, key, call,
        [then](const QKeychain::ReadPasswordJob &job) {
            then(resultOf(job).transform([&](const QString &) { return job.textData(); }));
        });
}

// A delete says that it worked whatever it did, so the entry is looked for before and after.
void deleteEntry(const QString &key, KeychainCall &call)
{
    run(new QKeychain::DeletePasswordJob{Application}, key, call,
        [key, &call](const QKeychain::DeletePasswordJob &job) {
            if (const Result<QString> deleted = resultOf(job); !deleted)
                return call.finish(deleted);
            readEntry(key, call, [&call](const Result<QString> &left) {
                if (left)
                    return call.finish(Error{Error::Kind::KeychainDenied,
                                             u"the entry is still there after its removal"_s,
                                             {}});
                if (left.error().kind == Error::Kind::NotFound)
                    return call.finish();
                call.finish(left);
            });
        });
}

} // namespace

KeychainStore::KeychainStore(KeychainLimits limits, QObject *parent)
    : QObject{parent}
    , m_limits{limits}
{}

KeychainCall *KeychainStore::begin(Attendance attendance, QObject *context, SecretAnswer answer)
{
    const auto limit = attendance == Attendance::Attended ? m_limits.attended : m_limits.unattended;
    return new KeychainCall{limit, context, std::move(answer), this};
}

KeychainCall *KeychainStore::begin(Attendance attendance, QObject *context, SecretDone done)
{
    return begin(attendance, context,
                 SecretAnswer{[done = std::move(done)](const Result<QString> &result) {
                     done(result.transform([](const QString &) {}));
                 }});
}

void KeychainStore::open(KeychainCall &call, Attendance attendance, std::function<void()> then)
{
    m_service.look(m_limits.unattended, &call,
                   [this, &call, attendance, then = std::move(then)](const Result<> &state) {
                       // A wallet that offers no Secret Service is known to QtKeychain alone.
                       if (state || state.error().kind == Error::Kind::NoKeychain)
                           return then();
                       if (state.error().kind != Error::Kind::KeychainLocked ||
                           attendance == Attendance::Unattended)
                           return call.finish(state.error());
                       m_service.unlock(&call, [&call, then](const Result<> &unlocked) {
                           if (unlocked)
                               return then();
                           call.finish(unlocked.error());
                       });
                   });
}

void KeychainStore::read(const QString &key, Attendance attendance, QObject *context,
                         SecretAnswer answer)
{
    KeychainCall *call = begin(attendance, context, std::move(answer));
    open(*call, attendance, [key, call] {
        readEntry(key, *call, [call](const Result<QString> &secret) { call->finish(secret); });
    });
}

void KeychainStore::write(const QString &key, const QString &secret, QObject *context,
                          SecretDone done)
{
    KeychainCall *call = begin(Attendance::Attended, context, std::move(done));
    open(*call, Attendance::Attended, [key, secret, call] {
        auto *job = new QKeychain::WritePasswordJob{Application};
        job->setTextData(secret);
        run(job, key, *call, [call](const QKeychain::WritePasswordJob &written) {
            call->finish(resultOf(written));
        });
    });
}

void KeychainStore::remove(const QString &key, QObject *context, SecretDone done)
{
    KeychainCall *call = begin(Attendance::Attended, context, std::move(done));
    open(*call, Attendance::Attended, [key, call] {
        readEntry(key, *call, [key, call](const Result<QString> &there) {
            if (!there)
                return call->finish(there);
            deleteEntry(key, *call);
        });
    });
}

void KeychainStore::look(QObject *context, SecretDone done)
{
    KeychainCall *call = begin(Attendance::Unattended, context, std::move(done));
    open(*call, Attendance::Unattended, [call] {
        readEntry(u"probe"_s, *call, [call](const Result<QString> &probe) {
            const bool isUsable = probe || probe.error().kind == Error::Kind::NotFound;
            call->finish(isUsable ? Result<QString>{QString{}} : probe);
        });
    });
}

void KeychainStore::unlock(QObject *context, SecretDone done)
{
    KeychainCall *call = begin(Attendance::Attended, context, std::move(done));
    open(*call, Attendance::Attended, [call] { call->finish(); });
}
