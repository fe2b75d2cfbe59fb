// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/trash/trashstore.h"

#include <QDialog>

class FieldError;
class QDateTimeEdit;
class QFormLayout;
class QLineEdit;
class QPushButton;
class Theme;

// Of which time the delayed quotes of a share are deleted, and why. Deletes itself. GUI thread.
class DeleteQuotesDialog final : public QDialog
{
    Q_OBJECT

public:
    // now, UTC: the fields begin with the day of it, here.
    DeleteQuotesDialog(const Theme &theme, const QString &symbol, const QDateTime &now,
                       QWidget *parent = nullptr);

signals:
    void chosen(const QuoteRange &range, const QString &reason);

private:
    void addFields(QFormLayout &fields, const Theme &theme, const QDateTime &now);
    [[nodiscard]] QDateTimeEdit *makeTime(const QString &name, const QDateTime &time);
    [[nodiscard]] QuoteRange range() const;
    void update();

    QString m_symbol;
    QDateTimeEdit *m_from = nullptr;
    QDateTimeEdit *m_to = nullptr;
    FieldError *m_error = nullptr;
    QLineEdit *m_reason = nullptr;
    QPushButton *m_delete = nullptr;
};
