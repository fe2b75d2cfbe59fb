// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/watchlist.h"
#include "views/theme/theme.h"

#include <QDialog>
#include <QLocale>

class QFormLayout;
class QLineEdit;
class TextLabel;

// Puts a symbol on the watchlist, or changes its target and note. What cannot be stored is said
// below the fields, and the dialog stays. Deletes itself when closed. GUI thread.
class WatchDialog final : public QDialog
{
    Q_OBJECT

public:
    // watched: without a symbol a new one. symbols: offered while one is typed.
    WatchDialog(const Theme &theme, const QLocale &locale, const WatchedSymbol &watched,
                const QStringList &symbols, QWidget *parent = nullptr);

signals:
    void entered(const WatchedSymbol &watched); // checked

private:
    [[nodiscard]] QLineEdit *addLine(QFormLayout &form, const QString &label, const QString &name);
    void fill(const QStringList &symbols);
    void submit();
    [[nodiscard]] Result<WatchedSymbol> written() const;

    QLocale m_locale;
    WatchedSymbol m_watched;
    QLineEdit *m_symbol = nullptr;
    QLineEdit *m_target = nullptr;
    QLineEdit *m_note = nullptr;
    TextLabel *m_problem = nullptr;
};
