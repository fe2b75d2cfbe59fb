// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/trash/trashpurge.h"

#include "app/trash/trashcheck.h"
#include "app/trash/trashtablereader.h"

#include <QCoreApplication>
#include <QDir>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

struct PurgeText {
    Q_DECLARE_TR_FUNCTIONS(PurgeText)
};

// Takes the rows of one kind away, export by export.
class Purge final
{
public:
    Purge(const Connection &connection, const PurgePlan &plan, PurgeReport &report,
          const TrashProgressHandler &progress)
        : m_store{connection}
        , m_slices{plan.pause}
        , m_report{report}
        , m_progress{progress}
    {
        for (const TrashExportRecord &record : report.exports)
            m_total += record.rows;
    }

    [[nodiscard]] Result<> begin(const QDateTime &now);
    [[nodiscard]] Result<> take(TrashKind kind);
    [[nodiscard]] Result<> finish(const QDateTime &now);

private:
    [[nodiscard]] Result<> takeFile(const TrashExportRecord &record, const TrashFile &file,
                                    TrashKind kind);

    TrashPurgeStore m_store;
    TrashSlices m_slices;
    PurgeReport &m_report;
    const TrashProgressHandler &m_progress;
    QHash<qint64, PurgedSlice> m_byExport;
    qint64 m_done = 0;
    qint64 m_total = 0;
};

Result<> Purge::begin(const QDateTime &now)
{
    for (const TrashExportRecord &record : m_report.exports) {
        const Result<> noted =
                m_slices.patiently([&] { return m_store.noteBegun(record.id, now); });
        if (!noted)
            return noted;
    }
    return {};
}

Result<> Purge::take(TrashKind kind)
{
    for (const TrashExportRecord &record : m_report.exports) {
        const auto file = std::ranges::find(record.files, trashTableName(kind), &TrashFile::table);
        if (file == record.files.end())
            continue;
        if (const Result<> taken = takeFile(record, *file, kind); !taken)
            return taken;
    }
    return {};
}

Result<> Purge::takeFile(const TrashExportRecord &record, const TrashFile &file, TrashKind kind)
{
    TrashTableReader reader{QDir{record.folder}.filePath(file.name), file.table};
    if (const Result<> opened = reader.open({u"id"_s, u"deleted_at"_s}); !opened)
        return opened;
    PurgedSlice &own = m_byExport[record.id];
    for (;;) {
        const Result<FiledRows> filed = reader.read(m_slices.rows());
        if (!filed)
            return fail(filed.error());
        if (filed->rows.empty())
            return {};
        std::vector<ExportedRow> rows;
        for (const FiledRow &row : filed->rows)
            rows.push_back(
                    {filed->number(row, u"id"_s), filed->cell(row, u"deleted_at"_s).integer});
        const Result<PurgedSlice> slice =
                m_slices.patiently([&] { return m_store.purge(record.id, kind, rows); });
        if (!slice)
            return fail(slice.error());
        for (PurgedSlice *sum : {&own, &m_report.total}) {
            sum->purged += slice->purged;
            sum->kept += slice->kept;
            sum->held += slice->held;
        }
        m_report.purged[file.table] += slice->purged;
        m_done += qint64(rows.size());
        const bool goesOn = !m_progress || m_progress({TrashProgress::Phase::Purging, file.table,
                                                       m_done, m_total});
        // What an interrupted purge has taken already costs the others nothing.
        const bool isPaused = slice->purged == 0 || m_slices.noteAndPause(slice->took);
        m_report.slices = m_slices.count();
        m_report.longestMs =
                std::chrono::duration_cast<std::chrono::milliseconds>(m_slices.longest()).count();
        if (!goesOn || !isPaused)
            return fail(Error::Kind::Cancelled, {});
    }
}

Result<> Purge::finish(const QDateTime &now)
{
    for (const TrashExportRecord &record : m_report.exports) {
        const Result<> done = m_slices.patiently(
                [&] { return m_store.finish(record.id, m_byExport.value(record.id), now); });
        if (!done)
            return done;
    }
    return {};
}

