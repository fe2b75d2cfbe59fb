// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/price.h"
#include "models/cellrole.h"
#include "views/quotes/agedelegate.h"
#include "views/quotes/changedelegate.h"
#include "views/quotes/sparklinedelegate.h"
#include "views/tables/digitcells.h"
#include "views/tables/numberdelegate.h"
#include "views/tables/statedelegate.h"

#include <QImage>
#include <QPainter>
#include <QStandardItemModel>
#include <QTest>

#include <optional>

using namespace Qt::Literals::StringLiterals;

// Draws single cells and looks at what is there.
class TestCellDelegates final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void pointsStandBelowEachOther();
    void longNumbersGiveUpEmptyPlacesFirst();
    void tooLongNumbersAreElided();
    void changesHaveTheirColour_data();
    void changesHaveTheirColour();
    void selectedChangesKeepTheArrow();
    void missingPointsLeaveAHole();
    void staleRowsHaveTintAndClock();
    void statesHaveIcons();
    void cellsGrowWithTheFont();

private:
    [[nodiscard]] QModelIndex index() const { return m_model.index(0, 0); }
    [[nodiscard]] QStyleOptionViewItem option(const QSize &size) const;
    [[nodiscard]] QImage draw(const CellDelegate &delegate, const QSize &size = {160, 24},
                              QStyle::State state = QStyle::State_Enabled) const;
    // The first and last x of a range that has something drawn on the ground.
    [[nodiscard]] static std::optional<std::pair<int, int>> ink(const QImage &image, int from = 0,
                                                                int to = -1);
    [[nodiscard]] static bool has(const QImage &image, const QColor &colour);

    Theme m_theme;
    QStandardItemModel m_model;
    QStandardItem *m_item = nullptr;
};

void TestCellDelegates::init()
{
    m_model.clear();
    m_item = new QStandardItem;
    m_model.appendRow(m_item);
}

QStyleOptionViewItem TestCellDelegates::option(const QSize &size) const
{
    QStyleOptionViewItem option;
    option.rect = QRect{QPoint{}, size};
    option.showDecorationSelected = true; // as in a table
    option.palette = lightTokens().palette();
    option.font = QGuiApplication::font();
    option.fontMetrics = QFontMetrics{option.font};
    return option;
}

QImage TestCellDelegates::draw(const CellDelegate &delegate, const QSize &size,
                               QStyle::State state) const
{
    QImage image{size, QImage::Format_RGB32};
    image.fill(Qt::white);
    QPainter painter{&image};
    QStyleOptionViewItem cell = option(size);
    cell.state = state;
    delegate.paint(&painter, cell, index());
    return image;
}

std::optional<std::pair<int, int>> TestCellDelegates::ink(const QImage &image, int from, int to)
{
    const QRgb ground = image.pixel(0, image.height() / 2);
    std::optional<std::pair<int, int>> found;
    for (int x = from; x < (to < 0 ? image.width() : to); ++x) {
        for (int y = 2; y < image.height() - 2; ++y) {
            if (image.pixel(x, y) != ground)
                found = {found ? found->first : x, x};
        }
    }
    return found;
}

bool TestCellDelegates::has(const QImage &image, const QColor &colour)
{
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y).rgb() == colour.rgb())
                return true;
        }
    }
    return false;
}

void TestCellDelegates::pointsStandBelowEachOther()
{
    const NumberDelegate delegate{m_theme, 8};
    m_item->setText(u"7.77777777"_s);
    const auto whole = ink(draw(delegate));
    m_item->setText(u"7.77"_s);
    const auto part = ink(draw(delegate));
    QVERIFY(whole && part);
    QCOMPARE(part->first, whole->first);
    const qreal cell = DigitCells{QGuiApplication::font()}.cell();
    QVERIFY(qAbs(whole->second - part->second - 6 * cell) <= 1.5); // six places stay empty
}

void TestCellDelegates::longNumbersGiveUpEmptyPlacesFirst()
{
    const NumberDelegate delegate{m_theme, 8};
    m_item->setText(u"777,777,777,777.77"_s);
    const int width = int(DigitCells{QGuiApplication::font()}.width(m_item->text())) + 20;
    const auto all = ink(draw(delegate, {width, 24}));
    QVERIFY(all);
    QVERIFY(all->first < 2 * CellDelegate::Inset);
    QVERIFY(all->second > width - 2 * CellDelegate::Inset);
}

