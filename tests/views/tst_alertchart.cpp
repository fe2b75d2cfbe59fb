// SPDX-License-Identifier: GPL-3.0-or-later
#include "shownchart.h"

#include <QSignalSpy>

using namespace Qt::Literals::StringLiterals;

// Levels of rules and what fired, in the chart of prices.
class TestAlertChart final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_shown.reset(); }
    void drawsLevelAndBand();
    void aFarLevelDoesNotFlattenThePrices();
    void aNearLevelWidensTheScale();
    void firingsHaveMarksInTheLane();
    void clickOpensTheAlert();
    void enterOpensTheAlert();
    void triangleOpensTheAlert();
    void levelsThatStayCannotBeDragged();
    void tagsStandApart();
    void theCrosshairsTagStandsBesideThem();
    void wordsCoverNoMark();
    void describesThem();
    void savedImageHasNoLabel();
    void stepsFitTheScale_data();
    void stepsFitTheScale();

private:
    [[nodiscard]] ChartAlerts alerts() const;

    QuoteSource m_source{u"btc"_s};
    std::unique_ptr<ShownChart> m_shown;
    Price m_low;
    Price m_high;
};

void TestAlertChart::init()
{
    m_source = QuoteSource{u"btc"_s};
    m_source.fill(ChartNow - 2 * 86'400'000, ChartNow);
    m_shown = std::make_unique<ShownChart>(m_source);
    QVERIFY(m_shown->exposed);
    const TimeRange view = m_shown->series.view();
    const std::optional<PriceBounds> bounds = boundsOf(m_shown->series.slice(view), view);
    QVERIFY(bounds);
    m_low = bounds->low;
    m_high = bounds->high;
}

ChartAlerts TestAlertChart::alerts() const
{
    const Price middle = Price::fromUnits((m_low.units() + m_high.units()) / 2);
    ChartAlerts alerts;
    alerts.isInLane = true;
    alerts.thresholds = {{1,
                          middle,
                          Price::fromUnits((m_low.units() + middle.units()) / 2),
                          true,
                          u"BTC high"_s,
                          {},
                          false}};
    alerts.firings = {{41, ChartNow - 20 * 3'600'000, u"BTC high"_s, u"BTC high at noon."_s},
                      {42, ChartNow - 5 * 3'600'000, u"BTC high"_s, u"BTC high at dawn."_s}};
    return alerts;
}

void TestAlertChart::drawsLevelAndBand()
{
    const QImage before = m_shown->grab();
    m_shown->chart.setAlerts(alerts());
    const QImage after = m_shown->grab();
    const ChartPicture &picture = m_shown->chart.picture();
    QCOMPARE(picture.thresholds.size(), 1);
    const PlacedThreshold &placed = picture.thresholds[0];
    QVERIFY(placed.clearY);
    QVERIFY(*placed.clearY > placed.y);
    // The tag in the colour of the second line, the band in its tint.
    const QColor line = m_shown->theme.tokens().lines[1];
    QCOMPARE(after.pixelColor((placed.tag.topLeft() + QPointF{3, 3}).toPoint()), line);
    const QPoint band{int(picture.plot.right()) - 4, int((placed.y + *placed.clearY) / 2)};
    QVERIFY(after.pixelColor(band) != before.pixelColor(band));
    m_shown->chart.setAlerts({});
    QCOMPARE(m_shown->grab(), before);
}

void TestAlertChart::aFarLevelDoesNotFlattenThePrices()
{
    const PriceScale before = m_shown->chart.picture().scale;
    ChartAlerts far = alerts();
    far.thresholds[0].level = Price::fromUnits(m_high.units() * 2);
    far.thresholds[0].clear.reset();
    m_shown->chart.setAlerts(far);
    QCOMPARE(m_shown->chart.picture().scale, before);
    QVERIFY(m_shown->chart.picture().thresholds.isEmpty());
}

