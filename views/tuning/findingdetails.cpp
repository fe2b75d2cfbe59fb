// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tuning/findingdetails.h"

#include "models/migrations/migrationtext.h"
#include "views/tables/stateicon.h"
#include "views/theme/typescale.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

namespace {

// A name that is too long for one line goes on behind an underscore, and not anywhere.
QString breakable(const QString &name)
{
    return QString{name}.replace(u'_', u"_\u200B"_s);
}

} // namespace

FindingDetails::FindingDetails(QLocale locale, const Theme &theme, QWidget *parent)
    : DetailsCard{tr("Details of the finding"), parent}
    , m_locale{std::move(locale)}
    , m_theme{theme}
    , m_copy{new QPushButton{theme.icon(u"copy"_s), tr("Copy &SQL"), this}}
{
    setMinimumWidth(grown(260));
    m_copy->setObjectName(u"copySqlButton"_s);
    m_copy->setToolTip(tr("Copies the SQL to do and to undo"));
    connect(m_copy, &QPushButton::clicked, this, &FindingDetails::copySql);
    foot().addWidget(m_copy);
    foot().addStretch(1);
    connect(&theme, &Theme::changed, this, &FindingDetails::rebuild);
    rebuild();
}

void FindingDetails::setFinding(const std::optional<FindingRow> &row)
{
    m_row = row;
    rebuild();
}

void FindingDetails::copySql()
{
    if (m_row)
        QGuiApplication::clipboard()->setText(u"-- %1\n%2\n-- %3\n%4\n"_s.arg(
                tr("Do"), m_row->finding.upSql, tr("Undo"), m_row->finding.downSql));
}

void FindingDetails::addSql(const QString &heading, const QString &sql)
{
    if (sql.isEmpty())
        return;
    addHeading(heading);
    addCode(sql);
}

void FindingDetails::rebuild()
{
    begin();
    m_copy->setVisible(m_row && !m_row->finding.upSql.isEmpty());
    if (!m_row) {
        setState({}, {});
        setTitle(tr("No finding selected"));
        addText(tr("Select a finding to see why it is one and what can be done."), true);
    } else {
        const IndexFinding &finding = m_row->finding;
        setState(stateIcon(m_theme, findingState(finding.kind)), findingKindText(finding.kind));
        setTitle(finding.index.isEmpty()
                         ? tr("New index on %1 (%2)").arg(finding.table, finding.columns)
                         : breakable(finding.index));
        if (m_row->change) {
            addText(changePhaseText(m_row->change->change, m_locale));
            addText(watchText(*m_row->change, m_locale));
            if (m_row->isWorse())
                addText(tr("Take it back restores what was."));
        }
        addText(finding.reason);
        for (const QString &sentence : finding.evidence)
            addText(sentence, true);
        if (m_row->isFound) // else it was decided already
            addText(certaintyText(finding.certainty), true);
        if (!finding.isOwnTable)
            addText(tr("The table is not Tidemark's, so only you know who reads it."), true);
        if (finding.cost)
            addText((finding.cost->isNoisy ? tr("Costs on insert: %1 µs per row, too noisy to tell")
                                           : tr("Costs on insert: %1 µs per row"))
                            .arg(insertCostText(*finding.cost, m_locale)));
        if (finding.sizeBytes)
            addText(tr("Costs on disk: %1").arg(bytesText(*finding.sizeBytes, m_locale)));
        addSql(tr("Do"), finding.upSql);
        addSql(tr("Undo"), finding.downSql);
    }
    end();
}
