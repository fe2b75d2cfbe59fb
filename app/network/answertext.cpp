// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/network/answertext.h"

#include <algorithm>
#include <array>
#include <utility>

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype LongestTitle = 80;
constexpr qsizetype HeadOfPage = 65'536; // a title further down is none

bool prints(char32_t character)
{
    switch (QChar::category(character)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return false;
    default:
        return true;
    }
}

QString escaped(char32_t character)
{
    switch (character) {
    case U'\n':
        return u"\\n"_s;
    case U'\r':
        return u"\\r"_s;
    case U'\t':
        return u"\\t"_s;
    default:
        return u"\\u%1"_s.arg(QString::number(character, 16).toUpper(), 4, u'0');
    }
}

QString withoutEntities(QString text)
{
    static constexpr std::array Entities{std::pair{"&lt;"_L1, u'<'},   std::pair{"&gt;"_L1, u'>'},
                                         std::pair{"&quot;"_L1, u'"'}, std::pair{"&#39;"_L1, u'\''},
                                         std::pair{"&#124;"_L1, u'|'}, std::pair{"&amp;"_L1, u'&'}};
    for (const auto &[entity, character] : Entities)
        text.replace(entity, QString{character});
    return text;
}

} // namespace

QString shownText(QStringView text, qsizetype limit)
{
    QString shown;
    qsizetype count = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (count++ == limit)
            return shown + u'…';
        char32_t character = text[i].unicode();
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate())
            character = QChar::surrogateToUcs4(text[i], text[i + 1]);
        if (QChar::requiresSurrogates(character))
            ++i;
        if (prints(character))
            shown += QChar::fromUcs4(character);
        else
            shown += escaped(character);
    }
    return shown;
}

bool looksLikeHtml(const QByteArray &body)
{
    const auto from = body.startsWith("\xEF\xBB\xBF") ? body.begin() + 3 : body.begin();
    const auto first = std::find_if_not(from, body.end(), [](char byte) {
        return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
    });
    return first != body.end() && *first == '<';
}

QString htmlTitle(const QByteArray &body)
{
    const QByteArray head = body.left(HeadOfPage);
    const QByteArray lower = head.toLower();
    const qsizetype tag = lower.indexOf("<title");
    const qsizetype start = tag < 0 ? -1 : lower.indexOf('>', tag) + 1;
    if (start <= 0)
        return {};
    const qsizetype end = lower.indexOf("</title", start);
    if (end < 0)
        return {};
    const QString title = QString::fromUtf8(head.mid(start, end - start)).simplified();
    return shownText(withoutEntities(title), LongestTitle);
}

bool isCloudflareBlock(const QByteArray &body)
{
    if (!looksLikeHtml(body))
        return false;
    const QString title = htmlTitle(body);
    return title.contains("Attention Required!"_L1) || title.startsWith("Just a moment"_L1) ||
           (title.contains("Access denied"_L1) && title.contains("Cloudflare"_L1));
}

QString withoutTokens(QString text)
{
    static const QRegularExpression token{
            uR"((api_?token|api_?key)(=|%3D|\\u003d|"\s*:\s*")[^&\s"'<>#%]*)"_s,
            QRegularExpression::CaseInsensitiveOption};
    return text.replace(token, u"\\1\\2…"_s);
}
