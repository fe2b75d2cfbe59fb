// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/noticebanner.h"
#include "views/shell/banner.h"
#include "views/theme/theme.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

// When a notice in the window counts as seen.
class TestNoticeBanner final : public QObject
{
    Q_OBJECT

private slots:
    void aHiddenWindowShowsNothing();
    void aMinimisedWindowShowsNothing();
    void goesOnByItsButtons_data();
    void goesOnByItsButtons();
    void forgetsWhatWasSeenElsewhere();
    void aDigestStaysUntilAllOfItIsSeen();

private:
    struct Shown {
        Shown()
        {
            auto *rows = new QVBoxLayout{&window};
            rows->addWidget(&banner);
        }
        void press(const QString &name)
        {
            QVERIFY(QTest::qWaitFor([&] { // the last one goes with the next turn of the event loop
                const auto *button = window.findChild<QPushButton *>(name);
                return button && button->isVisible();
            }));
            QTest::mouseClick(window.findChild<QPushButton *>(name), Qt::LeftButton);
        }

        Theme theme;
        QWidget window;
        Banner banner{theme, &window};
        NoticeBanner notices{banner};
        QSignalSpy shown{&notices, &NoticeBanner::shown};
    };

    [[nodiscard]] static AlertNotice notice(const QList<qint64> &entryIds)
    {
        AlertNotice notice;
        notice.id = noticeIdOf(entryIds.constLast());
        notice.title = u"Alert %1"_s.arg(entryIds.constLast());
        for (const qint64 id : entryIds) {
            notice.entries.append(AlertLogEntry{});
            notice.entries.last().id = id;
        }
        return notice;
    }
};

void TestNoticeBanner::aHiddenWindowShowsNothing()
{
    Shown there;
    there.notices.show(notice({1}));
    there.notices.show(notice({2}));
    QCOMPARE(there.shown.count(), 0);
    there.window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&there.window));
    QTRY_COMPARE(there.shown.count(), 1);
    QCOMPARE(there.shown.at(0), (QVariantList{noticeIdOf(1), u"window"_s}));
}

void TestNoticeBanner::aMinimisedWindowShowsNothing()
{
    Shown there;
    there.window.showMinimized();
    there.notices.show(notice({1}));
    QCOMPARE(there.shown.count(), 0);
    there.window.showNormal();
    QTRY_COMPARE(there.shown.count(), 1);
}

void TestNoticeBanner::goesOnByItsButtons_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<QByteArray>("signal"); // of the first notice
    QTest::newRow("open") << u"openNoticeButton"_s
                          << QByteArray{SIGNAL(openRequested(AlertNotice))};
    QTest::newRow("snooze") << u"snoozeNoticeButton"_s
                            << QByteArray{SIGNAL(snoozeRequested(QList<qint64>))};
    QTest::newRow("acknowledge") << u"acknowledgeNoticeButton"_s
                                 << QByteArray{SIGNAL(acknowledgeRequested(QList<qint64>))};
}

void TestNoticeBanner::goesOnByItsButtons()
{
    QFETCH(const QString, button);
    QFETCH(const QByteArray, signal);
    Shown there;
    there.window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&there.window));
    QSignalSpy asked{&there.notices, signal.constData()};
    QVERIFY(asked.isValid());
    for (const qint64 id : {1, 2})
        there.notices.show(notice({id}));
    QCOMPARE(there.shown.count(), 1);
    for (const qint64 id : {1, 2}) {
        QCOMPARE(there.banner.message().headline, u"Alert %1"_s.arg(id));
        there.press(button);
        QCOMPARE(asked.count(), id);
        const QVariant what = asked.last().constFirst();
        const QList<qint64> ids = what.canConvert<AlertNotice>()
                                          ? entryIds(what.value<AlertNotice>())
                                          : what.value<QList<qint64>>();
        QCOMPARE(ids, QList<qint64>{id});
    }
    QCOMPARE(there.shown.count(), 2);
    QVERIFY(!there.banner.isVisible());
}

void TestNoticeBanner::forgetsWhatWasSeenElsewhere()
{
    Shown there;
    there.window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&there.window));
    for (const qint64 id : {1, 2, 3})
        there.notices.show(notice({id}));
    there.notices.forget({1, 2});
    QCOMPARE(there.banner.message().headline, u"Alert 3"_s);
    QCOMPARE(there.shown.count(), 3);
    QCOMPARE(there.shown.at(1), (QVariantList{noticeIdOf(2), u"log"_s})); // never seen here
    QCOMPARE(there.shown.at(2), (QVariantList{noticeIdOf(3), u"window"_s}));
    there.notices.forget({3, 4});
    QVERIFY(!there.banner.isVisible());
    QCOMPARE(there.shown.count(), 3);
}

void TestNoticeBanner::aDigestStaysUntilAllOfItIsSeen()
{
    Shown there;
    there.window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&there.window));
    there.notices.show(notice({1, 2, 3, 4}));
    QSignalSpy asked{&there.notices, &NoticeBanner::acknowledgeRequested};
    there.notices.forget({1, 2, 3});
    QVERIFY(there.banner.isVisible());
    there.notices.forget({4});
    QVERIFY(!there.banner.isVisible());

    there.notices.show(notice({5, 6, 7}));
    there.notices.forget({5});
    there.press(u"acknowledgeNoticeButton"_s);
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked.constFirst().constFirst().value<QList<qint64>>(), (QList<qint64>{6, 7}));
}

QTEST_MAIN(TestNoticeBanner)
#include "tst_noticebanner.moc"
