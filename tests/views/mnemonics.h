// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QGroupBox>
#include <QHash>
#include <QKeySequence>
#include <QLabel>
#include <QStringList>
#include <QTabBar>
#include <QWidget>

// The words with a letter for Alt that can be seen below this widget.
inline QStringList wordsInSight(const QWidget &scope)
{
    QStringList words;
    for (const QWidget *child : scope.findChildren<QWidget *>()) {
        if (!child->isVisible() || child->window() != scope.window())
            continue;
        if (const auto *button = qobject_cast<const QAbstractButton *>(child))
            words.append(button->text());
        if (const auto *group = qobject_cast<const QGroupBox *>(child))
            words.append(group->title());
        if (const auto *label = qobject_cast<const QLabel *>(child); label && label->buddy())
            words.append(label->text());
        if (const auto *tabs = qobject_cast<const QTabBar *>(child)) {
            for (int tab = 0; tab < tabs->count(); ++tab)
                words.append(tabs->tabText(tab));
        }
    }
    return words;
}

// Labels in sight whose letter leads nowhere: their field takes no focus itself.
inline QStringList labelsToNowhere(const QWidget &scope)
{
    QStringList words;
    for (const QLabel *label : scope.findChildren<QLabel *>()) {
        if (label->isVisible() && label->buddy() && label->buddy()->focusPolicy() == Qt::NoFocus)
            words.append(label->text());
    }
    return words;
}

// Pairs of words of which Alt and one letter would mean both; a test wants none.
inline QStringList sharedMnemonics(const QStringList &words)
{
    QStringList shared;
    QHash<QKeySequence, QString> taken;
    for (const QString &text : words) {
        const QKeySequence keys = QKeySequence::mnemonic(text);
        if (keys.isEmpty())
            continue;
        if (taken.contains(keys))
            shared.append(taken.value(keys) + QStringLiteral(" and ") + text);
        taken.insert(keys, text);
    }
    return shared;
}

inline QStringList sharedMnemonics(const QWidget &scope)
{
    return sharedMnemonics(wordsInSight(scope));
}
