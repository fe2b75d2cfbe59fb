// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/assets/editassetsdialog.h"

#include "db/domain/assetfields.h"
#include "views/assets/dialogparts.h"
#include "views/theme/typescale.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

// What all have in one field; nothing where they differ.
template <typename Value>
std::optional<Value> common(const QList<Asset> &assets, Value Asset::*field)
{
    const Value &first = assets.constFirst().*field;
    const bool isCommon =
            std::ranges::all_of(assets, [&](const Asset &asset) { return asset.*field == first; });
    return isCommon ? std::optional{first} : std::nullopt;
}

} // namespace

EditAssetsDialog::EditAssetsDialog(const Theme &theme, const QList<Asset> &assets, QWidget *parent)
    : QDialog{parent}
    , m_assets{assets}
{
    Q_ASSERT(!assets.isEmpty());
    setObjectName(u"editAssetsDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    const int count = int(assets.size());
    setWindowTitle(count == 1 ? tr("Edit %1").arg(assets.constFirst().symbol)
                              : tr("Edit %n asset(s)", nullptr, count));
    auto *fields = new QFormLayout;
    fields->setVerticalSpacing(8);
    fields->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_save = new QPushButton{tr("Save"), this};
    addFields(*fields, theme);
    m_save->setObjectName(u"saveButton"_s);
    connect(m_save, &QPushButton::clicked, this, &EditAssetsDialog::save);
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(16, 16, 16, 12);
    rows->setSpacing(12);
    rows->addWidget(wrappedLabel(TextSize::Section, windowTitle(), this));
    if (count > 1) {
        QStringList symbols;
        for (const Asset &asset : assets)
            symbols << asset.symbol;
        const QString some = QStringList{symbols.first(std::min(count, 6))}.join(u", "_s);
        auto *names = wrappedLabel(
                TextSize::Body,
                count > 6 ? tr("%1 and %n more", nullptr, count - 6).arg(some) : some, this);
        names->setObjectName(u"editedSymbols"_s);
        names->setQuiet(true);
        rows->addWidget(names);
    }
    rows->addLayout(fields);
    auto *note = wrappedLabel(TextSize::Secondary,
                              count > 1 ? tr("Only what you change here is changed in each of "
                                             "them.")
                                        : tr("The symbol stays: prices are stored under it."),
                              this);
    note->setQuiet(true);
    rows->addWidget(note);
    rows->addStretch(1);
    rows->addLayout(dialogButtons(*this, *m_save));
    resize(grown(460), sizeHint().height());
    update();
}

void EditAssetsDialog::addFields(QFormLayout &fields, const Theme &theme)
{
    if (m_assets.size() == 1) {
        m_name = new QLineEdit{m_assets.constFirst().name, this};
        m_name->setObjectName(u"nameEdit"_s);
        connect(m_name, &QLineEdit::textChanged, this, &EditAssetsDialog::update);
        m_nameError = addField(fields, theme, tr("&Name"), m_name);
    }
    const std::optional<QString> type = common(m_assets, &Asset::type);
    m_typeBefore = type.value_or(QString{});
    m_type = makeChoice(u"typeEdit"_s,
                        {u"Common Stock"_s, u"Preferred Stock"_s, u"ETF"_s, u"FUND"_s, u"Index"_s,
                         u"currency"_s, u"crypto"_s},
                        m_typeBefore, type.has_value());
    m_typeError = addField(fields, theme, tr("&Type"), m_type);
    const std::optional<QString> currency = common(m_assets, &Asset::currency);
    m_currencyBefore = currency.value_or(QString{});
    m_currency = makeChoice(u"currencyEdit"_s,
                            {u"AUD"_s, u"USD"_s, u"EUR"_s, u"GBP"_s, u"GBX"_s, u"JPY"_s, u"NZD"_s},
                            m_currencyBefore, currency.has_value());
    m_currencyError = addField(fields, theme, tr("&Currency"), m_currency);

    const std::optional<bool> isActive = common(m_assets, &Asset::isActive);
    m_activeBefore = !isActive ? Qt::PartiallyChecked : *isActive ? Qt::Checked : Qt::Unchecked;
    m_active = new QCheckBox{tr("&Active: asked for when it is due"), this};
    m_active->setObjectName(u"activeEdit"_s);
    m_active->setTristate(!isActive);
    m_active->setCheckState(m_activeBefore);
    m_active->setEnabled(!hasCoin());
    m_active->setToolTip(hasCoin() ? tr("Coins come all with one answer and cannot be paused alone")
                                   : QString{});
    connect(m_active, &QCheckBox::stateChanged, this, &EditAssetsDialog::update);
    fields.addRow(QString{}, m_active);
}

FieldError *EditAssetsDialog::addField(QFormLayout &fields, const Theme &theme,
                                       const QString &label, QWidget *edit)
{
    auto *error = new FieldError{theme, *edit, this};
    auto *rows = new QVBoxLayout;
    rows->setSpacing(2);
    rows->addWidget(edit);
    rows->addWidget(error);
    auto *name = new QLabel{label, this};
    name->setBuddy(edit);
    name->setMinimumHeight(edit->sizeHint().height()); // in line with the field, not its error
    edit->setAccessibleName(QString{label}.remove(u'&'));
    fields.addRow(name, rows);
    return error;
}

QComboBox *EditAssetsDialog::makeChoice(const QString &name, const QStringList &known,
                                        const QString &common, bool isCommon)
{
    auto *choice = new QComboBox{this};
    choice->setObjectName(name);
    choice->setEditable(true);
    choice->setInsertPolicy(QComboBox::NoInsert);
    choice->addItems(known);
    choice->setCurrentText(common);
    if (!isCommon)
        choice->lineEdit()->setPlaceholderText(tr("different; stays as it is"));
    connect(choice, &QComboBox::currentTextChanged, this, &EditAssetsDialog::update);
    return choice;
}

AssetEdit EditAssetsDialog::edit() const
{
    AssetEdit edit;
    if (m_name && m_name->text().trimmed() != m_assets.constFirst().name)
        edit.name = m_name->text().trimmed();
    if (const QString type = m_type->currentText().trimmed(); type != m_typeBefore)
        edit.type = type;
    if (const QString currency = m_currency->currentText().trimmed().toUpper();
        currency != m_currencyBefore)
        edit.currency = currency;
    if (m_active->checkState() != m_activeBefore && m_active->checkState() != Qt::PartiallyChecked)
        edit.isActive = m_active->checkState() == Qt::Checked;
    return edit;
}

bool EditAssetsDialog::hasCoin() const
{
    return std::ranges::any_of(m_assets, &Asset::isCoin);
}

void EditAssetsDialog::update()
{
    if (!m_active) // still being made
        return;
    const AssetEdit now = edit();
    const QString nameFault = now.name ? assetNameFault(*now.name) : QString{};
    const QString typeFault = now.type ? assetTypeFault(*now.type) : QString{};
    const QString currencyFault = now.currency ? assetCurrencyFault(*now.currency) : QString{};
    if (m_nameError)
        m_nameError->setError(nameFault);
    m_typeError->setError(typeFault);
    m_currencyError->setError(currencyFault);
    const bool isWrong = !nameFault.isEmpty() || !typeFault.isEmpty() || !currencyFault.isEmpty();
    m_save->setEnabled(!now.isEmpty() && !isWrong);
    m_save->setToolTip(isWrong         ? tr("Correct the field first")
                       : now.isEmpty() ? tr("Nothing is changed yet")
                                       : QString{});
}

void EditAssetsDialog::save()
{
    QStringList symbols;
    for (const Asset &asset : std::as_const(m_assets))
        symbols << asset.symbol;
    emit edited(symbols, edit());
    accept();
}
