// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/assets/addassetsdialog.h"

#include "db/domain/asset.h"
#include "views/assets/dialogparts.h"
#include "views/tables/celldelegate.h"
#include "views/tables/datatable.h"
#include "views/theme/typescale.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTabWidget>

using namespace Qt::Literals::StringLiterals;

namespace {

// By column of FoundAssetModel.
const QList<ColumnWidth> Widths{{18, 14}, {34, 18}, {14, 9}, {10, 9, 2}, {12, 8, 1}};

constexpr int MostNamed = 6; // of the chosen ones

// Exchanges that EODHD has, among them those that most people ask for.
const QStringList KnownExchanges{u"AU"_s, u"US"_s,    u"LSE"_s,    u"TO"_s,   u"XETRA"_s,
                                 u"PA"_s, u"FOREX"_s, u"EUFUND"_s, u"INDX"_s, u"CC"_s};

} // namespace

AddAssetsDialog::AddAssetsDialog(const Theme &theme, const QStringList &known, QWidget *parent)
    : QDialog{parent}
    , m_known{known}
{
    setObjectName(u"addAssetsDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Add assets"));
    m_ways = new QTabWidget{this};
    m_ways->setObjectName(u"addWays"_s);
    m_ways->setAccessibleName(tr("Ways to add"));
    m_ways->addTab(makeBySymbol(theme), tr("By &symbol"));
    m_ways->addTab(makeSearch(theme), tr("S&earch"));
    m_ways->addTab(makeList(theme), tr("E&xchange"));
    m_chosenText = wrappedLabel(TextSize::Body, {}, this);
    m_chosenText->setObjectName(u"chosenText"_s);
    m_add = new QPushButton{this};
    m_add->setObjectName(u"addButton"_s);
    connect(m_add, &QPushButton::clicked, this, [this] {
        emit addRequested(chosen());
        accept();
    });
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(16, 16, 16, 12);
    rows->setSpacing(12);
    rows->addWidget(wrappedLabel(TextSize::Section, windowTitle(), this));
    rows->addWidget(m_ways, 1);
    rows->addWidget(m_chosenText);
    rows->addLayout(dialogButtons(*this, *m_add));
    connect(&m_hits, &FoundAssetModel::chosenChanged, this, &AddAssetsDialog::update);
    connect(&m_listed, &FoundAssetModel::chosenChanged, this, &AddAssetsDialog::update);
    resize(grown(760), grown(480));
    update();
    m_symbols->setFocus();
}

QWidget *AddAssetsDialog::makeBySymbol(const Theme &theme)
{
    auto *page = new QWidget{this};
    auto *label = new QLabel{tr("S&ymbols"), page};
    m_symbols = new QLineEdit{page};
    m_symbols->setObjectName(u"symbolEdit"_s);
    m_symbols->setAccessibleName(tr("Symbols"));
    m_symbols->setPlaceholderText(u"BHP.AU, AAPL.US"_s);
    label->setBuddy(m_symbols);
    m_symbolError = new FieldError{theme, *m_symbols, page};
    connect(m_symbols, &QLineEdit::textChanged, this, &AddAssetsDialog::update);
    auto *rule = wrappedLabel(
            TextSize::Secondary,
            tr("A symbol of EODHD is the ticker, one dot and the exchange: BHP.AU for the "
               "Australian exchange, AAPL.US for every one of the United States. A class of "
               "shares takes a hyphen: BRK-B.US. A pair of currencies is EURUSD.FOREX, a coin "
               "BTC-USD.CC. Several are separated by commas or blanks. No "
               "call is made now: the first sync finds out whether EODHD knows them, and their "
               "names."),
            page);
    rule->setQuiet(true);
    auto *rows = new QVBoxLayout{page};
    rows->setContentsMargins(12, 12, 12, 12);
    rows->setSpacing(4);
    rows->addWidget(label);
    rows->addWidget(m_symbols);
    rows->addWidget(m_symbolError);
    rows->addSpacing(4);
    rows->addWidget(rule);
    rows->addStretch(1);
    return page;
}

