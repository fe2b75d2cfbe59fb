// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <functional>
#include <optional>
#include <string>
#include <vector>

// One flat object of an answer. Its texts live until the next row.
class JsonRow final
{
public:
    enum class Type { Text, Null, Boolean, Nested };
    struct Cell {
        std::string name;
        std::string text; // of Text and Boolean; numbers as they were written
        Type type = Type::Null;
    };

    // Nothing where there is no such member, or null, or what providers write for "none": "", "NA",
    // "N/A", "N/D", "NaN". Names compare in exact case; of a member given twice the last one
    // counts.
    [[nodiscard]] std::optional<QByteArrayView> value(std::string_view name) const;
    // The same as text for people; empty for nothing.
    [[nodiscard]] QString text(std::string_view name) const;
    [[nodiscard]] bool isEmpty() const { return m_used == 0; }

    void clear() { m_used = 0; }
    Cell &add(std::string_view name);

private:
    std::vector<Cell> m_cells; // kept from row to row, so that their memory is
    std::size_t m_used = 0;
};

// Whether the document was a list of rows, or one object by itself.
enum class JsonShape { List, Object };

// Reads a JSON document as rows, while it passes by: an array of objects, an object with the keys
// "0", "1" ... in its place (PHP), or a single object. What is nested inside a row is left out.
// Errors: Parse, with a detail that goes on after "EODHD: ": empty, cut off, no JSON, a web page
// (its title), a text (its first line, tokens taken out). Pure.
[[nodiscard]] Result<JsonShape> readJsonRows(const QByteArray &body,
                                             const std::function<void(const JsonRow &)> &row);

// The first line of a text or a web page's title, fit to be shown: at most 200 characters, tags and
// tokens taken out. Empty for nothing.
[[nodiscard]] QString wordsIn(const QByteArray &body);
