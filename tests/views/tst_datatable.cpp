// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/cellrole.h"
#include "views/tables/columnmenu.h"
#include "views/tables/datatable.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QMenu>
#include <QStandardItemModel>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestDataTable final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void copiesSelectedRowsExactly();
    void copiesNothingWithoutSelection();
    void homeAndEndReachTheRows();
    void tabLeavesTheTable();
    void columnsLeaveANarrowTable();
    void columnsByHandStay();
    void keepsColumns();
    void refusesForeignState();
    void keysOpenTheMenuOfARow_data();
    void keysOpenTheMenuOfARow();
    void menuShowsAndHidesColumns();
    void menuSorts();
    void rowsGrowWithTheFont();

private:
    [[nodiscard]] QHeaderView &header() { return *m_table->horizontalHeader(); }
    // Pulls the right edge of a column, as a person does.
    void pullEdge(int column, int by)
    {
        QWidget *viewport = header().viewport();
        const QPoint edge{header().sectionViewportPosition(column) + header().sectionSize(column) -
                                  2,
                          viewport->height() / 2};
        QTest::mousePress(viewport, Qt::LeftButton, {}, edge);
        QTest::mouseMove(viewport, edge + QPoint{by / 2, 0});
        QTest::mouseMove(viewport, edge + QPoint{by, 0});
        QTest::mouseRelease(viewport, Qt::LeftButton, {}, edge + QPoint{by, 0});
    }

    QStandardItemModel m_model;
    std::unique_ptr<DataTable> m_table;
};

void TestDataTable::init()
{
    m_model.clear();
    m_model.setHorizontalHeaderLabels({u"Name"_s, u"Price"_s, u"Extra"_s, u"Age"_s});
    for (int row = 0; row < 50; ++row) {
        QList<QStandardItem *> items;
        for (int column = 0; column < 4; ++column) {
            auto *item = new QStandardItem{u"%1.%2"_s.arg(row).arg(column)};
            if (column == 1)
                item->setData(u"%1.00000001"_s.arg(row), CellRole::Raw);
            items << item;
        }
        m_model.appendRow(items);
    }
    m_table = std::make_unique<DataTable>(u"Prices"_s);
    m_table->setModel(&m_model);
    m_table->setColumnWidths({{10, 10}, {10, 10}, {10, 10, 1}, {10, 10}});
    m_table->resize(800, 300);
    m_table->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_table.get()));
}

