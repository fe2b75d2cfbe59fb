// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/rules/finding.h"

#include <algorithm>
#include <tuple>

using namespace Qt::Literals::StringLiterals;

QString IndexFinding::id() const
{
    QStringList parts{findingKindName(kind)};
    if (!table.isEmpty())
        parts.append(table);
    if (!index.isEmpty())
        parts.append(index);
    else if (!columns.isEmpty())
        parts.append(QString{columns}.replace(u", "_s, u"+"_s).replace(u' ', u'-'));
    return parts.join(u'/');
}

bool IndexFinding::isProposal() const
{
    return kind == Kind::Identical || kind == Kind::Covered || kind == Kind::Unused;
}

bool IndexFinding::isByHand() const
{
    const bool isTwoSteps = rule == "B1"_L1; // one index in the place of another
    return kind == Kind::Info || kind == Kind::Unknown || upSql.isEmpty() || isTwoSteps;
}

QString findingKindName(IndexFinding::Kind kind)
{
    switch (kind) {
    case IndexFinding::Kind::Identical:
        return u"identical"_s;
    case IndexFinding::Kind::Covered:
        return u"covered"_s;
    case IndexFinding::Kind::Unused:
        return u"unused"_s;
    case IndexFinding::Kind::Missing:
        return u"missing"_s;
    case IndexFinding::Kind::Measure:
        return u"measure"_s;
    case IndexFinding::Kind::Info:
        return u"info"_s;
    case IndexFinding::Kind::Unknown:
        break;
    }
    return u"unknown"_s;
}

QString certaintyName(IndexFinding::Certainty certainty)
{
    switch (certainty) {
    case IndexFinding::Certainty::Certain:
        return u"certain"_s;
    case IndexFinding::Certainty::Likely:
        return u"likely"_s;
    case IndexFinding::Certainty::Open:
        break;
    }
    return u"open"_s;
}

void sortFindings(QList<IndexFinding> &findings)
{
    std::ranges::sort(findings, {}, [](const IndexFinding &finding) {
        return std::tuple{int(finding.kind), finding.table, finding.index, finding.columns,
                          finding.rule};
    });
}

QString sqlLines(const QStringList &statements)
{
    QStringList lines;
    for (const QString &statement : statements) {
        if (statement.isEmpty())
            continue;
        // A semicolon in a comment ends nothing.
        const bool mayEndInComment = statement.section(u'\n', -1).contains(u"--");
        lines.append(statement + (mayEndInComment ? u"\n;"_s : u";"_s));
    }
    return lines.join(u'\n');
}