QWidget *AddAssetsDialog::makeSearch(const Theme &theme)
{
    auto *page = new QWidget{this};
    auto *label = new QLabel{tr("&Name, ticker or ISIN"), page};
    m_text = new QLineEdit{page};
    m_text->setObjectName(u"searchEdit"_s);
    m_text->setAccessibleName(tr("Name, ticker or ISIN"));
    label->setBuddy(m_text);
    m_search = new QPushButton{theme.icon(u"search"_s), tr("Search"), page};
    m_search->setObjectName(u"searchButton"_s);
    connect(m_search, &QPushButton::clicked, this, [this] { ask(Question::Search); });
    connect(m_text, &QLineEdit::textChanged, this, &AddAssetsDialog::update);
    m_searchState = wrappedLabel(TextSize::Secondary, tr("Each search is 1 call."), page);
    m_searchState->setObjectName(u"searchState"_s);
    m_searchState->setQuiet(true);
    m_searchError = new FieldError{theme, *m_text, page};
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_text, 1);
    line->addWidget(m_search);
    auto *rows = new QVBoxLayout{page};
    rows->setContentsMargins(12, 12, 12, 12);
    rows->setSpacing(4);
    rows->addWidget(label);
    rows->addLayout(line);
    rows->addWidget(m_searchError);
    rows->addWidget(m_searchState);
    rows->addWidget(makeTable(m_hits, theme, u"hitsTable"_s, tr("Hits")), 1);
    m_text->installEventFilter(this);
    return page;
}

QWidget *AddAssetsDialog::makeList(const Theme &theme)
{
    auto *page = new QWidget{this};
    auto *label = new QLabel{tr("E&xchange, as EODHD calls it"), page};
    m_exchange = new QComboBox{page};
    m_exchange->setObjectName(u"exchangeEdit"_s);
    m_exchange->setEditable(true);
    m_exchange->setInsertPolicy(QComboBox::NoInsert);
    m_exchange->addItems(KnownExchanges);
    m_exchange->setAccessibleName(tr("Exchange"));
    label->setBuddy(m_exchange);
    m_showList = new QPushButton{theme.icon(u"table"_s), tr("Show list"), page};
    m_showList->setObjectName(u"showListButton"_s);
    connect(m_showList, &QPushButton::clicked, this, [this] { ask(Question::List); });
    connect(m_exchange, &QComboBox::currentTextChanged, this, &AddAssetsDialog::update);
    m_listFilter = new QLineEdit{page};
    m_listFilter->setObjectName(u"listFilter"_s);
    m_listFilter->setPlaceholderText(tr("Filter the list"));
    m_listFilter->setAccessibleName(tr("Filter the list"));
    m_listFilter->setClearButtonEnabled(true);
    m_listFilter->addAction(theme.icon(u"search"_s), QLineEdit::LeadingPosition);
    connect(m_listFilter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_listed.setFilter(text);
        update();
    });
    m_listState = wrappedLabel(TextSize::Secondary, tr("Each list is 1 call."), page);
    m_listState->setObjectName(u"listState"_s);
    m_listState->setQuiet(true);
    m_listError = new FieldError{theme, *m_exchange, page};
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_exchange);
    line->addWidget(m_showList);
    line->addSpacing(8);
    line->addWidget(m_listFilter, 1);
    auto *rows = new QVBoxLayout{page};
    rows->setContentsMargins(12, 12, 12, 12);
    rows->setSpacing(4);
    rows->addWidget(label);
    rows->addLayout(line);
    rows->addWidget(m_listError);
    rows->addWidget(m_listState);
    rows->addWidget(makeTable(m_listed, theme, u"listTable"_s, tr("Assets of the exchange")), 1);
    m_exchange->lineEdit()->installEventFilter(this);
    return page;
}

DataTable *AddAssetsDialog::makeTable(FoundAssetModel &model, const Theme &theme,
                                      const QString &name, const QString &title)
{
    auto *table = new DataTable{title, this};
    table->setObjectName(name);
    table->setModel(&model);
    table->setItemDelegate(new CellDelegate{theme, table});
    // A box and its text are one thing that Space turns.
    table->setItemDelegateForColumn(FoundAssetModel::SymbolColumn, new QStyledItemDelegate{table});
    table->setColumnWidths(Widths);
    table->installEventFilter(this);
    return table;
}

// Return in a field asks; Space in a table turns the boxes of the selected rows, whichever column
// has the focus.
bool AddAssetsDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    const bool isReturn = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (isReturn && watched == m_text && m_search->isEnabled()) {
        m_search->click();
        return true;
    }
    if (isReturn && watched == m_exchange->lineEdit() && m_showList->isEnabled()) {
        m_showList->click();
        return true;
    }
    if (auto *table = qobject_cast<DataTable *>(watched); table && key == Qt::Key_Space) {
        turnBoxes(*table);
        return true;
    }
    return QDialog::eventFilter(watched, event);
}

