// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/assets/assettablemodel.h"

#include "models/quotes/agetext.h"

#include <QSet>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

bool isRight(int column)
{
    return column == AssetTableModel::SyncedColumn || column == AssetTableModel::DueColumn ||
           column == AssetTableModel::RowsColumn;
}

const QString &symbolOf(const AssetRow &row)
{
    return row.asset.symbol;
}

QString iso(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : QString{};
}

} // namespace

AssetTableModel::AssetTableModel(QLocale locale, std::function<QDateTime()> clock, QObject *parent)
    : CellTableModel{ColumnCount, parent}
    , m_locale{std::move(locale)}
    , m_clock{std::move(clock)}
{
    updateContext();
}

QVariant AssetTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant{(isRight(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter};
    static constexpr const char *names[ColumnCount][2] = {
            {QT_TR_NOOP("Symbol"), QT_TR_NOOP("The ticker and, behind the dot, the exchange")},
            {QT_TR_NOOP("Name"), QT_TR_NOOP("What it is called")},
            {QT_TR_NOOP("Type"), QT_TR_NOOP("Stock, fund, coin or another kind")},
            {QT_TR_NOOP("State"), QT_TR_NOOP("How far its prices are")},
            {QT_TR_NOOP("Last synced (%1)"), QT_TR_NOOP("When the provider's prices were last all "
                                                        "stored; of a coin its newest quote")},
            {QT_TR_NOOP("Next due"), QT_TR_NOOP("When it is asked for again, local time")},
            {QT_TR_NOOP("Rows"), QT_TR_NOOP("Daily bars that are stored; of a coin its quotes")},
            {QT_TR_NOOP("Note"), QT_TR_NOOP("What is wrong or special")},
    };
    if (role == Qt::DisplayRole && section == SyncedColumn)
        return tr(names[section][0]).arg(m_clock().toLocalTime().timeZoneAbbreviation());
    if (role == Qt::DisplayRole)
        return tr(names[section][0]);
    return role == Qt::ToolTipRole ? tr(names[section][1]) : QVariant{};
}

int AssetTableModel::rowOf(const QString &symbol) const
{
    const auto found = std::ranges::find_if(
            m_board.rows, [&symbol](const AssetRow &row) { return row.asset.symbol == symbol; });
    return found == m_board.rows.cend() ? -1 : int(found - m_board.rows.cbegin());
}

AssetCounts AssetTableModel::counts() const
{
    return countAssets(m_board, m_context);
}

QStringList AssetTableModel::exchanges() const
{
    QStringList names;
    for (const AssetRow &row : m_board.rows)
        names << row.asset.exchange;
    names.sort();
    names.removeDuplicates();
    return names;
}

void AssetTableModel::setBoard(const AssetBoard &board)
{
    AssetBoard news = board;
    std::ranges::sort(news.rows, {}, symbolOf); // the merge relies on it
    if (m_board.rows.isEmpty()) {
        beginResetModel();
        m_board = news;
        updateContext();
        endResetModel();
    } else {
        merge(news.rows);
        m_board = news;
        updateContext();
        changedAll();
    }
    m_hasAnswer = true;
    emit boardAccepted();
}

// Rows come and go, the others stay where they are: so do selection, scroll and focus.
void AssetTableModel::merge(const QList<AssetRow> &news)
{
    QSet<QString> symbols;
    for (const AssetRow &row : news)
        symbols.insert(row.asset.symbol);
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (symbols.contains(asset(row).asset.symbol))
            continue;
        beginRemoveRows({}, row, row);
        m_board.rows.removeAt(row);
        endRemoveRows();
    }
    for (int row = 0; row < int(news.size()); ++row) {
        if (row < rowCount() && symbolOf(asset(row)) == symbolOf(news.at(row)))
            continue;
        beginInsertRows({}, row, row);
        m_board.rows.insert(row, news.at(row));
        endInsertRows();
    }
}

void AssetTableModel::setProgress(const QString &symbol, int percent)
{
    if (percent < 0)
        m_context.progress.remove(symbol);
    else
        m_context.progress.insert(symbol, std::min(percent, 100));
    if (const int row = rowOf(symbol); row >= 0)
        changed(row);
    emit progressChanged();
}

void AssetTableModel::tick()
{
    updateContext();
    if (m_board.rows.isEmpty())
        return;
    emit dataChanged(index(0, StateColumn), index(rowCount() - 1, ColumnCount - 1));
    emit headerDataChanged(Qt::Horizontal, SyncedColumn, SyncedColumn);
}

