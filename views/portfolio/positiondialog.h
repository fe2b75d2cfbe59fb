// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/position.h"
#include "views/theme/theme.h"

#include <QDialog>
#include <QLocale>

class QDateEdit;
class QFormLayout;
class QLineEdit;
class TextLabel;

// Writes down a position by hand, or changes one. What cannot be stored is said below the fields,
// and the dialog stays. Deletes itself when closed. GUI thread.
class PositionDialog final : public QDialog
{
    Q_OBJECT

public:
    // position: with id 0 a new one. symbols: offered while one is typed.
    PositionDialog(const Theme &theme, const QLocale &locale, const Position &position,
                   const QStringList &symbols, QWidget *parent = nullptr);

signals:
    void entered(const Position &position); // checked

private:
    [[nodiscard]] QLineEdit *addLine(QFormLayout &form, const QString &label, const QString &name);
    void fill(const QStringList &symbols);
    void submit();
    [[nodiscard]] Result<Position> written() const;
    [[nodiscard]] Result<Quantity> amountIn(const QLineEdit &line, const QString &sentence) const;

    QLocale m_locale;
    Position m_position;
    QLineEdit *m_symbol = nullptr;
    QLineEdit *m_quantity = nullptr;
    QLineEdit *m_cost = nullptr;
    QLineEdit *m_currency = nullptr;
    QDateEdit *m_opened = nullptr;
    QLineEdit *m_note = nullptr;
    TextLabel *m_problem = nullptr;
};
