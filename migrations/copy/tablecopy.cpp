// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/copy/tablecopy.h"

#include "db/bulk/columnnames.h"
#include "db/transaction.h"

using namespace Qt::Literals::StringLiterals;

// Fewer rows than a whole chunk, or none, are the last ones.
Result<> TableCopy::copyChunk(RowStream &rows, const RowKey &key, qint64 most,
                              CopyJournal::Entry &entry) const
{
    Transaction transaction{m_target};
    if (Result<> begun = transaction.begin(); !begun)
        return begun;
    {
        const Result<std::unique_ptr<RowLoader>> loader =
                m_target.loader(m_table.name, m_table.columns);
        if (!loader)
            return fail(loader.error());
        qint64 taken = 0;
        while (taken < most && rows.next()) {
            if (Result<> appended = (*loader)->append(rows.row()); !appended)
                return appended;
            if (++taken == most)
                entry.lastKey = key.textOf(rows.row(), m_table.columns);
        }
        entry.isDone = taken < most;
        if (const Result<> read = rows.end(); !read)
            return read;
        const Result<qint64> loaded = (*loader)->finish();
        if (!loaded)
            return fail(loaded.error());
        if (*loaded != taken)
            return fail(Error::Kind::Database, u"%1 of %2 rows arrived"_s.arg(*loaded).arg(taken));
        entry.rows += taken;
    }
    return m_journal.save(m_table.name, entry).and_then([&] { return transaction.commit(); });
}

Result<> TableCopy::run(qint64 rowsAtOnce, const CopyProgressHandler &progress) const
{
    Result<CopyJournal::Entry> entry = m_journal.read(m_table.name);
    if (!entry)
        return fail(entry.error());
    if (entry->isDone)
        return {};
    const Result<RowKey> key = RowKey::of(m_source, m_table.name);
    if (!key)
        return fail(key.error());
    const Result<QString> rest = key->behind(entry->lastKey);
    if (!rest)
        return fail(rest.error());
    const Result<std::unique_ptr<RowStream>> rows =
            m_source.stream(u"SELECT %1 FROM %2%3 ORDER BY %4"_s.arg(
                    columnNames(m_table.columns), quotedName(m_table.name), *rest,
                    columnNames(key->columns())));
    if (!rows)
        return fail(rows.error());
    while (!entry->isDone) {
        if (!progress({CopyProgress::Phase::Copying, m_table.name, 0, 0, entry->rows}))
            return fail(Error::Kind::Cancelled, {});
        if (Result<> copied = copyChunk(**rows, *key, rowsAtOnce, *entry); !copied) {
            if (copied.error().subject.isEmpty())
                copied.error().subject = m_table.name;
            return copied;
        }
    }
    return {};
}
