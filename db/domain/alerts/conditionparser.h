// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/alertcondition.h"

#include <QStringList>

// Reads the text of a condition, word by word: AlertCondition::parse() says the grammar.
class ConditionParser final
{
public:
    ConditionParser(const QString &text, std::optional<Price> level, std::optional<Price> clear);

    [[nodiscard]] Result<AlertCondition> parse();

private:
    [[nodiscard]] Result<AlertTerm> parseTerm(bool isFirst);
    [[nodiscard]] Result<> parseMeasure(AlertTerm &term);
    [[nodiscard]] Result<> parseComparison(AlertTerm &term);
    [[nodiscard]] Result<> parseLevels(AlertTerm &term, bool isFirst);
    [[nodiscard]] Result<Price> parseLevel(const AlertTerm &term);
    [[nodiscard]] Result<qint64> parseWordAsSpan();

    [[nodiscard]] QString word() const { return m_words.value(m_at); }
    [[nodiscard]] bool atLevel() const;
    bool take(QStringView word);
    [[nodiscard]] tl::unexpected<Error> refused(const QString &sentence) const;

    QStringList m_words;
    qsizetype m_at = 0;
    std::optional<Price> m_level;
    std::optional<Price> m_clear;
};
