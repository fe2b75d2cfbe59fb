// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tuning/indexlabpanel.h"

#include "models/migrations/migrationtext.h"
#include "views/reports/exportaction.h"
#include "views/shell/actionbutton.h"
#include "views/shell/banner.h"
#include "views/shell/dangerousactdialog.h"
#include "views/shell/emptystate.h"
#include "views/shell/firstfocus.h"
#include "views/shell/panelheader.h"
#include "views/shell/panellayout.h"
#include "views/shell/panelstate.h"
#include "views/tables/celldelegate.h"
#include "views/tables/datatable.h"
#include "views/tables/statedelegate.h"
#include "views/theme/textlabel.h"
#include "views/theme/typescale.h"
#include "views/tuning/findingdetails.h"
#include "views/tuning/measuredview.h"

#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr quint8 StateVersion = 1;
constexpr int NarrowPanel = 760; // below this width only the main action has room for words
// By column of FindingTableModel. In a narrow window the size goes first, then what inserts cost
// and why it is one: the details have it, too.
const QList<ColumnWidth> Widths{{18, 15},    {20, 12},    {34, 17}, {45, 12, 3},
                                {24, 16, 2}, {12, 10, 1}, {26, 24}};

// Of the indexes that something is said against and nothing was done about.
qint64 bytesOf(const FindingTableModel &findings)
{
    qint64 bytes = 0;
    for (int row = 0; row < findings.rowCount(); ++row) {
        if (!findings.row(row).change)
            bytes += findings.row(row).finding.sizeBytes.value_or(0);
    }
    return bytes;
}

} // namespace

IndexLabPanel::IndexLabPanel(FindingTableModel &findings, BeforeAfterModel &measured,
                             const Theme &theme, QWidget *parent)
    : QWidget{parent}
    , m_theme{theme}
    , m_findings{findings}
    , m_measured{measured}
{
    makeActions();
    // Made in the order in which Tab goes through them.
    auto *header = makeHeader();
    auto *content = new QWidget{this};
    m_banner = new Banner{theme, content};
    m_summary = new TextLabel{TextSize::Body, {}, content};
    m_summary->setObjectName(u"findingsSummary"_s);
    m_summary->setWordWrap(true);
    m_parts = new QSplitter{Qt::Vertical, content};
    m_parts->setChildrenCollapsible(false);
    m_parts->setHandleWidth(8);
    m_parts->addWidget(makeTable());
    m_lower = new QSplitter{Qt::Horizontal, m_parts};
    m_lower->setChildrenCollapsible(false);
    m_lower->setHandleWidth(8);
    m_measuredView = new MeasuredView{measured, theme, m_lower};
    m_details = new FindingDetails{findings.locale(), theme, m_lower};
    m_lower->addWidget(m_measuredView);
    m_lower->addWidget(m_details);
    m_parts->addWidget(m_lower);
    m_parts->setStretchFactor(0, 2);
    m_parts->setStretchFactor(1, 3);
    m_parts->setSizes({grown(220), grown(430)});
    auto *foot = makeFoot();
    auto *rows = new QVBoxLayout{content};
    rows->setContentsMargins(12, 8, 12, 12);
    rows->setSpacing(8);
    rows->addWidget(m_banner);
    rows->addWidget(m_summary);
    rows->addWidget(m_parts, 1);
    rows->addWidget(foot);
    layOutPanel(*this, header, content);
    setFirstFocus(*this, *m_table);
    m_tableActions = new TableActions{*m_table, theme, *this};
    connect(&findings, &FindingTableModel::stateAccepted, this, &IndexLabPanel::acceptState);
    updatePage();
}

