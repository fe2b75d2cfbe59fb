// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/assets/dialogparts.h"

#include <QDialog>
#include <QHBoxLayout>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

FieldError::FieldError(const Theme &theme, QWidget &field, QWidget *parent)
    : TextLabel{TextSize::Secondary, {}, parent}
    , m_field{field}
{
    setObjectName(field.objectName() + u"Error"_s);
    setWordWrap(true);
    setMeaning(theme, Meaning::Danger);
    hide();
}

void FieldError::setError(const QString &error)
{
    setText(error);
    setVisible(!error.isEmpty());
    m_field.setAccessibleDescription(error);
}

TextLabel *wrappedLabel(TextSize size, const QString &text, QWidget *parent)
{
    auto *label = new TextLabel{size, text, parent};
    label->setWordWrap(true);
    return label;
}

QBoxLayout *dialogButtons(QDialog &dialog, QPushButton &act)
{
    auto *cancel = new QPushButton{QDialog::tr("Cancel"), &dialog};
    cancel->setObjectName(u"cancelButton"_s);
    QObject::connect(cancel, &QPushButton::clicked, &dialog, &QDialog::reject);
    QWidget::setTabOrder(cancel, &act); // which may have been made long before
    act.setDefault(true);
    act.setMinimumWidth(grown(120)); // its words change, its place should not
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addStretch(1);
    row->addWidget(cancel);
    row->addWidget(&act);
    return row;
}
