// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFormLayout>
#include <QList>
#include <QString>

class QWidget;

// How the form of a rule sets its fields.

// The widgets beside each other, as wide as they want to be.
[[nodiscard]] QWidget *inRow(const QList<QWidget *> &widgets, QWidget *parent);

// The field with quiet words behind it.
[[nodiscard]] QWidget *besideWords(QWidget *field, const QString &words, QWidget *parent);

// A row of the column; its label leads to the buddy.
void addRow(QFormLayout &column, const QString &label, QWidget *field, QWidget *buddy);

// "btc · AUD, CoinSpot" of a coin, the symbol of a stock.
[[nodiscard]] QString symbolTitle(const QString &symbol);