Result<> checkKnown(const QList<TrashExportRecord> &records, qint64 id)
{
    const auto record = std::ranges::find(records, id, &TrashExportRecord::id);
    if (record == records.end())
        return fail(Error::Kind::Refused,
                    PurgeText::tr("There is no export %1, so nothing was purged. 'tidemarkctl "
                                  "trash purge --dry-run' names those that are not purged yet.")
                            .arg(id));
    if (record->purgedAt.isValid())
        return fail(Error::Kind::Refused,
                    PurgeText::tr("Export %1 is purged already. Nothing was purged.").arg(id));
    return {};
}

Error nothingIntact(const LeftOutExport &first)
{
    const QString why =
            first.unread.isEmpty()
                    ? PurgeText::tr("%1 is not as it was exported on %2 (on %3), so nothing was "
                                    "purged. Bring that file back, or export the recycle bin "
                                    "again.")
                              .arg(first.path, exportTimeText(first.record), first.record.host)
                    : PurgeText::tr("%1 cannot be read (%2), so nothing was purged. Make that "
                                    "file readable, or export the recycle bin again.")
                              .arg(first.path, first.unread);
    return {Error::Kind::Refused, why, first.record.folder};
}

} // namespace

QString leftOutText(const LeftOutExport &left)
{
    if (!left.unread.isEmpty())
        return PurgeText::tr("Export %1 is left out: %2 cannot be read (%3). Make that file "
                             "readable to purge by it.")
                .arg(left.record.id)
                .arg(left.path, left.unread);
    return PurgeText::tr("Export %1 is left out: %2 is not as it was exported on %3 (on %4). Bring "
                         "that file back to purge by it.")
            .arg(left.record.id)
            .arg(left.path, exportTimeText(left.record), left.record.host);
}

Result<CheckedExports> checkedExports(const Connection &connection, const PurgePlan &plan,
                                      const TrashProgressHandler &progress)
{
    Result<QList<TrashExportRecord>> records = TrashExportStore{connection}.list();
    if (!records)
        return fail(records.error());
    for (const qint64 id : plan.exports) {
        if (const Result<> known = checkKnown(*records, id); !known)
            return fail(known.error());
    }
    records->removeIf([&](const TrashExportRecord &record) {
        return record.purgedAt.isValid() ||
               (!plan.exports.isEmpty() && !plan.exports.contains(record.id));
    });
    if (records->isEmpty())
        return fail(Error::Kind::Refused,
                    PurgeText::tr("Nothing was purged, because nothing is exported that is not "
                                  "purged already. 'tidemarkctl trash export --out FOLDER' "
                                  "exports the recycle bin."));
    CheckedExports checked;
    for (const TrashExportRecord &record : std::as_const(*records)) {
        const Result<QString> path = changedFile(record, progress);
        if (!path && path.error().kind != Error::Kind::AccessDenied)
            return fail(path.error());
        if (!path)
            checked.leftOut.append({record, path.error().subject, path.error().detail});
        else if (path->isEmpty())
            checked.intact.append(record);
        else
            checked.leftOut.append({record, *path, {}});
    }
    if (!checked.intact.isEmpty())
        return checked;
    return fail(nothingIntact(checked.leftOut.constFirst()));
}

Result<PurgeReport> purgeTrash(const Connection &connection, const PurgePlan &plan,
                               const std::function<QDateTime()> &clock,
                               const TrashProgressHandler &progress)
{
    const Result<CheckedExports> checked = checkedExports(connection, plan, progress);
    if (!checked)
        return fail(checked.error());
    PurgeReport report;
    report.exports = checked->intact;
    report.leftOut = checked->leftOut;
    Purge purge{connection, plan, report, progress};
    // In the order of the kinds: logs of any export go before the rules that they refer to.
    Result<> done = purge.begin(clock());
    for (const TrashKind kind : AllTrashKinds) {
        if (done)
            done = purge.take(kind);
    }
    return done.and_then([&] { return purge.finish(clock()); }).transform([&] { return report; });
}