void AddAssetsDialog::turnBoxes(DataTable &table)
{
    const QModelIndexList rows = table.selectionModel()->selectedRows();
    bool isWanted = false; // all of them, unless all are chosen already
    for (const QModelIndex &row : rows)
        isWanted = isWanted || row.data(Qt::CheckStateRole).toInt() != Qt::Checked;
    for (const QModelIndex &row : rows)
        table.model()->setData(row, isWanted ? Qt::Checked : Qt::Unchecked, Qt::CheckStateRole);
}

void AddAssetsDialog::ask(Question question)
{
    m_question = question;
    if (question == Question::Search) {
        m_searchError->setError({});
        m_searchState->setText(tr("Searching…"));
        emit searchRequested(m_text->text().trimmed());
    } else {
        m_listError->setError({});
        m_listState->setText(tr("Asking for the list…"));
        emit exchangeListRequested(m_exchange->currentText().trimmed().toUpper());
    }
    update();
}

void AddAssetsDialog::setFound(const QList<FoundAsset> &found)
{
    const Question question = std::exchange(m_question, Question::None);
    const int count = int(found.size());
    if (question == Question::Search) {
        m_hits.setFound(found);
        m_searchState->setText(count == 0 ? tr("EODHD knows nothing of that name.")
                                          : tr("%n hit(s)", nullptr, count));
    } else if (question == Question::List) {
        m_listed.setFound(found);
        m_listState->setText(count == 0 ? tr("EODHD lists nothing there. Check the exchange.")
                                        : tr("%n asset(s)", nullptr, count));
    }
    update();
}

void AddAssetsDialog::setFindFailed(const QString &sentence)
{
    const Question question = std::exchange(m_question, Question::None);
    if (question == Question::Search) {
        m_searchState->setText(tr("Each search is 1 call."));
        m_searchError->setError(sentence);
    } else if (question == Question::List) {
        m_listState->setText(tr("Each list is 1 call."));
        m_listError->setError(sentence);
    }
    update();
}

void AddAssetsDialog::update()
{
    if (!m_add) // still being made
        return;
    const QString waits =
            m_question == Question::None ? QString{} : tr("The last question is under way");
    const auto setUsable = [&waits](QPushButton &button, bool hasText, const QString &missing) {
        button.setEnabled(waits.isEmpty() && hasText);
        button.setToolTip(!waits.isEmpty() ? waits : hasText ? QString{} : missing);
    };
    setUsable(*m_search, !m_text->text().trimmed().isEmpty(), tr("Type what to search for first"));
    setUsable(*m_showList, !m_exchange->currentText().trimmed().isEmpty(),
              tr("Choose an exchange first"));
    m_listFilter->setEnabled(m_listed.foundCount() > 0);
    m_listFilter->setToolTip(m_listed.foundCount() > 0 ? QString{}
                                                       : tr("There is no list to filter yet"));

    QString fault;
    for (const QString &symbol : typed()) {
        if (const Result<QString> read = stockSymbol(symbol); !read)
            fault = read.error().detail;
        else if (m_known.contains(*read))
            fault = tr("%1 is registered already.").arg(*read);
        if (!fault.isEmpty())
            break;
    }
    m_symbolError->setError(fault);

    QStringList symbols;
    for (const FoundAsset &asset : chosen())
        symbols << asset.symbol;
    const int count = int(symbols.size());
    const QString some = QStringList{symbols.first(std::min(count, MostNamed))}.join(u", "_s);
    m_chosenText->setText(
            count == 0          ? tr("Nothing is chosen yet.")
            : count > MostNamed ? tr("Chosen: %1 and %n more", nullptr, count - MostNamed).arg(some)
                                : tr("Chosen: %1").arg(some));
    m_add->setText(count == 0 ? tr("Add") : tr("Add %n asset(s)", nullptr, count));
    m_add->setEnabled(count > 0 && fault.isEmpty());
    m_add->setToolTip(!fault.isEmpty() ? fault : count == 0 ? tr("Choose one first") : QString{});
}

QStringList AddAssetsDialog::typed() const
{
    static const QRegularExpression between{u"[\\s,;]+"_s};
    return m_symbols->text().split(between, Qt::SkipEmptyParts);
}

QList<FoundAsset> AddAssetsDialog::chosen() const
{
    QList<FoundAsset> assets = m_hits.chosen() + m_listed.chosen();
    for (const QString &symbol : typed()) {
        FoundAsset asset;
        asset.symbol = stockSymbol(symbol).value_or(QString{});
        if (!asset.symbol.isEmpty() && !m_known.contains(asset.symbol))
            assets.append(asset);
    }
    QStringList seen;
    assets.removeIf([&seen](const FoundAsset &asset) {
        const bool isDouble = seen.contains(asset.symbol);
        seen << asset.symbol;
        return isDouble;
    });
    return assets;
}
