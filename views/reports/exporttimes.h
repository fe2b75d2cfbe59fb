// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QWidget>

#include <optional>

class QComboBox;
class QDateTimeEdit;

// From when to when: all times, a stretch up to now, or two moments, in local time. GUI thread.
class ExportTimes final : public QWidget
{
    Q_OBJECT

public:
    explicit ExportTimes(const QDateTime &now, QWidget *parent);

    void setTimes(std::optional<qint64> fromMs, std::optional<qint64> toMs);
    [[nodiscard]] std::optional<qint64> fromMs() const;
    [[nodiscard]] std::optional<qint64> toMs() const;
    // Why these are no times; empty when they are.
    [[nodiscard]] QString fault() const;

signals:
    void changed();

private:
    enum Choice { All, Stretch, Between };

    [[nodiscard]] Choice choice() const;
    void follow();

    QDateTime m_now; // UTC
    QComboBox *m_choice;
    QDateTimeEdit *m_from;
    QDateTimeEdit *m_to;
    QWidget *m_between = nullptr; // both of them
};
