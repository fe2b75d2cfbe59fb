// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/alerts/backtestview.h"

#include "db/domain/coin.h"
#include "db/domain/errortext.h"
#include "models/alerts/alerttext.h"
#include "models/alerts/conditiontext.h"
#include "models/alerts/levelwords.h"
#include "models/collector/runtext.h"
#include "views/alerts/trialbox.h"
#include "views/quotes/chartwords.h"
#include "views/quotes/pricechart.h"
#include "views/shell/actionbutton.h"
#include "views/shell/linkbutton.h"
#include "views/tables/celldelegate.h"
#include "views/tables/datatable.h"
#include "views/tables/numberdelegate.h"
#include "views/theme/elidedlabel.h"

#include <QAction>
#include <QActionGroup>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

// By column of FiringTableModel.
const QList<ColumnWidth> Widths{{22, 18}, {18, 13}, {18, 13}, {16, 10}};

// The range of the chart; nothing of three months, which it does not have.
std::optional<ChartRange> chartRange(TrialRange range)
{
    switch (range) {
    case TrialRange::Month:
        return ChartRange::Month;
    case TrialRange::ThreeMonths:
        return {};
    case TrialRange::Year:
        return ChartRange::Year;
    case TrialRange::All:
        break;
    }
    return ChartRange::All;
}

} // namespace

BacktestView::BacktestView(RuleTrial &trial, SeriesModel &series, const Theme &theme,
                           const QLocale &locale, QWidget *parent)
    : QWidget{parent}
    , m_trial{trial}
    , m_series{series}
    , m_theme{theme}
    , m_locale{locale}
    , m_firings{locale}
{
    setObjectName(u"backtest"_s);
    // Made in the order in which Tab goes through them.
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    rows->addWidget(makeHeader());
    m_sentence = new TrialBox{theme, this};
    rows->addWidget(m_sentence);
    m_chart = new PriceChart{series, theme, locale, this};
    m_chart->setObjectName(u"backtestChart"_s);
    m_chart->setAccessibleName(tr("Back-test chart"));
    m_chart->setUnchosenText(tr("The prices of the rule's symbol are shown here, with its level."));
    m_table = new DataTable{tr("Firings of the back-test"), this};
    m_table->setObjectName(u"firingsTable"_s);
    m_table->setModel(&m_firings);
    m_table->setItemDelegate(new CellDelegate{theme, m_table});
    for (const int column : {FiringTableModel::ValueColumn, FiringTableModel::LevelColumn})
        m_table->setItemDelegateForColumn(column, new NumberDelegate{theme, 0, m_table});
    m_table->setColumnWidths(Widths);
    m_pages = new QStackedWidget{this};
    m_pages->addWidget(m_chart);
    m_pages->addWidget(m_table);
    m_pages->setMinimumHeight(grown(180));
    m_pages->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored); // takes what is left
    rows->addWidget(m_pages, 1);
    rows->addWidget(makeFoot());

    connect(m_chart, &PriceChart::thresholdMoved, this, &BacktestView::levelMoved);
    connect(&m_trial, &RuleTrial::changed, this, &BacktestView::showTrial);
    connect(&m_series, &SeriesModel::seriesChanged, this, &BacktestView::fitPrices);
    connect(&m_series, &SeriesModel::seriesChanged, this, &BacktestView::showHoles);
    connect(&m_series, &SeriesModel::viewChanged, this, &BacktestView::showHoles);
    showTrial();
}

QWidget *BacktestView::makeHeader()
{
    auto *header = new QWidget{this};
    auto *row = new QHBoxLayout{header};
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(new TextLabel{TextSize::Section, tr("Back-test"), header});
    m_source = new ElidedLabel{TextSize::Body, {}, header};
    m_source->setObjectName(u"backtestSource"_s);
    m_source->setQuiet(true);
    m_source->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_source, 1);
    m_ranges = new QActionGroup{this};
    auto *joined = new QHBoxLayout;
    joined->setSpacing(0);
    for (const TrialRange range :
         {TrialRange::Month, TrialRange::ThreeMonths, TrialRange::Year, TrialRange::All}) {
        auto *action = new QAction{trialRangeText(range), m_ranges};
        action->setObjectName(u"trial%1"_s.arg(int(range)));
        action->setCheckable(true);
        action->setChecked(range == m_trial.range());
        connect(action, &QAction::triggered, this, [this, range] { choose(range); });
        joined->addWidget(new ActionButton{*action, header});
    }
    row->addLayout(joined);
    return header;
}

QWidget *BacktestView::makeFoot()
{
    auto *foot = new QWidget{this};
    m_holes = new ElidedLabel{TextSize::Secondary, {}, foot};
    m_holes->setObjectName(u"backtestHoles"_s);
    m_holes->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_turn = new LinkButton{{}, foot};
    m_turn->setObjectName(u"backtestTable"_s);
    connect(m_turn, &QAbstractButton::clicked, this,
            [this] { showTable(m_pages->currentWidget() != m_table); });
    auto *row = new QHBoxLayout{foot};
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_holes, 1);
    row->addWidget(m_turn);
    return foot;
}

void BacktestView::choose(TrialRange range)
{
    m_trial.setRange(range);
    showPrices();
}

