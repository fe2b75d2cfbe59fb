// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/watchlist/targetdelegate.h"

#include "db/domain/price.h"
#include "models/watchlist/watchlisttext.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QLineEdit>
#include <QToolTip>

using namespace Qt::Literals::StringLiterals;

TargetDelegate::TargetDelegate(const Theme &theme, const QLocale &locale, QObject *parent)
    : NumberDelegate{theme, Price::Decimals, parent}
    , m_locale{locale}
{}

QWidget *TargetDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &,
                                      const QModelIndex &) const
{
    auto *line = new QLineEdit{parent};
    line->setObjectName(u"targetEditor"_s);
    line->setAccessibleName(tr("Target"));
    line->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    return line;
}

void TargetDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    auto *line = static_cast<QLineEdit *>(editor);
    if (line->isModified())
        return;
    line->setText(index.data(Qt::EditRole).toString());
    line->selectAll();
}

void TargetDelegate::setModelData(QWidget *editor, QAbstractItemModel *model,
                                  const QModelIndex &index) const
{
    model->setData(index, static_cast<QLineEdit *>(editor)->text());
}

bool TargetDelegate::eventFilter(QObject *editor, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        auto *line = static_cast<QLineEdit *>(editor);
        const bool isEnd = key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Tab ||
                           key == Qt::Key_Backtab;
        if (const auto target = targetFromLocal(line->text(), m_locale); isEnd && !target) {
            QToolTip::showText(line->mapToGlobal(QPoint{0, line->height()}), target.error().detail,
                               line);
            line->setAccessibleDescription(target.error().detail);
            QAccessibleEvent alert{line, QAccessible::Alert};
            QAccessible::updateAccessibility(&alert);
            return true;
        }
    }
    return NumberDelegate::eventFilter(editor, event);
}
