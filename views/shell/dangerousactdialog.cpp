// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/dangerousactdialog.h"

#include "views/sql/sqlview.h"
#include "views/theme/textlabel.h"
#include "views/theme/theme.h"

#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>

using namespace Qt::Literals::StringLiterals;

namespace {

TextLabel *wrapped(const QString &text, QWidget *parent)
{
    auto *label = new TextLabel{TextSize::Body, text, parent};
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText); // names that a person gave stand in it
    return label;
}

} // namespace

DangerousActDialog::DangerousActDialog(const Theme &theme, const DangerousAct &act, QWidget *parent)
    : QDialog{parent}
{
    setObjectName(u"dangerousActDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(act.title);
    setAccessibleDescription(act.text);

    auto *title = new TextLabel{TextSize::Section, act.title, this};
    title->setObjectName(u"actTitle"_s);
    title->setWordWrap(true);
    auto *content = new QWidget;
    auto *parts = new QVBoxLayout{content};
    parts->setContentsMargins(0, 0, 4, 0);
    parts->setSpacing(8);
    if (!act.text.isEmpty())
        parts->addWidget(wrapped(act.text, content));
    addTouched(*parts, act.touched);
    if (!act.sql.isEmpty())
        addSql(*parts, theme, act.sql);
    addSentence(*parts, tr("Backup"), act.backup);
    addSentence(*parts, tr("To undo"), act.undo);
    if (act.sql.isEmpty()) // which takes the room otherwise
        parts->addStretch(1);

    auto *scroll = new QScrollArea{this}; // with a large font it is higher than a small screen
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(content);
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(16, 16, 16, 12);
    rows->setSpacing(12);
    rows->addWidget(title);
    rows->addWidget(scroll, 1);
    if (!act.nameToType.isEmpty())
        addNameToType(*rows, act.nameToType);
    addButtons(*rows, act);
    const QSize room = screen()->availableSize() * 9 / 10;
    const int height = rows->sizeHint().height() - scroll->sizeHint().height() +
                       content->sizeHint().height() + 8;
    resize(QSize{grown(620), height}.boundedTo(room));
}

void DangerousActDialog::addTouched(QVBoxLayout &rows, const QList<DangerousAct::Touched> &touched)
{
    if (touched.isEmpty())
        return;
    QWidget *content = rows.parentWidget();
    auto *heading = wrapped(tr("Rows touched"), content);
    heading->setFont(strongFont());
    rows.addWidget(heading);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(2, 1);
    for (int row = 0; row < touched.size(); ++row) {
        grid->addWidget(new TextLabel{TextSize::Body, touched.at(row).table, content}, row, 0);
        grid->addWidget(new TextLabel{TextSize::Body, touched.at(row).rows, content}, row, 1,
                        Qt::AlignRight);
    }
    rows.addLayout(grid);
}

void DangerousActDialog::addSql(QVBoxLayout &rows, const Theme &theme, const QString &sql)
{
    QWidget *content = rows.parentWidget();
    auto *heading = wrapped(tr("SQL that runs"), content);
    heading->setFont(strongFont());
    // Made in the order in which Tab goes through them, as all that follows.
    auto *copy = new QPushButton{theme.icon(u"copy"_s), tr("Co&py SQL"), content};
    copy->setObjectName(u"copySqlButton"_s);
    auto *view = new SqlView{theme, tr("SQL that runs"), content};
    view->setObjectName(u"actSql"_s);
    view->setSql(sql);
    view->setMinimumHeight(view->fontMetrics().height() * 8);
    connect(copy, &QPushButton::clicked, view, &SqlView::copyAll);
    auto *head = new QHBoxLayout;
    head->addWidget(heading, 1);
    head->addWidget(copy);
    rows.addLayout(head);
    rows.addWidget(view, 1);
}

void DangerousActDialog::addSentence(QVBoxLayout &rows, const QString &heading, const QString &text)
{
    if (text.isEmpty())
        return;
    auto *name = wrapped(heading, rows.parentWidget());
    name->setFont(strongFont());
    auto *part = new QVBoxLayout;
    part->setSpacing(2);
    part->addWidget(name);
    part->addWidget(wrapped(text, rows.parentWidget()));
    rows.addLayout(part);
}

void DangerousActDialog::addNameToType(QVBoxLayout &rows, const QString &name)
{
    m_typed = new QLineEdit{this};
    m_typed->setObjectName(u"typedName"_s);
    auto *label = new QLabel{this};
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setText(tr("Type %1 to go on.").arg(name));
    label->setBuddy(m_typed);
    m_typed->setAccessibleName(label->text());
    rows.addWidget(label);
    rows.addWidget(m_typed);
}

void DangerousActDialog::addButtons(QVBoxLayout &rows, const DangerousAct &act)
{
    auto *cancel = new QPushButton{tr("Cancel"), this};
    cancel->setObjectName(u"cancelButton"_s);
    cancel->setDefault(true); // of Return, wherever no other button has the focus
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    m_act = new QPushButton{act.button, this};
    m_act->setObjectName(u"actButton"_s);
    m_act->setMinimumWidth(m_act->sizeHint().width() + 2 * 8);
    connect(m_act, &QPushButton::clicked, this, &QDialog::accept);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addStretch(1);
    row->addWidget(cancel);
    row->addWidget(m_act);
    rows.addLayout(row);
    if (!m_typed) {
        cancel->setFocus();
        return;
    }
    const auto follow = [this, name = act.nameToType] {
        const bool isTyped = m_typed->text().trimmed() == name;
        m_act->setEnabled(isTyped);
        m_act->setToolTip(isTyped ? QString{} : tr("Type %1 first").arg(name));
    };
    connect(m_typed, &QLineEdit::textChanged, m_act, follow);
    follow();
    m_typed->setFocus();
}
