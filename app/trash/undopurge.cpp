// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/trash/undopurge.h"

#include "app/trash/trashcheck.h"
#include "app/trash/trashcsv.h"
#include "app/trash/trashexport.h"
#include "app/trash/trashtablereader.h"
#include "db/trash/rulechildren.h"
#include "db/trash/trashslices.h"

#include <QCoreApplication>
#include <QDir>

#include <algorithm>
#include <deque>
#include <ranges>

using namespace Qt::Literals::StringLiterals;

namespace {

struct UndoText {
    Q_DECLARE_TR_FUNCTIONS(UndoText)
};

tl::unexpected<Error> refused(const QString &why, const QString &folder)
{
    return fail(Error::Kind::Refused, UndoText::tr("%1 Nothing was put back.").arg(why), folder);
}

// The database's record of what stands in the folder.
Result<TrashExportRecord> recordOf(const Connection &connection, const QString &folder)
{
    const QString manifestPath = QDir{folder}.filePath(QString::fromLatin1(TrashManifestName));
    if (!QFile::exists(manifestPath))
        return refused(UndoText::tr("%1 is missing: the folder holds no export of a recycle bin, "
                                    "or one that was ended before it was whole.")
                               .arg(manifestPath),
                       folder);
    const Result<TrashManifest> manifest = readManifest(folder);
    if (!manifest || !manifest->exportedAt.isValid() || manifest->files.isEmpty())
        return refused(UndoText::tr("%1 cannot be read.").arg(manifestPath), folder);
    Result<QList<TrashExportRecord>> records = TrashExportStore{connection}.list();
    if (!records)
        return fail(records.error());
    const auto same = std::ranges::find_if(*records, [&](const TrashExportRecord &record) {
        return record.exportedAt == manifest->exportedAt && record.files == manifest->files;
    });
    if (same == records->end())
        return refused(UndoText::tr("%1 does not know the export in %2: it is of another database, "
                                    "its manifest was changed, or it was ended before it was "
                                    "whole.")
                               .arg(connection.location(), folder),
                       folder);
    same->folder = folder;
    return *same;
}

Result<> checkFiles(const TrashExportRecord &record, const TrashProgressHandler &progress)
{
    const Result<QString> path = changedFile(record, progress);
    if (!path && path.error().kind == Error::Kind::AccessDenied)
        return refused(UndoText::tr("%1 cannot be read (%2). Make that file readable.")
                               .arg(path.error().subject, path.error().detail),
                       record.folder);
    if (!path)
        return fail(path.error());
    if (path->isEmpty())
        return {};
    const QString why = QFile::exists(*path)
                                ? UndoText::tr("%1 is not as it was exported on %2.")
                                : UndoText::tr("%1, which was exported on %2, is missing.");
    return refused(
            UndoText::tr("%1 Bring that file back.").arg(why.arg(*path, exportTimeText(record))),
            record.folder);
}

// Rows of a table that go with those of another one, which are read in the same order.
class Children final
{
public:
    Children(const QString &path, const QString &table)
        : m_reader{path, table}
        , m_table{table}
    {}
    [[nodiscard]] Result<> open() { return m_reader.open(); }
    // Those of rules up to this one.
    [[nodiscard]] Result<FiledRows> readUpTo(qint64 ruleId)
    {
        FiledRows rows{m_table, m_reader.columns(), {}};
        for (;;) {
            if (!m_next) {
                Result<std::optional<FiledRow>> row = m_reader.next();
                if (!row)
                    return fail(row.error());
                m_next = std::move(*row);
            }
            if (!m_next || rows.number(*m_next, u"rule_id"_s) > ruleId)
                return rows;
            rows.rows.push_back(std::move(*m_next));
            m_next.reset();
        }
    }

private:
    TrashTableReader m_reader;
    QString m_table;
    std::optional<FiledRow> m_next;
};

// Puts the rows of one export back, kind by kind.
class Return final
{
public:
    Return(const Connection &connection, const PurgeUndoPlan &plan, PurgeUndoReport &report,
           const std::function<QDateTime()> &clock, const TrashProgressHandler &progress)
        : m_store{connection}
        , m_slices{plan.pause}
        , m_report{report}
        , m_clock{clock}
        , m_progress{progress}
    {}

    // Before the first row: all files have the columns of this database.
    [[nodiscard]] Result<> checkColumns(const Schema &schema) const;
    [[nodiscard]] Result<> bring(TrashKind kind);
    [[nodiscard]] Result<> finish()
    {
        return m_slices.patiently(
                [this] { return m_store.finish(m_report.record.id, m_report.rows, m_clock()); });
    }

private:
    [[nodiscard]] QString pathOf(const TrashFile &file) const
    {
        return QDir{m_report.record.folder}.filePath(file.name);
    }
    [[nodiscard]] Result<std::deque<Children>> openChildren(TrashKind kind) const;
    [[nodiscard]] Result<> bringSlice(TrashKind kind, const FiledRows &rows,
                                      std::deque<Children> &children);

