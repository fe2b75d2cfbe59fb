// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/reports/runrows.h"

#include "db/collector/runrow.h"
#include "db/collector/runspage.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

class FoundRuns final : public RowStream
{
public:
    FoundRuns(const QString &text, const QList<ReportColumn> &columns,
              std::unique_ptr<RowStream> rows)
        : m_rows{std::move(rows)}
        , m_error{placeOf(u"error"_s, columns)}
        , m_rejected{placeOf(u"rejected_details"_s, columns)}
    {
        m_request.text = text;
    }

    bool next() override
    {
        while (m_rows->next()) {
            if (isFound())
                return true;
        }
        return false;
    }
    [[nodiscard]] std::span<const Cell> row() const override { return m_rows->row(); }
    [[nodiscard]] Result<> end() const override { return m_rows->end(); }

private:
    [[nodiscard]] static std::size_t placeOf(const QString &name,
                                             const QList<ReportColumn> &columns)
    {
        const auto found = std::ranges::find(columns, name, &ReportColumn::name);
        Q_ASSERT(found != columns.cend());
        return static_cast<std::size_t>(found - columns.cbegin());
    }
    [[nodiscard]] bool isFound() const
    {
        CollectionRun run;
        run.error = QString::fromUtf8(m_rows->row()[m_error].text);
        run.rejectedEntries = rejectedEntriesFrom(m_rows->row()[m_rejected].text.toByteArray());
        return matches(m_request, run);
    }

    std::unique_ptr<RowStream> m_rows;
    RunsPageRequest m_request;
    std::size_t m_error;
    std::size_t m_rejected;
};

} // namespace

std::unique_ptr<RowStream> runsWith(const QString &text, const QList<ReportColumn> &columns,
                                    std::unique_ptr<RowStream> rows)
{
    return std::make_unique<FoundRuns>(text, columns, std::move(rows));
}
