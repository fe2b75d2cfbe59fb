// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <mysql.h>

// What LOAD DATA LOCAL reads in place of a file, as long as this lives.
class LocalRows final
{
public:
    LocalRows(MYSQL *connection, QByteArrayView bytes);
    ~LocalRows();
    LocalRows(const LocalRows &) = delete;
    LocalRows &operator=(const LocalRows &) = delete;

private:
    static int begin(void **self, const char *file, void *offered);
    static int read(void *self, char *buffer, unsigned size);
    static void end(void *self);
    static int tellError(void *self, char *message, unsigned size);

    MYSQL *m_connection;
    QByteArrayView m_rest;
};

// A server may ask its client for any file, at any time. From here on this connection hands none
// out, except what LocalRows holds.
void refuseLocalFiles(MYSQL *connection);
