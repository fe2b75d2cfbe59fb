// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/proof/stepproof.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace {

struct StepProofText {
    Q_DECLARE_TR_FUNCTIONS(StepProofText)
};

// A cell as the nearest number, whatever it is kept as. A long double is read slowly.
template <typename Number> Number numberIn(const Cell &cell)
{
    if (cell.kind == Cell::Kind::Real)
        return cell.real;
    if (cell.kind == Cell::Kind::Integer)
        return static_cast<Number>(cell.integer);
    Number number = 0;
    std::from_chars(cell.text.begin(), cell.text.end(), number);
    return number;
}

// Whether a value and what it is converted to differ by less.
bool isNear(const Cell &old, const Cell &made, double tolerance)
{
    if (old.kind == Cell::Kind::Null || made.kind == Cell::Kind::Null)
        return old.kind == made.kind;
    const double roughly = numberIn<double>(old);
    const double roundedBy = std::fabs(roughly) * std::numeric_limits<double>::epsilon();
    return std::fabs(roughly - numberIn<double>(made)) + roundedBy < tolerance ||
           std::fabs(numberIn<long double>(old) - numberIn<long double>(made)) < tolerance;
}

// The columns of this table that the migration converts.
QStringList convertedColumns(const Migration &migration, const QString &table)
{
    QStringList columns;
    for (const QString &column : migration.conversion.columns) {
        if (column.startsWith(table + u'.'))
            columns.append(column.sliced(table.size() + 1));
    }
    return columns;
}

QString conversionOf(const Migration &migration, Direction direction, const QString &column)
{
    QString expression = direction == Direction::Up ? migration.conversion.upTemplate
                                                    : migration.conversion.downTemplate;
    return expression.replace(u"{}"_s, quotedName(column));
}

} // namespace

StepProof StepProof::plan(const Schema &live, const Schema &from, const Schema &to,
                          const Migration &migration, Direction direction)
{
    StepProof proof;
    for (const SchemaObject &table : live.tables()) {
        const SchemaObject *known = findTable(from, table.name);
        const SchemaObject *next = findTable(to, table.name);
        if (known && !next)
            continue;
        Line line;
        line.table = table.name;
        line.tolerance = migration.conversion.tolerance;
        for (const QString &column : convertedColumns(migration, table.name))
            line.expressions.insert(column, conversionOf(migration, direction, column));
        std::ranges::copy_if(table.columns, std::back_inserter(line.columns),
                             [&](const QString &column) {
                                 const bool goes = known && known->columns.contains(column) &&
                                                   !next->columns.contains(column);
                                 const bool isReplaced =
                                         migration.replaced.contains(table.name + u'.' + column) &&
                                         !line.expressions.contains(column);
                                 return !goes && !isReplaced;
                             });
        line.columns.sort();
        proof.m_lines.append(line);
    }
    return proof;
}

// A converted column is read as it stands, at the end of the row where the engine itself converts
// it in its place.
Result<TableProof> StepProof::proveConverted(const Connection &connection, const Line &line,
                                             const std::function<bool()> &goesOn)
{
    struct Converted {
        std::size_t made; // where, in the row
        std::size_t old;
    };
    QStringList selected;
    QStringList atTheEnd;
    std::vector<Converted> converted;
    for (const QString &column : line.columns) {
        const QString expression = line.expressions.value(column);
        if (line.expressions.contains(column)) {
            const auto made = static_cast<std::size_t>(selected.size());
            const auto last = static_cast<std::size_t>(line.columns.size() + atTheEnd.size());
            converted.push_back({made, expression.isEmpty() ? made : last});
        }
        selected.append(expression.isEmpty() ? quotedName(column) : expression);
        if (!expression.isEmpty())
            atTheEnd.append(quotedName(column));
    }
    selected += atTheEnd;
    const Result<std::unique_ptr<RowStream>> rows = connection.stream(
            u"SELECT %1 FROM %2"_s.arg(selected.join(u", "_s), quotedName(line.table)));
    if (!rows)
        return fail(rows.error());
    TableProof proof{line.table, line.columns, 0, {}};
    RowDigester digester;
    std::vector<Cell> cells;
    while ((*rows)->next()) {
        const std::span<const Cell> row = (*rows)->row();
        cells.assign(row.begin(), row.begin() + line.columns.size());
        for (const auto &[made, old] : converted) {
            if (made == old && row[old].kind != Cell::Kind::Null)
                cells[made] = Cell::ofReal(numberIn<double>(row[old]));
            if (!isNear(row[old], cells[made], line.tolerance))
                return failToConvert(line);
        }
        proof.checksum += digester.digest(cells);
        if (++proof.rows % 4096 == 0 && goesOn && !goesOn())
            return fail(Error::Kind::Cancelled, {});
    }
    return (*rows)->end().transform([&] { return proof; });
}

tl::unexpected<Error> StepProof::failToConvert(const Line &line)
{
    return fail(Error::Kind::Refused,
                StepProofText::tr("A value of table %1 would change by %2 or more when its "
                                  "column changes its type. Nothing was changed.")
                        .arg(line.table)
                        .arg(line.tolerance),
                line.table);
}

Result<TableProof> StepProof::readBefore(const Connection &connection, const Line &line,
                                         const std::function<bool()> &goesOn)
{
    return line.expressions.isEmpty() ? proveTable(connection, line.table, line.columns, goesOn)
                                      : proveConverted(connection, line, goesOn);
}

