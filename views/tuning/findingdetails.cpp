// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tuning/findingdetails.h"

#include "views/tables/stateicon.h"
#include "views/theme/textlabel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

FindingDetails::FindingDetails(QLocale locale, const Theme &theme, QWidget *parent)
    : QFrame{parent}
    , m_locale{std::move(locale)}
    , m_theme{theme}
    , m_icon{new QLabel{this}}
    , m_title{new TextLabel{TextSize::Section, {}, this}}
    , m_scroll{new QScrollArea{this}}
    , m_copy{new QPushButton{theme.icon(u"copy"_s), tr("Copy &SQL"), this}}
{
    setFrameStyle(int(QFrame::StyledPanel) | int(QFrame::Plain));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    setMinimumWidth(grown(260));
    m_title->setWordWrap(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setBackgroundRole(QPalette::Base);
    m_scroll->setFocusPolicy(Qt::StrongFocus); // what is long scrolls by key
    m_scroll->setAccessibleName(tr("Details of the finding"));
    m_copy->setObjectName(u"copySqlButton"_s);
    m_copy->setToolTip(tr("Copies the SQL to do and to undo"));
    connect(m_copy, &QPushButton::clicked, this, &FindingDetails::copySql);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_icon, 0, Qt::AlignTop);
    head->addWidget(m_title, 1);
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_copy);
    foot->addStretch(1);
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(14, 12, 14, 12);
    rows->setSpacing(8);
    rows->addLayout(head);
    rows->addWidget(m_scroll, 1);
    rows->addLayout(foot);
    connect(&theme, &Theme::changed, this, &FindingDetails::rebuild);
    rebuild();
}

void FindingDetails::setFinding(const std::optional<FindingRow> &row)
{
    m_row = row;
    rebuild();
}

void FindingDetails::copySql()
{
    if (m_row)
        QGuiApplication::clipboard()->setText(u"-- %1\n%2\n-- %3\n%4\n"_s.arg(
                tr("Do"), m_row->finding.upSql, tr("Undo"), m_row->finding.downSql));
}

void FindingDetails::addText(QVBoxLayout &rows, const QString &text, bool isQuiet)
{
    if (text.isEmpty())
        return;
    auto *label = new TextLabel{TextSize::Body, text, rows.parentWidget()};
    label->setWordWrap(true);
    label->setQuiet(isQuiet);
    rows.addWidget(label);
}

void FindingDetails::addSql(QVBoxLayout &rows, const QString &heading, const QString &sql)
{
    if (sql.isEmpty())
        return;
    auto *name = new TextLabel{TextSize::Body, heading, rows.parentWidget()};
    name->setFont(strongFont());
    auto *label = new QLabel{rows.parentWidget()};
    label->setTextFormat(Qt::PlainText);
    label->setFont(fixedFont());
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setText(sql);
    rows.addWidget(name);
    rows.addWidget(label);
}

void FindingDetails::rebuild()
{
    auto *page = new QWidget; // replaces the old page, which the scroll area deletes
    auto *rows = new QVBoxLayout{page};
    rows->setContentsMargins(0, 0, 4, 0);
    rows->setSpacing(8);
    m_icon->setVisible(m_row.has_value());
    m_copy->setVisible(m_row && !m_row->finding.upSql.isEmpty());
    if (!m_row) {
        m_title->setText(tr("No finding selected"));
        addText(*rows, tr("Select a finding to see why it is one and what can be done."), true);
    } else {
        const IndexFinding &finding = m_row->finding;
        m_icon->setPixmap(stateIcon(m_theme, findingState(finding.kind)).pixmap(smallIconSize()));
        m_icon->setAccessibleName(findingKindText(finding.kind));
        m_title->setText(finding.index.isEmpty()
                                 ? tr("New index on %1 (%2)").arg(finding.table, finding.columns)
                                 : finding.index);
        if (m_row->change) {
            addText(*rows, changePhaseText(m_row->change->change, m_locale));
            addText(*rows, watchText(*m_row->change, m_locale));
            if (m_row->isWorse())
                addText(*rows, tr("Take it back restores what was."));
        }
        addText(*rows, finding.reason);
        for (const QString &sentence : finding.evidence)
            addText(*rows, sentence, true);
        if (m_row->isFound) // else it was decided already
            addText(*rows, certaintyText(finding.certainty), true);
        if (!finding.isOwnTable)
            addText(*rows, tr("The table is not Tidemark's, so only you know who reads it."), true);
        if (finding.cost)
            addText(*rows, tr("Costs on insert: %1 µs per row")
                                   .arg(insertCostText(*finding.cost, m_locale)));
        if (finding.sizeBytes)
            addText(*rows,
                    tr("Costs on disk: %1").arg(m_locale.formattedDataSize(*finding.sizeBytes)));
        addSql(*rows, tr("Do"), finding.upSql);
        addSql(*rows, tr("Undo"), finding.downSql);
    }
    rows->addStretch(1);
    page->setBackgroundRole(QPalette::Base);
    m_scroll->setWidget(page);
}