void IndexLabPanel::makeActions()
{
    const auto make = [this](const QString &name, const QString &icon, const QString &text,
                             const QString &shortText, auto act) {
        auto *action = new QAction{icon.isEmpty() ? QIcon{} : m_theme.icon(icon), text, this};
        action->setObjectName(name);
        action->setIconText(shortText);
        connect(action, &QAction::triggered, this, act);
        addAction(action);
        return action;
    };
    m_refresh = make(u"refreshFindings"_s, u"round-arrow"_s, tr("&Read indexes again"),
                     tr("Read again"), &IndexLabPanel::refreshRequested);
    m_measure = make(u"measureIndexes"_s, u"index-lab"_s, tr("Measure &indexes"), tr("Measure"),
                     [this] { emit measureRequested(false); });
    m_compare = make(u"measureMigrations"_s, u"migrations"_s, tr("Measure what migrations brin&g"),
                     tr("Measure migrations"), [this] { emit measureRequested(true); });
    m_try = make(u"tryFinding"_s, {}, tr("Start &trial…"), tr("Start trial…"),
                 [this] { askApply(true); });
    m_apply = make(u"applyFinding"_s, {}, tr("&Apply finding…"), tr("Apply…"),
                   [this] { askApply(false); });
    m_revert = make(u"revertFinding"_s, u"undo"_s, tr("Take &back"), tr("Take back"), [this] {
        if (const FindingRow *row = current(); row && row->change)
            emit revertRequested(row->change->change.id);
    });
    // All of them, in their order, as the panel has them.
    m_export = new ExportAction{m_theme, *this,
                                [] { return QList{ReportRequest{.report = Report::Indexes}}; }};
}

QWidget *IndexLabPanel::makeHeader()
{
    auto *header = new PanelHeader{tr("Index lab"), this};
    header->addStretch();
    m_rareButtons << header->addButton(*m_refresh) << header->addButton(*m_export);
    m_rareButtons.constLast()->setObjectName(u"exportButton"_s);
    m_rareButtons << header->addButton(*m_compare);
    header->addSeparator();
    header->addButton(*m_measure);
    return header;
}

QWidget *IndexLabPanel::makeTable()
{
    m_table = new DataTable{tr("Findings"), this};
    m_table->setObjectName(u"findingTable"_s);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setModel(&m_findings);
    m_table->setItemDelegate(new CellDelegate{m_theme, m_table});
    for (const int column : {FindingTableModel::VerdictColumn, FindingTableModel::StateColumn})
        m_table->setItemDelegateForColumn(column, new StateDelegate{m_theme, m_table});
    m_table->setColumnWidths(Widths);
    m_table->addActions({m_apply, m_try, m_revert});
    connect(m_table, &QAbstractItemView::activated, m_apply, &QAction::trigger);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &IndexLabPanel::showCurrent);
    connect(&m_theme, &Theme::changed, m_table->viewport(), qOverload<>(&QWidget::update));
    m_empty = new EmptyState{m_theme, u"index-lab"_s, {}, this};
    m_empty->setNextStep(*m_refresh); // which takes the focus when the table goes
    m_pages = new QStackedWidget{this};
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_empty);
    return m_pages;
}

QWidget *IndexLabPanel::makeFoot()
{
    auto *foot = new QWidget{this};
    auto *parts = new QHBoxLayout{foot};
    parts->setContentsMargins(0, 0, 0, 0);
    parts->setSpacing(8);
    parts->addStretch(1);
    for (QAction *action : {m_revert, m_try, m_apply})
        parts->addWidget(new ActionButton{*action, foot});
    return foot;
}

QList<QAction *> IndexLabPanel::viewActions() const
{
    return QList<QAction *>{m_refresh} + m_tableActions->view();
}

void IndexLabPanel::setReadOnly(bool isReadOnly)
{
    m_isReadOnly = isReadOnly;
    updateActions();
}

void IndexLabPanel::setMeasuring(bool isMeasuring)
{
    m_isMeasuring = isMeasuring;
    m_measuredView->setMeasuring(isMeasuring);
    updateActions();
}

void IndexLabPanel::setChanging(bool isChanging)
{
    m_isChanging = isChanging;
    updateActions();
}

