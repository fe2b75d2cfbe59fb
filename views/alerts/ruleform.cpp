// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/alerts/ruleform.h"

#include "models/alerts/alerttext.h"
#include "views/alerts/conditionedit.h"
#include "views/alerts/fieldbox.h"
#include "views/alerts/leveledit.h"
#include "views/alerts/ruleparts.h"
#include "views/alerts/spanedit.h"
#include "views/shell/linkbutton.h"
#include "views/tables/stateicon.h"
#include "views/theme/textlabel.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QDateTimeEdit>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

RuleForm::RuleForm(const Theme &theme, const QLocale &locale, QWidget *parent)
    : QWidget{parent}
    , m_theme{theme}
    , m_locale{locale}
{
    setObjectName(u"ruleForm"_s);
    m_columns = new QBoxLayout{QBoxLayout::LeftToRight};
    m_columns->setSpacing(16);
    // Made in the order in which Tab goes through them.
    m_what = makeWhat();
    m_how = makeHow();
    m_columns->addWidget(m_what, 1);
    m_columns->addWidget(m_how, 1);
    m_condition = new ConditionEdit{theme, locale, this};
    connect(m_condition, &ConditionEdit::edited, this, &RuleForm::note);
    auto *when = new TextLabel{TextSize::Body, tr("&When"), this};
    when->setBuddy(m_condition->firstField());
    when->setMinimumHeight(m_condition->firstField()->sizeHint().height()); // beside the first row
    m_moreLink = new LinkButton{{}, this};
    m_moreLink->setObjectName(u"moreFields"_s);
    connect(m_moreLink, &QAbstractButton::clicked, this,
            [this] { setMoreShown(m_more->isHidden()); });
    m_more = makeMore();

    auto *condition = new QHBoxLayout;
    condition->setSpacing(8);
    condition->addWidget(when, 0, Qt::AlignTop);
    condition->addWidget(m_condition, 1);
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    rows->addLayout(m_columns);
    rows->addLayout(condition);
    rows->addWidget(m_more);
    rows->addWidget(m_moreLink, 0, Qt::AlignLeft);
    setMoreShown(false);
    setRule({});
}

QFormLayout *RuleForm::makeColumn(QWidget *parent) const
{
    auto *column = new QFormLayout{parent};
    column->setContentsMargins(0, 0, 0, 0);
    column->setVerticalSpacing(8);
    column->setHorizontalSpacing(8);
    column->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
    column->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    return column;
}

void RuleForm::addField(QFormLayout &column, const QString &label, QWidget *field, QWidget *buddy,
                        RuleField which)
{
    auto *box = new FieldBox{field, m_theme, field->parentWidget()};
    m_boxes.insert(which, box);
    addRow(column, label, box, buddy);
}

QComboBox *RuleForm::makeChoice(const QString &name, const QString &title, QWidget *parent)
{
    auto *choice = new QComboBox{parent};
    choice->setObjectName(name);
    choice->setAccessibleName(title);
    connect(choice, &QComboBox::activated, this, &RuleForm::note);
    return choice;
}

SpanEdit *RuleForm::makeSpan(const QString &name, const QString &title, QWidget *parent)
{
    auto *span = new SpanEdit{m_locale, parent};
    span->setObjectName(name);
    span->setAccessibleName(title);
    connect(span, &SpanEdit::edited, this, &RuleForm::note);
    return span;
}

