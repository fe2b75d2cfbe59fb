// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/reports/reportreader.h"

#include "db/domain/coin.h"
#include "db/domain/symbol.h"
#include "db/reports/indexrows.h"
#include "db/reports/positionrows.h"
#include "db/reports/reportquery.h"
#include "db/reports/reporttable.h"
#include "db/reports/runrows.h"
#include "db/statements.h"
#include "db/transaction.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

struct ReportText {
    Q_DECLARE_TR_FUNCTIONS(ReportText)
};

// The tables of a report, one after the other, in one snapshot.
class TableRows final : public RowStream
{
public:
    TableRows(const Connection &connection, QStringList queries)
        : m_connection{connection}
        , m_queries{std::move(queries)}
    {}

    Result<> open() { return openNext(); }

    bool next() override
    {
        while (m_rows) {
            if (m_rows->next())
                return true;
            m_end = m_rows->end();
            m_rows.reset();
            if (m_end && !m_queries.isEmpty())
                m_end = openNext();
        }
        return false;
    }
    [[nodiscard]] std::span<const Cell> row() const override { return m_rows->row(); }
    [[nodiscard]] Result<> end() const override { return m_end; }

private:
    Result<> openNext()
    {
        Result<std::unique_ptr<RowStream>> rows = m_connection.stream(m_queries.takeFirst());
        if (!rows)
            return fail(rows.error());
        m_rows = std::move(*rows);
        return {};
    }

    const Connection &m_connection;
    QStringList m_queries;
    std::unique_ptr<RowStream> m_rows;
    Result<> m_end;
};

// Rows that are read in a snapshot, which ends behind them.
class SnapshotRows final : public RowStream
{
public:
    explicit SnapshotRows(const Connection &connection)
        : m_transaction{connection}
    {}

    Result<> begin() { return m_transaction.beginSnapshot(); }
    void take(std::unique_ptr<RowStream> rows) { m_rows = std::move(rows); }

    bool next() override { return m_rows->next(); }
    [[nodiscard]] std::span<const Cell> row() const override { return m_rows->row(); }
    [[nodiscard]] Result<> end() const override { return m_rows->end(); }

private:
    Transaction m_transaction;
    std::unique_ptr<RowStream> m_rows; // goes first
};

Result<> requireRow(Statements &statements, const QString &sql, const QString &name)
{
    Result<Rows> rows = statements.run(sql, {name});
    if (!rows)
        return fail(rows.error());
    if (rows->next())
        return {};
    if (const Result<> end = rows->end(); !end)
        return end;
    return fail(Error::Kind::NotFound, ReportText::tr("nothing is stored under this name"), name);
}

// The names as they are stored: whoever asks for a coin may write its symbol, and the other way
// round.
Result<ReportRequest> named(const Connection &connection, ReportRequest request)
{
    const bool isOfCoins = request.report == Report::Prices;
    const QStringList coins = std::exchange(request.coins, {});
    const QStringList symbols = std::exchange(request.symbols, {});
    Statements statements{connection};
    if (isOfCoins) {
        for (const QString &name : coins + symbols) {
            const QString coin = coinOfSymbol(name);
            if (coin.isEmpty() && symbols.contains(name) && name.contains(u'.'))
                return fail(Error::Kind::Usage,
                            ReportText::tr("The report prices has coins only. The report bars has "
                                           "shares and currencies, as %1.")
                                    .arg(name));
            const QString stored = coin.isEmpty() ? name : coin;
            if (const Result<> known = requireRow(
                        statements, u"SELECT 1 FROM price_data_5min WHERE coin_type = ? LIMIT 1"_s,
                        stored);
                !known)
                return fail(known.error());
            request.coins.append(stored);
        }
        return request;
    }
    for (const QString &name : coins)
        request.symbols.append(coinOfSymbol(name).isEmpty() ? symbolOfCoin(name) : name);
    for (const QString &name : symbols) {
        const Result<QString> symbol = fullSymbol(name);
        if (!symbol)
            return fail(symbol.error());
        request.symbols.append(*symbol);
    }
    // Somebody may hold what nobody registered.
    if (request.report == Report::Positions)
        return request;
    for (const QString &symbol : std::as_const(request.symbols)) {
        if (const Result<> known =
                    requireRow(statements, u"SELECT 1 FROM assets WHERE symbol = ?"_s, symbol);
            !known)
            return fail(known.error());
    }
    return request;
}

