// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/collector/coinspotanswer.h"

#include "app/network/answertext.h"
#include "app/network/jsonnumbers.h"
#include "db/domain/coin.h"

#include <QSet>
#include <QStringList>

#include <nlohmann/json.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int MostEntries = 5000;      // CoinSpot lists about 20: more is a fault or an attack
constexpr qsizetype MostNamed = 1000;  // rejected entries that are kept by name
constexpr qsizetype LongestName = 40;  // of a rejected entry, in characters
constexpr qsizetype LongestValue = 40; // of an offending text
constexpr qsizetype LongestMessage = 200;

QString textOf(std::string_view bytes)
{
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

// A value somewhere in the answer, as far as anybody asks.
struct Value {
    enum class Type { Text, Null, Boolean, List, Object };

    Type type = Type::Null;
    std::string_view text; // of Text and Boolean; lives as long as the event that brought it
};

// "a list": the words for a value of the wrong type.
QString nameOf(const Value &value)
{
    switch (value.type) {
    case Value::Type::Text:
        return u"\"%1\""_s.arg(
                shownText(textOf(value.text.substr(0, 4 * LongestValue + 4)), LongestValue));
    case Value::Type::Null:
        return u"null"_s;
    case Value::Type::Boolean:
        return textOf(value.text);
    case Value::Type::List:
        return u"a list"_s;
    case Value::Type::Object:
        break;
    }
    return u"an object"_s;
}

// One price of an entry: exact, or why not.
struct Field {
    bool given = false;
    Price price;
    QString fault; // empty: price is good

    void read(QLatin1StringView name, const Value &value);
};

void Field::read(QLatin1StringView name, const Value &value)
{
    if (given) { // which of the two is meant?
        fault = u"%1 is given twice"_s.arg(name);
        return;
    }
    given = true;
    if (value.type != Value::Type::Text) {
        fault = value.type == Value::Type::Null
                        ? u"%1 is null"_s.arg(name)
                        : u"%1 is %2, not a number"_s.arg(name, nameOf(value));
        return;
    }
    if (value.text.empty()) {
        fault = u"%1 is empty"_s.arg(name);
        return;
    }
    const Result<Price> parsed = Price::parse(textOf(value.text));
    if (!parsed)
        fault = u"%1 is %2, %3"_s.arg(name, nameOf(value), parsed.error().detail);
    else if (*parsed == Price{})
        fault = u"%1 is zero"_s.arg(name);
    else if (*parsed < Price{})
        fault = u"%1 is %2, below zero"_s.arg(name, nameOf(value));
    else
        price = *parsed;
}

// Collects entries while the document passes by; no tree of it is ever held.
class LatestReader final : public nlohmann::json_sax<nlohmann::json>
{
public:
    bool null() override { return take({Value::Type::Null, {}}); }
    bool boolean(bool value) override
    {
        return take({Value::Type::Boolean, value ? "true" : "false"});
    }
    bool string(string_t &text) override { return take({Value::Type::Text, text}); }
    bool start_object(std::size_t) override;
    bool end_object() override { return leave(); }
    bool start_array(std::size_t) override;
    bool end_array() override { return leave(); }
    bool key(string_t &name) override;
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

    // What the document was worth; bytes is its length.
    Result<ParsedPrices> result(bool wellFormed, std::size_t bytes);
    [[nodiscard]] const QString &message() const { return m_message; }

private:
    enum class Member { Status, Message, Prices, Other };
    enum Depth { Document = 0, Members = 1, Entries = 2, Fields = 3 };
    struct PriceField {
        QLatin1StringView name;
        Field field;
    };

    bool take(const Value &value);
    bool leave();
    void takeMember(const Value &value);
    void beginEntry(std::string_view name);
    void finishEntry();
    void reject(QString reason);

    int m_depth = Document;
    Member m_member = Member::Other;
    bool m_isObject = false;
    bool m_inPrices = false;
    bool m_inEntry = false;
    std::size_t m_errorAt = 0;

    std::optional<QString> m_status;
    QString m_message;
    std::optional<QString> m_pricesFault; // set once a "prices" was met; empty: it is an object

    int m_entries = 0;
    QSet<QString> m_names;
    QString m_name;
    QString m_nameFault;
    std::array<PriceField, 3> m_fields{PriceField{"bid"_L1, {}}, PriceField{"ask"_L1, {}},
                                       PriceField{"last"_L1, {}}};
    PriceField *m_field = nullptr; // the one that the next value belongs to
    ParsedPrices m_parsed;
};

bool LatestReader::key(string_t &name)
{
    if (m_depth == Members) {
        m_member = name == "status"    ? Member::Status
                   : name == "message" ? Member::Message
                   : name == "prices"  ? Member::Prices
                                       : Member::Other;
    } else if (m_depth == Entries && m_inPrices) {
        beginEntry(name);
    } else if (m_depth == Fields && m_inEntry) {
        m_field = nullptr;
        for (PriceField &candidate : m_fields) {
            if (textOf(name) == candidate.name)
                m_field = &candidate;
        }
    }
    return true;
}

bool LatestReader::take(const Value &value)
{
    if (m_depth == Members) {
        takeMember(value);
    } else if (m_depth == Entries && m_inPrices) {
        if (value.type != Value::Type::Object)
            reject(u"%1 instead of bid, ask and last"_s.arg(nameOf(value)));
    } else if (m_depth == Fields && m_inEntry && m_field) {
        m_field->field.read(m_field->name, value);
    }
    return true;
}

bool LatestReader::start_object(std::size_t)
{
    take({Value::Type::Object, {}});
    if (m_depth == Document)
        m_isObject = true;
    else if (m_depth == Members && m_isObject && m_member == Member::Prices)
        m_inPrices = true;
    else if (m_depth == Entries && m_inPrices)
        m_inEntry = true;
    ++m_depth;
    return true;
}

bool LatestReader::start_array(std::size_t)
{
    take({Value::Type::List, {}});
    ++m_depth;
    return true;
}

bool LatestReader::leave()
{
    --m_depth;
    if (m_depth == Entries && m_inEntry) {
        finishEntry();
        m_inEntry = false;
    } else if (m_depth == Members) {
        m_inPrices = false;
    }
    return true;
}

void LatestReader::takeMember(const Value &value)
{
    switch (m_member) {
    case Member::Status:
        if (!m_status || *m_status == "ok"_L1)
            m_status = value.type == Value::Type::Text ? shownText(textOf(value.text), LongestValue)
                                                       : nameOf(value);
        break;
    case Member::Message:
        if (value.type == Value::Type::Text)
            m_message = shownText(textOf(value.text).trimmed(), LongestMessage);
        break;
    case Member::Prices:
        m_pricesFault = value.type == Value::Type::Object ? QString{} : nameOf(value);
        break;
    case Member::Other:
        break;
    }
}

void LatestReader::beginEntry(std::string_view name)
{
    ++m_entries;
    // A name may be as long as the body: what is over the limit anyway is not converted.
    m_name = textOf(name.substr(0, 4 * LongestName));
    m_nameFault = coinNameFault(m_name);
    if (m_entries > MostEntries)
        m_nameFault = u"beyond the first %1 entries"_s.arg(MostEntries);
    else if (m_nameFault.isEmpty() && m_names.contains(m_name))
        m_nameFault = u"a second entry of this name; the first one counts"_s;
    else if (m_nameFault.isEmpty())
        m_names.insert(m_name);
    for (PriceField &field : m_fields)
        field.field = {};
    m_field = nullptr;
}

void LatestReader::finishEntry()
{
    QStringList faults;
    for (const auto &[name, field] : m_fields) {
        if (!field.given)
            faults += u"%1 is missing"_s.arg(name);
        else if (!field.fault.isEmpty())
            faults += field.fault;
    }
    if (!m_nameFault.isEmpty() || !faults.isEmpty()) {
        reject(faults.join(u"; "_s));
        return;
    }
    Quote quote;
    quote.coin = m_name;
    quote.bid = m_fields[0].field.price;
    quote.ask = m_fields[1].field.price;
    quote.last = m_fields[2].field.price;
    m_parsed.quotes.append(quote);
}

void LatestReader::reject(QString reason)
{
    ++m_parsed.rejectedCount;
    if (m_parsed.rejected.size() < MostNamed)
        m_parsed.rejected.append({shownText(m_name, LongestName),
                                  m_nameFault.isEmpty() ? std::move(reason) : m_nameFault});
}

Result<ParsedPrices> LatestReader::result(bool wellFormed, std::size_t bytes)
{
    using enum Error::Kind;
    if (!wellFormed) {
        // The parser counts the end of the input as one more byte.
        return m_errorAt > bytes ? fail(Parse, u"the answer is cut off"_s)
                                 : fail(Parse, u"the answer is not valid JSON"_s);
    }
    if (!m_isObject)
        return fail(Parse, u"the answer is JSON, but no object with prices"_s);
    if (m_status && *m_status != "ok"_L1)
        return fail(Http, m_message.isEmpty() ? u"it reports status \"%1\""_s.arg(*m_status)
                                              : u"it says \"%1\""_s.arg(m_message));
    if (!m_pricesFault)
        return fail(Parse, u"the answer has no prices"_s);
    if (!m_pricesFault->isEmpty())
        return fail(Parse, u"\"prices\" is %1, not an object"_s.arg(*m_pricesFault));
    if (!m_status)
        return fail(Parse, u"the answer has no status"_s);
    if (m_entries == 0)
        return fail(Parse, u"the list of prices is empty"_s);
    return std::move(m_parsed);
}

// Runs the body through the reader. True when it was well-formed to the end.
bool read(LatestReader &reader, const QByteArray &body, std::size_t &bytes)
{
    // A byte that is no UTF-8 spoils the entry that holds it, not the answer.
    const QByteArray text = body.isValidUtf8() ? body : QString::fromUtf8(body).toUtf8();
    const std::string json = withNumbersAsText({text.constData(), std::size_t(text.size())});
    bytes = json.size();
    return nlohmann::json::sax_parse(json, &reader);
}

} // namespace

Result<ParsedPrices> parseLatestPrices(const QByteArray &body)
{
    if (looksLikeHtml(body)) {
        const QString title = htmlTitle(body);
        return fail(Error::Kind::Parse, title.isEmpty() ? u"HTML page without a title"_s
                                                        : u"HTML page \"%1\""_s.arg(title));
    }
    if (body.trimmed().isEmpty())
        return fail(Error::Kind::Parse, u"the answer is empty"_s);
    LatestReader reader;
    std::size_t bytes = 0;
    const bool wellFormed = read(reader, body, bytes);
    return reader.result(wellFormed, bytes);
}

QString errorMessageIn(const QByteArray &body)
{
    LatestReader reader;
    std::size_t bytes = 0;
    return read(reader, body, bytes) ? reader.message() : QString{};
}
