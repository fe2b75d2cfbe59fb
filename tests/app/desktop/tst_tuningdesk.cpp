// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/tuningdesk.h"
#include "app/tuning/appliedfindings.h"
#include "models/tasks/taskmodel.h"
#include "tests/support/engines.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/migrationhead.h"
#include "tests/support/verifyresult.h"
#include "views/tuning/indexlabpanel.h"

using namespace Qt::Literals::StringLiterals;

// What the window is told of changes to indexes, with the real threads.
class TestTuningDesk final : public QObject
{
    Q_OBJECT

private slots:
    void takesBackWhatMadeStatementsWorse();
};

void TestTuningDesk::takesBackWhatMadeStatementsWorse()
{
    const TestDatabase database{Engine::Sqlite};
    const auto connection = openOrFail(database.spec());
    VERIFY_RESULT(migrate(*connection, headVersion()));
    const QString index = u"ix_price_data_5min_coin_timestamp"_s;
    const auto isThere = [&] {
        return numberFrom(*connection,
                          u"SELECT COUNT(*) FROM sqlite_schema WHERE name = '%1'"_s.arg(index)) ==
               1;
    };
    const Result<IndexChange> dropped =
            applyFinding(*connection, {u"covered/price_data_5min/"_s + index});
    VERIFY_RESULT(dropped);
    QVERIFY(!isThere());

    Theme theme;
    TaskModel tasks{&QDateTime::currentDateTimeUtc};
    TuningDesk desk{database.spec()};
    IndexLabPanel panel{desk.findings(), desk.measured(), theme};
    desk.wire(panel, tasks);
    QString said;
    TuningDesk::Undo undo;
    connect(&desk, &TuningDesk::told, this,
            [&](const QString &message, const TuningDesk::Undo &offered) {
                said = message;
                undo = offered;
            });
    desk.start();
    WatchedChange watched{*dropped, {}};
    watched.watch.worse.resize(2);
    desk.acceptWorse(watched);
    QCOMPARE(said, u"2 statement(s) became worse since %1 was dropped."_s.arg(index));
    QVERIFY(undo);
    undo();
    QTRY_VERIFY_WITH_TIMEOUT(isThere(), 20'000);
    QTRY_COMPARE(said, u"%1 is there now."_s.arg(index));
}

QTEST_MAIN(TestTuningDesk)
#include "tst_tuningdesk.moc"
