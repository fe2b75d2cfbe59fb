// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/network/jsonrows.h"

#include "app/network/answertext.h"
#include "app/network/jsonnumbers.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype LongestWords = 200;

char firstByte(const QByteArray &body)
{
    const auto isBlank = [](char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\xEF' || c == '\xBB' ||
               c == '\xBF'; // the last three are a byte order mark
    };
    const auto first = std::ranges::find_if_not(body, isBlank);
    return first == body.cend() ? '\0' : *first;
}

class RowReader final : public nlohmann::json_sax<nlohmann::json>
{
public:
    explicit RowReader(const std::function<void(const JsonRow &)> &row)
        : m_row{row}
    {}

    bool null() override { return take({}, JsonRow::Type::Null); }
    bool boolean(bool value) override
    {
        return take(value ? "true" : "false", JsonRow::Type::Boolean);
    }
    bool string(string_t &text) override { return take(text, JsonRow::Type::Text); }
    bool key(string_t &name) override
    {
        std::swap(m_name, name);
        return true;
    }
    bool start_object(std::size_t) override;
    bool end_object() override;
    bool start_array(std::size_t) override;
    bool end_array() override
    {
        --m_depth;
        return true;
    }
    bool parse_error(std::size_t position, const std::string &,
                     const nlohmann::detail::exception &) override
    {
        m_errorAt = position;
        return false;
    }
    // Never called: numbers arrive as text, and JSON has no binary.
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t &) override { return true; }
    bool binary(binary_t &) override { return true; }

    [[nodiscard]] std::size_t errorAt() const { return m_errorAt; }
    [[nodiscard]] JsonShape finish();

private:
    bool take(std::string_view text, JsonRow::Type type);

    const std::function<void(const JsonRow &)> &m_row;
    JsonRow m_current; // the row that is being read
    JsonRow m_single;  // the document's own members
    std::string m_name;
    std::size_t m_errorAt = 0;
    int m_depth = 0;
    bool m_isList = false;
    bool m_isInRow = false;
    bool m_hasRows = false;
};

bool RowReader::start_object(std::size_t)
{
    // In an object only what stands under a number is a row: "errors": {...} is none.
    const bool isNumbered =
            !m_name.empty() && m_name.find_first_not_of("0123456789") == std::string::npos;
    if (m_depth == 1 && (m_isList || isNumbered)) {
        m_current.clear();
        m_isInRow = true;
    } else {
        take({}, JsonRow::Type::Nested);
    }
    ++m_depth;
    return true;
}

bool RowReader::end_object()
{
    --m_depth;
    if (m_depth == 1 && m_isInRow) {
        m_isInRow = false;
        m_hasRows = true;
        m_row(m_current);
    }
    return true;
}

bool RowReader::start_array(std::size_t)
{
    if (m_depth == 0)
        m_isList = true;
    else
        take({}, JsonRow::Type::Nested);
    ++m_depth;
    return true;
}

bool RowReader::take(std::string_view text, JsonRow::Type type)
{
    JsonRow *row = m_isInRow && m_depth == 2   ? &m_current
                   : !m_isList && m_depth == 1 ? &m_single
                                               : nullptr;
    if (row) {
        JsonRow::Cell &cell = row->add(m_name);
        cell.text.assign(text);
        cell.type = type;
    }
    return true;
}

JsonShape RowReader::finish()
{
    if (m_isList || m_hasRows)
        return JsonShape::List;
    if (!m_single.isEmpty())
        m_row(m_single);
    return JsonShape::Object;
}

} // namespace

std::optional<QByteArrayView> JsonRow::value(std::string_view name) const
{
    constexpr std::array<std::string_view, 5> None{"", "NA", "N/A", "N/D", "NaN"};
    const Cell *found = nullptr;
    for (std::size_t i = 0; i < m_used; ++i) {
        if (m_cells[i].name == name)
            found = &m_cells[i];
    }
    if (!found || (found->type != Type::Text && found->type != Type::Boolean) ||
        std::ranges::find(None, found->text) != None.cend())
        return {};
    return QByteArrayView{found->text.data(), qsizetype(found->text.size())};
}

QString JsonRow::text(std::string_view name) const
{
    const std::optional<QByteArrayView> found = value(name);
    return found ? QString::fromUtf8(*found).trimmed() : QString{};
}

JsonRow::Cell &JsonRow::add(std::string_view name)
{
    if (m_used == m_cells.size())
        m_cells.emplace_back();
    Cell &cell = m_cells[m_used++];
    cell.name.assign(name);
    return cell;
}

Result<JsonShape> readJsonRows(const QByteArray &body,
                               const std::function<void(const JsonRow &)> &row)
{
    const char first = firstByte(body);
    if (first == '\0')
        return fail(Error::Kind::Parse, u"the answer is empty"_s);
    if (first != '[' && first != '{') {
        const QString words = wordsIn(body);
        if (words.isEmpty())
            return fail(Error::Kind::Parse, u"the answer is no JSON"_s);
        return fail(Error::Kind::Parse, first == '<' ? u"HTML page \"%1\""_s.arg(words)
                                                     : u"it says \"%1\""_s.arg(words));
    }
    // A byte that is no UTF-8 spoils the row that holds it, not the answer.
    const QByteArray text = body.isValidUtf8() ? body : QString::fromUtf8(body).toUtf8();
    const std::string json = withNumbersAsText({text.constData(), std::size_t(text.size())});
    RowReader reader{row};
    if (nlohmann::json::sax_parse(json, &reader))
        return reader.finish();
    // The parser counts the end of the input as one more byte.
    return fail(Error::Kind::Parse, reader.errorAt() > json.size()
                                            ? u"the answer is cut off"_s
                                            : u"the answer is not valid JSON"_s);
}

QString wordsIn(const QByteArray &body)
{
    if (looksLikeHtml(body))
        return shownText(withoutTokens(htmlTitle(body)), LongestWords);
    const QByteArray start = body.left(4 * LongestWords).trimmed();
    const qsizetype end = start.indexOf('\n');
    const QString line = QString::fromUtf8(end < 0 ? start : start.left(end)).simplified();
    return shownText(withoutTokens(line), LongestWords);
}
