// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractSpinBox>
#include <QLocale>

#include <optional>

// A field for a length of time, as people write it: "10 min", "1 h 30 min", "7 d". Up and Down go
// through the usual ones. GUI thread.
class SpanEdit final : public QAbstractSpinBox
{
    Q_OBJECT

public:
    explicit SpanEdit(const QLocale &locale, QWidget *parent = nullptr);

    // Nothing: what stands there is no length of time.
    [[nodiscard]] std::optional<qint64> spanMs() const;
    [[nodiscard]] QString problem() const; // a sentence, or empty
    // Leaves the field alone where it says this already, in whatever way somebody wrote it.
    void setSpanMs(qint64 ms);

    void stepBy(int steps) override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void edited(); // by the person

protected:
    [[nodiscard]] StepEnabled stepEnabled() const override;

private:
    QLocale m_locale;
};