void TestAlertChart::aNearLevelWidensTheScale()
{
    ChartAlerts near = alerts();
    near.thresholds[0].level =
            Price::fromUnits(m_high.units() + (m_high.units() - m_low.units()) / 4);
    near.thresholds[0].clear.reset();
    m_shown->chart.setAlerts(near);
    QCOMPARE(m_shown->chart.picture().thresholds.size(), 1);
    QVERIFY(m_shown->chart.picture().scale.high > near.thresholds[0].level);
}

void TestAlertChart::firingsHaveMarksInTheLane()
{
    m_shown->chart.setAlerts(alerts());
    const ChartPicture &picture = m_shown->chart.picture();
    QCOMPARE(picture.markers.size(), 2);
    QVERIFY(picture.markers[0].x < picture.markers[1].x);
    QCOMPARE(picture.markers[0].form, ChartMarker::Form::Text);
    QVERIFY(picture.lane().contains(picture.markers[0].rect.center()));
    QCOMPARE(picture.firings.size(), 2); // and a triangle each over the prices
    ChartAlerts close = alerts();
    close.firings[0].timeMs = close.firings[1].timeMs - 600'000;
    m_shown->chart.setAlerts(close);
    QCOMPARE(m_shown->chart.picture().markers[0].form, ChartMarker::Form::Tick); // the newest wins
}

void TestAlertChart::clickOpensTheAlert()
{
    m_shown->chart.setAlerts(alerts());
    QSignalSpy opened{&m_shown->chart, &PriceChart::firingActivated};
    const QPoint mark = m_shown->chart.picture().markers[1].rect.center().toPoint();
    QTest::mouseClick(m_shown->chart.viewport(), Qt::LeftButton, {}, mark);
    QCOMPARE(opened, (QList<QVariantList>{{qint64{42}}}));
}

void TestAlertChart::enterOpensTheAlert()
{
    m_shown->chart.setAlerts(alerts());
    QSignalSpy opened{&m_shown->chart, &PriceChart::firingActivated};
    QTest::keyClick(&m_shown->chart, Qt::Key_Down); // to the newest mark
    QCOMPARE(m_shown->chart.accessibleDescription(), u"BTC high at dawn."_s);
    QTest::keyClick(&m_shown->chart, Qt::Key_Left);
    QTest::keyClick(&m_shown->chart, Qt::Key_Return);
    QCOMPARE(opened, (QList<QVariantList>{{qint64{41}}}));
}

void TestAlertChart::triangleOpensTheAlert()
{
    m_shown->chart.setAlerts(alerts());
    QSignalSpy opened{&m_shown->chart, &PriceChart::firingActivated};
    const QPoint triangle = m_shown->chart.picture().firings[0].rect().center().toPoint();
    QTest::mouseMove(m_shown->chart.viewport(), triangle);
    QCOMPARE(m_shown->chart.picture().firing, 0); // its sentence shows
    QTest::mouseClick(m_shown->chart.viewport(), Qt::LeftButton, {}, triangle);
    QCOMPARE(opened, (QList<QVariantList>{{qint64{41}}}));
}

void TestAlertChart::levelsThatStayCannotBeDragged()
{
    m_shown->chart.setAlerts(alerts());
    QSignalSpy moved{&m_shown->chart, &PriceChart::thresholdMoved};
    const QPoint tag = m_shown->chart.picture().thresholds[0].tag.center().toPoint();
    QTest::mousePress(m_shown->chart.viewport(), Qt::LeftButton, {}, tag);
    QTest::mouseMove(m_shown->chart.viewport(), tag - QPoint{0, 40});
    QTest::mouseRelease(m_shown->chart.viewport(), Qt::LeftButton, {}, tag - QPoint{0, 40});
    QTest::keyClick(&m_shown->chart, Qt::Key_Up);
    QCOMPARE(moved.count(), 0);
}

