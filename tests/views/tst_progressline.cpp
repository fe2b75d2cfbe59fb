// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/progressline.h"
#include "views/theme/theme.h"

#include <QElapsedTimer>
#include <QTest>

class TestProgressLine final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme.install(); }
    void quickAnswersShowNothing();
    void showsAfterAWhile();
    void showsHowFarItIs();

private:
    Theme m_theme;
};

void TestProgressLine::quickAnswersShowNothing()
{
    ProgressLine line;
    line.setBusy(true);
    QVERIFY(!line.isShown());
    line.setBusy(false);
    line.setBusy(false);
    QVERIFY(!line.isShown());
}

void TestProgressLine::showsAfterAWhile()
{
    ProgressLine line;
    QElapsedTimer since;
    since.start();
    line.setBusy(true);
    QTRY_VERIFY(line.isShown());
    QVERIFY(since.elapsed() >= 290); // timers may be early by a little
    line.setBusy(false);
    QVERIFY(!line.isShown());
}

void TestProgressLine::showsHowFarItIs()
{
    ProgressLine line;
    line.resize(200, 3);
    line.setBusy(true);
    line.setProgress(1, 2);
    QTRY_VERIFY(line.isShown());
    const QImage image = line.grab().toImage();
    QCOMPARE(image.pixelColor(99, 1), m_theme.tokens().highlight);
    QVERIFY(image.pixelColor(101, 1) != m_theme.tokens().highlight);
}

QTEST_MAIN(TestProgressLine)
#include "tst_progressline.moc"
