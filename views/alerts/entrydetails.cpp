// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/alerts/entrydetails.h"

#include "models/alerts/entryfacts.h"
#include "views/theme/typescale.h"

#include <QLayout>
#include <QScrollArea>
#include <QScrollBar>

using namespace Qt::Literals::StringLiterals;

EntryDetails::EntryDetails(QLocale locale, QWidget *parent)
    : DetailsCard{tr("Details of the alert"), parent}
    , m_locale{std::move(locale)}
{
    setObjectName(u"entryDetails"_s);
    setMinimumHeight(grown(64));
    scrollArea().setObjectName(u"entryDetailsArea"_s);
    setFocusProxy(&scrollArea());
    layout()->setContentsMargins(12, 8, 4, 8);
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
    const int scrolled = isSame ? scrollArea().verticalScrollBar()->value() : 0;
    m_entry = entry;
    rebuild();
    scrollArea().verticalScrollBar()->setValue(scrolled);
}

void EntryDetails::rebuild()
{
    begin();
    if (m_entry) {
        addText(m_entry->message);
        addFacts(entryFacts(*m_entry, m_locale));
    } else {
        addText(tr("Select an alert to see what it rests on, and who was told of it."), true);
    }
    end();
}