    TrashReturnStore m_store;
    TrashSlices m_slices;
    PurgeUndoReport &m_report;
    const std::function<QDateTime()> &m_clock;
    const TrashProgressHandler &m_progress;
    qint64 m_done = 0;
};

Result<> Return::checkColumns(const Schema &schema) const
{
    for (const TrashFile &file : m_report.record.files) {
        TrashTableReader reader{pathOf(file), file.table};
        if (const Result<> opened = reader.open(); !opened)
            return opened;
        if (reader.columns() != trashColumns(schema, file.table))
            return refused(UndoText::tr("%1 was exported from another version of the database: "
                                        "table %2 has other columns now.")
                                   .arg(pathOf(file), file.table),
                           m_report.record.folder);
    }
    return {};
}

Result<std::deque<Children>> Return::openChildren(TrashKind kind) const
{
    std::deque<Children> children;
    if (kind != TrashKind::Rule)
        return children;
    const QList<TrashFile> &files = m_report.record.files;
    for (const RuleChild &child : RuleChildren) {
        const auto file = std::ranges::find(files, QString{child.table}, &TrashFile::table);
        if (file == files.end())
            continue;
        if (const Result<> opened = children.emplace_back(pathOf(*file), file->table).open();
            !opened)
            return fail(opened.error());
    }
    return children;
}

Result<> Return::bring(TrashKind kind)
{
    const QList<TrashFile> &files = m_report.record.files;
    const auto file = std::ranges::find(files, trashTableName(kind), &TrashFile::table);
    if (file == files.end())
        return {};
    TrashTableReader reader{pathOf(*file), file->table};
    if (const Result<> opened = reader.open(); !opened)
        return opened;
    Result<std::deque<Children>> children = openChildren(kind);
    if (!children)
        return fail(children.error());
    for (;;) {
        const Result<FiledRows> rows = reader.read(m_slices.rows());
        if (!rows)
            return fail(rows.error());
        if (rows->rows.empty())
            return {};
        if (const Result<> brought = bringSlice(kind, *rows, *children); !brought)
            return brought;
    }
}

Result<> Return::bringSlice(TrashKind kind, const FiledRows &rows, std::deque<Children> &children)
{
    std::vector<FiledRows> own;
    for (Children &each : children) {
        Result<FiledRows> read = each.readUpTo(rows.number(rows.rows.back(), u"id"_s));
        if (!read)
            return fail(read.error());
        own.push_back(std::move(*read));
    }
    const Result<ReturnedSlice> slice = m_slices.patiently(
            [&] { return m_store.putBack(m_report.record.id, kind, rows, own, m_clock()); });
    if (!slice)
        return fail(slice.error());
    if (slice->returned > 0)
        m_report.returned[rows.table] += slice->returned;
    m_report.rows += slice->returned;
    m_report.present += slice->present;
    for (const LeftRows &left : slice->left)
        addLeft(m_report.left, left);
    m_done += qint64(rows.rows.size());
    const bool goesOn = !m_progress || m_progress({TrashProgress::Phase::Returning, rows.table,
                                                   m_done, m_report.record.rows});
    // What is there already costs the others nothing.
    const bool isPaused = slice->returned == 0 || m_slices.noteAndPause(slice->took);
    m_report.slices = m_slices.count();
    m_report.longestMs =
            std::chrono::duration_cast<std::chrono::milliseconds>(m_slices.longest()).count();
    return goesOn && isPaused ? Result<>{} : fail(Error::Kind::Cancelled, {});
}

} // namespace

QString leftRowsText(const LeftRows &left)
{
    const QString rows =
            UndoText::tr("%n row(s) of %1, from id %2 on, stayed out:", nullptr, int(left.rows))
                    .arg(trashTableName(left.kind))
                    .arg(left.firstId);
    switch (left.why) {
    case LeftRows::Why::IdTaken:
        return UndoText::tr("%1 another row has the id by now.").arg(rows);
    case LeftRows::Why::OtherDeletion:
        return UndoText::tr(
                       "%1 what lies there was deleted at another time. To have these instead, "
                       "purge that by its own export first.")
                .arg(rows);
    case LeftRows::Why::NoAsset:
        return UndoText::tr("%1 the asset that they are of was removed.").arg(rows);
    case LeftRows::Why::NoRule:
        break;
    }
    return UndoText::tr("%1 the rule that logged them is gone. Undo the purge of the rule first, "
                        "by the export that has it.")
            .arg(rows);
}

Result<PurgeUndoReport> undoPurge(const Connection &connection, const PurgeUndoPlan &plan,
                                  const std::function<QDateTime()> &clock,
                                  const TrashProgressHandler &progress)
{
    PurgeUndoReport report;
    const Result<TrashExportRecord> record = recordOf(connection, QDir{plan.folder}.absolutePath());
    if (!record)
        return fail(record.error());
    report.record = *record;
    const Result<Schema> schema = inspectSchema(connection);
    if (!schema)
        return fail(schema.error());
    Return work{connection, plan, report, clock, progress};
    Result<> done =
            checkFiles(*record, progress).and_then([&] { return work.checkColumns(*schema); });
    // A log refers to its rule, which comes first.
    for (const TrashKind kind : AllTrashKinds | std::views::reverse) {
        if (done)
            done = work.bring(kind);
    }
    return done.and_then([&] { return work.finish(); }).transform([&] { return report; });
}
