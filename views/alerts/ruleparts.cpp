// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/alerts/ruleparts.h"

#include "db/domain/coin.h"
#include "views/theme/textlabel.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>

using namespace Qt::Literals::StringLiterals;

QWidget *inRow(const QList<QWidget *> &widgets, QWidget *parent)
{
    auto *part = new QWidget{parent};
    part->setObjectName(widgets.constFirst()->objectName() + u"Row"_s);
    auto *row = new QHBoxLayout{part};
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    for (QWidget *widget : widgets)
        row->addWidget(widget);
    row->addStretch();
    return part;
}

QWidget *besideWords(QWidget *field, const QString &words, QWidget *parent)
{
    auto *label = new TextLabel{TextSize::Body, words, parent};
    label->setQuiet(true);
    return inRow({field, label}, parent);
}

void addRow(QFormLayout &column, const QString &label, QWidget *field, QWidget *buddy)
{
    auto *words = new QLabel{label, field->parentWidget()};
    words->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    words->setMinimumHeight(field->sizeHint().height()); // stays there with a problem below
    words->setBuddy(buddy);
    column.addRow(words, field);
}

QString symbolTitle(const QString &symbol)
{
    const QString coin = coinOfSymbol(symbol);
    return coin.isEmpty() ? symbol
                          //: A coin and the currency of its prices.
                          : QCoreApplication::translate("RuleParts", "%1 · %2, CoinSpot")
                                    .arg(coin, currencyOfCoin(coin));
}
