// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tuning/beforeafter.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

struct LabText {
    Q_DECLARE_TR_FUNCTIONS(LabText)
};

// Three digits that mean something: 0.47, 41.2, 812, 63,900.
QString number(double value, const QLocale &locale)
{
    const int decimals = value < 10 ? 2 : value < 100 ? 1 : 0;
    return locale.toString(value, 'f', decimals);
}

BeforeAfter ofComparison(const ShapeComparison &comparison)
{
    const bool isInsert = comparison.work == ShapeComparison::Work::Insert;
    BeforeAfter measured;
    measured.title = (isInsert ? LabText::tr("Inserts into %1, migration %2")
                               : LabText::tr("Calculation over %1, migration %2"))
                             .arg(comparison.table)
                             .arg(comparison.version);
    measured.beforeName = LabText::tr("Before");
    measured.afterName = LabText::tr("After");
    measured.unit = LabText::tr("rows per s");
    measured.before = comparison.before;
    measured.after = comparison.after;
    measured.tendency = comparison.tendency;
    if (comparison.ratio > 0)
        measured.ratio = comparison.ratio;
    return measured;
}

// What is proposed is not there before.
BeforeAfter turned(BeforeAfter measured)
{
    std::swap(measured.beforeName, measured.afterName);
    std::swap(measured.before, measured.after);
    if (measured.tendency != Tendency::Uncertain)
        measured.tendency = measured.tendency == Tendency::Gain ? Tendency::Loss : Tendency::Gain;
    return measured;
}

BeforeAfter ofTable(const TablePrices &table)
{
    const bool isAllProposed =
            !table.indexes.isEmpty() && std::ranges::all_of(table.indexes, &IndexPrice::isProposed);
    BeforeAfter measured;
    measured.title = (isAllProposed ? LabText::tr("Inserts into %1, the proposed indexes")
                                    : LabText::tr("Inserts into %1, its indexes"))
                             .arg(table.table);
    measured.beforeName = LabText::tr("With all");
    measured.afterName = LabText::tr("With none");
    measured.unit = LabText::tr("µs per row");
    measured.before = table.all;
    measured.after = table.none;
    measured.isMoreBetter = false;
    measured.tendency = table.none.upper < table.all.lower   ? Tendency::Gain
                        : table.none.lower > table.all.upper ? Tendency::Loss
                                                             : Tendency::Uncertain;
    return isAllProposed ? turned(measured) : measured;
}

// What all indexes cost less what this one does, by the rounds that measured it against them.
BeforeAfter ofIndex(const TablePrices &table, const IndexPrice &price)
{
    BeforeAfter measured;
    measured.title = (price.isProposed ? LabText::tr("Inserts into %1, proposed index %2")
                                       : LabText::tr("Inserts into %1, index %2"))
                             .arg(table.table, price.index);
    measured.beforeName = LabText::tr("With it");
    measured.afterName = LabText::tr("Without it");
    measured.unit = LabText::tr("µs per row");
    measured.before = table.all;
    measured.after = {table.all.median - price.cost.usPerRow, table.all.median - price.cost.upper,
                      table.all.median - price.cost.lower};
    measured.isMoreBetter = false;
    measured.tendency = price.cost.isNoisy     ? Tendency::Uncertain
                        : price.cost.lower > 0 ? Tendency::Gain
                        : price.cost.upper < 0 ? Tendency::Loss
                                               : Tendency::Uncertain;
    return price.isProposed ? turned(measured) : measured;
}

} // namespace

QList<BeforeAfter> beforeAndAfter(const LabReport &report)
{
    QList<BeforeAfter> measured;
    for (const ShapeComparison &comparison : report.comparisons)
        measured.append(ofComparison(comparison));
    for (const TablePrices &table : report.tables) {
        measured.append(ofTable(table));
        for (const IndexPrice &price : table.indexes)
            measured.append(ofIndex(table, price));
    }
    return measured;
}

QString changeText(const BeforeAfter &measured, const QLocale &locale)
{
    const double percent = measured.change() * 100;
    const QString sign = percent < 0 ? QString{QChar{0x2212}} : u"+"_s;
    return LabText::tr("%1 %").arg(sign + locale.toString(qAbs(percent), 'f', 0));
}

QString tendencyText(Tendency tendency)
{
    switch (tendency) {
    case Tendency::Gain:
        return LabText::tr("clear gain");
    case Tendency::Loss:
        return LabText::tr("clear loss");
    case Tendency::Uncertain:
        break;
    }
    return LabText::tr("not certain");
}

QString spreadText(const Spread &spread, const QLocale &locale)
{
    return LabText::tr("%1 (%2–%3)")
            .arg(number(spread.median, locale), number(spread.lower, locale),
                 number(spread.upper, locale));
}

QString spokenText(const QList<BeforeAfter> &measured, const QLocale &locale)
{
    QStringList sentences;
    for (const BeforeAfter &one : measured)
        sentences.append(LabText::tr("%1: %2 %3, %4 %5 %6, %7, %8.")
                                 .arg(one.title, one.beforeName.toLower(),
                                      number(one.before.median, locale), one.afterName.toLower(),
                                      number(one.after.median, locale), one.unit,
                                      changeText(one, locale), tendencyText(one.tendency)));
    return sentences.isEmpty() ? LabText::tr("Nothing was measured yet.") : sentences.join(u' ');
}

QVariant BeforeAfterModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const bool isNumber =
            section == BeforeColumn || section == AfterColumn || section == ChangeColumn;
    if (role == Qt::TextAlignmentRole)
        return QVariant{(isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter};
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TitleColumn:
        return tr("Measured");
    case BeforeColumn:
        return tr("Before (quartiles)");
    case AfterColumn:
        return tr("After (quartiles)");
    case UnitColumn:
        return tr("Unit");
    case ChangeColumn:
        return tr("Difference");
    default:
        return {};
    }
}

void BeforeAfterModel::setMeasured(const QList<BeforeAfter> &measured)
{
    beginResetModel();
    m_measured = measured;
    endResetModel();
    emit measuredChanged();
}

QString BeforeAfterModel::display(const BeforeAfter &row, int column) const
{
    switch (column) {
    case TitleColumn:
        return row.title;
    case BeforeColumn:
        return spreadText(row.before, m_locale);
    case AfterColumn:
        return spreadText(row.after, m_locale);
    case UnitColumn:
        return row.unit;
    case ChangeColumn:
        return tr("%1, %2").arg(changeText(row, m_locale), tendencyText(row.tendency));
    default:
        return {};
    }
}
