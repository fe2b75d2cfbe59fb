// SPDX-License-Identifier: GPL-3.0-or-later
#include "focusables.h"
#include "views/shell/databasebutton.h"
#include "views/shell/rail.h"
#include "views/theme/theme.h"

#include <QKeySequence>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace Qt::Literals::StringLiterals;

class TestRail final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme.install(); }
    void init();
    void arrowsPassGroupsByAndOnlyShow();
    void enterGoesToThePanel();
    void clickGoesToThePanel();
    void aClickOnAGroupDoesNothing();
    void attentionTakesThePlaceOfTheKeys();
    void compactShowsIconsInTheMiddle();
    void marksTheCurrentRow();
    void growsWithItsWords();
    void databaseSaysWhatItIs();
    void isNamed();

private:
    [[nodiscard]] QTreeView *view() const { return m_rail->findChild<QTreeView *>(u"railView"_s); }
    [[nodiscard]] QModelIndex row(int group, int panel) const
    {
        const QAbstractItemModel *model = view()->model();
        return model->index(panel, 0, model->index(group, 0));
    }
    [[nodiscard]] QColor pixel(int x, int y) const
    {
        return view()->viewport()->grab().toImage().pixelColor(x, y);
    }

    Theme m_theme;
    std::unique_ptr<Rail> m_rail;
};

void TestRail::init()
{
    m_rail = std::make_unique<Rail>(m_theme);
    const auto add = [this](const QString &group, const QString &title, const QString &icon,
                            const QString &keys) {
        return m_rail->addEntry(group, title, m_theme.icon(icon), QKeySequence{keys});
    };
    QCOMPARE(add(u"Market"_s, u"Prices"_s, u"prices"_s, u"Ctrl+1"_s), 0);
    QCOMPARE(add(u"Market"_s, u"Collector"_s, u"collector"_s, u"Ctrl+2"_s), 1);
    QCOMPARE(add(u"Settings"_s, u"Preferences"_s, u"preferences"_s, u"Ctrl+,"_s), 2);
    m_rail->resize(m_rail->width(), 500);
    m_rail->show();
    QVERIFY(QTest::qWaitForWindowActive(m_rail.get()));
    m_rail->setCurrent(0);
}

void TestRail::arrowsPassGroupsByAndOnlyShow()
{
    QSignalSpy chosen{m_rail.get(), &Rail::chosen};
    QSignalSpy activated{m_rail.get(), &Rail::activated};
    QTest::keyClick(view(), Qt::Key_Down);
    QTest::keyClick(view(), Qt::Key_Down); // over "Settings"
    QCOMPARE(chosen.count(), 2);
    QCOMPARE(chosen.at(1).at(0).toInt(), 2);
    QTest::keyClick(view(), Qt::Key_Left); // would fold the group
    QCOMPARE(m_rail->current(), 2);
    QVERIFY(view()->isExpanded(view()->model()->index(0, 0)));
    QCOMPARE(activated.count(), 0);
}

void TestRail::enterGoesToThePanel()
{
    QSignalSpy activated{m_rail.get(), &Rail::activated};
    QTest::keyClick(view(), Qt::Key_Down);
    QTest::keyClick(view(), Qt::Key_Return);
    QCOMPARE(activated.count(), 1);
    QCOMPARE(activated.at(0).at(0).toInt(), 1);
}

void TestRail::clickGoesToThePanel()
{
    QSignalSpy activated{m_rail.get(), &Rail::activated};
    QTest::mouseClick(view()->viewport(), Qt::LeftButton, {},
                      view()->visualRect(row(1, 0)).center());
    QCOMPARE(activated.count(), 1);
    QCOMPARE(m_rail->current(), 2);
}

void TestRail::aClickOnAGroupDoesNothing()
{
    QSignalSpy activated{m_rail.get(), &Rail::activated};
    const QModelIndex group = view()->model()->index(1, 0);
    QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, view()->visualRect(group).center());
    QCOMPARE(activated.count(), 0);
    QCOMPARE(m_rail->current(), 0);
}

