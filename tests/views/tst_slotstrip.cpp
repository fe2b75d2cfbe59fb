// SPDX-License-Identifier: GPL-3.0-or-later
#include "../models/runs.h"
#include "focusables.h"
#include "views/collector/slotstrip.h"

#include <QHelpEvent>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>

using namespace Qt::Literals::StringLiterals;

class TestSlotStrip final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void keysMoveFromSlotToSlot();
    void keysStayInside();
    void enterOpensTheRun();
    void missedSlotsOpenNothing();
    void clickOpensTheRun();
    void saysWhereItIs();
    void toolTipIsNoMarkup();
    void heightsTellStatesApart();
    void focusIsVisible();

private:
    [[nodiscard]] QDateTime slotBack(int back) const
    {
        return m_model->slot(m_model->rowCount() - 1 - back).slot;
    }
    // The middle of a slot's bar.
    [[nodiscard]] QPoint placeOf(int back) const
    {
        const qreal step = (m_strip->width() - 6) / 288.0;
        return {int(3 + (287 - back + 0.5) * step), m_strip->height() / 2};
    }

    Theme m_theme;
    std::unique_ptr<SlotStripModel> m_model;
    std::unique_ptr<SlotStrip> m_strip;
};

void TestSlotStrip::init()
{
    m_strip.reset();
    m_model = std::make_unique<SlotStripModel>(QLocale{u"en_AU"_s}, SlotGrid{}, &runTime);
    for (int back = 0; back < 100; ++back) {
        if (back < 40 || back > 60)
            m_model->addRun(runOf(1000 - back, back));
    }
    m_strip = std::make_unique<SlotStrip>(*m_model, m_theme);
    m_strip->resize(288 * 4 + 6, m_strip->sizeHint().height());
    m_strip->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_strip.get()));
}

void TestSlotStrip::keysMoveFromSlotToSlot()
{
    m_strip->clearFocus();
    m_strip->setFocus(Qt::TabFocusReason);
    QCOMPARE(m_strip->current(), slotBack(0));
    QTest::keyClick(m_strip.get(), Qt::Key_Left);
    QCOMPARE(m_strip->current(), slotBack(1));
    QTest::keyClick(m_strip.get(), Qt::Key_PageUp);
    QCOMPARE(m_strip->current(), slotBack(13));
    QTest::keyClick(m_strip.get(), Qt::Key_Right);
    QCOMPARE(m_strip->current(), slotBack(12));
    QTest::keyClick(m_strip.get(), Qt::Key_PageDown);
    QCOMPARE(m_strip->current(), slotBack(0));
    QTest::keyClick(m_strip.get(), Qt::Key_Home);
    QCOMPARE(m_strip->current(), slotBack(287));
    QTest::keyClick(m_strip.get(), Qt::Key_End);
    QCOMPARE(m_strip->current(), slotBack(0));
}

void TestSlotStrip::keysStayInside()
{
    QTest::keyClick(m_strip.get(), Qt::Key_End);
    QTest::keyClick(m_strip.get(), Qt::Key_Right);
    QCOMPARE(m_strip->current(), slotBack(0));
    QTest::keyClick(m_strip.get(), Qt::Key_Home);
    QTest::keyClick(m_strip.get(), Qt::Key_PageUp);
    QCOMPARE(m_strip->current(), slotBack(287));
}

void TestSlotStrip::enterOpensTheRun()
{
    QSignalSpy opened{m_strip.get(), &SlotStrip::runOpened};
    m_strip->setCurrent(slotBack(3));
    QTest::keyClick(m_strip.get(), Qt::Key_Return);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.at(0).at(0).value<CollectionRun>().id, 997);
}

void TestSlotStrip::missedSlotsOpenNothing()
{
    QSignalSpy opened{m_strip.get(), &SlotStrip::runOpened};
    m_strip->setCurrent(slotBack(50));
    QTest::keyClick(m_strip.get(), Qt::Key_Return);
    QCOMPARE(opened.count(), 0);
}

void TestSlotStrip::clickOpensTheRun()
{
    QSignalSpy opened{m_strip.get(), &SlotStrip::runOpened};
    QTest::mouseClick(m_strip.get(), Qt::LeftButton, {}, placeOf(7));
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.at(0).at(0).value<CollectionRun>().id, 993);
    QCOMPARE(m_strip->current(), slotBack(7));
}

void TestSlotStrip::saysWhereItIs()
{
    QCOMPARE(namelessFocusables(*m_strip), QStringList{});
    QVERIFY(m_strip->accessibleName().startsWith(u"Slots of the last 24 hour"_s));
    QVERIFY(m_strip->accessibleDescription().startsWith(u"79 collected"_s));
    m_strip->setCurrent(slotBack(3));
    QCOMPARE(m_strip->accessibleDescription(),
             u"Fri 20 Nov, 14:05: Collected. 9 of 9 entries stored."_s);
}

void TestSlotStrip::toolTipIsNoMarkup()
{
    CollectionRun run = runOf(2000, 45, RunStatus::Failed);
    run.error = u"<b>bold</b> text of a server"_s;
    m_model->addRun(run);
    const QPoint place = placeOf(45);
    QHelpEvent help{QEvent::ToolTip, place, m_strip->mapToGlobal(place)};
    QCoreApplication::sendEvent(m_strip.get(), &help);
    QVERIFY2(QToolTip::text().contains(u"&lt;b&gt;bold"_s), qPrintable(QToolTip::text()));
}

void TestSlotStrip::heightsTellStatesApart()
{
    m_model->addRun(runOf(3000, 50, RunStatus::Partial));
    m_model->addRun(runOf(3001, 55, RunStatus::Failed));
    const QImage image = m_strip->grab().toImage().convertToFormat(QImage::Format_RGB32);
    // How many pixels of the slot's middle column are not the ground.
    const auto inked = [&](int back) {
        int count = 0;
        for (int y = 4; y < m_strip->height() - 24; ++y) // below the focus ring
            count += image.pixel(placeOf(back).x() - 1, y) != image.pixel(placeOf(200));
        return count;
    };
    QVERIFY(inked(10) > inked(50));
    QVERIFY(inked(50) > inked(55));
    QVERIFY(inked(55) > 0);
    QCOMPARE(inked(200), 0); // before the first run
}

void TestSlotStrip::focusIsVisible()
{
    m_strip->clearFocus();
    m_strip->setCurrent(slotBack(0));
    const QImage without = m_strip->grab().toImage();
    m_strip->activateWindow();
    m_strip->setFocus(Qt::TabFocusReason);
    QTRY_VERIFY(m_strip->hasFocus());
    QVERIFY(m_strip->grab().toImage() != without);
}

QTEST_MAIN(TestSlotStrip)
#include "tst_slotstrip.moc"
