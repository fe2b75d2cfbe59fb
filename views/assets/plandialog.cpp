// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/assets/plandialog.h"

#include "models/assets/budgettext.h"
#include "views/assets/dialogparts.h"
#include "views/theme/typescale.h"

#include <QComboBox>
#include <QFormLayout>
#include <QPushButton>
#include <QSpinBox>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int OtherPlan = 0;
constexpr int MostCalls = 10'000'000; // more than any plan has

} // namespace

PlanDialog::PlanDialog(const QLocale &locale, int callsADay, int symbols, QWidget *parent)
    : QDialog{parent}
    , m_locale{locale}
    , m_symbols{symbols}
    , m_plan{new QComboBox{this}}
    , m_calls{new QSpinBox{this}}
    , m_round{wrappedLabel(TextSize::Body, {}, this)}
{
    setObjectName(u"planDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Plan and limits of EODHD"));
    m_plan->setObjectName(u"planEdit"_s);
    m_plan->addItem(tr("Free, %1 calls a day").arg(locale.toString(CallBudget::FreePlan)),
                    CallBudget::FreePlan);
    m_plan->addItem(tr("Paid, %1 calls a day").arg(locale.toString(CallBudget::PaidPlan)),
                    CallBudget::PaidPlan);
    m_plan->addItem(tr("Another one"), OtherPlan);
    m_calls->setObjectName(u"callsEdit"_s);
    m_calls->setRange(1, MostCalls);
    m_calls->setGroupSeparatorShown(true);
    m_calls->setValue(callsADay);
    m_round->setObjectName(u"planRound"_s);

    auto *fields = new QFormLayout;
    fields->setVerticalSpacing(8);
    fields->addRow(tr("&Plan"), m_plan);
    fields->addRow(tr("&Use at most, a day"), m_calls);
    m_plan->setAccessibleName(tr("Plan"));
    m_calls->setAccessibleName(tr("Use at most, a day"));
    auto *note = wrappedLabel(TextSize::Secondary,
                              tr("The plan is that of your account at EODHD. Use fewer calls than "
                                 "it allows to leave some for other programs with the same token. "
                                 "What is not reached today comes first tomorrow."),
                              this);
    note->setQuiet(true);
    auto *save = new QPushButton{tr("Save"), this};
    save->setObjectName(u"saveButton"_s);
    connect(save, &QPushButton::clicked, this, [this] {
        emit chosen(m_calls->value());
        accept();
    });
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(16, 16, 16, 12);
    rows->setSpacing(12);
    rows->addWidget(wrappedLabel(TextSize::Section, windowTitle(), this));
    rows->addLayout(fields);
    rows->addWidget(m_round);
    rows->addWidget(note);
    rows->addStretch(1);
    rows->addLayout(dialogButtons(*this, *save));
    resize(grown(460), sizeHint().height());

    connect(m_plan, &QComboBox::activated, this, &PlanDialog::followPlan);
    connect(m_calls, &QSpinBox::valueChanged, this, &PlanDialog::updateRound);
    const int known = m_plan->findData(callsADay);
    m_plan->setCurrentIndex(known >= 0 ? known
                            : callsADay < CallBudget::FreePlan
                                    ? m_plan->findData(CallBudget::FreePlan)
                                    : m_plan->findData(OtherPlan));
    updateRound();
}

void PlanDialog::followPlan()
{
    if (const int calls = m_plan->currentData().toInt(); calls != OtherPlan)
        m_calls->setValue(calls);
    else
        m_calls->setFocus(Qt::OtherFocusReason);
}

void PlanDialog::updateRound()
{
    const int calls = m_calls->value();
    m_round->setText(roundText(m_symbols, calls, (m_symbols + calls - 1) / calls, m_locale));
}
