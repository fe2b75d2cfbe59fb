// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/connections/connectionrow.h"

#include <QList>

// A file in use, a server over TLS, one without protection and one that is away.
inline QList<ConnectionRow> sampleConnections()
{
    using namespace Qt::Literals::StringLiterals;
    ConnectionRow market;
    market.id = u"market"_s;
    market.name = u"market"_s;
    market.product = u"SQLite 3.40.1"_s;
    market.path = u"/home/sam/.local/share/tidemark/market.db"_s;
    market.location = market.path;
    market.state = ConnectionRow::State::Reachable;
    market.isCurrent = true;
    market.protection = ConnectionRow::Protection::NotNeeded;

    ConnectionRow archive;
    archive.id = u"archive"_s;
    archive.name = u"archive"_s;
    archive.engine = Engine::PostgreSql;
    archive.product = u"PostgreSQL 15.8"_s;
    archive.location = u"postgresql://sam@db.example.org:5432/archive"_s;
    archive.state = ConnectionRow::State::Reachable;
    archive.protection = ConnectionRow::Protection::Verified;
    archive.tlsVersion = u"TLS 1.3"_s;
    archive.line = 3;
    archive.poolOpen = 3;
    archive.poolBusy = 1;
    archive.poolMost = 20;
    archive.host = u"db.example.org"_s;
    archive.databaseName = u"archive"_s;
    archive.user = u"sam"_s;
    archive.hasPassword = true;

    ConnectionRow lab = archive;
    lab.id = u"lab"_s;
    lab.name = u"lab"_s;
    lab.engine = Engine::MariaDb;
    lab.product = u"MariaDB 10.11.6"_s;
    lab.location = u"mariadb://reader@10.0.0.7:3306/lab"_s;
    lab.protection = ConnectionRow::Protection::None;
    lab.tls = TlsMode::Disable;
    lab.host = u"10.0.0.7"_s;
    lab.databaseName = u"lab"_s;
    lab.isReadOnly = true;
    lab.line = 1;
    lab.poolOpen = 1;
    lab.poolBusy = 0;

    ConnectionRow old = archive;
    old.id = u"old"_s;
    old.name = u"old"_s;
    old.product.clear();
    old.location = u"postgresql://sam@attic:5432/market"_s;
    old.host = u"attic"_s;
    old.state = ConnectionRow::State::Unreachable;
    old.problem = u"No database server answers at attic."_s;
    old.protection = ConnectionRow::Protection::NotKnown;
    old.poolMost = 0;
    old.line = 5;
    return {market, archive, lab, old};
}