QByteArray IndexLabPanel::saveState() const
{
    return packedState(StateVersion, m_table->saveColumns(), m_parts->saveState(),
                       m_lower->saveState());
}

bool IndexLabPanel::restoreState(const QByteArray &state)
{
    QByteArray columns;
    QByteArray parts;
    QByteArray lower;
    return unpackState(state, StateVersion, columns, parts, lower) &&
           m_table->restoreColumns(columns) && m_parts->restoreState(parts) &&
           m_lower->restoreState(lower);
}

void IndexLabPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    emit refreshRequested(); // whatever was done elsewhere
}

void IndexLabPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    for (ActionButton *button : std::as_const(m_rareButtons))
        button->setIconOnly(width() < grown(NarrowPanel));
}

const FindingRow *IndexLabPanel::current() const
{
    const QModelIndexList selected = m_table->selectionModel()->selectedRows();
    return selected.isEmpty() ? nullptr : &m_findings.row(selected.constFirst().row());
}

void IndexLabPanel::acceptState()
{
    const TuningState &state = m_findings.state();
    m_measured.setMeasured(state.lab ? beforeAndAfter(*state.lab) : QList<BeforeAfter>{});
    QString note;
    if (state.lab) {
        const QDateTime at = state.lab->measuredAt.toLocalTime();
        note = tr("Measured %1 %2; whiskers are quartiles.")
                       .arg(m_findings.locale().toString(at, QLocale::ShortFormat),
                            at.timeZoneAbbreviation());
        if (std::ranges::any_of(state.lab->tables, &TablePrices::interacts))
            note += u' ' + tr("Some indexes interact: what one costs depends on the others.");
    }
    m_measuredView->setNote(note);
    // The same finding stays chosen, or the one that took its place.
    const int same = m_findings.rowOf(m_current);
    const int row =
            same >= 0 ? same : std::clamp(m_currentRow, 0, std::max(0, m_findings.rowCount() - 1));
    updatePage();
    if (m_findings.rowCount() > 0)
        m_table->selectRow(row);
    else
        showCurrent();
}

void IndexLabPanel::showCurrent()
{
    const FindingRow *row = current();
    if (row) {
        m_current = row->id();
        m_currentRow = m_findings.rowOf(m_current);
    }
    m_details->setFinding(row ? std::optional{*row} : std::nullopt);
    updateActions();
}

void IndexLabPanel::updateActions()
{
    const auto set = [](QAction &action, const QString &why, const QString &what) {
        action.setEnabled(why.isEmpty());
        action.setToolTip(why.isEmpty() ? what : why);
    };
    const FindingRow *row = current();
    const QString readOnly = m_isReadOnly ? tr("The database is read-only") : QString{};
    const QString busy = m_isChanging ? tr("An index is being changed") : readOnly;
    const QString none = row ? busy : tr("Select a finding first");
    const bool isTrial =
            row && row->change && row->change->change.phase == IndexChange::Phase::Trial;
    const bool isDone = row && row->change && !isTrial;
    const QString done = isDone ? tr("It is done already") : none;
    const bool isByHand = row && row->finding.isByHand();
    const QString nothing = !isByHand ? done
                            : row->finding.upSql.isEmpty()
                                    ? tr("There is nothing to do about this one")
                                    : tr("Done by hand: its SQL stands below");
    set(*m_apply, nothing, tr("Shows the SQL and asks first; it can be taken back"));
    const QString noTrial =
            !m_findings.state().canTry
                    ? tr("This database cannot hide an index; Apply can be taken back as well")
            : isTrial                             ? tr("It is in its trial already")
            : row && row->finding.index.isEmpty() ? tr("A trial hides an index that is there")
                                                  : nothing;
    set(*m_try, noTrial, tr("Hides the index from every statement; it is still kept up to date"));
    const bool isBack = row && row->change && row->change->change.isSettled();
    set(*m_revert, row && !isBack ? tr("Nothing was done about this one") : none,
        tr("Makes the index again, or drops the new one"));
    const QString measuring = m_isMeasuring ? tr("A measurement is running") : readOnly;
    set(*m_measure, measuring, tr("On a scratch copy of the largest tables, in about a minute"));
    set(*m_compare, measuring,
        tr("Compares what migrations 5, 6 and 7 changed, on scratch copies"));
}

