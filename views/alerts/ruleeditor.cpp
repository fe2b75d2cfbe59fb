// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/alerts/ruleeditor.h"

#include "models/alerts/alerttext.h"
#include "models/alerts/conditiontext.h"
#include "models/alerts/ruleproblems.h"
#include "views/alerts/backtestview.h"
#include "views/alerts/ruleform.h"
#include "views/shell/linkbutton.h"
#include "views/tables/celldelegate.h"
#include "views/tables/datatable.h"
#include "views/theme/elidedlabel.h"
#include "views/theme/textlabel.h"

#include <QCheckBox>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

// By column of RuleVersionModel.
const QList<ColumnWidth> Widths{{8, 7}, {20, 18}, {60, 24}};

constexpr int Inset = 14;

// At the side where lines end, where the scroll bar stands, too.
QMargins insetAtEnd(const QWidget &widget, int inset)
{
    return widget.isRightToLeft() ? QMargins{inset, 0, 0, 0} : QMargins{0, 0, inset, 0};
}

} // namespace

RuleEditor::RuleEditor(RuleTrial &trial, SeriesModel &series, const Theme &theme,
                       const QLocale &locale, QWidget *parent)
    : QFrame{parent}
    , m_theme{theme}
    , m_locale{locale}
    , m_versions{locale}
{
    setObjectName(u"ruleEditor"_s);
    setFrameShape(QFrame::StyledPanel);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    // Made in the order in which Tab goes through them.
    QWidget *header = makeHeader();
    m_form = new RuleForm{theme, locale, this};
    m_backtest = new BacktestView{trial, series, theme, locale, this};
    QWidget *content = makeContent();
    QWidget *foot = makeFoot();
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(insetAtEnd(*this, -Inset) + QMargins{Inset, 10, Inset, 10});
    rows->setSpacing(8);
    rows->addWidget(header);
    rows->addWidget(content, 1);
    rows->addWidget(foot);
    connect(m_form, &RuleForm::edited, this, &RuleEditor::noteEdit);
    connect(m_backtest, &BacktestView::levelMoved, this, &RuleEditor::moveLevel);
    clear();
}

QWidget *RuleEditor::makeHeader()
{
    auto *header = new QWidget{this};
    m_title = new ElidedLabel{TextSize::Section, {}, header};
    m_title->setObjectName(u"ruleTitle"_s);
    m_version = new ElidedLabel{TextSize::Secondary, {}, header};
    m_version->setObjectName(u"ruleVersion"_s);
    m_history = new LinkButton{{}, header};
    m_history->setObjectName(u"ruleHistory"_s);
    connect(m_history, &QAbstractButton::clicked, this,
            [this] { showVersions(m_pages->currentWidget() == m_backtest); });
    m_enabled = new QCheckBox{tr("Ena&bled"), header};
    m_enabled->setObjectName(u"ruleEnabled"_s);
    m_enabled->setToolTip(tr("A rule that is off is kept and not judged"));
    connect(m_enabled, &QCheckBox::clicked, this, &RuleEditor::noteEdit);
    auto *row = new QHBoxLayout{header};
    row->setContentsMargins(insetAtEnd(*header, Inset));
    row->setSpacing(8);
    row->addWidget(m_title, 3);
    row->addWidget(m_version, 2);
    row->addStretch();
    row->addWidget(m_history);
    row->addWidget(m_enabled);
    return header;
}

QWidget *RuleEditor::makeContent()
{
    auto *content = new QWidget{this};
    content->setBackgroundRole(QPalette::Base);
    m_pages = new QStackedWidget{content};
    m_pages->addWidget(m_backtest);
    m_pages->addWidget(makeVersions());
    auto *line = new QFrame{content};
    line->setFrameShape(QFrame::HLine);
    line->setForegroundRole(QPalette::Mid);
    line->setFrameShadow(QFrame::Plain);
    auto *rows = new QVBoxLayout{content};
    rows->setContentsMargins(insetAtEnd(*content, Inset));
    rows->setSpacing(10);
    rows->addWidget(m_form);
    rows->addWidget(line);
    rows->addWidget(m_pages, 1);
    // With a large font, or in a small window, all this is higher than there is room.
    auto *scroll = new QScrollArea{this};
    scroll->setObjectName(u"ruleScroll"_s);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    scroll->setFocusPolicy(Qt::NoFocus); // what has the focus brings itself into view
    scroll->setWidget(content);
    // The bar takes the place of the inset, so that no field moves when it comes.
    connect(scroll->verticalScrollBar(), &QScrollBar::rangeChanged, rows,
            [content, rows, bar = scroll->verticalScrollBar()](int least, int most) {
                const int taken = most > least ? bar->sizeHint().width() : 0;
                rows->setContentsMargins(insetAtEnd(*content, std::max(Inset - taken, 0)));
            });
    return scroll;
}

QWidget *RuleEditor::makeVersions()
{
    m_versionTable = new DataTable{tr("Versions of the rule"), this};
    m_versionTable->setObjectName(u"versionsTable"_s);
    m_versionTable->setModel(&m_versions);
    m_versionTable->setItemDelegate(new CellDelegate{m_theme, m_versionTable});
    m_versionTable->setColumnWidths(Widths);
    m_versionTable->setToolTip(tr("Enter takes a version into the fields; saving makes it the "
                                  "newest"));
    m_versionTable->setMinimumHeight(grown(160));
    connect(m_versionTable, &QAbstractItemView::activated, this, &RuleEditor::takeVersion);
    return m_versionTable;
}