Result<> StepProof::takeBefore(const Connection &connection, const std::function<bool()> &goesOn)
{
    for (Line &line : m_lines) {
        const Result<TableProof> proof = readBefore(connection, line, goesOn);
        if (!proof)
            return fail(proof.error());
        line.rows = proof->rows;
        line.checksum = proof->checksum.toHex();
    }
    return {};
}

Result<> StepProof::checkShape(const Schema &after) const
{
    for (const Line &line : m_lines) {
        const SchemaObject *table = findTable(after, line.table);
        for (const QString &column : line.columns) {
            if (!table || !table->columns.contains(column))
                return fail(
                        Error::Kind::Refused,
                        StepProofText::tr(
                                "Column %1 of table %2 is not known to Tidemark and would be lost. "
                                "Move it to a table of its own, then try again.")
                                .arg(column, line.table),
                        line.table);
        }
    }
    return {};
}

Result<qint64> StepProof::checkAfter(const Connection &connection,
                                     const std::function<bool()> &goesOn) const
{
    qint64 rows = 0;
    for (const Line &before : m_lines) {
        if (before.checksum.isEmpty())
            continue; // nothing was read before
        const Result<TableProof> after =
                proveTable(connection, before.table, before.columns, goesOn);
        if (!after)
            return fail(after.error());
        const QString checksum = after->checksum.toHex();
        if (after->rows != before.rows || checksum != before.checksum)
            return fail(Error::Kind::Database,
                        u"the proof of %1 failed: %2 rows with checksum %3 became %4 rows with %5"_s
                                .arg(before.table)
                                .arg(before.rows)
                                .arg(before.checksum)
                                .arg(after->rows)
                                .arg(checksum),
                        before.table);
        rows += after->rows;
    }
    return rows;
}

Result<bool> StepProof::isUnchanged(const Connection &connection, const QString &table,
                                    const QString &nameNow,
                                    const std::function<bool()> &goesOn) const
{
    const auto before = std::ranges::find(m_lines, table, &Line::table);
    if (before == m_lines.cend() || before->checksum.isEmpty())
        return true;
    Line renamed = *before;
    renamed.table = nameNow;
    return readBefore(connection, renamed, goesOn).transform([&](const TableProof &now) {
        return now.rows == before->rows && now.checksum.toHex() == before->checksum;
    });
}

QStringList StepProof::tables() const
{
    QStringList tables;
    for (const Line &line : m_lines)
        tables.append(line.table);
    return tables;
}

QList<ProofLine> StepProof::lines() const
{
    QList<ProofLine> lines;
    for (const Line &line : m_lines) {
        if (!line.checksum.isEmpty())
            lines.append({line.table, line.rows, line.rows, line.checksum, line.checksum, true});
    }
    return lines;
}

QJsonObject StepProof::toJson() const
{
    QJsonArray lines;
    for (const Line &line : m_lines) {
        QJsonObject expressions;
        for (auto it = line.expressions.cbegin(); it != line.expressions.cend(); ++it)
            expressions.insert(it.key(), it.value());
        lines.append(QJsonObject{{u"table"_s, line.table},
                                 {u"columns"_s, QJsonArray::fromStringList(line.columns)},
                                 {u"expressions"_s, expressions},
                                 {u"tolerance"_s, line.tolerance},
                                 {u"rows"_s, line.rows},
                                 {u"checksum"_s, line.checksum}});
    }
    return {{u"proof"_s, lines}};
}

StepProof StepProof::fromJson(const QJsonObject &json)
{
    StepProof proof;
    for (const QJsonValue &value : json["proof"_L1].toArray()) {
        Line line;
        line.table = value["table"_L1].toString();
        for (const QJsonValue &column : value["columns"_L1].toArray())
            line.columns.append(column.toString());
        const QJsonObject expressions = value["expressions"_L1].toObject();
        for (auto it = expressions.begin(); it != expressions.end(); ++it)
            line.expressions.insert(it.key(), it.value().toString());
        line.tolerance = value["tolerance"_L1].toDouble();
        line.rows = value["rows"_L1].toInteger();
        line.checksum = value["checksum"_L1].toString();
        proof.m_lines.append(line);
    }
    return proof;
}

Result<qint64> rowsLosingDigits(const Connection &connection, const Migration &migration,
                                const QString &table)
{
    QStringList expressions;
    const QStringList columns = convertedColumns(migration, table);
    for (const QString &column : columns) {
        expressions.append(quotedName(column));
        expressions.append(conversionOf(migration, Direction::Down, column));
    }
    if (expressions.isEmpty())
        return 0;
    const Result<std::unique_ptr<RowStream>> rows = connection.stream(
            u"SELECT %1 FROM %2"_s.arg(expressions.join(u", "_s), quotedName(table)));
    if (!rows)
        return fail(rows.error());
    qint64 losing = 0;
    while ((*rows)->next()) {
        const std::span<const Cell> row = (*rows)->row();
        for (std::size_t i = 0; i + 1 < row.size(); i += 2) {
            if (row[i].kind != Cell::Kind::Null && numberIn<double>(row[i + 1]) != row[i].real) {
                ++losing;
                break;
            }
        }
    }
    return (*rows)->end().transform([&] { return losing; });
}