void BacktestView::setRule(const AlertRule &rule, bool isSound)
{
    m_rule = rule;
    m_isSound = isSound;
    const QString coin = coinOfSymbol(rule.symbol);
    const QString name = coin.isEmpty() ? rule.symbol : coin;
    if (m_series.coin() != name) {
        m_series.setCoin(name);
        showPrices();
    }
    m_source->setText(rule.symbol.isEmpty() ? QString{}
                      : coin.isEmpty()
                              ? tr("%1, adjusted closes and delayed quotes").arg(rule.symbol)
                              : tr("%1, 5-minute quotes").arg(coin));
    if (isSound)
        m_trial.setRule(rule);
    else
        m_trial.setRule(std::nullopt);
    showAlerts(); // the level follows at once, the firings when they are known
}

void BacktestView::showPrices()
{
    m_isFitting = true;
    if (const std::optional<ChartRange> range = chartRange(m_trial.range())) {
        m_series.showRange(*range);
        return;
    }
    const qint64 from = m_trial.from().toMSecsSinceEpoch();
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    m_series.setView({from, std::max(now, m_series.lastMs() + 1)});
}

// Where prices begin later than the range, the chart begins with them.
void BacktestView::fitPrices()
{
    if (!m_isFitting || !m_series.hasAnswer())
        return;
    m_isFitting = false;
    const QDateTime from = m_trial.from();
    if (from.isValid() && m_series.firstMs() > from.toMSecsSinceEpoch())
        m_series.showRange(ChartRange::All);
}

void BacktestView::showTrial()
{
    const std::optional<RuleReplay> &replay = m_trial.replay();
    if (replay) {
        const TrialSentence sentence =
                trialSentence(*replay, m_trial.range(), m_trial.now(), m_locale);
        //: How long it took: "12 ms", "1.20 s".
        m_sentence->setText(sentence.lead, sentence.rest,
                            tr("replayed in %1").arg(durationText(m_trial.elapsedMs(), m_locale)));
    } else if (m_trial.failure()) {
        m_sentence->setText(tr("It could not be tried."), errorText(*m_trial.failure()), {});
    } else if (!m_isSound) {
        m_sentence->setText(tr("Not tried yet."), tr("The rule is not complete."), {});
    } else {
        m_sentence->setText(tr("Trying…"), {}, {});
    }
    m_firings.setEvents(replay ? replay->events : QList<AlertEvent>{});
    showAlerts();
    showTable(m_pages->currentWidget() == m_table);
}

void BacktestView::showAlerts()
{
    ChartAlerts alerts;
    if (std::optional<ChartThreshold> threshold = thresholdOf(m_rule)) {
        threshold->isMovable = true;
        threshold->words = thresholdWords(*threshold);
        threshold->clearWords = threshold->firesAbove ? tr("Clears below") : tr("Clears above");
        alerts.thresholds.append(*threshold);
    }
    if (const std::optional<RuleReplay> &replay = m_trial.replay()) {
        for (const AlertEvent &event : replay->events) {
            if (event.kind != AlertEvent::Kind::Triggered)
                continue;
            const QString time =
                    editTimeText(QDateTime::fromMSecsSinceEpoch(event.timeMs), m_locale);
            alerts.firings.append(
                    {0,
                     event.timeMs,
                     {},
                     tr("Would have fired at %1, at %2.")
                             .arg(time, valueWords(event.value, event.unit, m_locale))});
        }
    }
    m_chart->setAlerts(alerts);
}

QString BacktestView::thresholdWords(const ChartThreshold &threshold) const
{
    const AlertTerm *term = priceTerm(m_rule.condition);
    if (term && term->comparison == AlertComparison::Crosses)
        return tr("Fires when crossed, drag to move");
    return threshold.firesAbove ? tr("Fires above, drag to move") : tr("Fires below, drag to move");
}

// The longest hole in view, because what is not stored is not judged.
void BacktestView::showHoles()
{
    const TimeRange view = m_series.view();
    QList<DataGap> holes;
    for (const DataGap &gap : m_series.slice(view).gaps) {
        if (gap.cause != GapCause::MarketClosed && gap.to.toMSecsSinceEpoch() > view.fromMs &&
            gap.from.toMSecsSinceEpoch() < view.toMs)
            holes.append(gap);
    }
    if (holes.isEmpty()) {
        m_holes->setText({});
        return;
    }
    const DataGap &longest = *std::ranges::max_element(
            holes, {}, [](const DataGap &gap) { return gap.from.msecsTo(gap.to); });
    const QString size = gapSizeText(longest, m_locale);
    m_holes->setText(holes.size() == 1 ? tr("Hatched: %1, not judged.").arg(size)
                                       : tr("Hatched: %n holes, not judged; the longest is %1.",
                                            nullptr, int(holes.size()))
                                                 .arg(size));
}

void BacktestView::showTable(bool isShown)
{
    const bool hadFocus = m_pages->currentWidget()->hasFocus();
    m_pages->setCurrentWidget(isShown ? static_cast<QWidget *>(m_table) : m_chart);
    if (hadFocus)
        m_pages->currentWidget()->setFocus(Qt::OtherFocusReason);
    const QString text =
            isShown ? tr("Show the chart")
                    : tr("Show the %n firing(s) as a table", nullptr, m_firings.rowCount());
    m_turn->setText(text);
    m_turn->setAccessibleName(text);
    m_turn->updateGeometry();
    m_turn->setVisible(isShown || m_firings.rowCount() > 0);
}
