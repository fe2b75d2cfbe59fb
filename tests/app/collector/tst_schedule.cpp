// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/collector/missedslots.h"
#include "app/collector/schedule.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

// The schedule with clocks that the test moves; its own timer never has to fire.
class TestSchedule : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void oneRunForEachSlotSomeSecondsAfterIt();
    void startsAtOnceWhenTheSlotHasNoPrices();
    void sleepGivesOneRunAndTheSpan();
    void clockSetForwardGivesOneRunAndNoSleep();
    void clockSetBackDoesNotWaitForTheOldSlot();
    void shortSlotsOfTheDemo();
    void missedSlotsKeepTheirCauses();

private:
    void pass(std::chrono::milliseconds time); // awake
    void sleep(std::chrono::milliseconds time);

    QDateTime m_wall;
    std::chrono::milliseconds m_awake{};
    std::chrono::milliseconds m_sinceBoot{};
    Clock m_clock{[this] { return m_wall; }, [this] { return m_awake; },
                  [this] { return m_sinceBoot; }};
};

void TestSchedule::init()
{
    m_wall = QDateTime::fromString(u"2026-11-20T03:16:00.000Z"_s, Qt::ISODateWithMs);
    m_awake = 1000s;
    m_sinceBoot = 1000s;
}

void TestSchedule::pass(std::chrono::milliseconds time)
{
    m_wall = m_wall.addMSecs(time.count());
    m_awake += time;
    m_sinceBoot += time;
}

void TestSchedule::sleep(std::chrono::milliseconds time)
{
    m_wall = m_wall.addMSecs(time.count());
    m_sinceBoot += time;
}

void TestSchedule::oneRunForEachSlotSomeSecondsAfterIt()
{
    Schedule schedule{SlotGrid{}, m_clock};
    QSignalSpy due{&schedule, &Schedule::due};
    schedule.start(false);
    QCOMPARE(schedule.nextSlot().toString(Qt::ISODate), u"2026-11-20T03:20:00Z"_s);
    for (int second = 0; second < 3600; ++second) {
        const qsizetype before = due.count();
        pass(1s);
        schedule.check();
        if (due.count() > before) {
            const QDateTime slot = due.constLast().at(0).toDateTime();
            const qint64 offset = slot.msecsTo(m_wall);
            QVERIFY2(offset >= 2000 && offset <= 21'000, qPrintable(QString::number(offset)));
        }
    }
    QCOMPARE(due.count(), 12);
    for (int i = 1; i < due.count(); ++i)
        QCOMPARE(due[i - 1].at(0).toDateTime().secsTo(due[i].at(0).toDateTime()), 300);
}

void TestSchedule::startsAtOnceWhenTheSlotHasNoPrices()
{
    Schedule schedule{SlotGrid{}, m_clock};
    QSignalSpy due{&schedule, &Schedule::due};
    schedule.start(true);
    QTRY_COMPARE(due.count(), 1);
    QCOMPARE(due[0].at(0).toDateTime().toString(Qt::ISODate), u"2026-11-20T03:15:00Z"_s);
    QCOMPARE(schedule.nextSlot().toString(Qt::ISODate), u"2026-11-20T03:20:00Z"_s);
}

void TestSchedule::sleepGivesOneRunAndTheSpan()
{
    Schedule schedule{SlotGrid{}, m_clock};
    QSignalSpy due{&schedule, &Schedule::due};
    QList<SleepSpan> spans;
    connect(&schedule, &Schedule::slept, this, [&](const SleepSpan &span) { spans.append(span); });
    schedule.start(false);
    pass(10s);
    schedule.check();
    const QDateTime asleepAt = m_wall;
    sleep(3h);
    schedule.check();
    QCOMPARE(due.count(), 1); // not thirty-six
    QCOMPARE(due[0].at(0).toDateTime().toString(Qt::ISODate), u"2026-11-20T06:15:00Z"_s);
    QCOMPARE(spans.size(), 1);
    QCOMPARE(spans[0].from, asleepAt);
    QCOMPARE(spans[0].to, m_wall);
}

void TestSchedule::clockSetForwardGivesOneRunAndNoSleep()
{
    Schedule schedule{SlotGrid{}, m_clock};
    QSignalSpy due{&schedule, &Schedule::due};
    int spans = 0;
    connect(&schedule, &Schedule::slept, this, [&] { ++spans; });
    schedule.start(false);
    m_wall = m_wall.addYears(1);
    schedule.check();
    QCOMPARE(due.count(), 1);
    QCOMPARE(spans, 0);
    QCOMPARE(schedule.nextSlot(), SlotGrid{}.next(m_wall));
}

void TestSchedule::clockSetBackDoesNotWaitForTheOldSlot()
{
    Schedule schedule{SlotGrid{}, m_clock};
    QSignalSpy due{&schedule, &Schedule::due};
    schedule.start(false);
    m_wall = m_wall.addDays(-2);
    schedule.check();
    QCOMPARE(due.count(), 0);
    QCOMPARE(schedule.nextSlot(), SlotGrid{}.next(m_wall));
    pass(5min);
    schedule.check();
    QCOMPARE(due.count(), 1);
}

void TestSchedule::shortSlotsOfTheDemo()
{
    Schedule schedule{SlotGrid{5s}, m_clock};
    QSignalSpy due{&schedule, &Schedule::due};
    schedule.start(false);
    for (int i = 0; i < 610; ++i) {
        pass(100ms);
        schedule.check();
    }
    QCOMPARE(due.count(), 12);
}

void TestSchedule::missedSlotsKeepTheirCauses()
{
    const auto at = [](int slot) {
        return QDateTime::fromString(u"2026-11-20T03:00:00.000Z"_s, Qt::ISODateWithMs)
                .addSecs(300 * slot);
    };
    const QHash<QDateTime, GapCause> failures{{at(1), GapCause::Offline},
                                              {at(2), GapCause::Offline}};
    const QList<SleepSpan> sleeps{{at(4).addSecs(60), at(6).addSecs(30)}};
    const QList<DataGap> gaps =
            missedSlots(u"coinspot"_s, SlotGrid{}, at(0), at(8), failures, sleeps);
    QList<std::pair<QDateTime, GapCause>> found;
    for (const DataGap &gap : gaps)
        found.append({gap.from, gap.cause});
    const QList<std::pair<QDateTime, GapCause>> expected{{at(0), GapCause::Unknown},
                                                         {at(1), GapCause::Offline},
                                                         {at(3), GapCause::Unknown},
                                                         {at(4), GapCause::Asleep},
                                                         {at(7), GapCause::Unknown}};
    QCOMPARE(found, expected);
    for (int i = 1; i < gaps.size(); ++i)
        QCOMPARE(gaps[i].from, gaps[i - 1].to);
    QCOMPARE(gaps.constLast().to, at(8));
    QVERIFY(missedSlots(u"coinspot"_s, SlotGrid{}, at(3), at(3), {}, {}).isEmpty());
    QCOMPARE(missedSlots(u"coinspot"_s, SlotGrid{}, at(0), at(0).addYears(50), {}, {}).size(), 1);
}

QTEST_GUILESS_MAIN(TestSchedule)
#include "tst_schedule.moc"