void TestRail::attentionTakesThePlaceOfTheKeys()
{
    m_rail->setAttention(1, 2, u"alerts"_s, Meaning::Warning);
    const QModelIndex collector = row(0, 1);
    QVERIFY(collector.data(Qt::AccessibleTextRole).toString().contains(u'2'));
    QVERIFY(collector.data(Qt::ToolTipRole).toString().contains(u"Ctrl+2"_s));
    bool isColoured = false;
    const QRect line = view()->visualRect(collector);
    const QImage image = view()->viewport()->grab().toImage();
    for (int x = line.center().x(); x < line.right(); ++x) {
        for (int y = line.top(); y < line.bottom(); ++y)
            isColoured |= image.pixelColor(x, y) == m_theme.colour(Meaning::Warning);
    }
    QVERIFY(isColoured);
    m_rail->setAttention(1, 0, {}, Meaning::Warning);
    QCOMPARE(collector.data(Qt::AccessibleTextRole).toString(), u"Collector"_s);
}

void TestRail::compactShowsIconsInTheMiddle()
{
    m_rail->setCompact(true);
    QTRY_COMPARE(m_rail->width(), 44);
    const QRect line = view()->visualRect(row(0, 1));
    QTRY_COMPARE(view()->visualRect(row(0, 1)).width(), 43);
    // The ink of the icon lies around the middle of what is in sight.
    const QImage image = view()->viewport()->grab().toImage();
    int left = image.width();
    int right = 0;
    for (int x = 0; x < image.width(); ++x) {
        for (int y = line.top() + 2; y < line.bottom() - 2; ++y) {
            if (image.pixelColor(x, y).lightness() < 100) {
                left = qMin(left, x);
                right = qMax(right, x);
            }
        }
    }
    QVERIFY(left < right);
    QVERIFY(qAbs((left + right) / 2 - 21) <= 2);
    QVERIFY(row(0, 1).data(Qt::ToolTipRole).toString().contains(u"Collector"_s));
}

void TestRail::marksTheCurrentRow()
{
    const QRect line = view()->visualRect(row(0, 0));
    view()->clearFocus();
    QCOMPARE(pixel(1, line.center().y()), m_theme.tokens().highlight);
    QCOMPARE(pixel(6, line.top() + 1), m_theme.tokens().railSelected);
    QCOMPARE(pixel(1, view()->visualRect(row(0, 1)).center().y()), m_theme.tokens().rail);
    view()->setFocus();
    QCOMPARE(pixel(line.width() / 2, line.top()), m_theme.tokens().highlight); // the ring
}

void TestRail::growsWithItsWords()
{
    QCOMPARE(m_rail->fullWidth(), 172);
    m_rail->addEntry(u"Market"_s, u"A panel with quite a long name"_s, m_theme.icon(u"prices"_s),
                     QKeySequence{u"Ctrl+3"_s});
    QVERIFY(m_rail->fullWidth() > 172);
    QCOMPARE(m_rail->width(), m_rail->fullWidth());
}

void TestRail::databaseSaysWhatItIs()
{
    DatabaseButton &button = m_rail->database();
    button.setDatabase({u"market"_s, u"SQLite"_s, 3, true, 4, u"/home/me/market.db"_s});
    QCOMPARE(button.accessibleName(), u"Database market, SQLite · v3, read-only"_s);
    QVERIFY(button.toolTip().contains(u"/home/me/market.db"_s));
    const QImage image = button.grab().toImage();
    QCOMPARE(image.pixelColor(10, image.height() / 2), m_theme.tokens().lines.at(4));
}

void TestRail::isNamed()
{
    QCOMPARE(namelessFocusables(*m_rail), QStringList{});
}

QTEST_MAIN(TestRail)
#include "tst_rail.moc"
