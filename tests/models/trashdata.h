// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/trash/trashreader.h"

// A recycle bin with one of each kind.
struct SampleTrash {
    [[nodiscard]] static QDateTime now()
    {
        return QDateTime::fromString(QStringLiteral("2026-11-20T03:15:00Z"), Qt::ISODate);
    }

    [[nodiscard]] static TrashEntry entry(TrashKind kind, qint64 id)
    {
        TrashEntry entry;
        entry.key = {kind, id};
        entry.symbol = QStringLiteral("BHP.AU");
        entry.timestamp = now().addDays(-2);
        entry.mark = {now().addSecs(-60), QStringLiteral("ann@desk"), QStringLiteral("a typo"),
                      QStringLiteral("b1")};
        entry.price = Price::parse(u"45.1").value();
        if (kind != TrashKind::Quote)
            entry.rule = QStringLiteral("high");
        if (kind == TrashKind::Rule) {
            entry.text = QStringLiteral("above");
            entry.children = 3;
        }
        if (kind == TrashKind::Log)
            entry.text = QStringLiteral("BHP.AU above 45: 45.1");
        return entry;
    }

    [[nodiscard]] static TrashPage page(bool hasMore = false)
    {
        TrashPage page;
        page.rows = {entry(TrashKind::Quote, 12), entry(TrashKind::Rule, 3),
                     entry(TrashKind::Log, 7)};
        page.hasMore = hasMore;
        return page;
    }
    [[nodiscard]] static TrashCounts counts() { return {1204, 1, 1}; }
};
