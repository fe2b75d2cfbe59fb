// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/trash/purgeablerows.h"

#include "app/trash/trashtablereader.h"
#include "db/trash/trashpurgestore.h"

#include <QDir>

#include <algorithm>
#include <deque>

using namespace Qt::Literals::StringLiterals;

namespace {

// The rows of one file, which stand there by rising id.
class ExportedRows final
{
public:
    ExportedRows(const QString &path, const QString &table)
        : m_reader{path, table}
        , m_table{table}
    {}
    [[nodiscard]] Result<> open()
    {
        return m_reader.open({u"id"_s, u"deleted_at"_s}).and_then([&] { return advance(); });
    }
    [[nodiscard]] const std::optional<ExportedRow> &row() const { return m_row; }
    [[nodiscard]] Result<> advance()
    {
        const Result<std::optional<FiledRow>> filed = m_reader.next();
        if (!filed)
            return fail(filed.error());
        const FiledRows named{m_table, m_reader.columns(), {}};
        m_row.reset();
        if (*filed)
            m_row = {named.number(**filed, u"id"_s), named.cell(**filed, u"deleted_at"_s).integer};
        return {};
    }

private:
    TrashTableReader m_reader;
    QString m_table;
    std::optional<ExportedRow> m_row;
};

// Counts the rows of one kind, and holds no more than a few of each file.
class KindCount final
{
public:
    KindCount(const Connection &connection, TrashKind kind)
        : m_store{connection}
        , m_kind{kind}
    {}
    [[nodiscard]] Result<> open(const QList<TrashExportRecord> &exports);
    // False at the end.
    [[nodiscard]] Result<bool> addNext();
    [[nodiscard]] qint64 rows() const { return m_rows; }

private:
    [[nodiscard]] Result<> count();

    TrashPurgeStore m_store;
    TrashKind m_kind;
    std::deque<ExportedRows> m_files;
    std::vector<ExportedRow> m_waiting; // of different ids
    qint64 m_rows = 0;
};

Result<> KindCount::open(const QList<TrashExportRecord> &exports)
{
    for (const TrashExportRecord &record : exports) {
        const auto file =
                std::ranges::find(record.files, trashTableName(m_kind), &TrashFile::table);
        if (file == record.files.end())
            continue;
        ExportedRows &rows =
                m_files.emplace_back(QDir{record.folder}.filePath(file->name), file->table);
        if (const Result<> opened = rows.open(); !opened)
            return opened;
    }
    return {};
}

Result<bool> KindCount::addNext()
{
    constexpr std::size_t AtOnce = 1000;

    std::optional<ExportedRow> next;
    for (const ExportedRows &file : m_files) {
        if (file.row() && (!next || *file.row() < *next))
            next = file.row();
    }
    if (!next)
        return count().transform([] { return false; });
    for (ExportedRows &file : m_files) {
        if (file.row() != next)
            continue;
        if (const Result<> advanced = file.advance(); !advanced)
            return fail(advanced.error());
    }
    const bool isSameId = !m_waiting.empty() && m_waiting.back().id == next->id;
    if (isSameId || m_waiting.size() == AtOnce) {
        if (const Result<> counted = count(); !counted)
            return fail(counted.error());
    }
    m_waiting.push_back(*next);
    return true;
}

Result<> KindCount::count()
{
    return m_store.countThere(m_kind, m_waiting).map([&](int rows) {
        m_rows += rows;
        m_waiting.clear();
    });
}

} // namespace

Result<qint64> purgeableRows(const Connection &connection, const QList<TrashExportRecord> &exports,
                             const TrashProgressHandler &progress)
{
    qint64 rows = 0;
    for (const TrashKind kind : AllTrashKinds) {
        KindCount counted{connection, kind};
        if (const Result<> opened = counted.open(exports); !opened)
            return fail(opened.error());
        for (bool goesOn = true; goesOn;) {
            const Result<bool> isAdded = counted.addNext();
            if (!isAdded)
                return fail(isAdded.error());
            goesOn = *isAdded;
            if (progress && !progress({TrashProgress::Phase::Checking, trashTableName(kind), 0, 0}))
                return fail(Error::Kind::Cancelled, {});
        }
        rows += counted.rows();
    }
    return rows;
}
