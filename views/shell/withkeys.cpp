// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/withkeys.h"

#include <QCoreApplication>

QString withKeys(const QString &words, const QKeySequence &keys)
{
    if (keys.isEmpty())
        return words;
    //: A tool tip or a placeholder: what it does, and its keys.
    return QCoreApplication::translate("WithKeys", "%1 (%2)")
            .arg(words, keys.toString(QKeySequence::NativeText));
}
