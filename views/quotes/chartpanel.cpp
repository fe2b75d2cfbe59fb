// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/quotes/chartpanel.h"

#include "db/domain/change.h"
#include "db/domain/coin.h"
#include "views/quotes/chartactions.h"
#include "views/quotes/chartheader.h"
#include "views/quotes/pricechart.h"
#include "views/shell/emptystate.h"
#include "views/shell/filedialog.h"
#include "views/shell/progressline.h"
#include "views/tables/datatable.h"
#include "views/tables/numberdelegate.h"

#include <QAction>
#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QRegularExpression>
#include <QSaveFile>
#include <QStackedWidget>

using namespace Qt::Literals::StringLiterals;

namespace {

// In digits of the font; a price may have 24, with its points and commas.
constexpr ColumnWidth TimeWidth{26, 22, 0};
constexpr ColumnWidth PriceWidth{24, 13, 0};

Error fileFault(const QSaveFile &file)
{
    const bool isFull =
            file.error() == QFileDevice::ResourceError || file.error() == QFileDevice::WriteError;
    return {isFull ? Error::Kind::DiskFull : Error::Kind::AccessDenied, file.errorString(),
            file.fileName()};
}

} // namespace

ChartPanel::ChartPanel(SeriesModel &series, const BoardModel &board, const Theme &theme,
                       const QLocale &locale, QWidget *parent)
    : QWidget{parent}
    , m_series{series}
    , m_board{board}
    , m_theme{theme}
    , m_tableModel{series, locale}
    , m_actions{new ChartActions{theme, *this}}
    , m_header{new ChartHeader{*m_actions, theme, locale, this}}
    , m_loading{new ProgressLine{this}}
    , m_chart{new PriceChart{series, theme, locale, this}}
    , m_table{new DataTable{tr("Prices of the chart"), this}}
    , m_empty{new EmptyState{theme, u"prices"_s, {}, this}}
    , m_pages{new QStackedWidget{this}}
{
    setObjectName(u"chartPanel"_s);
    m_pages->addWidget(m_chart);
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_empty);
    auto *sync = new QAction{tr("Sync now"), this};
    sync->setObjectName(u"syncNow"_s);
    connect(sync, &QAction::triggered, this, [this] { emit syncRequested(m_series.coin()); });
    m_empty->setNextStep(*sync);

    setUpTable();
    m_loading->setObjectName(u"chartLoading"_s);
    connect(&series, &SeriesModel::loadingChanged, m_loading, &ProgressLine::setBusy);

    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_header);
    rows->addWidget(m_loading);
    rows->addWidget(m_pages, 1);

    connectActions();
    connect(&series, &SeriesModel::coinChanged, this, &ChartPanel::updateHeader);
    connect(&series, &SeriesModel::seriesChanged, this, &ChartPanel::updatePage);
    connect(&series, &SeriesModel::rawChanged, m_actions, &ChartActions::showRaw);
    connect(&series, &SeriesModel::rawChanged, this, &ChartPanel::rawChanged);
    connect(m_chart, &PriceChart::actionSwitched, this,
            [this](const CorporateAction &action, bool isEnabled) {
                emit actionSwitched(m_series.coin(), action, isEnabled);
            });
    connect(&board, &BoardModel::boardAccepted, this, &ChartPanel::updateHeader);
    connect(&series, &SeriesModel::viewChanged, this,
            [this] { m_actions->showRange(m_series.range()); });
    m_actions->showRange(series.range());
    m_actions->showKind(m_chart->kind());
    updateHeader();
}

void ChartPanel::connectActions()
{
    connect(m_actions, &ChartActions::kindChosen, this, &ChartPanel::setKind);
    connect(m_actions, &ChartActions::rangeChosen, this, [this](ChartRange range) {
        m_series.showRange(range);
        m_actions->showRange(m_series.range()); // also when the view did not change
    });
    connect(m_actions, &ChartActions::rawChosen, &m_series, &SeriesModel::setRaw);
    connect(m_actions->zoomIn(), &QAction::triggered, m_chart, &PriceChart::zoomIn);
    connect(m_actions->zoomOut(), &QAction::triggered, m_chart, &PriceChart::zoomOut);
    connect(m_actions->table(), &QAction::toggled, this, &ChartPanel::showTable);
    connect(m_actions->copy(), &QAction::triggered, this, &ChartPanel::copy);
    connect(m_actions->image(), &QAction::triggered, this, &ChartPanel::chooseImageFile);
    connect(m_actions->split(), &QAction::triggered, this, &ChartPanel::orientationToggled);
}

