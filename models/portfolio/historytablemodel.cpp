// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/portfolio/historytablemodel.h"

#include "models/cellrole.h"
#include "models/portfolio/portfoliotext.h"
#include "models/portfolio/quantitytext.h"

using namespace Qt::Literals::StringLiterals;

namespace {

const QString NoValue = u"–"_s;

std::optional<Quantity> numberIn(const AccountEntry &entry, int column)
{
    switch (column) {
    case HistoryTableModel::AmountColumn:
        return entry.amount;
    case HistoryTableModel::RateColumn:
        return entry.rate;
    case HistoryTableModel::TotalColumn:
        return entry.total;
    case HistoryTableModel::FeeColumn:
        return entry.fee;
    default:
        return {};
    }
}

bool isNumber(int column)
{
    return column == HistoryTableModel::AmountColumn || column == HistoryTableModel::RateColumn ||
           column == HistoryTableModel::TotalColumn || column == HistoryTableModel::FeeColumn;
}

} // namespace

HistoryTableModel::HistoryTableModel(const QLocale &locale, QObject *parent)
    : QAbstractTableModel{parent}
    , m_locale{locale}
{}

int HistoryTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_history.entries.size());
}

int HistoryTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant HistoryTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const AccountEntry &entry = m_history.entries.at(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return display(entry, column);
    case Qt::AccessibleTextRole:
        return display(entry, column) == NoValue ? tr("not known") : display(entry, column);
    case Qt::TextAlignmentRole:
        return headerData(column, Qt::Horizontal, role);
    case CellRole::Raw:
        return raw(entry, column);
    case CellRole::Tone:
        return QVariant::fromValue(column == RemarkColumn || display(entry, column) == NoValue
                                           ? CellTone::Quiet
                                           : CellTone::Plain);
    default:
        return {};
    }
}

QVariant HistoryTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant{(isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter};
    static constexpr const char *names[ColumnCount][2] = {
            {QT_TR_NOOP("Time"), QT_TR_NOOP("When it happened, in local time")},
            {QT_TR_NOOP("What"), QT_TR_NOOP("What happened")},
            {QT_TR_NOOP("Coin"), QT_TR_NOOP("As CoinSpot names it")},
            {QT_TR_NOOP("Amount"), QT_TR_NOOP("How much of it")},
            {QT_TR_NOOP("Rate"), QT_TR_NOOP("The price of one")},
            {QT_TR_NOOP("Total"), QT_TR_NOOP("Amount times rate, as CoinSpot counted it")},
            {QT_TR_NOOP("Fee"), QT_TR_NOOP("With its tax")},
            {QT_TR_NOOP("Currency"), QT_TR_NOOP("Of rate, total and fee")},
            {QT_TR_NOOP("Type"), QT_TR_NOOP("In CoinSpot's words")},
            {QT_TR_NOOP("Remark"), QT_TR_NOOP("Reference, address or sender")},
    };
    if (role == Qt::DisplayRole)
        return tr(names[section][0]);
    return role == Qt::ToolTipRole ? tr(names[section][1]) : QVariant{};
}

void HistoryTableModel::load(const AccountHistoryRequest &request)
{
    m_isLoading = true;
    emit loadingChanged();
    emit historyRequested(++m_ticket, request);
}

void HistoryTableModel::acceptHistory(quint64 ticket, const AccountHistory &history)
{
    if (ticket != m_ticket)
        return;
    beginResetModel();
    m_history = history;
    m_hasAnswer = true;
    m_isLoading = false;
    endResetModel();
    emit loadingChanged();
}

void HistoryTableModel::acceptFailure(quint64 ticket, const Error &error)
{
    if (ticket != m_ticket)
        return;
    m_isLoading = false;
    emit loadingChanged();
    emit failed(error);
}

QString HistoryTableModel::display(const AccountEntry &entry, int column) const
{
    if (isNumber(column)) {
        const auto number = numberIn(entry, column);
        return number ? localQuantity(*number, m_locale, column == AmountColumn ? 0 : 2) : NoValue;
    }
    const auto shown = [](const QString &text) { return text.isEmpty() ? NoValue : text; };
    switch (column) {
    case TimeColumn: {
        const QDateTime local = entry.time.toLocalTime();
        return entry.time.isValid()
                       ? tr("%1, %2").arg(m_locale.toString(local.date(), tr("d MMM yyyy")),
                                          m_locale.toString(local.time(), tr("HH:mm:ss")))
                       : NoValue;
    }
    case KindColumn:
        return accountEntryKindText(entry.kind);
    case CoinColumn:
        return shown(entry.coin);
    case CurrencyColumn:
        return shown(entry.currency);
    case TypeColumn:
        return shown(entry.type.isEmpty()     ? entry.status
                     : entry.status.isEmpty() ? entry.type
                                              : tr("%1, %2").arg(entry.type, entry.status));
    case RemarkColumn:
        return shown(entry.remark);
    default:
        return {};
    }
}

QString HistoryTableModel::raw(const AccountEntry &entry, int column) const
{
    if (isNumber(column)) {
        const auto number = numberIn(entry, column);
        return number ? number->toString() : QString{};
    }
    if (column == TimeColumn)
        return entry.time.isValid() ? entry.time.toUTC().toString(Qt::ISODateWithMs) : QString{};
    if (column == KindColumn)
        return accountEntryKindName(entry.kind);
    const QString text = display(entry, column);
    return text == NoValue ? QString{} : text;
}