QWidget *RuleEditor::makeFoot()
{
    auto *foot = new QWidget{this};
    m_words = new TextLabel{TextSize::Secondary, {}, foot};
    m_words->setObjectName(u"saveWords"_s);
    m_words->setWordWrap(true);
    const auto button = [&](const QString &name, const QString &text, const QString &tip) {
        auto *made = new QPushButton{text, foot};
        made->setObjectName(name);
        made->setAutoDefault(false);
        made->setToolTip(tip);
        return made;
    };
    m_remove = button(u"deleteRule"_s, tr("Delete"), {});
    m_remove->setIcon(m_theme.icon(u"recycle-bin"_s));
    m_remove->setAccessibleName(tr("Delete the rule"));
    connect(m_remove, &QPushButton::clicked, this, [this] { emit removeRequested(m_stored.id); });
    m_revert = button(u"revertRule"_s, tr("Revert"), {});
    connect(m_revert, &QPushButton::clicked, this, &RuleEditor::revert);
    m_save = button(u"saveRule"_s, tr("Save rule"), {});
    m_save->setDefault(true);
    connect(m_save, &QPushButton::clicked, this, &RuleEditor::save);
    auto *row = new QHBoxLayout{foot};
    row->setContentsMargins(insetAtEnd(*foot, Inset));
    row->setSpacing(8);
    row->addWidget(m_words, 1);
    row->addWidget(m_remove);
    row->addWidget(m_revert);
    row->addWidget(m_save);
    return foot;
}

void RuleEditor::showRule(const AlertRule &rule)
{
    const bool isOther = !m_hasRule || rule.id != m_stored.id;
    m_hasRule = true;
    if (isOther)
        m_versions.setVersions({});
    load(rule, m_drafts.value(rule.id, rule));
    if (rule.id != 0)
        emit versionsRequested(rule.id);
}

void RuleEditor::clear()
{
    m_hasRule = false;
    m_versions.setVersions({});
    load({}, {});
}

void RuleEditor::load(const AlertRule &stored, const AlertRule &written)
{
    m_isLoading = true;
    m_pricedSymbol.clear();
    m_stored = stored;
    m_form->setRule(written);
    m_enabled->setChecked(written.isEnabled);
    m_isLoading = false;
    if (stored.id == 0)
        showVersions(false);
    follow();
}

AlertRule RuleEditor::written() const
{
    AlertRule rule = m_form->rule();
    rule.isEnabled = m_enabled->isChecked();
    return rule;
}

bool RuleEditor::isChanged() const
{
    return m_hasRule && (!m_form->isReadable() || written() != m_stored);
}

void RuleEditor::noteEdit()
{
    if (!m_isLoading)
        follow();
}

void RuleEditor::moveLevel(Price level)
{
    AlertCondition condition = m_form->rule().condition;
    for (QList<AlertTerm> &all : condition.anyOf) {
        for (AlertTerm &term : all) {
            if (term.measure != AlertMeasure::Price)
                continue;
            // The clear level keeps its distance.
            if (term.clear)
                term.clear =
                        Price::fromUnits(term.clear->units() + level.units() - term.level.units());
            term.level = level;
            m_form->setCondition(condition);
            follow();
            return;
        }
    }
}

void RuleEditor::save()
{
    if (m_save->isEnabled())
        emit saveRequested(written());
}

void RuleEditor::revert()
{
    m_drafts.remove(m_stored.id);
    load(m_stored, m_stored);
}

void RuleEditor::acceptSaved(const AlertRule &rule)
{
    // A new one had no id when it was written.
    const bool wasNew = rule.version == 1 && !m_drafts.contains(rule.id);
    const qint64 draft = wasNew ? 0 : rule.id;
    m_drafts.remove(draft);
    if (m_hasRule && m_stored.id == draft)
        showRule(rule);
    else
        tellDrafts();
}

void RuleEditor::acceptVersions(qint64 ruleId, const QList<AlertRule> &versions)
{
    if (!m_hasRule || ruleId != m_stored.id)
        return;
    m_versions.setVersions(versions);
    showVersions(m_pages->currentWidget() == m_versionTable);
}

void RuleEditor::showVersions(bool isShown)
{
    m_pages->setCurrentWidget(isShown ? static_cast<QWidget *>(m_versionTable) : m_backtest);
    const QString text = isShown ? tr("Show the back-test")
                                 : tr("%n version(s)", nullptr, m_versions.rowCount());
    m_history->setText(text);
    m_history->setAccessibleName(isShown ? text : tr("Show the versions of the rule"));
    m_history->updateGeometry();
}

void RuleEditor::takeVersion()
{
    const QModelIndex current = m_versionTable->currentIndex();
    if (!current.isValid())
        return;
    AlertRule rule = m_versions.version(current.row());
    rule.id = m_stored.id;
    rule.version = m_stored.version;
    rule.createdAt = m_stored.createdAt;
    rule.updatedAt = m_stored.updatedAt;
    rule.deletedAt = m_stored.deletedAt;
    load(m_stored, rule);
    showVersions(false);
}

void RuleEditor::setSymbols(const QStringList &symbols)
{
    m_isLoading = true;
    m_form->setSymbols(symbols);
    m_isLoading = false;
}

void RuleEditor::focusName()
{
    m_form->focusName();
}
