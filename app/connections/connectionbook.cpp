// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connections/connectionbook.h"

#include "db/databaseurl.h"

#include <QSettings>
#include <QUuid>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

QList<KnownConnection> ConnectionBook::all() const
{
    QList<KnownConnection> connections;
    const int count = m_store.beginReadArray(u"connections"_s);
    for (int i = 0; i < count; ++i) {
        m_store.setArrayIndex(i);
        const Result<ConnectionSpec> spec =
                parseDatabaseUrl(m_store.value(u"url"_s).toString(), u"connections"_s);
        if (!spec)
            continue; // written by hand, and wrongly
        connections.append({m_store.value(u"id"_s).toString(), m_store.value(u"name"_s).toString(),
                            *spec, std::clamp(m_store.value(u"line"_s, 4).toInt(), 0, 5),
                            m_store.value(u"asksToWrite"_s).toBool()});
    }
    m_store.endArray();
    return connections;
}

std::optional<KnownConnection> ConnectionBook::find(const QString &id) const
{
    const QList<KnownConnection> connections = all();
    const auto found = std::ranges::find(connections, id, &KnownConnection::id);
    return found == connections.cend() ? std::nullopt : std::optional{*found};
}

std::optional<KnownConnection> ConnectionBook::findAt(const QString &location) const
{
    const QList<KnownConnection> connections = all();
    const auto found = std::ranges::find_if(connections, [&](const KnownConnection &known) {
        return known.spec.location() == location;
    });
    return found == connections.cend() ? std::nullopt : std::optional{*found};
}

QString ConnectionBook::save(KnownConnection connection)
{
    connection.spec.password.clear();
    QList<KnownConnection> connections = all();
    if (connection.id.isEmpty())
        connection.id = QUuid::createUuid().toString(QUuid::Id128);
    const auto found = std::ranges::find(connections, connection.id, &KnownConnection::id);
    if (found == connections.end())
        connections.append(connection);
    else
        *found = connection;
    write(connections);
    return connection.id;
}

void ConnectionBook::remove(const QString &id)
{
    QList<KnownConnection> connections = all();
    connections.removeIf([&](const KnownConnection &known) { return known.id == id; });
    write(connections);
}

void ConnectionBook::write(const QList<KnownConnection> &connections)
{
    m_store.remove(u"connections"_s);
    m_store.beginWriteArray(u"connections"_s, int(connections.size()));
    for (int i = 0; i < connections.size(); ++i) {
        m_store.setArrayIndex(i);
        m_store.setValue(u"id"_s, connections[i].id);
        m_store.setValue(u"name"_s, connections[i].name);
        m_store.setValue(u"url"_s, databaseUrl(connections[i].spec));
        m_store.setValue(u"line"_s, connections[i].line);
        m_store.setValue(u"asksToWrite"_s, connections[i].asksToWrite);
    }
    m_store.endArray();
}
