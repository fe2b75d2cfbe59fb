// SPDX-License-Identifier: GPL-3.0-or-later
#include "focusables.h"
#include "views/shell/commandmodel.h"
#include "views/shell/commandpalette.h"
#include "views/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QLineEdit>
#include <QListView>
#include <QPointer>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestCommandPalette final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme.install(); }
    void finds_data();
    void finds();
    void saysWhyItCannotBeUsed();
    void goesToThePanelFirst();
    void arrowsChooseAndEnterRuns();
    void clickRuns();
    void escapeClosesWithoutActing();
    void nothingFoundDoesNothing();
    void isNamed();

private:
    [[nodiscard]] std::unique_ptr<CommandModel> makeModel();
    [[nodiscard]] QPointer<CommandPalette> open();

    Theme m_theme;
    QWidget m_window;
    QAction m_collect{u"Collect &now"_s};
    QAction m_pause{u"&Pause collecting"_s};
    QAction m_collector{u"Collector"_s};
    QAction m_open{u"&Open database…"_s};
    QAction m_undo{u"&Undo"_s};
};

std::unique_ptr<CommandModel> TestCommandPalette::makeModel()
{
    m_undo.setEnabled(false);
    m_undo.setToolTip(u"Nothing to undo"_s);
    auto model = std::make_unique<CommandModel>();
    model->addActions(u"File"_s, {&m_open});
    model->addActions(u"Edit"_s, {&m_undo});
    model->addActions(u"View"_s, {&m_collector});
    model->addActions(u"Collect"_s, {&m_collect, &m_pause});
    model->setSymbols({u"btc"_s, u"collab"_s});
    return model;
}

QPointer<CommandPalette> TestCommandPalette::open()
{
    m_window.resize(900, 600);
    m_window.show();
    auto *palette = new CommandPalette{m_theme, makeModel(), &m_window};
    palette->show();
    return palette;
}

void TestCommandPalette::finds_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QStringList>("found");
    QTest::newRow("all commands, no symbols")
            << u""_s
            << QStringList{u"Open database…"_s, u"Collector"_s, u"Collect now"_s,
                           u"Pause collecting"_s};
    QTest::newRow("beginnings come first")
            << u"coll"_s
            << QStringList{u"Collector"_s, u"Collect now"_s, u"collab"_s, u"Pause collecting"_s};
    QTest::newRow("words in any order, any case") << u"NOW coll"_s << QStringList{u"Collect now"_s};
    QTest::newRow("the menu counts too") << u"file"_s << QStringList{u"Open database…"_s};
    QTest::newRow("a symbol") << u"btc"_s << QStringList{u"btc"_s};
    QTest::newRow("nothing") << u"xyz"_s << QStringList{};
}

void TestCommandPalette::finds()
{
    QFETCH(const QString, query);
    QFETCH(const QStringList, found);
    const std::unique_ptr<CommandModel> model = makeModel();
    QAbstractItemModelTester tester{model.get(),
                                    QAbstractItemModelTester::FailureReportingMode::QtTest};
    model->setQuery(query);
    QStringList names;
    for (int row = 0; row < model->rowCount(); ++row)
        names << model->index(row).data().toString();
    QCOMPARE(names, found);
}

void TestCommandPalette::saysWhyItCannotBeUsed()
{
    const QPointer<CommandPalette> palette = open();
    auto *edit = palette->findChild<QLineEdit *>(u"paletteEdit"_s);
    QTest::keyClicks(edit, u"undo"_s);
    const QModelIndex undo = palette->findChild<QListView *>(u"paletteList"_s)->currentIndex();
    QCOMPARE(undo.data().toString(), u"Undo"_s);
    QCOMPARE(undo.data(CommandModel::PlaceRole).toString(), u"Nothing to undo"_s);
    QVERIFY(!(undo.flags() & Qt::ItemIsEnabled));
    QTest::keyClick(edit, Qt::Key_Return);
    QVERIFY(palette && palette->isVisible());
    palette->close();
}