void TestDataTable::copiesSelectedRowsExactly()
{
    header().moveSection(header().visualIndex(3), 0);
    m_table->setColumnShown(2, false);
    m_model.item(1, 0)->setText(u"two\nlines\tand a tab"_s);
    m_table->setCurrentIndex(m_model.index(0, 0));
    QTest::keyClick(m_table.get(), Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(m_table.get(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(),
             u"0.3\t0.0\t0.00000001\n1.3\ttwo lines and a tab\t1.00000001\n"_s);
}

void TestDataTable::copiesNothingWithoutSelection()
{
    QGuiApplication::clipboard()->setText(u"kept"_s);
    m_table->clearSelection();
    m_table->copyRows();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"kept"_s);
}

void TestDataTable::homeAndEndReachTheRows()
{
    m_table->setCurrentIndex(m_model.index(5, 1));
    QTest::keyClick(m_table.get(), Qt::Key_End);
    QCOMPARE(m_table->currentIndex().row(), 49);
    QTest::keyClick(m_table.get(), Qt::Key_Home);
    QCOMPARE(m_table->currentIndex().row(), 0);
}

void TestDataTable::tabLeavesTheTable()
{
    QVERIFY(!m_table->tabKeyNavigation());
    QCOMPARE(m_table->accessibleName(), u"Prices"_s);
}

void TestDataTable::columnsLeaveANarrowTable()
{
    QVERIFY(!header().isSectionHidden(2));
    m_table->resize(m_table->leastWidth() - 40, 300);
    QVERIFY(header().isSectionHidden(2));
    QVERIFY(!header().isSectionHidden(1));
    m_table->resize(800, 300);
    QVERIFY(!header().isSectionHidden(2));
}

void TestDataTable::columnsByHandStay()
{
    const int width = header().sectionSize(0);
    pullEdge(0, 60);
    QCOMPARE(header().sectionSize(0), width + 60);
    m_table->resize(m_table->leastWidth() - 40, 300);
    QCOMPARE(header().sectionSize(0), width + 60);
    QVERIFY(!header().isSectionHidden(2));
    m_table->resetColumns();
    QVERIFY(header().isSectionHidden(2));
}

void TestDataTable::keepsColumns()
{
    header().moveSection(header().visualIndex(3), 0);
    pullEdge(0, 60);
    const int width = header().sectionSize(0);
    m_table->setColumnShown(2, false);
    const QByteArray state = m_table->saveColumns();

    DataTable other{u"Prices"_s};
    other.setModel(&m_model);
    other.setColumnWidths({{10, 10}, {10, 10}, {10, 10, 1}, {10, 10}});
    QVERIFY(other.restoreColumns(state));
    QCOMPARE(other.horizontalHeader()->logicalIndex(0), 3);
    QCOMPARE(other.horizontalHeader()->sectionSize(0), width);
    QVERIFY(other.horizontalHeader()->isSectionHidden(2));
}

void TestDataTable::refusesForeignState()
{
    for (const QByteArray &state : {QByteArray{}, QByteArray{"junk"}, QByteArray{300, '\x7f'}}) {
        QVERIFY(!m_table->restoreColumns(state));
        QVERIFY(!header().isSectionHidden(0));
    }
}

void TestDataTable::keysOpenTheMenuOfARow_data()
{
    QTest::addColumn<Qt::Key>("key");
    QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
    QTest::newRow("menu key") << Qt::Key_Menu << Qt::KeyboardModifiers{};
    QTest::newRow("Shift+F10") << Qt::Key_F10 << Qt::KeyboardModifiers{Qt::ShiftModifier};
}

void TestDataTable::keysOpenTheMenuOfARow()
{
    QFETCH(const Qt::Key, key);
    QFETCH(const Qt::KeyboardModifiers, modifiers);
    QAction open{u"Open"_s};
    m_table->addAction(&open);
    m_table->selectRow(2);
    QTest::keyClick(m_table.get(), key, modifiers);
    const auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QVERIFY(menu);
    QVERIFY(menu->actions().contains(&open));
    const QRect row = m_table->visualRect(m_model.index(2, 0));
    QCOMPARE(menu->pos(), m_table->viewport()->mapToGlobal(row.bottomLeft()));
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Escape);
    QVERIFY(!QApplication::activePopupWidget());
}

void TestDataTable::menuShowsAndHidesColumns()
{
    ColumnMenu menu{*m_table};
    emit menu.aboutToShow();
    const QList<QAction *> actions = menu.actions();
    QCOMPARE(actions.at(0)->text(), u"Name"_s);
    QVERIFY(!actions.at(0)->isEnabled()); // it says what the row is about
    QVERIFY(!actions.at(0)->toolTip().isEmpty());
    actions.at(2)->trigger();
    QVERIFY(header().isSectionHidden(2));
    actions.at(2)->trigger();
    QVERIFY(!header().isSectionHidden(2));
    QVERIFY(header().sectionSize(2) > 20);
}

void TestDataTable::menuSorts()
{
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(0, Qt::AscendingOrder);
    ColumnMenu menu{*m_table};
    emit menu.aboutToShow();
    QMenu *sorting = nullptr;
    for (const QAction *action : menu.actions()) {
        if (action->menu())
            sorting = action->menu();
    }
    QVERIFY(sorting);
    sorting->actions().at(1)->trigger();
    QCOMPARE(header().sortIndicatorSection(), 1);
    sorting->actions().constLast()->trigger();
    QCOMPARE(header().sortIndicatorOrder(), Qt::DescendingOrder);
}

void TestDataTable::rowsGrowWithTheFont()
{
    QCOMPARE(m_table->rowHeight(0), 24);
    const int width = header().sectionSize(0);
    QFont font = m_table->font();
    font.setPointSizeF(font.pointSizeF() * 2);
    m_table->setFont(font);
    QVERIFY(m_table->rowHeight(0) >= QFontMetrics{font}.height() + 8);
    QVERIFY(header().sectionSize(0) > width * 3 / 2);
    QVERIFY(header().height() >= QFontMetrics{font}.height() + 8);
}

QTEST_MAIN(TestDataTable)
#include "tst_datatable.moc"
