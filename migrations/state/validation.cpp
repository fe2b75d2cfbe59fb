// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/state/validation.h"

#include <QCoreApplication>
#include <QVersionNumber>

using namespace Qt::Literals::StringLiterals;

namespace {

struct ValidationText {
    Q_DECLARE_TR_FUNCTIONS(ValidationText)
};

} // namespace

QString validationKindName(ValidationFinding::Kind kind)
{
    switch (kind) {
    case ValidationFinding::Kind::Changed:
        return u"changed"_s;
    case ValidationFinding::Kind::Newer:
        return u"newer"_s;
    case ValidationFinding::Kind::Missing:
        return u"missing"_s;
    case ValidationFinding::Kind::Unfinished:
        return u"unfinished"_s;
    case ValidationFinding::Kind::Drift:
        return u"drift"_s;
    case ValidationFinding::Kind::Unknown:
        return u"unknown"_s;
    case ValidationFinding::Kind::OldServer:
        break;
    }
    return u"old_server"_s;
}

QList<ValidationFinding> validateHistory(const QList<AppliedMigration> &applied,
                                         const MigrationSet &migrations)
{
    using Kind = ValidationFinding::Kind;
    QList<ValidationFinding> findings;
    int expected = 1;
    for (const AppliedMigration &row : applied) {
        for (; expected < row.version && expected <= migrations.head(); ++expected)
            findings.append(
                    {Kind::Missing, expected,
                     ValidationText::tr("migration %1 is missing from the history").arg(expected)});
        expected = row.version + 1;
        if (row.version < 1 || row.version > migrations.head()) {
            findings.append({Kind::Newer, row.version,
                             ValidationText::tr("migration %1 (%2) is not known to this program")
                                     .arg(row.version)
                                     .arg(row.name)});
            continue;
        }
        const Migration &known = migrations.at(row.version);
        if (known.name != row.name || known.checksum != row.checksum)
            findings.append(
                    {Kind::Changed, row.version,
                     ValidationText::tr("migration %1 (%2) was applied with other content than "
                                        "this program has")
                             .arg(row.version)
                             .arg(row.name)});
    }
    return findings;
}

QStringList historyDrift(const QList<AppliedMigration> &applied, const MigrationSet &migrations)
{
    QStringList drift;
    for (const ValidationFinding &finding : validateHistory(applied, migrations))
        drift.append(finding.text);
    return drift;
}

QList<ValidationFinding> validateServer(const ServerInfo &server)
{
    struct Oldest {
        QLatin1StringView product;
        QVersionNumber version;
    };
    const QList<Oldest> tested{{"SQLite"_L1, QVersionNumber{3, 37}},
                               {"PostgreSQL"_L1, QVersionNumber{13}},
                               {"MariaDB"_L1, QVersionNumber{10, 8}},
                               {"MySQL"_L1, QVersionNumber{8}}};
    const QVersionNumber version = QVersionNumber::fromString(server.version);
    for (const Oldest &oldest : tested) {
        if (server.product == oldest.product && version < oldest.version)
            return {{ValidationFinding::Kind::OldServer, 0,
                     ValidationText::tr("%1 %2 is older than %3, the oldest that Tidemark is made "
                                        "for")
                             .arg(server.product, server.version, oldest.version.toString())}};
    }
    return {};
}
