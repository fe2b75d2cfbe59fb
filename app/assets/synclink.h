// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/assets/eodhdclient.h"
#include "db/assets/syncstore.h"
#include "db/storagelink.h"
#include "migrations/schemaversion.h"

#include <optional>

// The connection that stocks are stored by. Writes for this program's schema alone: Refused where
// another program has taken the database to another version. Lives on the storage link's thread.
class SyncLink final
{
public:
    explicit SyncLink(const ConnectionSpec &spec)
        : m_link{spec}
        , m_version{schemaVersion(spec.engine)}
    {}

    // Runs work(store) with a Store of this connection and schema, such as SyncStore.
    template <typename Store = SyncStore, typename Work> auto use(const Work &work)
    {
        return m_link.use([&](const Connection &connection) {
            Store store{connection, m_version};
            return work(store);
        });
    }
    void close() { m_link.close(); }

private:
    StorageLink m_link;
    std::optional<int> m_version;
};

// The provider said that the day's calls are gone: nobody asks before a little after 00:00 GMT.
[[nodiscard]] Result<> noteQuotaUsed(SyncLink &link, const QDateTime &now);

// After a request that failed for good: what it did not cost goes back into the day's calls, and
// that they are gone is noted. If that cannot be written, it is only some calls less today.
void settleCalls(SyncLink &link, const EodhdFailure &failure, int calls, const QDateTime &now);
