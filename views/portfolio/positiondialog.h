// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/position.h"
#include "views/theme/theme.h"

#include <QDateTime>
#include <QDialog>
#include <QLocale>
#include <QMap>

class QDateEdit;
class QFormLayout;
class QLineEdit;
class TextLabel;

// What there is to know where a position is written down.
struct PositionFacts {
    QDateTime now;                       // UTC: nothing is bought later
    QMap<QString, QString> currencies{}; // of the symbols that are known; empty where it is not
};

// Writes down a position by hand, or changes one. What cannot be stored is said below the fields,
// and the dialog stays. Deletes itself when closed. GUI thread.
class PositionDialog final : public QDialog
{
    Q_OBJECT

public:
    // position: with id 0 a new one, whose currency follows its symbol until somebody writes it.
    PositionDialog(const Theme &theme, const QLocale &locale, const Position &position,
                   PositionFacts facts, QWidget *parent = nullptr);

signals:
    void entered(const Position &position); // checked

private:
    [[nodiscard]] QLineEdit *addLine(QFormLayout &form, const QString &label, const QString &name);
    void fill();
    void followSymbol();
    void submit();
    [[nodiscard]] Result<Position> written() const;
    [[nodiscard]] Result<Quantity> amountIn(const QLineEdit &line, const QString &sentence) const;

    QLocale m_locale;
    Position m_position;
    PositionFacts m_facts;
    bool m_isCurrencyWritten = false;
    QLineEdit *m_symbol = nullptr;
    QLineEdit *m_quantity = nullptr;
    QLineEdit *m_cost = nullptr;
    QLineEdit *m_currency = nullptr;
    QDateEdit *m_opened = nullptr;
    QLineEdit *m_note = nullptr;
    TextLabel *m_problem = nullptr;
};