// A panel's actions are out of the menus while another one shows.
void TestCommandPalette::goesToThePanelFirst()
{
    QAction purge{u"Export and &purge…"_s};
    purge.setVisible(false);
    QAction restore{u"&Restore"_s};
    restore.setVisible(false);
    restore.setEnabled(false);
    restore.setToolTip(u"Select a row first"_s);
    QStringList done;
    connect(&purge, &QAction::triggered, this, [&done] { done << u"purge"_s; });
    const std::unique_ptr<CommandModel> model = makeModel();
    QSignalSpy refused{model.get(), &CommandModel::refused};
    model->addPanelActions(u"Recycle bin"_s, {&purge, &restore}, [&] {
        done << u"recycle bin"_s;
        purge.setVisible(true);
        restore.setVisible(true);
    });
    QCOMPARE(model->rowCount(), 4); // nobody asked for them yet
    model->setQuery(u"purge"_s);
    QCOMPARE(model->rowCount(), 1);
    QCOMPARE(model->index(0).data(CommandModel::PlaceRole).toString(), u"Recycle bin"_s);
    model->run(model->index(0));
    QCOMPARE(done, (QStringList{u"recycle bin"_s, u"purge"_s}));
    QVERIFY(refused.isEmpty());
    done.clear();
    model->setQuery(u"bin restore"_s);
    model->run(model->index(0));
    QCOMPARE(done, QStringList{u"recycle bin"_s});
    QCOMPARE(refused, (QList<QVariantList>{{u"Select a row first"_s}}));
}

void TestCommandPalette::arrowsChooseAndEnterRuns()
{
    QSignalSpy collector{&m_collector, &QAction::triggered};
    QSignalSpy collect{&m_collect, &QAction::triggered};
    const QPointer<CommandPalette> palette = open();
    auto *edit = palette->findChild<QLineEdit *>(u"paletteEdit"_s);
    QTest::keyClicks(edit, u"coll"_s);
    QTest::keyClick(edit, Qt::Key_Up); // stays on the first
    QTest::keyClick(edit, Qt::Key_Down);
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(collect.count(), 1);
    QCOMPARE(collector.count(), 0);
    QTRY_VERIFY(!palette);
}

void TestCommandPalette::clickRuns()
{
    QSignalSpy opened{&m_open, &QAction::triggered};
    const QPointer<CommandPalette> palette = open();
    auto *list = palette->findChild<QListView *>(u"paletteList"_s);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      list->visualRect(list->model()->index(0, 0)).center());
    QCOMPARE(opened.count(), 1);
    QTRY_VERIFY(!palette);
}

void TestCommandPalette::escapeClosesWithoutActing()
{
    QSignalSpy opened{&m_open, &QAction::triggered};
    const QPointer<CommandPalette> palette = open();
    QTest::keyClick(palette->findChild<QLineEdit *>(u"paletteEdit"_s), Qt::Key_Escape);
    QTRY_VERIFY(!palette);
    QCOMPARE(opened.count(), 0);
}

void TestCommandPalette::nothingFoundDoesNothing()
{
    const QPointer<CommandPalette> palette = open();
    auto *edit = palette->findChild<QLineEdit *>(u"paletteEdit"_s);
    QTest::keyClicks(edit, u"xyz"_s);
    QTest::keyClick(edit, Qt::Key_Down);
    QTest::keyClick(edit, Qt::Key_Return);
    QVERIFY(palette && palette->isVisible());
    palette->close();
    QTRY_VERIFY(!palette);
}

void TestCommandPalette::isNamed()
{
    const QPointer<CommandPalette> palette = open();
    QCOMPARE(namelessFocusables(*palette), QStringList{});
    QVERIFY(palette->windowFlags().testFlag(Qt::FramelessWindowHint));
    palette->close();
}

QTEST_MAIN(TestCommandPalette)
#include "tst_commandpalette.moc"
