// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/quotes/timeticks.h"

#include <QApplication>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 HourMs = 3'600'000;

qint64 local(QDate day, QTime time = {0, 0})
{
    return QDateTime{day, time}.toMSecsSinceEpoch();
}

QStringList texts(const QList<TimeTick> &ticks)
{
    QStringList texts;
    for (const TimeTick &tick : ticks)
        texts.append(tick.text);
    return texts;
}

} // namespace

// Runs in Australia/Sydney: clocks go forward on 4 October 2026 and back on 5 April 2026.
class TestTimeTicks final : public QObject
{
    Q_OBJECT

private slots:
    void hoursOfADay();
    void clocksGoForward();
    void clocksGoBack();
    void threeHoursStayRoundOverAChange();
    void daysMonthsAndYears();
    void neverMoreThanThereIsRoomFor();
    void minutes();

private:
    QFontMetricsF m_metrics{QApplication::font()};
};

void TestTimeTicks::hoursOfADay()
{
    const TimeRange day{local({2026, 11, 19}, {14, 35}), local({2026, 11, 20}, {14, 35})};
    const QList<TimeTick> ticks = timeTicks(day, 1100, m_metrics, QLocale::c());
    QVERIFY(texts(ticks).contains(u"18:00"_s));
    QVERIFY(texts(ticks).contains(u"Fri 20"_s));
    for (const TimeTick &tick : ticks)
        QCOMPARE(tick.isMajor, tick.text == u"Fri 20"_s);
}

void TestTimeTicks::clocksGoForward()
{
    const TimeRange night{local({2026, 10, 4}), local({2026, 10, 4}) + 6 * HourMs};
    const QStringList shown = texts(timeTicks(night, 800, m_metrics, QLocale::c()));
    QCOMPARE(shown,
             (QStringList{u"Sun 4"_s, u"01:00"_s, u"03:00"_s, u"04:00"_s, u"05:00"_s, u"06:00"_s}));
}

void TestTimeTicks::clocksGoBack()
{
    const TimeRange night{local({2026, 4, 5}), local({2026, 4, 5}) + 6 * HourMs};
    const QStringList shown = texts(timeTicks(night, 800, m_metrics, QLocale::c()));
    QCOMPARE(shown, (QStringList{u"Sun 5"_s, u"01:00"_s, u"02:00"_s, u"02:00 AEST"_s, u"03:00"_s,
                                 u"04:00"_s}));
}

void TestTimeTicks::threeHoursStayRoundOverAChange()
{
    for (const QDate change : {QDate{2026, 10, 4}, QDate{2026, 4, 5}}) {
        const TimeRange days{local(change.addDays(-1), {12, 0}), local(change.addDays(1), {12, 0})};
        const QList<TimeTick> ticks = timeTicks(days, 1500, m_metrics, QLocale::c());
        QVERIFY(ticks.size() >= 12);
        for (const TimeTick &tick : ticks) {
            const QTime time = QDateTime::fromMSecsSinceEpoch(tick.ms).time();
            QCOMPARE(time.hour() % 3, 0);
            QCOMPARE(time.minute(), 0);
        }
        QCOMPARE(std::count_if(ticks.begin(), ticks.end(),
                               [](const TimeTick &tick) { return tick.isMajor; }),
                 2);
    }
}

void TestTimeTicks::daysMonthsAndYears()
{
    const qint64 end = local({2026, 11, 20}, {14, 35});
    const QStringList week =
            texts(timeTicks({end - 168 * HourMs, end}, 1100, m_metrics, QLocale::c()));
    QCOMPARE(week.constFirst(), u"14 Nov"_s);
    QCOMPARE(week.size(), 7);

    const QList<TimeTick> year =
            timeTicks({end - 8760 * HourMs, end}, 1100, m_metrics, QLocale::c());
    QVERIFY(texts(year).contains(u"Nov"_s));
    QVERIFY(texts(year).contains(u"2026"_s));
    for (const TimeTick &tick : year) {
        QCOMPARE(tick.isMajor, tick.text == u"2026"_s);
        QCOMPARE(QDateTime::fromMSecsSinceEpoch(tick.ms).date().day(), 1);
    }
}

void TestTimeTicks::neverMoreThanThereIsRoomFor()
{
    const qint64 end = local({2026, 11, 20}, {14, 35});
    for (qint64 span = 300'000; span < 20'000 * 24 * HourMs; span = span * 5 / 4) {
        for (const double pixels : {200.0, 600.0, 1100.0}) {
            const auto ticks = timeTicks({end - span, end}, pixels, m_metrics, QLocale::c());
            const double least = m_metrics.horizontalAdvance(u"Mmm"_s) + 40;
            QVERIFY2(double(ticks.size()) <= pixels / least + 2,
                     qPrintable(texts(ticks).join(u' ')));
        }
    }
    QVERIFY(timeTicks({5, 5}, 100, m_metrics, QLocale::c()).isEmpty());
}

void TestTimeTicks::minutes()
{
    const qint64 end = local({2026, 11, 20}, {14, 35});
    const QStringList hour = texts(timeTicks({end - HourMs, end}, 1100, m_metrics, QLocale::c()));
    QVERIFY(hour.contains(u"13:40"_s));
    QVERIFY(hour.contains(u"14:00"_s));
}

QTEST_MAIN(TestTimeTicks)
#include "tst_timeticks.moc"