void TestAlertChart::tagsStandApart()
{
    ChartAlerts tight = alerts();
    tight.thresholds[0].clear = Price::fromUnits(tight.thresholds[0].level.units() - 1);
    m_shown->chart.setAlerts(tight);
    const PlacedThreshold &placed = m_shown->chart.picture().thresholds[0];
    QVERIFY(!placed.tag.intersects(placed.clearTag));
}

void TestAlertChart::theCrosshairsTagStandsBesideThem()
{
    m_shown->chart.setAlerts(alerts());
    ChartPicture picture = m_shown->chart.picture();
    const PlacedThreshold &placed = picture.thresholds[0];
    picture.crosshair = Crosshair{};
    picture.crosshair->price = placed.threshold.level; // the price is at the level
    QVERIFY(!picture.crosshairPriceBox().intersects(placed.tag));
    QVERIFY(!picture.crosshairPriceBox().intersects(placed.clearTag));
    const double far = std::abs(picture.crosshairPriceBox().center().y() - placed.y);
    QVERIFY(far < 2 * placed.tag.height());
    picture.crosshair->price = m_high; // where no tag is it stands at its price
    QVERIFY(std::abs(picture.crosshairPriceBox().center().y() - picture.y(m_high)) < 2);
}

void TestAlertChart::wordsCoverNoMark()
{
    m_shown->chart.setAlerts(alerts());
    ChartPicture picture = m_shown->chart.picture();
    const QRectF wanted{picture.firings[0].rect().topLeft() - QPointF{30, 0}, QSizeF{60, 14}};
    const QRectF words = picture.besideFirings(wanted);
    QVERIFY(words.left() > picture.firings[0].rect().right());
    QCOMPARE(words.top(), wanted.top());
    QCOMPARE(picture.besideFirings(wanted.translated(0, 60)), wanted.translated(0, 60));
    // Where marks are everywhere they stand where they wanted.
    const PlacedFiring mark = picture.firings[0];
    for (double x = mark.tip.x(); x < picture.plot.right(); x += 20)
        picture.firings.append({mark.firing, {x, mark.tip.y()}});
    QCOMPARE(picture.besideFirings(wanted), wanted);
}

void TestAlertChart::describesThem()
{
    m_shown->chart.setAlerts(alerts());
    QVERIFY2(m_shown->chart.description().contains(u", 2 alert(s)"_s),
             qPrintable(m_shown->chart.description()));
}

void TestAlertChart::savedImageHasNoLabel()
{
    m_shown->chart.setAlerts(alerts());
    const QImage plain = m_shown->chart.image();
    const QPoint triangle = m_shown->chart.picture().firings[0].rect().center().toPoint();
    QTest::mouseMove(m_shown->chart.viewport(), triangle + QPoint{40, 40});
    QTest::mouseMove(m_shown->chart.viewport(), triangle);
    QVERIFY(m_shown->chart.picture().firing);
    QCOMPARE(m_shown->chart.image(), plain);
    QVERIFY(m_shown->chart.picture().firing);
}

void TestAlertChart::stepsFitTheScale_data()
{
    QTest::addColumn<QString>("low");
    QTest::addColumn<QString>("high");
    QTest::addColumn<QString>("step");

    QTest::newRow("bitcoin") << u"110000"_s << u"150000"_s << u"100.00000000"_s;
    QTest::newRow("a share") << u"44"_s << u"46"_s << u"0.00100000"_s;
    QTest::newRow("a small coin") << u"0.00000700"_s << u"0.00000800"_s << u"0.00000001"_s;
}

void TestAlertChart::stepsFitTheScale()
{
    QFETCH(const QString, low);
    QFETCH(const QString, high);

    const PriceScale scale{*Price::parse(low), *Price::parse(high)};
    QTEST(levelStep(scale, 300).toString(), "step");
}

QTEST_MAIN(TestAlertChart)
#include "tst_alertchart.moc"