QString AssetTableModel::display(const AssetRow &row, int column) const
{
    switch (column) {
    case SymbolColumn:
        return row.asset.symbol;
    case NameColumn:
        return row.asset.name;
    case TypeColumn:
        return assetTypeText(row.asset);
    case StateColumn:
        return assetStateText(row, m_context, m_locale);
    case SyncedColumn:
        return lastSyncedText(row, m_context, m_locale);
    case DueColumn:
        return nextDueText(row, m_context, m_locale);
    case RowsColumn:
        return m_locale.toString(row.rows);
    case NoteColumn:
        return assetNoteText(row, m_context, m_locale);
    default:
        return {};
    }
}

QString AssetTableModel::spoken(const AssetRow &row, int column) const
{
    const QString text = display(row, column);
    if (column == DueColumn && text == u"–")
        return tr("not due");
    if (column == TypeColumn && text == u"–")
        return tr("not known");
    if (column == SyncedColumn && row.asset.lastSynced.isValid())
        return tr("%1, %2 ago").arg(text, spokenAge(row.asset.lastSynced.msecsTo(m_context.now)));
    return text;
}

QString AssetTableModel::toolTip(const AssetRow &row, int column) const
{
    switch (column) {
    case TypeColumn:
        return row.asset.isCoin() ? QString{} : row.asset.type;
    case StateColumn:
        return assetNoteText(row, m_context, m_locale);
    case SyncedColumn:
        if (row.asset.lastSynced.isValid())
            return tr("%1 ago").arg(spokenAge(row.asset.lastSynced.msecsTo(m_context.now)));
        return {};
    case DueColumn:
        return row.place > 0 ? tr("Due now, in place %1 of %2; the plan allows %3 more calls today")
                                       .arg(m_locale.toString(row.place),
                                            m_locale.toString(m_context.dueCount),
                                            m_locale.toString(m_board.budget.left()))
                             : QString{};
    case RowsColumn:
        return row.asset.isCoin() ? tr("Quotes") : tr("Daily bars");
    default:
        return {};
    }
}

QString AssetTableModel::raw(const AssetRow &row, int column) const
{
    switch (column) {
    case TypeColumn:
        return row.asset.type;
    case SyncedColumn:
        return iso(row.asset.lastSynced);
    case DueColumn:
        return iso(row.nextDue);
    case RowsColumn:
        return QString::number(row.rows);
    default:
        return display(row, column);
    }
}

QVariant AssetTableModel::sortValue(const AssetRow &row, int column) const
{
    const auto time = [](const QDateTime &value) {
        return value.isValid() ? QVariant{value.toMSecsSinceEpoch()} : QVariant{};
    };
    switch (column) {
    case StateColumn: // what needs the person first, then the queue
        return qint64(assetPhase(row, m_context)) * 1'000'000 + row.place;
    case SyncedColumn:
        return time(row.asset.lastSynced);
    case DueColumn:
        return assetPhase(row, m_context) == AssetPhase::Paused ? QVariant{} : time(row.nextDue);
    case RowsColumn:
        return row.rows;
    default: {
        const QString text = display(row, column);
        return text.isEmpty() || text == u"–" ? QVariant{} : QVariant{text};
    }
    }
}

QVariant AssetTableModel::further(const AssetRow &row, int column, int role) const
{
    if (role == CellRole::Tone)
        return QVariant::fromValue(tone(row, column));
    if (role == CellRole::State && (column == StateColumn || column == NoteColumn))
        return QVariant::fromValue(assetCellState(assetPhase(row, m_context)));
    return {};
}

CellTone AssetTableModel::tone(const AssetRow &row, int column) const
{
    if (column == SymbolColumn)
        return CellTone::Strong;
    const bool isQuiet = column == TypeColumn || column == NoteColumn ||
                         (column == SyncedColumn && !row.asset.lastSynced.isValid()) ||
                         (column == DueColumn && display(row, column) == u"–");
    return isQuiet ? CellTone::Quiet : CellTone::Plain;
}

void AssetTableModel::updateContext()
{
    m_context.now = m_clock();
    m_context.budget = m_board.budget;
    m_context.forecast = m_board.forecast;
    m_context.dueCount = 0;
    m_context.newestCoin = {};
    for (const AssetRow &row : m_board.rows) {
        m_context.dueCount += row.place > 0;
        const QDateTime &synced = row.asset.lastSynced;
        if (row.asset.isCoin() && synced.isValid() &&
            (!m_context.newestCoin.isValid() || synced > m_context.newestCoin))
            m_context.newestCoin = synced;
    }
}
