// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSyntaxHighlighter>
#include <QTextCharFormat>

class Theme;

// Light colours for SQL: keywords semi-bold, comments and texts in colours of the theme. It looks
// at a line at a time and understands no dialect; a keyword is one in capitals, as scripts write
// them, so that a column called timestamp is none. GUI thread.
class SqlHighlighter final : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    SqlHighlighter(const Theme &theme, QTextDocument *document);

protected:
    void highlightBlock(const QString &text) override;

private:
    void colour();
    // Formats one piece from start; returns where the next begins.
    [[nodiscard]] qsizetype highlightPiece(const QString &text, qsizetype start);

    const Theme &m_theme;
    QTextCharFormat m_keyword;
    QTextCharFormat m_comment;
    QTextCharFormat m_quoted;
};
