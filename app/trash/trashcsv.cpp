// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/trash/trashcsv.h"

#include "db/bulk/celltext.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 TellEach = 1000; // rows

bool isTime(const QString &column)
{
    return column == u"timestamp" || column.endsWith("_at"_L1);
}

void appendText(QByteArray &line, QByteArrayView text)
{
    const bool isPlain = !text.isEmpty() && std::ranges::none_of(text, [](char c) {
        return c == ',' || c == '"' || c == '\n' || c == '\r';
    });
    if (isPlain) {
        line += text;
        return;
    }
    line += '"';
    for (const char c : text) {
        if (c == '"')
            line += '"';
        line += c;
    }
    line += '"';
}

// "2026-11-20T03:15:00.123Z"
void appendTime(QByteArray &line, qint64 ms)
{
    line += QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs).toLatin1();
}

void appendCell(QByteArray &line, const Cell &cell, bool isTime)
{
    switch (cell.kind) {
    case Cell::Kind::Null:
        return;
    case Cell::Kind::Text:
    case Cell::Kind::Blob:
        appendText(line, cell.text);
        return;
    case Cell::Kind::Integer:
        if (isTime) {
            appendTime(line, cell.integer);
            return;
        }
        [[fallthrough]];
    case Cell::Kind::Real: {
        std::array<char, CellTextSize> text;
        const char *end = writeCellText(text.data(), cell, IntegerMeaning::Number);
        line += QByteArrayView{text.data(), end};
        return;
    }
    }
}

tl::unexpected<Error> writeFault(const QSaveFile &file)
{
    const bool isFull = file.error() == QFileDevice::ResourceError ||
                        file.errorString().contains("space"_L1, Qt::CaseInsensitive);
    return fail(isFull ? Error::Kind::DiskFull : Error::Kind::AccessDenied, file.errorString(),
                file.fileName());
}

} // namespace

Result<TrashFile> writeTrashCsv(const Connection &connection, const QString &query,
                                const QStringList &columns, const QString &path,
                                const std::function<bool(qint64)> &goesOn)
{
    QSaveFile file{path};
    if (!file.open(QIODevice::WriteOnly))
        return writeFault(file);
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    QCryptographicHash hash{QCryptographicHash::Sha256};
    std::vector<bool> areTimes;
    for (const QString &column : columns)
        areTimes.push_back(isTime(column));
    const Result<std::unique_ptr<RowStream>> stream = connection.stream(query);
    if (!stream)
        return fail(stream.error());
    qint64 rows = 0;
    QByteArray line = columns.join(u',').toUtf8() + '\n';
    const auto write = [&] {
        hash.addData(line);
        return file.write(line) == line.size();
    };
    if (!write())
        return writeFault(file);
    while ((*stream)->next()) {
        line.clear();
        const std::span<const Cell> row = (*stream)->row();
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0)
                line += ',';
            appendCell(line, row[i], areTimes[i]);
        }
        line += '\n';
        if (!write())
            return writeFault(file);
        if (++rows % TellEach == 0 && !goesOn(rows))
            return fail(Error::Kind::Cancelled, {});
    }
    if (const Result<> end = (*stream)->end(); !end)
        return fail(end.error());
    if (!goesOn(rows))
        return fail(Error::Kind::Cancelled, {});
    if (!file.commit()) // flushed to the disk before it gets its name
        return writeFault(file);
    return TrashFile{
            {}, QFileInfo{path}.fileName(), rows, QString::fromLatin1(hash.result().toHex())};
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