QWidget *RuleForm::makeWhat()
{
    auto *part = new QWidget{this};
    QFormLayout *column = makeColumn(part);
    m_name = new QLineEdit{part};
    m_name->setObjectName(u"ruleName"_s);
    m_name->setAccessibleName(tr("Name"));
    m_name->setPlaceholderText(tr("Empty: named after its condition"));
    connect(m_name, &QLineEdit::textEdited, this, &RuleForm::note);
    addField(*column, tr("&Name"), m_name, m_name, RuleField::Name);

    m_symbol = makeChoice(u"ruleSymbol"_s, tr("Symbol"), part);
    m_symbol->setEditable(true);
    m_symbol->setInsertPolicy(QComboBox::NoInsert);
    m_symbol->completer()->setFilterMode(Qt::MatchContains);
    m_symbol->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_symbol->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_symbol->setMinimumContentsLength(12);
    m_symbol->lineEdit()->setAccessibleName(tr("Symbol"));
    m_symbol->lineEdit()->setPlaceholderText(tr("BTC, or BHP.AU"));
    m_symbol->installEventFilter(this);
    connect(m_symbol, &QComboBox::editTextChanged, this, [this] {
        if (m_symbol->lineEdit()->isModified())
            note();
    });
    addField(*column, tr("Sy&mbol"), m_symbol, m_symbol, RuleField::Symbol);

    m_hold = makeSpan(u"ruleHold"_s, tr("Hold for"), part);
    m_hold->setToolTip(tr("So long the condition must be met before the rule fires"));
    m_holdBox = new FieldBox{besideWords(m_hold, tr("before it fires"), part), m_theme, part};
    addRow(*column, tr("H&old for"), m_holdBox, m_hold);

    m_notify = new QPushButton{part};
    m_notify->setObjectName(u"ruleNotify"_s);
    m_notify->setAutoDefault(false);
    auto *menu = new QMenu{m_notify};
    for (const QString &way :
         {tr("Desktop notification"), tr("Sound"), tr("Command"), tr("Webhook")}) {
        QAction *channel = menu->addAction(way);
        channel->setCheckable(true);
        m_channels.append(channel);
        connect(channel, &QAction::triggered, this, &RuleForm::note);
    }
    m_notify->setMenu(menu);
    addRow(*column, tr("Not&ify by"), m_notify, m_notify);
    return part;
}

QWidget *RuleForm::makeHow()
{
    auto *part = new QWidget{this};
    QFormLayout *column = makeColumn(part);
    m_cooldown = makeSpan(u"ruleCooldown"_s, tr("Cool-down"), part);
    m_cooldown->setToolTip(tr("So long at least from one firing to the next"));
    m_cooldownBox = new FieldBox{besideWords(m_cooldown, {}, part), m_theme, part};
    addRow(*column, tr("Coo&l-down"), m_cooldownBox, m_cooldown);
    m_rearm = makeChoice(u"ruleRearm"_s, tr("Re-arm"), part);
    addField(*column, tr("&Re-arm"), makeRearm(part), m_rearm, RuleField::Rearm);
    m_severity = makeChoice(u"ruleSeverity"_s, tr("Severity"), part);
    for (const AlertSeverity severity :
         {AlertSeverity::Info, AlertSeverity::Warning, AlertSeverity::Critical})
        m_severity->addItem(stateIcon(m_theme, severityState(severity)), severityText(severity));
    addRow(*column, tr("Severit&y"), m_severity, m_severity);
    m_isQuiet = new QCheckBox{part};
    addField(*column, tr("&Quiet hours"), makeQuietHours(part), m_isQuiet, RuleField::QuietHours);
    return part;
}

QWidget *RuleForm::makeRearm(QWidget *parent)
{
    for (const AlertRearm rearm : {AlertRearm::Cleared, AlertRearm::Once, AlertRearm::Daily,
                                   AlertRearm::NewExtreme, AlertRearm::Acknowledged})
        m_rearm->addItem(rearmText(rearm));
    m_rearm->setToolTip(tr("When it may fire again"));
    m_step = new LevelEdit{m_locale, parent};
    m_step->setObjectName(u"ruleStep"_s);
    m_step->setAccessibleName(tr("Step of the extremes in percent"));
    connect(m_step, &LevelEdit::edited, this, &RuleForm::note);
    m_stepUnit = new TextLabel{TextSize::Body, tr("%"), parent};
    return inRow({m_rearm, m_step, m_stepUnit}, parent);
}

QWidget *RuleForm::makeQuietHours(QWidget *parent)
{
    m_isQuiet->setObjectName(u"ruleIsQuiet"_s);
    m_isQuiet->setAccessibleName(tr("Quiet hours"));
    m_isQuiet->setToolTip(tr("What fires then is logged, and told at their end; critical alerts "
                             "are told at once"));
    connect(m_isQuiet, &QCheckBox::clicked, this, &RuleForm::note);
    const auto time = [&](const QString &name, const QString &title) {
        auto *edit = new QTimeEdit{parent};
        edit->setObjectName(name);
        edit->setAccessibleName(title);
        edit->setDisplayFormat(u"HH:mm"_s);
        connect(edit, &QTimeEdit::timeChanged, this, &RuleForm::note);
        return edit;
    };
    m_quietFrom = time(u"ruleQuietFrom"_s, tr("Quiet from"));
    m_quietTo = time(u"ruleQuietTo"_s, tr("Quiet to"));
    //: Between two times of day.
    auto *to = new TextLabel{TextSize::Body, tr("to"), parent};
    return inRow({m_isQuiet, m_quietFrom, to, m_quietTo}, parent);
}