void TestCellDelegates::tooLongNumbersAreElided()
{
    const NumberDelegate delegate{m_theme, 8};
    m_item->setText(u"999,999,999,999.99999999"_s);
    const QImage image = draw(delegate, {120, 24});
    m_item->setText(u"999,999,999"_s);
    QVERIFY(draw(delegate, {120, 24}) != image); // it never reads as another number
    QVERIFY(ink(image)->first >= CellDelegate::Inset - 1);
    m_item->setText(u"999,999,999,999.99999999"_s);
    QVERIFY(delegate.sizeHint(option({120, 24}), index()).width() > 120); // so a tool tip shows all
}

void TestCellDelegates::changesHaveTheirColour_data()
{
    QTest::addColumn<int>("direction");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QColor>("colour");

    const Tokens light = lightTokens();
    QTest::newRow("up") << 1 << u"▲ 1.72"_s << light.gain;
    QTest::newRow("down") << -1 << u"▼ 1.72"_s << light.loss;
    QTest::newRow("unchanged") << 0 << u"0.00"_s << light.secondaryText;
}

void TestCellDelegates::changesHaveTheirColour()
{
    QFETCH(const int, direction);
    QFETCH(const QString, text);
    QFETCH(const QColor, colour);

    m_item->setText(text);
    m_item->setData(direction, CellRole::Direction);
    const QImage image = draw(ChangeDelegate{m_theme});
    QVERIFY(has(image, colour));
    for (const QColor &other : {lightTokens().gain, lightTokens().loss})
        QCOMPARE(has(image, other), other == colour);
}

void TestCellDelegates::selectedChangesKeepTheArrow()
{
    const QStyle::State selected =
            QStyle::State_Enabled | QStyle::State_Selected | QStyle::State_Active;
    const ChangeDelegate delegate{m_theme};
    m_item->setText(u"▲ 1.72"_s);
    m_item->setData(1, CellRole::Direction);
    const QImage up = draw(delegate, {160, 24}, selected);
    QVERIFY(has(up, lightTokens().highlightedText));
    QVERIFY(!has(up, lightTokens().gain));
    m_item->setText(u"▼ 1.72"_s);
    m_item->setData(-1, CellRole::Direction);
    QVERIFY(draw(delegate, {160, 24}, selected) != up); // the shape alone tells them apart
}

void TestCellDelegates::missingPointsLeaveAHole()
{
    QList<std::optional<Price>> line;
    for (int i = 0; i < 48; ++i)
        line << (i >= 20 && i < 28 ? std::optional<Price>{} : Price::fromUnits(i % 5));
    m_item->setData(QVariant::fromValue(line), CellRole::Line);
    const QImage image = draw(SparklineDelegate{m_theme}, {112, 24});
    const auto all = ink(image);
    QVERIFY(all);
    QVERIFY(all->first < 16 && all->second > 96);
    QVERIFY(!ink(image, 54, 60));

    m_item->setData(QVariant::fromValue(QList<std::optional<Price>>(48)), CellRole::Line);
    QVERIFY(!ink(draw(SparklineDelegate{m_theme}, {112, 24})));
}

void TestCellDelegates::staleRowsHaveTintAndClock()
{
    const AgeDelegate delegate{m_theme};
    m_item->setText(u"47 min"_s);
    const QImage fresh = draw(delegate);
    m_item->setData(true, CellRole::Stale);
    const QImage stale = draw(delegate);
    QCOMPARE(stale.pixelColor(1, 12), lightTokens().staleTint);
    QCOMPARE(fresh.pixelColor(1, 12), QColor{Qt::white});
    QVERIFY(delegate.sizeHint(option({160, 24}), index()).width() > 50);
    // Every other delegate tints as well: a row is stale, not a cell.
    QCOMPARE(draw(NumberDelegate{m_theme, 8}).pixelColor(1, 12), lightTokens().staleTint);
}

void TestCellDelegates::statesHaveIcons()
{
    const StateDelegate delegate{m_theme};
    QList<QImage> seen;
    for (const CellState state : {CellState::Ok, CellState::Partial, CellState::Failed,
                                  CellState::Waiting, CellState::Missed}) {
        m_item->setData(QVariant::fromValue(state), CellRole::State);
        const QImage image = draw(delegate).convertToFormat(QImage::Format_Mono);
        QVERIFY(!seen.contains(image)); // without colour too
        seen << image;
    }
}

void TestCellDelegates::cellsGrowWithTheFont()
{
    const CellDelegate delegate{m_theme};
    QStyleOptionViewItem cell = option({160, 24});
    QCOMPARE(delegate.sizeHint(cell, index()).height(), 24);
    cell.font.setPointSizeF(cell.font.pointSizeF() * 2);
    cell.fontMetrics = QFontMetrics{cell.font};
    QCOMPARE(delegate.sizeHint(cell, index()).height(), cell.fontMetrics.height() + 8);
}

QTEST_MAIN(TestCellDelegates)
#include "tst_celldelegates.moc"