void IndexLabPanel::updatePage()
{
    const bool isEmpty = m_findings.hasAnswer() && m_findings.rowCount() == 0;
    if (isEmpty)
        m_empty->setSentence(tr("Indexes that do the work of others, that nobody uses or that are "
                                "missing stand here. Nothing is to be said against any of the "
                                "indexes of this database."));
    m_pages->setCurrentIndex(isEmpty ? 1 : 0);
    QStringList sentences;
    if (m_findings.hasAnswer())
        sentences.append(tr("%n finding(s).", nullptr, m_findings.rowCount()));
    if (const qint64 bytes = bytesOf(m_findings); bytes > 0 && m_findings.rowCount() > 1)
        sentences.append(
                tr("Together they take %1 on disk.").arg(bytesText(bytes, m_findings.locale())));
    if (const QString unknown = m_findings.unknown(); !unknown.isEmpty())
        sentences.append(unknown);
    m_summary->setText(sentences.join(u' '));
    updateActions();
}

void IndexLabPanel::askApply(bool isTrial)
{
    const FindingRow *row = current();
    if (!row)
        return;
    const IndexFinding &finding = row->finding;
    const QString id = row->id();
    const bool leavesAlone = !finding.leavesAlone.isEmpty();
    const bool slowsDown = !finding.slowsDown.isEmpty();
    const bool isUnmeasured =
            leavesAlone || slowsDown || finding.isNotWorthIt || row->isWorse() ||
            (finding.kind == IndexFinding::Kind::Measure && !finding.isMeasured());
    const bool isDrop = !finding.index.isEmpty();
    DangerousAct act;
    act.title = isTrial  ? tr("Hide %1 from every statement?").arg(finding.index)
                : isDrop ? tr("Drop the index %1?").arg(finding.index)
                         : tr("Make an index on %1?").arg(finding.table);
    act.text = isTrial ? tr("It is still kept up to date, so inserts are no faster yet, and it "
                            "comes back at once.")
                       : tr("No row is touched. For seven days it is watched how statements fare.");
    if (leavesAlone && !isTrial)
        act.text += u' ' + tr("These statements would then read the whole table: %1.")
                                   .arg(finding.leavesAlone.join(u", "_s));
    else if (slowsDown && !isTrial)
        act.text += u' ' + tr("On a copy these statements became slower without it: %1.")
                                   .arg(finding.slowsDown.join(u", "_s));
    else if (finding.isNotWorthIt)
        act.text += u' ' + tr("As measured on a copy it is not worth it: it saves less than it "
                              "costs.");
    else if (row->isWorse() && !isTrial)
        act.text += u' ' + tr("%n statement(s) became worse since it was hidden.", nullptr,
                              int(row->change->watch.worse.size()));
    else if (isUnmeasured && finding.cost && !isTrial)
        act.text += u' ' + tr("Whether this is a gain the lab could not tell.");
    else if (isUnmeasured && !isTrial)
        act.text += u' ' + tr("Whether this is a gain was not measured.");
    act.sql = isTrial ? QString{} : finding.upSql;
    act.backup = isTrial ? tr("The index itself stays as it is.")
                         : tr("The way back is kept: %1").arg(finding.downSql);
    act.undo = tr("Take back, here or later.");
    act.button = isTrial ? tr("Hide index") : isDrop ? tr("Drop index") : tr("Make index");
    auto *dialog = new DangerousActDialog{m_theme, act, window()};
    connect(dialog, &QDialog::accepted, this,
            [this, id, isTrial, isUnmeasured] { emit applyRequested(id, isTrial, isUnmeasured); });
    dialog->open();
}
