// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/queries/querythread.h"
#include "db/queries/queryreader.h"
#include "models/queries/querytablemodel.h"

#include <QObject>

#include <functional>

class ConnectionPool;
class QueriesView;
class Settings;
class Theme;

// Between the program's recorder, which writes on a thread of its own, and the view of what it
// recorded. GUI thread.
class QueryDesk final : public QObject
{
    Q_OBJECT

public:
    // The others outlive it. database: its recorder is what is written; without one nothing is.
    QueryDesk(ConnectionPool &reading, const ConnectionSpec &database, Settings &settings,
              std::function<QDateTime()> clock);

    // The spec with a recorder, where the settings want one.
    [[nodiscard]] static ConnectionSpec recorded(ConnectionSpec database, const Settings &settings);

    // A view on the recorded statements; whoever shows it owns it.
    [[nodiscard]] QueriesView *makeView(const Theme &theme);
    void start() { m_recording.start(); }
    // Why an older database has none; empty: it has.
    void setBehind(const QString &sentence) { m_behind = sentence; }

public slots:
    // Writes what was counted, with plans; ends in caughtUp() where anything is recorded.
    void catchUp();

signals:
    void caughtUp();
    void worsened(const WatchedChange &watched); // see QueryService

private:
    void setSampling(ValueSampling sampling);

    Settings &m_settings;
    bool m_isRecording;
    QString m_behind;
    QueryThread m_recording;
    QueryReader m_reader;
    QueryTableModel m_queries;
    bool m_isCaughtUp = true; // with what the recorder counted, and with plans
};
