// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/alertcondition.h"
#include "views/theme/theme.h"

#include <QLocale>
#include <QWidget>

class LevelEdit;
class QComboBox;
class QHBoxLayout;
class QPushButton;
class SpanEdit;
class TextLabel;

// One comparison of a condition: how it is joined to the one before, what it looks at, how it
// compares, its level and its clear level. GUI thread.
class TermRow final : public QWidget
{
    Q_OBJECT

public:
    // number: from 0, which has nothing before it to be joined to.
    TermRow(int number, const Theme &theme, const QLocale &locale, QWidget *parent = nullptr);

    void setTerm(const AlertTerm &term);
    // As it stands; what is no number keeps its place and is told by problem().
    [[nodiscard]] AlertTerm term() const;
    // What cannot be read, as a sentence; empty: all can.
    [[nodiscard]] QString problem() const;
    void setJoinedByOr(bool isOr);
    [[nodiscard]] bool isJoinedByOr() const;
    void setRemovable(bool isRemovable);
    // What is wrong with it otherwise.
    void showProblem(const QString &sentence);

    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void edited();
    void removed();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QWidget *makeSubject();
    [[nodiscard]] QWidget *makeComparison();
    [[nodiscard]] QWidget *makeClear();
    [[nodiscard]] LevelEdit *makeLevel(const QString &name, const QString &title, QWidget *parent);
    [[nodiscard]] SpanEdit *makeSpan(const QString &name, const QString &title, QWidget *parent);
    [[nodiscard]] QComboBox *makeChoice(const QString &name, const QString &title, QWidget *parent);
    void placeParts();
    void showParts();
    void noteEdit();
    [[nodiscard]] QString distanceText() const;

    int m_number;
    const Theme &m_theme;
    QLocale m_locale;
    AlertTerm m_term; // what was set last, for what cannot be read
    QComboBox *m_joint = nullptr;
    QComboBox *m_measure = nullptr;
    SpanEdit *m_span = nullptr;
    TextLabel *m_over = nullptr;
    SpanEdit *m_longSpan = nullptr;
    QComboBox *m_comparison = nullptr;
    LevelEdit *m_level = nullptr;
    SpanEdit *m_silence = nullptr; // the level of 'no data'
    TextLabel *m_unit = nullptr;
    TextLabel *m_clearLabel = nullptr;
    LevelEdit *m_clear = nullptr;
    TextLabel *m_distance = nullptr;
    QPushButton *m_remove = nullptr;
    TextLabel *m_problem = nullptr;
    QList<QWidget *> m_parts; // beside each other as far as there is room
    QList<QHBoxLayout *> m_lines;
    QList<int> m_lineOfPart;
};
