// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/price.h"

#include <QAbstractSpinBox>
#include <QLocale>

#include <optional>

// A field for an exact number, as the locale writes it; it may be empty. Up and Down change it by a
// step that fits its size. GUI thread.
class LevelEdit final : public QAbstractSpinBox
{
    Q_OBJECT

public:
    explicit LevelEdit(const QLocale &locale, QWidget *parent = nullptr);

    // Nothing: the field is empty, or holds no number.
    [[nodiscard]] std::optional<Price> level() const;
    [[nodiscard]] bool isEmpty() const;
    // Leaves the field alone where it says this already, in whatever way somebody wrote it.
    void setLevel(std::optional<Price> level);

    void stepBy(int steps) override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void edited(); // by the person

protected:
    [[nodiscard]] StepEnabled stepEnabled() const override;

private:
    void write(std::optional<Price> level);

    QLocale m_locale;
};
