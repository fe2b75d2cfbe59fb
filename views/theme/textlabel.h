// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/theme/tokens.h"
#include "views/theme/typescale.h"

#include <QLabel>

class Theme;

// A label in one of our sizes that stays so when the person changes the font. Plain text always:
// nothing from the network is ever read as markup. GUI thread.
class TextLabel : public QLabel
{
    Q_OBJECT

public:
    explicit TextLabel(TextSize size, const QString &text = {}, QWidget *parent = nullptr);

    // Text in the colour of a meaning, in every theme. An icon or a sign must say the same.
    void setMeaning(const Theme &theme, Meaning meaning);

    // Secondary text is drawn in PlaceholderText, all else in WindowText. True for Secondary and
    // Group from the start.
    void setQuiet(bool quiet);

protected:
    bool event(QEvent *event) override;

private:
    TextSize m_size;
    QMetaObject::Connection m_colouring;
};
