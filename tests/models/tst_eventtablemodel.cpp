// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/events/eventtablemodel.h"
#include "models/events/eventtext.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestEventTableModel final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void pagesByTheLastRowHeld();
    void ignoresLateAnswers();
    void asksAgainAfterFailure();
    void asksForWhatIsChosen();
    void asksNothingBeforeItIsConnected();
    void shows();
    void saysDetailsInWords_data();
    void saysDetailsInWords();
    void saysWhatWasDeleted();
    void findsTheSymbol();

private:
    [[nodiscard]] QString text(int row, int column, int role = Qt::DisplayRole) const
    {
        return m_model->index(row, column).data(role).toString();
    }

    std::unique_ptr<EventTableModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    std::unique_ptr<QSignalSpy> m_asked;
};

namespace {

QDateTime at(int seconds)
{
    return QDateTime::fromString(u"2026-11-20T03:35:00.123Z"_s, Qt::ISODateWithMs).addSecs(seconds);
}

SystemEvent eventAt(qint64 id, int seconds, const QString &details = {})
{
    return {id, at(seconds), u"warning"_s, u"collector"_s, u"outbox_drained"_s, details};
}

EventRequest requestOf(const QSignalSpy &asked)
{
    return asked.constLast().at(1).value<EventRequest>();
}

quint64 ticketOf(const QSignalSpy &asked)
{
    return asked.constLast().at(0).value<quint64>();
}

} // namespace

void TestEventTableModel::init()
{
    m_tester.reset();
    m_model = std::make_unique<EventTableModel>(QLocale{u"en_AU"_s}, [] { return at(3600); });
    m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_asked = std::make_unique<QSignalSpy>(m_model.get(), &EventTableModel::eventsRequested);
}

void TestEventTableModel::pagesByTheLastRowHeld()
{
    m_model->reload();
    QVERIFY(!requestOf(*m_asked).after);
    m_model->acceptEvents(ticketOf(*m_asked),
                          {{eventAt(3, 20), eventAt(2, 10)}, true, {u"collector"_s}});
    QCOMPARE(m_model->rowCount(), 2);
    QCOMPARE(m_model->components(), QStringList{u"collector"_s});
    m_model->fetchMore({}); // where the tester has not done so already
    QCOMPARE(requestOf(*m_asked).after->id, 2);
    QCOMPARE(requestOf(*m_asked).after->time, at(10));
    QVERIFY(!m_model->canFetchMore({})); // one question at a time
    m_model->acceptEvents(ticketOf(*m_asked), {{eventAt(1, 0)}, false, {}});
    QCOMPARE(m_model->rowCount(), 3);
    QCOMPARE(m_model->components(), QStringList{u"collector"_s});
    QVERIFY(!m_model->canFetchMore({}));
}

void TestEventTableModel::ignoresLateAnswers()
{
    m_model->reload();
    const quint64 first = ticketOf(*m_asked);
    m_model->setText(u"x"_s);
    m_model->acceptEvents(first, {{eventAt(1, 0)}, false, {}});
    QCOMPARE(m_model->rowCount(), 0);
    QVERIFY(!m_model->hasAnswer());
    m_model->acceptEvents(ticketOf(*m_asked), {{eventAt(2, 0)}, false, {}});
    QCOMPARE(m_model->entry(0).id, 2);
}

void TestEventTableModel::asksAgainAfterFailure()
{
    m_model->reload();
    m_model->acceptEvents(ticketOf(*m_asked), {{eventAt(1, 0)}, true, {}});
    m_model->fetchMore({});
    m_model->giveUp(ticketOf(*m_asked));
    QVERIFY(m_model->canFetchMore({}));
}

void TestEventTableModel::asksForWhatIsChosen()
{
    m_model->reload();
    m_model->acceptEvents(ticketOf(*m_asked), {{eventAt(1, 0)}, true, {}});
    m_model->setLevels(EventRequest::Levels::Errors);
    QCOMPARE(requestOf(*m_asked).levels, EventRequest::Levels::Errors);
    m_model->setComponent(u"alerts"_s);
    QCOMPARE(requestOf(*m_asked).component, u"alerts"_s);
    m_model->setText(u"  drained "_s);
    QCOMPARE(requestOf(*m_asked).text, u"drained"_s);
    QVERIFY(!requestOf(*m_asked).after); // from the newest again
    const auto count = m_asked->count();
    m_model->setText(u"drained "_s); // the same
    QCOMPARE(m_asked->count(), count);
    QCOMPARE(m_model->rowCount(), 1); // what is shown stays until the answer
}

void TestEventTableModel::asksNothingBeforeItIsConnected()
{
    m_model->setLevels(EventRequest::Levels::Errors);
    m_model->setText(u"x"_s);
    QVERIFY(m_asked->isEmpty());
    m_model->reload();
    QCOMPARE(m_asked->count(), 1);
    QCOMPARE(requestOf(*m_asked).text, u"x"_s);
}