QWidget *RuleForm::makeMore()
{
    auto *part = new QWidget{this};
    part->setObjectName(u"moreRuleFields"_s);
    QFormLayout *column = makeColumn(part);
    QWidget *days = makeDays(part);
    addField(*column, tr("&Active days"), days, m_days.constFirst(), RuleField::Days);
    m_expires = new QCheckBox{part};
    addField(*column, tr("E&xpires"), makeExpiry(part), m_expires, RuleField::Expiry);
    m_noData = makeChoice(u"ruleNoData"_s, tr("Without new prices"), part);
    for (const AlertNoData policy : {AlertNoData::Keep, AlertNoData::Notify, AlertNoData::Clear})
        m_noData->addItem(noDataText(policy));
    m_noData->setToolTip(tr("What the rule does while its symbol has no fresh price"));
    addRow(*column, tr("Wi&thout new prices"), inRow({m_noData}, part), m_noData);
    m_notes = new QPlainTextEdit{part};
    m_notes->setObjectName(u"ruleNotes"_s);
    m_notes->setAccessibleName(tr("Notes"));
    m_notes->setTabChangesFocus(true);
    m_notes->setFixedHeight(grown(56));
    connect(m_notes, &QPlainTextEdit::textChanged, this, &RuleForm::note);
    addField(*column, tr("Note&s"), m_notes, m_notes, RuleField::Notes);
    return part;
}

QWidget *RuleForm::makeDays(QWidget *parent)
{
    QList<QWidget *> row;
    for (int day = 1; day <= 7; ++day) {
        auto *box = new QCheckBox{m_locale.standaloneDayName(day, QLocale::ShortFormat), parent};
        box->setObjectName(u"ruleDay%1"_s.arg(day));
        box->setAccessibleName(m_locale.standaloneDayName(day));
        connect(box, &QCheckBox::clicked, this, &RuleForm::note);
        m_days.append(box);
        row.append(box);
    }
    return inRow(row, parent);
}

QWidget *RuleForm::makeExpiry(QWidget *parent)
{
    m_expires->setObjectName(u"ruleExpires"_s);
    m_expires->setAccessibleName(tr("Expires"));
    connect(m_expires, &QCheckBox::clicked, this, &RuleForm::note);
    m_expiresAt = new QDateTimeEdit{parent};
    m_expiresAt->setObjectName(u"ruleExpiresAt"_s);
    m_expiresAt->setAccessibleName(tr("Expires at"));
    m_expiresAt->setCalendarPopup(true);
    m_expiresAt->setDisplayFormat(u"d MMM yyyy HH:mm"_s);
    connect(m_expiresAt, &QDateTimeEdit::dateTimeChanged, this, &RuleForm::note);
    return inRow({m_expires, m_expiresAt}, parent);
}

// Below this the columns stand below each other.
int RuleForm::columnsWidth() const
{
    return m_what->minimumSizeHint().width() + m_columns->spacing() +
           m_how->minimumSizeHint().width();
}

QSize RuleForm::minimumSizeHint() const
{
    const int column =
            std::max(m_what->minimumSizeHint().width(), m_how->minimumSizeHint().width());
    return {std::max(column, grown(300)), QWidget::minimumSizeHint().height()};
}

void RuleForm::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_columns->setDirection(width() < columnsWidth() ? QBoxLayout::TopToBottom
                                                     : QBoxLayout::LeftToRight);
}

// What stands there is replaced by what is typed, also where the mouse brought the focus.
bool RuleForm::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_symbol && event->type() == QEvent::FocusIn)
        QMetaObject::invokeMethod(m_symbol->lineEdit(), &QLineEdit::selectAll,
                                  Qt::QueuedConnection); // after the press that sets the cursor
    return QWidget::eventFilter(watched, event);
}

void RuleForm::setMoreShown(bool isShown)
{
    m_more->setVisible(isShown);
    m_moreLink->setText(isShown ? tr("Fewer fields")
                                : tr("More: days, expiry, missing prices, notes"));
    m_moreLink->setAccessibleName(m_moreLink->text());
    m_moreLink->updateGeometry();
}

void RuleForm::focusName()
{
    m_name->setFocus(Qt::OtherFocusReason);
    m_name->selectAll();
}
