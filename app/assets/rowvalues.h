// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/assets/eodhdanswer.h"
#include "app/network/jsonrows.h"

#include <string_view>

// The values of one row, and why it cannot be taken: the first reason counts. Counts the row in the
// tally; a row that was rejected keeps its name there.
class RowValues final
{
public:
    // name: how the row is told of, in the provider's words.
    RowValues(const JsonRow &row, AnswerTally &tally, const QString &name);
    ~RowValues();
    RowValues(const RowValues &) = delete;
    RowValues &operator=(const RowValues &) = delete;

    [[nodiscard]] const JsonRow &row() const { return m_row; }
    [[nodiscard]] bool isGood() const { return m_reason.isEmpty(); }
    void reject(const QString &reason);

    [[nodiscard]] QDate day(std::string_view member); // "2026-07-16"
    // Seconds since 1970, UTC; milliseconds are recognised. Not 0 and not after now.
    [[nodiscard]] QDateTime time(std::string_view member, const QDateTime &now);
    // Above zero, rounded to so many decimals.
    [[nodiscard]] Price price(std::string_view member, int decimals);
    [[nodiscard]] Price priceOrZero(std::string_view member, int decimals);
    [[nodiscard]] std::optional<Price> priceIfAny(std::string_view member, int decimals);
    // A fraction is rounded half up; nothing for a missing one.
    [[nodiscard]] std::optional<qint64> volume(std::string_view member);

private:
    [[nodiscard]] Price number(std::string_view member, int decimals, bool mayBeZero);

    const JsonRow &m_row;
    AnswerTally &m_tally;
    QString m_name;
    QString m_reason;
    bool m_isRounded = false;
};
