// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/tables/numberdelegate.h"

#include <QLocale>

// A target price, written in place. What cannot be stored is said below the field, which stays; and
// news of the row leave alone what is being typed. GUI thread.
class TargetDelegate final : public NumberDelegate
{
    Q_OBJECT

public:
    TargetDelegate(const Theme &theme, const QLocale &locale, QObject *parent = nullptr);

    [[nodiscard]] QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                                        const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model,
                      const QModelIndex &index) const override;

protected:
    bool eventFilter(QObject *editor, QEvent *event) override;

private:
    QLocale m_locale;
};
