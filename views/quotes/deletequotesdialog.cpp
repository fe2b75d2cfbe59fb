// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/quotes/deletequotesdialog.h"

#include "db/domain/timespans.h"
#include "views/assets/dialogparts.h"
#include "views/theme/typescale.h"

#include <QDateTimeEdit>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

namespace {

void addField(QFormLayout &fields, const QString &label, QWidget *edit, QWidget *parent)
{
    auto *name = new QLabel{label, parent};
    name->setBuddy(edit);
    edit->setAccessibleName(QString{label}.remove(u'&'));
    fields.addRow(name, edit);
}

} // namespace

DeleteQuotesDialog::DeleteQuotesDialog(const Theme &theme, const QString &symbol,
                                       const QDateTime &now, QWidget *parent)
    : QDialog{parent}
    , m_symbol{symbol}
{
    setObjectName(u"deleteQuotesDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Delete delayed quotes of %1").arg(symbol));
    m_delete = new QPushButton{tr("Delete"), this};
    m_delete->setObjectName(u"deleteButton"_s);
    auto *fields = new QFormLayout;
    fields->setVerticalSpacing(8);
    fields->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    addFields(*fields, theme, now);
    connect(m_delete, &QPushButton::clicked, this, [this] {
        emit chosen(range(), m_reason->text().trimmed());
        accept();
    });
    auto *note = wrappedLabel(TextSize::Secondary,
                              tr("They go into the recycle bin, from where they can be restored. "
                                 "Daily bars, and with them the chart, stay."),
                              this);
    note->setQuiet(true);
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(16, 16, 16, 12);
    rows->setSpacing(12);
    rows->addWidget(wrappedLabel(TextSize::Section, windowTitle(), this));
    rows->addLayout(fields);
    rows->addWidget(note);
    rows->addStretch(1);
    rows->addLayout(dialogButtons(*this, *m_delete));
    resize(grown(460), sizeHint().height());
    update();
}

void DeleteQuotesDialog::addFields(QFormLayout &fields, const Theme &theme, const QDateTime &now)
{
    const QDateTime local = now.toLocalTime();
    const QString zone = local.timeZoneAbbreviation();
    m_from = makeTime(u"fromEdit"_s, local.date().startOfDay());
    //: A field: quotes from this time on are deleted; in brackets the time zone
    addField(fields, tr("&From (%1)").arg(zone), m_from, this);
    // Without the seconds, which the field does not show, and with the quote of this minute.
    const qint64 minute = now.toMSecsSinceEpoch() / MinuteMs + 1;
    m_to = makeTime(u"toEdit"_s, QDateTime::fromMSecsSinceEpoch(minute * MinuteMs));
    //: A field: quotes before this time are deleted; in brackets the time zone
    addField(fields, tr("&Before (%1)").arg(zone), m_to, this);
    m_error = new FieldError{theme, *m_to, this};
    fields.addRow(QString{}, m_error);
    m_reason = new QLineEdit{this};
    m_reason->setObjectName(u"reasonEdit"_s);
    m_reason->setPlaceholderText(tr("for whoever looks later"));
    addField(fields, tr("&Reason"), m_reason, this);
}

QDateTimeEdit *DeleteQuotesDialog::makeTime(const QString &name, const QDateTime &time)
{
    auto *edit = new QDateTimeEdit{time, this};
    edit->setObjectName(name);
    edit->setDisplayFormat(tr("d MMM yyyy, HH:mm"));
    edit->setCalendarPopup(true);
    connect(edit, &QDateTimeEdit::dateTimeChanged, this, &DeleteQuotesDialog::update);
    return edit;
}

QuoteRange DeleteQuotesDialog::range() const
{
    return {m_symbol, m_from->dateTime().toUTC(), m_to->dateTime().toUTC()};
}

void DeleteQuotesDialog::update()
{
    if (!m_reason) // still being made
        return;
    const bool isWrong = range().from >= range().to;
    m_error->setError(isWrong ? tr("The second time must be after the first.") : QString{});
    m_delete->setEnabled(!isWrong);
    m_delete->setToolTip(isWrong ? tr("Correct the times first") : QString{});
}
