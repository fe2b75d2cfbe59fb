// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/watchlist/watchdialog.h"

#include "db/domain/errortext.h"
#include "models/quotes/symboltext.h"
#include "models/watchlist/watchlisttext.h"
#include "views/theme/textlabel.h"
#include "views/theme/typescale.h"

#include <QAccessible>
#include <QCompleter>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

WatchDialog::WatchDialog(const Theme &theme, const QLocale &locale, const WatchedSymbol &watched,
                         const QStringList &symbols, QWidget *parent)
    : QDialog{parent}
    , m_locale{locale}
    , m_watched{watched}
{
    const bool isNew = watched.symbol.isEmpty();
    setObjectName(u"watchDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(isNew ? tr("Add symbol") : tr("Edit %1").arg(shortSymbol(watched.symbol)));
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(16, 16, 16, 12);
    rows->setSpacing(8);
    rows->addWidget(new TextLabel{TextSize::Section, windowTitle(), this});
    auto *form = new QFormLayout;
    form->setVerticalSpacing(8);
    m_symbol = addLine(*form, tr("&Symbol"), u"watchedSymbol"_s);
    m_symbol->setPlaceholderText(tr("BTC, or BHP.AU"));
    m_target = addLine(*form, tr("&Target"), u"watchedTarget"_s);
    m_target->setPlaceholderText(tr("Empty where there is none"));
    m_note = addLine(*form, tr("&Note"), u"watchedNote"_s);
    rows->addLayout(form);
    m_problem = new TextLabel{TextSize::Body, {}, this};
    m_problem->setObjectName(u"watchProblem"_s);
    m_problem->setWordWrap(true);
    m_problem->setMeaning(theme, Meaning::Danger);
    m_problem->hide();
    rows->addWidget(m_problem);
    rows->addStretch(1);

    auto *save = new QPushButton{isNew ? tr("Add symbol") : tr("Save"), this};
    save->setObjectName(u"saveWatchButton"_s);
    save->setDefault(true);
    connect(save, &QPushButton::clicked, this, &WatchDialog::submit);
    auto *cancel = new QPushButton{tr("Cancel"), this};
    cancel->setObjectName(u"cancelButton"_s);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(save);
    rows->addLayout(buttons);
    fill(symbols);
    resize(grown(420), sizeHint().height());
}

QLineEdit *WatchDialog::addLine(QFormLayout &form, const QString &label, const QString &name)
{
    auto *line = new QLineEdit{this};
    line->setObjectName(name);
    line->setAccessibleName(QString{label}.remove(u'&'));
    form.addRow(label, line);
    return line;
}

void WatchDialog::fill(const QStringList &symbols)
{
    if (m_watched.symbol.isEmpty()) {
        auto *completer = new QCompleter{symbols, m_symbol};
        completer->setCaseSensitivity(Qt::CaseInsensitive);
        completer->setFilterMode(Qt::MatchContains);
        m_symbol->setCompleter(completer);
    } else {
        m_symbol->setText(m_watched.symbol);
        m_symbol->setReadOnly(true);
        m_symbol->setToolTip(tr("Another symbol is another entry: add it"));
        m_target->setFocus(Qt::OtherFocusReason);
    }
    m_target->setText(editableTarget(m_watched.target, m_locale));
    m_note->setText(m_watched.note);
}

Result<WatchedSymbol> WatchDialog::written() const
{
    WatchedSymbol watched = m_watched;
    watched.symbol = m_symbol->text();
    const auto target = targetFromLocal(m_target->text(), m_locale);
    if (!target)
        return fail(target.error());
    watched.target = *target;
    watched.note = m_note->text();
    return checkedWatch(watched);
}

void WatchDialog::submit()
{
    const Result<WatchedSymbol> watched = written();
    if (watched) {
        emit entered(*watched);
        accept();
        return;
    }
    m_problem->setText(errorText(watched.error()));
    m_problem->show();
    QAccessibleEvent event{m_problem, QAccessible::Alert};
    QAccessible::updateAccessibility(&event);
}
