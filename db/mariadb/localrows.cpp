// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/mariadb/localrows.h"

#include <errmsg.h>

#include <algorithm>
#include <cstring>

namespace {

int refuseFile(void **self, const char *, void *)
{
    *self = nullptr;
    return 1;
}

int readNothing(void *, char *, unsigned)
{
    return -1;
}

void endNothing(void *) {}

int tellRefusal(void *, char *message, unsigned size)
{
    qstrncpy(message, "Tidemark hands out no files", size);
    return CR_UNKNOWN_ERROR;
}

} // namespace

void refuseLocalFiles(MYSQL *connection)
{
    mysql_set_local_infile_handler(connection, &refuseFile, &readNothing, &endNothing, &tellRefusal,
                                   nullptr);
}

LocalRows::LocalRows(MYSQL *connection, QByteArrayView bytes)
    : m_connection{connection}
    , m_rest{bytes}
{
    mysql_set_local_infile_handler(connection, &begin, &read, &end, &tellError, this);
}

LocalRows::~LocalRows()
{
    refuseLocalFiles(m_connection);
}

int LocalRows::begin(void **self, const char *, void *offered)
{
    *self = offered;
    return 0;
}

int LocalRows::read(void *self, char *buffer, unsigned size)
{
    QByteArrayView &rest = static_cast<LocalRows *>(self)->m_rest;
    const qsizetype taken = std::min<qsizetype>(rest.size(), size);
    std::memcpy(buffer, rest.data(), static_cast<std::size_t>(taken));
    rest = rest.sliced(taken);
    return static_cast<int>(taken);
}

void LocalRows::end(void *) {}

int LocalRows::tellError(void *, char *message, unsigned size)
{
    qstrncpy(message, "the rows could not be read", size);
    return CR_UNKNOWN_ERROR;
}
