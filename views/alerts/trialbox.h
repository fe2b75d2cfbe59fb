// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class LeadText;
class TextLabel;
class Theme;

// What a trial of a rule came to, as a tinted line with the mark of a firing: a sentence, and at
// its end how long it took. GUI thread.
class TrialBox final : public QFrame
{
    Q_OBJECT

public:
    explicit TrialBox(const Theme &theme, QWidget *parent = nullptr);

    void setText(const QString &lead, const QString &rest, const QString &took);
    [[nodiscard]] QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    LeadText *m_text;
    TextLabel *m_took;
};
