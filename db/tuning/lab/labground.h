// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

#include <memory>

// The scratch places of a lab beside the person's own database: files beside the file, schemas of
// the same PostgreSQL database, databases of the same MariaDB server. One lab at a time has a
// database; what an earlier one left there when it was killed goes at the next beginning, and
// nothing that no lab made is ever touched. All places go with this object, after their
// connections.
class LabGround
{
public:
    enum class Place { Copy, Before, After };

    // Busy when another lab is at work, Refused (translated) when something else has the name of a
    // place or the user has not the rights. cacheFolder: for files whose own folder takes none.
    [[nodiscard]] static Result<std::unique_ptr<LabGround>> enter(const ConnectionSpec &spec,
                                                                  const QString &cacheFolder);
    virtual ~LabGround() = default;
    LabGround(const LabGround &) = delete;
    LabGround &operator=(const LabGround &) = delete;

    // Empty, and what it makes stands in this place. On PostgreSQL names that the copy's does not
    // have are those of the person's own schema.
    [[nodiscard]] virtual Result<std::unique_ptr<Connection>> make(Place place) = 0;
    // A table of the person's own as SQL text, for a connection to a place.
    [[nodiscard]] virtual QString original(const QString &table) const = 0;
    // Of the copy on SQLite; empty on servers.
    [[nodiscard]] virtual QString fileOf(Place place) const = 0;

protected:
    LabGround() = default;
};

// Another lab measures in this database.
[[nodiscard]] tl::unexpected<Error> failAsTaken(const QString &location);
// Something that no lab made has the name of a place.
[[nodiscard]] tl::unexpected<Error> failAsForeign(const QString &name);
// What a place is called after: the name of what it stands beside, or, where that has more bytes, a
// hash of it, which no other name shares.
[[nodiscard]] QString placeStem(const QString &name, qsizetype mostBytes);
// "", "_before", "_after"
[[nodiscard]] QString placeSuffix(LabGround::Place place);
inline constexpr std::initializer_list<LabGround::Place> LabPlaces{
        LabGround::Place::Copy, LabGround::Place::Before, LabGround::Place::After};
