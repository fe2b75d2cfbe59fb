// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/trash/trashcsv.h"

#include "app/reports/csvfile.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFileInfo>

using namespace Qt::Literals::StringLiterals;

namespace {

ReportColumn columnOf(const QString &name)
{
    const bool isTime = name == u"timestamp" || name.endsWith("_at"_L1);
    return {name, isTime ? ReportColumn::Kind::Time : ReportColumn::Kind::Text};
}

} // namespace

Result<TrashFile> writeTrashCsv(const Connection &connection, const QString &query,
                                const QStringList &columns, const QString &path,
                                const std::function<bool(qint64)> &goesOn)
{
    Result<ReportFile> file = ReportFile::create(path, {.isNew = true, .isPrivate = true});
    if (!file)
        return fail(file.error());
    QList<ReportColumn> named;
    for (const QString &column : columns)
        named.append(columnOf(column));
    return connection.stream(query)
            .and_then([&](std::unique_ptr<RowStream> &&rows) {
                const auto tell = [&](const ReportProgress &done) { return goesOn(done.rows); };
                return writeCsvFile(std::move(rows), named, CsvFormat::machine(), std::move(*file),
                                    {.progress = tell, .isHashed = true});
            })
            .transform([&](const ReportOutcome &outcome) {
                return TrashFile{{}, QFileInfo{path}.fileName(), outcome.rows, outcome.sha256};
            });
}

Result<> TrashCsvReader::open()
{
    if (!m_file.open(QIODevice::ReadOnly))
        return fail(Error::Kind::AccessDenied, m_file.errorString(), m_file.fileName());
    if (!record().startsWith("id,deleted_at,"))
        return fail(damaged());
    return {};
}

QByteArray TrashCsvReader::record()
{
    QByteArray record;
    do {
        record += m_file.readLine();
    } while (record.count('"') % 2 != 0 && !m_file.atEnd());
    return record;
}

Error TrashCsvReader::damaged() const
{
    return {Error::Kind::Parse, u"not the rows of a recycle bin"_s, m_file.fileName()};
}

Result<std::vector<ExportedRow>> TrashCsvReader::read(int limit)
{
    std::vector<ExportedRow> rows;
    while (int(rows.size()) < limit && !m_file.atEnd()) {
        const QByteArray line = record();
        const qsizetype first = line.indexOf(',');
        const qsizetype second = line.indexOf(',', first + 1);
        bool isNumber = false;
        const qint64 id = first > 0 ? line.first(first).toLongLong(&isNumber) : 0;
        const QDateTime deletedAt =
                second < 0 ? QDateTime{}
                           : QDateTime::fromString(
                                     QString::fromLatin1(line.mid(first + 1, second - first - 1)),
                                     Qt::ISODateWithMs);
        if (!isNumber || !deletedAt.isValid())
            return fail(damaged());
        rows.push_back({id, deletedAt.toMSecsSinceEpoch()});
    }
    return rows;
}

Result<QString> sha256Of(const QString &path, const std::function<bool()> &goesOn)
{
    constexpr qint64 PieceSize = 1 << 20;

    QFile file{path};
    if (!file.open(QIODevice::ReadOnly))
        return fail(file.exists() ? Error::Kind::AccessDenied : Error::Kind::NotFound,
                    file.errorString(), path);
    QCryptographicHash hash{QCryptographicHash::Sha256};
    while (!file.atEnd()) {
        const QByteArray piece = file.read(PieceSize);
        if (piece.isEmpty())
            return fail(Error::Kind::AccessDenied, file.errorString(), path);
        hash.addData(piece);
        if (!goesOn())
            return fail(Error::Kind::Cancelled, {});
    }
    return QString::fromLatin1(hash.result().toHex());
}
