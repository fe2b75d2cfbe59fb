// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/trash/trashtext.h"

#include "models/alerts/alerttext.h"
#include "models/alerts/conditiontext.h"
#include "models/quotes/pricetext.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

struct TrashText {
    Q_DECLARE_TR_FUNCTIONS(TrashText)
};

QString conditionOf(const TrashEntry &entry, const QLocale &locale)
{
    const Result<AlertCondition> condition = AlertCondition::parse(entry.text, entry.price);
    return condition ? conditionWords(*condition, locale) : entry.text;
}

} // namespace

QString trashKindText(TrashKind kind)
{
    switch (kind) {
    case TrashKind::Quote:
        return TrashText::tr("Quote");
    case TrashKind::Log:
        return TrashText::tr("Alert");
    case TrashKind::Rule:
        break;
    }
    return TrashText::tr("Rule");
}

QString trashWhatText(const TrashEntry &entry, const QLocale &locale)
{
    switch (entry.key.kind) {
    case TrashKind::Quote:
        return TrashText::tr("Price %1")
                .arg(entry.price ? localPrice(*entry.price, locale) : u"–"_s);
    case TrashKind::Log:
        return TrashText::tr("%1: %2").arg(entry.rule,
                                           entry.price ? localPrice(*entry.price, locale) : u"–"_s);
    case TrashKind::Rule:
        break;
    }
    const QString what = TrashText::tr("%1: %2").arg(entry.rule, conditionOf(entry, locale));
    return entry.children == 0
                   ? what
                   : TrashText::tr("%1, with %n alert(s)", nullptr, entry.children).arg(what);
}

QString trashCountsText(const TrashCounts &counts)
{
    QStringList words;
    if (counts.quotes > 0)
        words.append(TrashText::tr("%n quote(s)", nullptr, int(counts.quotes)));
    if (counts.rules > 0)
        words.append(TrashText::tr("%n rule(s)", nullptr, int(counts.rules)));
    if (counts.logs > 0)
        words.append(TrashText::tr("%n alert(s)", nullptr, int(counts.logs)));
    return words.join(u", "_s);
}

QString heldRulesText(const QList<HeldRule> &rules)
{
    constexpr qsizetype Most = 3;

    QStringList lines;
    for (const HeldRule &rule : rules.first(std::min(rules.size(), Most)))
        lines.append(heldRuleText(rule));
    if (rules.size() > Most)
        lines.append(TrashText::tr("%n more rule(s) stay for the same reason.", nullptr,
                                   int(rules.size() - Most)));
    return lines.join(u'\n');
}

QString trashSummary(const TrashEntry &entry, const QLocale &locale)
{
    QStringList sentences{trashWhatText(entry, locale)};
    if (entry.key.kind == TrashKind::Log)
        sentences.append(entry.text);
    sentences.append(entry.mark.deletedBy.isEmpty()
                             ? TrashText::tr("Deleted %1, nobody knows by whom.")
                                       .arg(editTimeText(entry.mark.deletedAt, locale))
                             : TrashText::tr("Deleted %1 by %2.")
                                       .arg(editTimeText(entry.mark.deletedAt, locale),
                                            entry.mark.deletedBy));
    if (!entry.mark.reason.isEmpty())
        sentences.append(TrashText::tr("Reason: %1").arg(entry.mark.reason));
    return sentences.join(u'\n');
}
