// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/theme/tokens.h"

#include <QToolButton>

#include <optional>

class Theme;

// One entry of the status bar: an icon, words, figures in semi-bold and, for a task, a small bar.
// Words that do not fit are elided and stand in the tool tip. GUI thread.
class StatusButton final : public QToolButton
{
    Q_OBJECT

public:
    explicit StatusButton(const Theme &theme, QWidget *parent = nullptr);

    // A meaning colours icon and words; words without one are plain, or quiet when told so.
    void setIconName(const QString &name, std::optional<Meaning> meaning = {});
    void setWords(const QString &words, const QString &figures = {});
    void setQuiet(bool quiet);
    void setWordsMeaning(std::optional<Meaning> meaning);

    // 0 to 100 shows a bar before the figures, -1 none.
    void setPercent(int percent);

    // What the tool tip says beyond the words.
    void setExplanation(const QString &explanation);

    // May become as narrow as its icon when the window is; others keep their width.
    void setMayShrink(bool may);

    [[nodiscard]] QString words() const { return m_words; }
    [[nodiscard]] QString figures() const { return m_figures; }
    [[nodiscard]] int percent() const { return m_percent; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void describe();
    [[nodiscard]] int widthOf(const QString &words) const;

    const Theme &m_theme;
    QString m_words;
    QString m_figures;
    QString m_explanation;
    std::optional<Meaning> m_wordsMeaning;
    bool m_quiet = false;
    bool m_mayShrink = false;
    int m_percent = -1;
};