void TestEventTableModel::shows()
{
    m_model->reload();
    SystemEvent past = eventAt(1, -86'400 * 400, u"{\"version\":5,\"duration_ms\":4120}"_s);
    past.component = u"migrations"_s;
    past.event = u"apply"_s;
    past.level = u"info"_s;
    m_model->acceptEvents(ticketOf(*m_asked), {{eventAt(2, 0), past}, false, {}});
    QCOMPARE(text(0, EventTableModel::TimeColumn), u"20 Nov, 14:35:00"_s); // Sydney
    QCOMPARE(text(1, EventTableModel::TimeColumn), u"16 Oct 2025, 14:35:00"_s);
    QCOMPARE(text(0, EventTableModel::TimeColumn, CellRole::Raw), u"2026-11-20T03:35:00.123Z"_s);
    QCOMPARE(text(0, EventTableModel::LevelColumn), u"Warning"_s);
    QCOMPARE(text(0, EventTableModel::ComponentColumn), u"Collector"_s);
    QCOMPARE(text(0, EventTableModel::EventColumn), u"Outbox drained"_s);
    QCOMPARE(text(0, EventTableModel::EventColumn, CellRole::Raw), u"outbox_drained"_s);
    QCOMPARE(text(1, EventTableModel::EventColumn), u"Migration applied"_s);
    QCOMPARE(text(1, EventTableModel::DetailsColumn), u"Duration 4,120 ms, Version 5"_s);
    QCOMPARE(m_model->index(0, EventTableModel::LevelColumn)
                     .data(CellRole::State)
                     .value<CellState>(),
             CellState::Warning);
    QVERIFY(m_model->headerData(0, Qt::Horizontal).toString().contains(u"AEDT"_s));
}

void TestEventTableModel::saysDetailsInWords_data()
{
    QTest::addColumn<QString>("details");
    QTest::addColumn<QString>("words");
    QTest::newRow("none") << QString{} << QString{};
    QTest::newRow("names") << u"{\"rows_checked\":1234567}"_s << u"Rows checked 1,234,567"_s;
    QTest::newRow("truth") << u"{\"isLate\":true,\"kept\":false}"_s << u"Is late yes, Kept no"_s;
    QTest::newRow("null") << u"{\"error\":null}"_s << u"Error –"_s;
    QTest::newRow("list") << u"{\"coins\":[\"btc\",\"eth\"],\"gone\":[]}"_s
                          << u"Coins btc, eth, Gone none"_s;
    QTest::newRow("nested") << u"{\"rows\":{\"read\":3,\"kept\":2}}"_s
                            << u"Rows, Kept 2, Rows, Read 3"_s;
    QTest::newRow("empty") << u"{\"by\":\"ann\",\"reason\":\"\"}"_s << u"By ann"_s;
    QTest::newRow("what programs read comes last")
            << u"{\"batch\":\"f5\",\"checksum\":\"0a\",\"version\":5}"_s
            << u"Version 5, Batch f5, Checksum 0a"_s;
    QTest::newRow("time") << u"{\"slot\":\"2026-11-20T03:35:00.000Z\"}"_s
                          << u"Slot 20/11/26 2:35 PM AEDT"_s;
    QTest::newRow("no JSON") << u"as it came"_s << u"Details as it came"_s;
    QTest::newRow("not whole") << u"{\"share\":0.25}"_s << u"Share 0.25"_s;
}

void TestEventTableModel::saysDetailsInWords()
{
    QFETCH(const QString, details);
    QFETCH(const QString, words);
    QCOMPARE(eventSummary(eventAt(1, 0, details), QLocale{u"en_AU"_s}), words);
}

void TestEventTableModel::saysWhatWasDeleted()
{
    SystemEvent event = eventAt(1, 0);
    event.component = u"trash"_s;
    event.event = u"deleted"_s;
    event.details = uR"({"market_data":2,"symbol":"BHP.AU"})"_s;
    QCOMPARE(eventText(event), u"Deleted: 2 quote(s) of BHP.AU"_s);
    event.event = u"restored"_s;
    event.details = uR"({"alert_rules":1,"alert_logs":3,"names":["high"]})"_s;
    QCOMPARE(eventText(event), u"Restored: 1 rule(s), 3 alert(s)"_s);
    QCOMPARE(eventSummary(event, QLocale{u"en_AU"_s}), u"Alerts 3, Rules 1, Names high"_s);
    event.details.clear();
    QCOMPARE(eventText(event), u"Restored"_s);
    event.details = uR"({"slot":"2026-11-20T03:35:00.000Z"})"_s;
    QCOMPARE(eventSummary(event, {QLocale::c(), true}), u"Slot 2026-11-20T03:35:00Z"_s);
}

void TestEventTableModel::findsTheSymbol()
{
    QCOMPARE(eventSymbol(eventAt(1, 0, u"{\"symbol\":\"BHP.AU\"}"_s)), u"BHP.AU"_s);
    QCOMPARE(eventSymbol(eventAt(1, 0, u"{\"coin\":\"btc\"}"_s)), u"btc"_s);
    QCOMPARE(eventSymbol(eventAt(1, 0)), QString{});
    QCOMPARE(eventAsText(eventAt(1, 0, u"{}"_s)),
             u"2026-11-20T03:35:00.123Z warning collector outbox_drained {}"_s);
}

QTEST_GUILESS_MAIN(TestEventTableModel)
#include "tst_eventtablemodel.moc"
