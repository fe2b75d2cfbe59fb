// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/alerts/ruleversionmodel.h"

#include "models/alerts/alerttext.h"
#include "models/alerts/conditiontext.h"
#include "models/alerts/levelwords.h"
#include "models/cellrole.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

QString clearWords(const AlertCondition &condition, const QLocale &locale)
{
    if (condition.anyOf.isEmpty())
        return {};
    const AlertTerm &first = condition.first();
    return first.clear ? levelWords(*first.clear, unitOf(first.measure), locale) : u"–"_s;
}

QString quietWords(const AlertRule &rule, const QLocale &locale)
{
    if (!rule.quietHours)
        return RuleVersionModel::tr("none");
    return u"%1–%2"_s.arg(locale.toString(rule.quietHours->from, u"HH:mm"_s),
                          locale.toString(rule.quietHours->to, u"HH:mm"_s));
}

} // namespace

QString ruleChange(const AlertRule &before, const AlertRule &after, const QLocale &locale)
{
    QStringList changes;
    const auto note = [&](bool isChanged, const QString &text) {
        if (isChanged)
            changes.append(text);
    };
    using V = RuleVersionModel;
    const QString condition = conditionWords(after.condition, locale);
    note(before.name != after.name, V::tr("name %1").arg(after.name));
    note(before.symbol != after.symbol, V::tr("symbol %1").arg(after.symbol));
    note(conditionWords(before.condition, locale) != condition, V::tr("when %1").arg(condition));
    const QString clear = clearWords(after.condition, locale);
    note(clearWords(before.condition, locale) != clear, V::tr("clears at %1").arg(clear));
    note(before.holdMs != after.holdMs, V::tr("holds for %1").arg(spanWords(after.holdMs, locale)));
    note(before.cooldownMs != after.cooldownMs,
         V::tr("cool-down %1").arg(spanWords(after.cooldownMs, locale)));
    note(before.rearm != after.rearm || before.rearmStep != after.rearmStep,
         V::tr("re-arm: %1").arg(rearmText(after.rearm)));
    note(before.severity != after.severity, V::tr("severity %1").arg(severityText(after.severity)));
    note(before.isEnabled != after.isEnabled,
         after.isEnabled ? V::tr("switched on") : V::tr("switched off"));
    note(before.quietHours != after.quietHours,
         V::tr("quiet hours %1").arg(quietWords(after, locale)));
    note(before.activeDays != after.activeDays, V::tr("active days"));
    note(before.expiresAt != after.expiresAt,
         after.expiresAt.isValid() ? V::tr("expires %1").arg(editTimeText(after.expiresAt, locale))
                                   : V::tr("never expires"));
    note(before.noData != after.noData, V::tr("without data: %1").arg(noDataText(after.noData)));
    note(!(before.channels == after.channels),
         V::tr("tells by: %1").arg(channelsText(after.channels)));
    note(before.notes != after.notes, V::tr("notes"));
    note(before.deletedAt.isValid() != after.deletedAt.isValid(),
         after.deletedAt.isValid() ? V::tr("deleted") : V::tr("restored"));
    QString text = changes.join(V::tr("; "));
    if (!text.isEmpty())
        text[0] = text.at(0).toUpper();
    return text;
}

RuleVersionModel::RuleVersionModel(QLocale locale, QObject *parent)
    : QAbstractTableModel{parent}
    , m_locale{std::move(locale)}
{}

int RuleVersionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_versions.size());
}

int RuleVersionModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RuleVersionModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const AlertRule &rule = m_versions.at(index.row());
    if (role == Qt::TextAlignmentRole)
        return headerData(index.column(), Qt::Horizontal, role);
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    switch (index.column()) {
    case VersionColumn:
        return m_locale.toString(rule.version);
    case TimeColumn:
        return editTimeText(rule.updatedAt, m_locale);
    default:
        break;
    }
    if (index.row() + 1 == m_versions.size())
        return tr("New: %1").arg(conditionWords(rule.condition, m_locale));
    const QString change = ruleChange(m_versions.at(index.row() + 1), rule, m_locale);
    return change.isEmpty() ? tr("As before") : change;
}

QVariant RuleVersionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole) {
        if (section != VersionColumn)
            return QVariant{Qt::AlignLeft | Qt::AlignVCenter};
        return QVariant{Qt::AlignRight | Qt::AlignAbsolute | Qt::AlignVCenter};
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case VersionColumn:
        return tr("Version");
    case TimeColumn:
        return tr("Edited");
    default:
        return tr("Change");
    }
}

void RuleVersionModel::setVersions(const QList<AlertRule> &versions)
{
    beginResetModel();
    m_versions = versions;
    std::ranges::reverse(m_versions);
    endResetModel();
}