Result<std::unique_ptr<RowStream>> tableRows(const Connection &connection,
                                             const ReportRequest &asked)
{
    auto snapshot = std::make_unique<SnapshotRows>(connection);
    if (const Result<> begun = snapshot->begin(); !begun)
        return fail(begun.error());
    const Result<ReportRequest> request = named(connection, asked);
    if (!request)
        return fail(request.error());
    auto rows =
            std::make_unique<TableRows>(connection, reportQueries(*request, connection.engine()));
    if (const Result<> opened = rows->open(); !opened)
        return fail(opened.error());
    if (request->report == Report::Runs && !request->text.isEmpty())
        snapshot->take(runsWith(request->text, reportColumns(*request), std::move(rows)));
    else
        snapshot->take(std::move(rows));
    return snapshot;
}

tl::unexpected<Error> unknown(const QString &sentence)
{
    return fail(Error::Kind::Usage, sentence);
}

Result<> checkColumns(const ReportRequest &request)
{
    const QList<ReportColumn> columns = reportColumns(request);
    const auto find = [&](const QString &name) {
        return std::find_if(columns.cbegin(), columns.cend(),
                            [&](const ReportColumn &column) { return column.name == name; });
    };
    const auto has = [&](const QString &name) { return find(name) != columns.cend(); };
    QStringList names;
    for (const ReportColumn &column : columns)
        names.append(column.name);
    const QString missing = ReportText::tr("The report %1 has no column '%2'. There are: %3.");
    for (const ReportRequest::Only &only : request.only) {
        if (!has(only.column))
            return unknown(
                    missing.arg(reportName(request.report), only.column, names.join(u", "_s)));
        if (find(only.column)->kind != ReportColumn::Kind::Text)
            return unknown(ReportText::tr("Rows are chosen by the words of a column, and %1 has "
                                          "none.")
                                   .arg(only.column));
    }
    if (!request.sort)
        return {};
    if (!has(request.sort->column))
        return unknown(
                missing.arg(reportName(request.report), request.sort->column, names.join(u", "_s)));
    // Positions are compared here, and not by an engine.
    if (request.report != Report::Positions &&
        find(request.sort->column)->kind == ReportColumn::Kind::Decimal)
        return unknown(ReportText::tr("Rows cannot be sorted by %1: not every engine compares "
                                      "exact decimals.")
                               .arg(request.sort->column));
    return {};
}

} // namespace

QList<ReportColumn> reportColumns(const ReportRequest &request)
{
    if (request.report == Report::Positions)
        return positionColumns();
    if (request.report == Report::Indexes)
        return indexColumns();
    const QList<ReportTable> tables = reportTables(request.report, Engine::Sqlite);
    QList<ReportColumn> columns;
    if (tables.isEmpty())
        return columns;
    for (const ReportTable::Column &column : tables.constFirst().columns)
        columns.append({column.name, column.kind});
    if (request.includesDeleted && !tables.constFirst().deletedAt.isEmpty())
        columns.append({u"deleted_at"_s, ReportColumn::Kind::Time});
    return columns;
}

bool hasTimes(Report report)
{
    return !reportTables(report, Engine::Sqlite).value(0).time.isEmpty();
}

bool hasDeletedRows(Report report)
{
    return !reportTables(report, Engine::Sqlite).value(0).deletedAt.isEmpty();
}

bool isOfSchema(Report report)
{
    return report == Report::Migrations || report == Report::Indexes;
}

Result<> checkReport(const ReportRequest &request)
{
    const QString name = reportName(request.report);
    const QList<ReportTable> tables = reportTables(request.report, Engine::Sqlite);
    const ReportTable table = tables.value(0);
    if ((request.fromMs || request.toMs) && table.time.isEmpty())
        return unknown(ReportText::tr("The rows of the report %1 have no time to choose them by. "
                                      "Leave out the times.")
                               .arg(name));
    if (request.fromMs && request.toMs && *request.fromMs >= *request.toMs)
        return unknown(ReportText::tr("The first time must be before the last one."));
    const bool hasSymbols =
            request.report == Report::Positions || !table.symbol.isEmpty() || !table.coin.isEmpty();
    if (!hasSymbols && !(request.coins.isEmpty() && request.symbols.isEmpty()))
        return unknown(ReportText::tr("The rows of the report %1 belong to no coin or symbol. "
                                      "Leave it out.")
                               .arg(name));
    return checkColumns(request);
}

Result<> checkNames(const Connection &connection, const ReportRequest &request)
{
    return named(connection, request).map([](const ReportRequest &) {});
}

Result<std::unique_ptr<RowStream>> openReport(const Connection &connection,
                                              const ReportRequest &request,
                                              const FindingsReader &readFindings)
{
    if (const Result<> known = checkReport(request); !known)
        return fail(known.error());
    if (request.report == Report::Indexes)
        return readFindings(connection).transform([&](const QList<IndexFinding> &findings) {
            return indexRows(findings, request);
        });
    if (request.report != Report::Positions)
        return tableRows(connection, request);
    return named(connection, request).and_then([&](const ReportRequest &asked) {
        return positionRows(connection, asked);
    });
}
