// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/alerts/entrydetails.h"

#include "models/alerts/entryfacts.h"
#include "views/theme/textlabel.h"
#include "views/theme/typescale.h"

#include <QGridLayout>
#include <QScrollArea>
#include <QScrollBar>

using namespace Qt::Literals::StringLiterals;

EntryDetails::EntryDetails(QLocale locale, QWidget *parent)
    : QFrame{parent}
    , m_locale{std::move(locale)}
    , m_scroll{new QScrollArea{this}}
{
    setObjectName(u"entryDetails"_s);
    setFrameStyle(int(QFrame::StyledPanel) | int(QFrame::Plain));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    setMinimumHeight(grown(64));
    m_scroll->setObjectName(u"entryDetailsArea"_s);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setBackgroundRole(QPalette::Base);
    m_scroll->setFocusPolicy(Qt::StrongFocus); // what is long scrolls by key
    m_scroll->setAccessibleName(tr("Details of the alert"));
    setFocusProxy(m_scroll);
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(12, 8, 4, 8);
    rows->addWidget(m_scroll);
    rebuild();
}

QSize EntryDetails::sizeHint() const
{
    return {QFrame::sizeHint().width(), grown(168)};
}

void EntryDetails::setEntry(const std::optional<AlertLogEntry> &entry)
{
    if (m_entry == entry)
        return;
    const bool isSame = m_entry && entry && m_entry->id == entry->id;
    const int scrolled = isSame ? m_scroll->verticalScrollBar()->value() : 0;
    m_entry = entry;
    rebuild();
    m_scroll->verticalScrollBar()->setValue(scrolled);
}

void EntryDetails::rebuild()
{
    auto *page = new QWidget; // replaces the old page, which the scroll area deletes
    auto *rows = new QVBoxLayout{page};
    rows->setContentsMargins(0, 0, 4, 0);
    rows->setSpacing(8);
    auto *lead = new TextLabel{TextSize::Body,
                               m_entry ? m_entry->message
                                       : tr("Select an alert to see what it rests on, and who was "
                                            "told of it."),
                               page};
    lead->setObjectName(u"entryMessage"_s);
    lead->setWordWrap(true);
    lead->setQuiet(!m_entry);
    rows->addWidget(lead);
    if (m_entry)
        addFacts(*rows);
    rows->addStretch(1);
    page->setBackgroundRole(QPalette::Base);
    m_scroll->setWidget(page);
}

void EntryDetails::addFacts(QVBoxLayout &rows)
{
    auto *grid = new QGridLayout;
    grid->setColumnStretch(1, 1);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    int row = 0;
    for (const auto &[name, value] : entryFacts(*m_entry, m_locale)) {
        auto *nameLabel = new TextLabel{TextSize::Body, name, rows.parentWidget()};
        nameLabel->setQuiet(true);
        auto *valueLabel = new TextLabel{TextSize::Body, value, rows.parentWidget()};
        valueLabel->setWordWrap(true);
        valueLabel->setTextInteractionFlags(Qt::TextSelectableByMouse);
        grid->addWidget(nameLabel, row, 0, Qt::AlignTop);
        grid->addWidget(valueLabel, row++, 1);
    }
    rows.addLayout(grid);
}
