// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/portfolio/positiondialog.h"

#include "models/portfolio/quantitytext.h"
#include "views/theme/textlabel.h"

#include <QAccessible>
#include <QCompleter>
#include <QDateEdit>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

namespace {

const QDate NotKnown{1899, 12, 31}; // the day before the first that can be chosen

// As it is typed again: no groups, so that no digit has to be moved.
QString editable(Quantity amount, const QLocale &locale)
{
    QLocale plain = locale;
    plain.setNumberOptions(QLocale::OmitGroupSeparator);
    return localQuantity(amount, plain);
}

} // namespace

PositionDialog::PositionDialog(const Theme &theme, const QLocale &locale, const Position &position,
                               PositionFacts facts, QWidget *parent)
    : QDialog{parent}
    , m_locale{locale}
    , m_position{position}
    , m_facts{std::move(facts)}
{
    const bool isNew = position.id == 0;
    setObjectName(u"positionDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(isNew ? tr("Add position") : tr("Edit position of %1").arg(position.symbol));
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(16, 16, 16, 12);
    rows->setSpacing(8);
    rows->addWidget(new TextLabel{TextSize::Section, windowTitle(), this});
    auto *form = new QFormLayout;
    form->setVerticalSpacing(8);
    m_symbol = addLine(*form, tr("&Symbol"), u"positionSymbol"_s);
    m_symbol->setPlaceholderText(tr("BHP.AU, or BTC.COINSPOT"));
    m_quantity = addLine(*form, tr("&Quantity"), u"positionQuantity"_s);
    m_cost = addLine(*form, tr("C&ost of all of it"), u"positionCost"_s);
    m_cost->setPlaceholderText(tr("0 for a gift, empty where it is not known"));
    m_currency = addLine(*form, tr("C&urrency of the cost"), u"positionCurrency"_s);
    m_opened = new QDateEdit{this};
    m_opened->setObjectName(u"positionOpened"_s);
    m_opened->setCalendarPopup(true);
    m_opened->setMinimumDate(NotKnown);
    m_opened->setMaximumDate(m_facts.now.toLocalTime().date());
    m_opened->setSpecialValueText(tr("Not known"));
    m_opened->setAccessibleName(tr("Bought on"));
    form->addRow(tr("&Bought on"), m_opened);
    m_note = addLine(*form, tr("&Note"), u"positionNote"_s);
    rows->addLayout(form);
    m_problem = new TextLabel{TextSize::Body, {}, this};
    m_problem->setObjectName(u"positionProblem"_s);
    m_problem->setWordWrap(true);
    m_problem->setMeaning(theme, Meaning::Danger);
    m_problem->hide();
    rows->addWidget(m_problem);
    rows->addStretch(1);

    auto *save = new QPushButton{isNew ? tr("Add position") : tr("Save"), this};
    save->setObjectName(u"savePositionButton"_s);
    save->setDefault(true);
    connect(save, &QPushButton::clicked, this, &PositionDialog::submit);
    auto *cancel = new QPushButton{tr("Cancel"), this};
    cancel->setObjectName(u"cancelButton"_s);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(save);
    rows->addLayout(buttons);
    fill();
    resize(grown(460), sizeHint().height());
}

QLineEdit *PositionDialog::addLine(QFormLayout &form, const QString &label, const QString &name)
{
    auto *line = new QLineEdit{this};
    line->setObjectName(name);
    line->setAccessibleName(QString{label}.remove(u'&'));
    form.addRow(label, line);
    return line;
}

void PositionDialog::fill()
{
    auto *completer = new QCompleter{m_facts.currencies.keys(), m_symbol};
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    m_symbol->setCompleter(completer);
    m_symbol->setText(m_position.symbol);
    if (!m_position.quantity.isZero())
        m_quantity->setText(editable(m_position.quantity, m_locale));
    if (m_position.cost)
        m_cost->setText(editable(*m_position.cost, m_locale));
    m_isCurrencyWritten = !m_position.currency.isEmpty();
    m_currency->setText(m_position.currency);
    followSymbol();
    connect(m_symbol, &QLineEdit::textChanged, this, &PositionDialog::followSymbol);
    connect(m_currency, &QLineEdit::textEdited, this, [this] { m_isCurrencyWritten = true; });
    m_opened->setDate(m_position.openedAt.isValid() ? m_position.openedAt.toUTC().date()
                                                    : NotKnown);
    m_note->setText(m_position.note);
}

void PositionDialog::followSymbol()
{
    if (m_isCurrencyWritten)
        return;
    const QString symbol = m_symbol->text().trimmed().toUpper();
    const QString known = m_facts.currencies.value(symbol);
    m_currency->setText(known.isEmpty() ? usualCurrency(symbol) : known);
}

Result<Quantity> PositionDialog::amountIn(const QLineEdit &line, const QString &sentence) const
{
    Result<Quantity> amount = quantityFromLocal(line.text(), m_locale);
    if (!amount)
        return fail(Error::Kind::Usage, sentence);
    return amount;
}

Result<Position> PositionDialog::written() const
{
    Position position = m_position;
    position.symbol = m_symbol->text();
    position.currency = m_currency->text();
    position.note = m_note->text();
    const Result<Quantity> quantity =
            amountIn(*m_quantity, tr("The quantity is no number. Write it as %1.")
                                          .arg(editable(*Quantity::parse(u"0.5"), m_locale)));
    if (!quantity)
        return fail(quantity.error());
    position.quantity = *quantity;
    position.cost = {};
    if (!m_cost->text().trimmed().isEmpty()) {
        const Result<Quantity> cost =
                amountIn(*m_cost, tr("The cost is no number. Write it as %1, or leave it empty.")
                                          .arg(editable(*Quantity::parse(u"4500.5"), m_locale)));
        if (!cost)
            return fail(cost.error());
        position.cost = *cost;
    }
    // A day that was not touched keeps its time.
    const QDate day = m_opened->date();
    if (day == NotKnown)
        position.openedAt = {};
    else if (day != m_position.openedAt.toUTC().date())
        position.openedAt = QDateTime{day, QTime{0, 0}, Qt::UTC};
    return checkedPosition(position, m_facts.now);
}

void PositionDialog::submit()
{
    const Result<Position> position = written();
    if (position) {
        emit entered(*position);
        accept();
        return;
    }
    m_problem->setText(position.error().detail);
    m_problem->show();
    QAccessibleEvent event{m_problem, QAccessible::Alert};
    QAccessible::updateAccessibility(&event);
}
