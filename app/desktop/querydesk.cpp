// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/querydesk.h"

#include "app/settings.h"
#include "db/connectionpool.h"
#include "db/domain/errortext.h"
#include "db/queries/statementrecorder.h"
#include "views/queries/queriesview.h"
#include "views/shell/banner.h"

using namespace Qt::Literals::StringLiterals;

QueryDesk::QueryDesk(ConnectionPool &reading, const ConnectionSpec &database, Settings &settings,
                     std::function<QDateTime()> clock)
    : m_settings{settings}
    , m_isRecording{database.recorder != nullptr}
    , m_recording{{database}}
    , m_reader{reading}
    , m_queries{QLocale{}, std::move(clock)}
{
    connect(&m_queries, &QueryTableModel::queriesRequested, &m_reader, &QueryReader::loadQueries);
    connect(&m_reader, &QueryReader::queriesLoaded, &m_queries, &QueryTableModel::acceptQueries);
    QueryService *service = &m_recording.service();
    connect(service, &QueryService::planned, &m_queries, &QueryTableModel::reload);
    connect(service, &QueryService::worsened, this, &QueryDesk::worsened);
    connect(service, &QueryService::caughtUp, this, [this] {
        m_isCaughtUp = true;
        m_queries.reload();
        emit caughtUp();
    });
    // Not before: until then what was asked for is not shown.
    connect(&m_queries, &QueryTableModel::queriesAccepted, this,
            [this] { m_queries.setAsking(!m_isCaughtUp); });
    connect(&m_reader, &QueryReader::failed, this, [this] { m_queries.setAsking(false); });
}

ConnectionSpec QueryDesk::recorded(ConnectionSpec database, const Settings &settings)
{
    if (!settings.recordsQueries() || database.readOnly)
        return database;
    database.recorder = std::make_shared<StatementRecorder>();
    database.recorder->setSampling(valueSamplingFromName(settings.valueSampling()));
    return database;
}

QueriesView *QueryDesk::makeView(const Theme &theme)
{
    auto *view = new QueriesView{m_queries, theme};
    view->showSampling(valueSamplingFromName(m_settings.valueSampling()));
    view->showRecording(m_isRecording);
    view->restoreState(m_settings.columns(u"queries"_s));
    connect(view, &QueriesView::samplingChosen, this, &QueryDesk::setSampling);
    connect(view, &QueriesView::samplesWanted, &m_reader, &QueryReader::loadSamples);
    connect(&m_reader, &QueryReader::samplesLoaded, view, &QueriesView::showSamples);
    connect(view, &QueriesView::newsWanted, this, &QueryDesk::catchUp);
    connect(&m_reader, &QueryReader::failed, view, [this, view](const Error &error) {
        const QString headline = tr("The recorded statements cannot be read.");
        view->banner().showMessage(
                m_behind.isEmpty()
                        ? BannerMessage{Meaning::Danger, headline, errorText(error), error.detail}
                        : BannerMessage{Meaning::Warning, headline, m_behind, {}});
    });
    connect(&m_reader, &QueryReader::queriesLoaded, view, [view] { view->banner().clear(); });
    return view;
}

void QueryDesk::catchUp()
{
    if (!m_isRecording)
        return;
    m_isCaughtUp = false;
    m_queries.setAsking(true);
    QMetaObject::invokeMethod(&m_recording.service(), &QueryService::catchUp);
}

void QueryDesk::setSampling(ValueSampling sampling)
{
    m_settings.setValueSampling(valueSamplingName(sampling));
    QMetaObject::invokeMethod(&m_recording.service(), [service = &m_recording.service(), sampling] {
        service->setSampling(sampling);
    });
}
