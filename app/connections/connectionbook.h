// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connectionspec.h"

#include <QList>

#include <optional>

class QSettings;

// A database that the program knows by name.
struct KnownConnection {
    QString id; // never changes
    QString name;
    ConnectionSpec spec;      // without a password
    int line = 4;             // its colour: 0 to 5, as a chart's lines are
    bool asksToWrite = false; // nothing is written to it before the person allows it
};

// The databases that the person keeps in a list, from one start to the next. Never a password. GUI
// thread; the QSettings outlives this.
class ConnectionBook final
{
public:
    explicit ConnectionBook(QSettings &store)
        : m_store{store}
    {}

    [[nodiscard]] QList<KnownConnection> all() const; // in the order they were added
    [[nodiscard]] std::optional<KnownConnection> find(const QString &id) const;
    [[nodiscard]] std::optional<KnownConnection> findAt(const QString &location) const;
    // An empty id makes a new one; returns the id. A password in the spec is dropped here.
    QString save(KnownConnection connection);
    void remove(const QString &id);

private:
    void write(const QList<KnownConnection> &connections);

    QSettings &m_store;
};
