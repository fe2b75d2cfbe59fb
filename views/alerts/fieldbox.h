// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class TextLabel;
class Theme;

// A field of a form with what is wrong with it below: one sentence, hidden while there is none.
// GUI thread.
class FieldBox final : public QWidget
{
    Q_OBJECT

public:
    // Takes the field over.
    FieldBox(QWidget *field, const Theme &theme, QWidget *parent = nullptr);

    // Empty: nothing is wrong. It is announced once to screen readers.
    void setProblem(const QString &sentence);
    [[nodiscard]] QString problem() const;

private:
    QWidget *m_field;
    TextLabel *m_problem;
};