ChartKind ChartPanel::kind() const
{
    return m_chart->kind();
}

void ChartPanel::setKind(ChartKind kind)
{
    const bool isNew = kind != m_chart->kind();
    m_chart->setKind(kind);
    m_actions->showKind(kind);
    if (isNew)
        emit kindChanged(kind);
}

bool ChartPanel::isTableShown() const
{
    return m_actions->table()->isChecked();
}

void ChartPanel::showTable(bool isShown)
{
    m_tableModel.setActive(isShown);
    m_actions->table()->setChecked(isShown);
    updatePage();
}

void ChartPanel::updatePage()
{
    QWidget *page = isTableShown() ? static_cast<QWidget *>(m_table) : m_chart;
    if (m_series.isStock() && m_series.isEmpty()) {
        m_empty->setSentence(tr("No prices of %1 yet.").arg(m_series.coin()));
        page = m_empty;
    }
    if (page == m_pages->currentWidget())
        return;
    const bool hadFocus = m_pages->currentWidget()->hasFocus();
    m_pages->setCurrentWidget(page);
    if (hadFocus)
        page->setFocus();
}

void ChartPanel::setOrientation(Qt::Orientation orientation)
{
    m_actions->showOrientation(orientation);
}

void ChartPanel::updateHeader()
{
    const QString coin = m_series.coin();
    m_actions->setStock(m_series.isStock());
    m_actions->showRange(m_series.range());
    m_header->showCoin(coin, m_series.isStock());
    const int row = coin.isEmpty() ? -1 : m_board.rowOf(coin);
    if (row < 0)
        return;
    const BoardRow &board = m_board.boardRow(row);
    if (board.stock && !board.stock->hasPrice)
        return;
    m_header->showPrice(
            board.quote.last, board.stock ? board.stock->currency : currencyOfCoin(coin),
            board.dayAgo ? changeInHundredths(*board.dayAgo, board.quote.last) : std::nullopt);
}

void ChartPanel::setUpTable()
{
    m_table->setObjectName(u"chartTable"_s);
    m_table->setModel(&m_tableModel);
    m_table->setItemDelegate(new NumberDelegate{m_theme, Price::Decimals, m_table});
    m_table->setItemDelegateForColumn(0, new CellDelegate{m_theme, m_table});
    connect(&m_tableModel, &QAbstractItemModel::modelReset, this, [this, columns = 0]() mutable {
        // Quotes have a column less than buckets, and those of stocks two more.
        if (columns == m_tableModel.columnCount())
            return;
        columns = m_tableModel.columnCount();
        QList<ColumnWidth> widths{columns, PriceWidth};
        widths.first() = TimeWidth;
        m_table->setColumnWidths(widths);
    });
}

void ChartPanel::copy()
{
    if (isTableShown()) {
        if (!m_table->selectionModel()->hasSelection())
            m_table->selectAll();
        m_table->copyRows();
        return;
    }
    auto *data = new QMimeData;
    data->setImageData(m_chart->image());
    data->setText(m_chart->description());
    QGuiApplication::clipboard()->setMimeData(data); // takes it over
}

void ChartPanel::chooseImageFile()
{
    static const QRegularExpression unusual{u"[^A-Za-z0-9_]"_s};
    const std::optional<ChartRange> range = m_series.range();
    const QString name = QString{m_series.coin()}.replace(unusual, u"-"_s) +
                         (range ? u'-' + chartRangeName(*range) : QString{}) + u".png"_s;
    auto *dialog = new FileDialog{this, tr("Save chart as image")};
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("PNG image (*.png)"));
    dialog->setDefaultSuffix(u"png"_s);
    dialog->selectFile(name);
    connect(dialog, &QFileDialog::fileSelected, this, &ChartPanel::saveImage);
    dialog->open();
}

void ChartPanel::saveImage(const QString &path)
{
    QSaveFile file{path};
    if (file.open(QIODevice::WriteOnly) && m_chart->image().save(&file, "PNG") && file.commit())
        emit imageSaved(path);
    else
        emit imageFailed(fileFault(file));
}
