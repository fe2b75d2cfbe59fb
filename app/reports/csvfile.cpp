// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/reports/csvfile.h"

#include "app/reports/csvwriter.h"

#include <QCryptographicHash>

namespace {

constexpr qsizetype BytesAtOnce = 256 * 1024;

// What has been written of the rows.
class Export final
{
public:
    Export(ReportFile file, const ReportExportOptions &options)
        : m_file{std::move(file)}
        , m_options{options}
    {}

    Result<> take(CsvWriter &csv)
    {
        const QByteArrayView bytes = csv.bytes();
        if (Result<> written = m_file.write(bytes, [this] { return goesOn(); }); !written)
            return written;
        if (m_options.isHashed)
            m_hash.addData(bytes);
        m_outcome.bytes += bytes.size();
        m_outcome.rows = csv.rows();
        csv.clear();
        return goesOn() ? Result<>{} : fail(Error::Kind::Cancelled, {});
    }
    Result<ReportOutcome> finish()
    {
        m_outcome.file = m_file.path();
        if (m_options.isHashed)
            m_outcome.sha256 = QString::fromLatin1(m_hash.result().toHex());
        const Result<> ready =
                m_options.beforeItIsThere ? m_options.beforeItIsThere(m_outcome) : Result<>{};
        return ready.and_then([this] { return m_file.commit(); }).transform([this] {
            return m_outcome;
        });
    }

private:
    [[nodiscard]] bool goesOn() const
    {
        return !m_options.progress || m_options.progress({m_outcome.rows, m_outcome.bytes});
    }

    ReportFile m_file;
    const ReportExportOptions &m_options;
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
    ReportOutcome m_outcome;
};

} // namespace

Result<ReportOutcome> writeCsvFile(std::unique_ptr<RowStream> rows,
                                   const QList<ReportColumn> &columns, const CsvFormat &format,
                                   ReportFile file, const ReportExportOptions &options)
{
    Export written{std::move(file), options};
    CsvWriter csv{format, columns};
    if (const Result<> begun = csv.begin(); !begun)
        return fail(begun.error());
    while (rows->next()) {
        if (const Result<> appended = csv.append(rows->row()); !appended)
            return fail(appended.error());
        if (csv.bytes().size() < BytesAtOnce)
            continue;
        if (const Result<> taken = written.take(csv); !taken)
            return fail(taken.error());
    }
    if (const Result<> read = rows->end(); !read)
        return fail(read.error());
    rows.reset();
    return written.take(csv).and_then([&] { return written.finish(); });
}
