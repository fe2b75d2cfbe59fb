// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/sql/sqlhighlighter.h"

#include "views/theme/theme.h"

#include <QSet>

using namespace Qt::Literals::StringLiterals;

namespace {

enum BlockState { Outside, InComment, InText };

const QSet<QString> &keywords()
{
    static const QSet<QString> words = [] {
        const QString all =
                u"ADD AFTER ALTER AND AS ASC AUTOINCREMENT AUTO_INCREMENT BEFORE BEGIN BETWEEN "
                u"BIGINT "
                "BLOB BOOLEAN BY CASCADE CASE CAST CHAR CHARACTER CHECK COALESCE COLLATE COLUMN "
                "COMMENT CONCURRENTLY CONSTRAINT CREATE CURRENT_TIMESTAMP DATETIME DECIMAL DEFAULT "
                "DELETE DESC DISTINCT DOUBLE DROP EACH ELSE END ENGINE EXISTS FLOAT FOR FOREIGN "
                "FROM "
                "FUNCTION GROUP HAVING IF IN INDEX INSERT INT INTEGER INTO IS JOIN JSON JSONB KEY "
                "LEFT "
                "LIKE LIMIT MODIFY NOT NULL NUMERIC ON OR ORDER PRECISION PRIMARY REAL REFERENCES "
                "RENAME REPLACE RESTRICT ROW SELECT SERIAL SET SMALLINT STRICT TABLE TEXT THEN "
                "TIMESTAMP TIMESTAMPTZ TO TRIGGER TYPE UNION UNIQUE UPDATE USING VALUES VARCHAR "
                "VIEW "
                "WHEN WHERE WITH WITHOUT"_s;
        const QStringList list = all.split(u' ');
        return QSet<QString>{list.cbegin(), list.cend()};
    }();
    return words;
}

bool isWordSign(QChar sign)
{
    return sign.isLetterOrNumber() || sign == u'_';
}

} // namespace

SqlHighlighter::SqlHighlighter(const Theme &theme, QTextDocument *document)
    : QSyntaxHighlighter{document}
    , m_theme{theme}
{
    m_keyword.setFontWeight(QFont::DemiBold);
    connect(&theme, &Theme::changed, this, [this] {
        colour();
        rehighlight();
    });
    colour();
}

void SqlHighlighter::colour()
{
    m_keyword.setForeground(m_theme.colour(Meaning::Working));
    m_comment.setForeground(m_theme.colour(Meaning::Ok));
    m_quoted.setForeground(m_theme.tokens().lines[1]);
}

void SqlHighlighter::highlightBlock(const QString &text)
{
    setCurrentBlockState(Outside);
    qsizetype at = 0;
    const auto goOn = [&](QStringView end, const QTextCharFormat &format, int state) {
        const qsizetype found = text.indexOf(end);
        at = found < 0 ? text.size() : found + end.size();
        setFormat(0, int(at), format);
        if (found < 0)
            setCurrentBlockState(state);
    };
    if (previousBlockState() == InComment)
        goOn(u"*/", m_comment, InComment);
    else if (previousBlockState() == InText)
        goOn(u"'", m_quoted, InText);
    while (at < text.size())
        at = highlightPiece(text, at);
}

qsizetype SqlHighlighter::highlightPiece(const QString &text, qsizetype start)
{
    const QStringView rest = QStringView{text}.sliced(start);
    const auto format = [this, start](qsizetype end, const QTextCharFormat &how) {
        setFormat(int(start), int(end - start), how);
        return end;
    };
    const auto until = [&](QStringView end, qsizetype from, const QTextCharFormat &how, int state) {
        const qsizetype found = text.indexOf(end, start + from);
        if (found < 0)
            setCurrentBlockState(state);
        return format(found < 0 ? text.size() : found + end.size(), how);
    };
    if (rest.startsWith(u"--"))
        return format(text.size(), m_comment);
    if (rest.startsWith(u"/*"))
        return until(u"*/", 2, m_comment, InComment);
    if (rest.startsWith(u'\''))
        return until(u"'", 1, m_quoted, InText);
    if (!isWordSign(rest.front()))
        return start + 1;
    qsizetype end = start;
    while (end < text.size() && isWordSign(text.at(end)))
        ++end;
    if (keywords().contains(text.sliced(start, end - start)))
        return format(end, m_keyword);
    return end;
}
