// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/trash/trashtablereader.h"

#include "app/trash/trashcsv.h"

#include <algorithm>
#include <charconv>

using namespace Qt::Literals::StringLiterals;

namespace {

// The next field, its quotes taken off in place; nothing when it has no end.
struct Field {
    QByteArrayView text;
    bool isQuoted = false;
};

std::optional<Field> takeField(char *&at, const char *end)
{
    char *from = at;
    if (at == end || *at != '"') {
        while (at != end && *at != ',')
            ++at;
        return Field{{from, at - from}, false};
    }
    char *to = from;
    for (++at; at != end; ++at) {
        if (*at == '"' && (++at == end || *at != '"'))
            return Field{{from, to - from}, true};
        *to++ = *at;
    }
    return {};
}

} // namespace

// Migration 7 made them FLOAT. SQLite takes the texts of some numbers for the ones beside.
TrashTableReader::Kind TrashTableReader::kindOf(const QString &column) const
{
    static const QHash<QString, QStringList> reals{
            {u"market_data"_s,
             {u"price"_s, u"bid"_s, u"ask"_s, u"open_price"_s, u"high_price"_s, u"low_price"_s}},
            {u"alert_logs"_s, {u"trigger_value"_s, u"threshold_value"_s}}};
    if (isTrashTime(column))
        return Kind::Time;
    return reals.value(m_table).contains(column) ? Kind::Real : Kind::Text;
}

Result<> TrashTableReader::open(const QStringList &needed)
{
    if (!m_file.open(QIODevice::ReadOnly))
        return fail(Error::Kind::AccessDenied, m_file.errorString(), m_file.fileName());
    const Result<QByteArray> names = record();
    if (!names)
        return fail(names.error());
    m_columns = QString::fromUtf8(*names).split(u',');
    const auto isThere = [this](const QString &column) { return m_columns.contains(column); };
    if (names->isEmpty() || !std::ranges::all_of(needed, isThere))
        return fail(damaged());
    for (const QString &column : std::as_const(m_columns))
        m_kinds.push_back(kindOf(column));
    return {};
}

Result<QByteArray> TrashTableReader::record()
{
    QByteArray record;
    bool isOpen = true;
    qsizetype quotes = 0;
    while (isOpen) {
        const QByteArray line = m_file.readLine();
        if (!line.endsWith('\n'))
            return fail(damaged());
        quotes += line.count('"');
        record += line;
        isOpen = quotes % 2 != 0;
    }
    record.chop(1);
    return record;
}

Result<std::optional<FiledRow>> TrashTableReader::next()
{
    if (m_file.atEnd())
        return std::optional<FiledRow>{};
    return record()
            .and_then([this](QByteArray &&text) { return parse(std::move(text)); })
            .transform([](FiledRow &&row) { return std::optional{std::move(row)}; });
}

Result<FiledRows> TrashTableReader::read(int limit)
{
    FiledRows rows{m_table, m_columns, {}};
    while (int(rows.rows.size()) < limit) {
        Result<std::optional<FiledRow>> row = next();
        if (!row)
            return fail(row.error());
        if (!*row)
            break;
        rows.rows.push_back(std::move(**row));
    }
    return rows;
}

Result<FiledRow> TrashTableReader::parse(QByteArray record) const
{
    FiledRow row{std::move(record), {}};
    row.cells.reserve(m_kinds.size());
    char *at = row.text.data();
    const char *end = at + row.text.size();
    for (const Kind kind : m_kinds) {
        const std::optional<Field> field = takeField(at, end);
        const bool isLast = row.cells.size() + 1 == m_kinds.size();
        if (!field || (at == end) != isLast || (!isLast && *at++ != ','))
            return fail(damaged());
        const std::optional<Cell> cell =
                field->text.isEmpty() && !field->isQuoted ? Cell{} : cellOf(field->text, kind);
        if (!cell)
            return fail(damaged());
        row.cells.push_back(*cell);
    }
    return row;
}

std::optional<Cell> TrashTableReader::cellOf(QByteArrayView text, Kind kind)
{
    if (kind == Kind::Time) {
        const QDateTime time = QDateTime::fromString(QString::fromLatin1(text), Qt::ISODateWithMs);
        return time.isValid() ? std::optional{Cell::ofInteger(time.toMSecsSinceEpoch())}
                              : std::nullopt;
    }
    if (kind == Kind::Text)
        return Cell::ofText(text);
    double number = 0;
    const auto read = std::from_chars(text.begin(), text.end(), number);
    return read.ec == std::errc{} && read.ptr == text.end() ? std::optional{Cell::ofReal(number)}
                                                            : std::nullopt;
}

Error TrashTableReader::damaged() const
{
    return {Error::Kind::Parse, u"not the rows of a recycle bin"_s, m_file.fileName()};
}
