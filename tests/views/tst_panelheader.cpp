// SPDX-License-Identifier: GPL-3.0-or-later
#include "focusables.h"
#include "views/shell/actionbutton.h"
#include "views/shell/panelheader.h"
#include "views/theme/theme.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestPanelHeader final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme.install(); }
    void standsInLineWithThePanel();
    void aButtonIsItsAction();
    void hiddenActionsHideTheirButton();
    void aDisabledButtonStaysSoWhenItIsShownAgain();
    void saysWhyAButtonCannotBeUsed();
    void whatDoesNotFitMovesAway();
    void theFilterGivesWayBefore();

private:
    Theme m_theme;
};

void TestPanelHeader::standsInLineWithThePanel()
{
    PanelHeader header{u"Prices"_s};
    auto *filter = new QLineEdit;
    header.addWidget(filter);
    header.addStretch();
    QAction collect{m_theme.icon(u"collector"_s), u"Collect &now"_s};
    const ActionButton *button = header.addButton(collect);
    header.resize(1000, header.sizeHint().height());
    header.show();
    QVERIFY(QTest::qWaitForWindowExposed(&header));

    QCOMPARE(header.height(), 44);
    const auto *title = header.findChild<QLabel *>(u"panelTitle"_s);
    QCOMPARE(title->text(), u"Prices"_s);
    QCOMPARE(title->mapTo(&header, QPoint{}).x(), 12);
    QCOMPARE(button->mapTo(&header, QPoint{button->width(), 0}).x(), 1000 - 12);
    QCOMPARE(filter->height(), button->height());
}

void TestPanelHeader::aButtonIsItsAction()
{
    QAction collect{m_theme.icon(u"collector"_s), u"Collect &now"_s};
    collect.setShortcut(QKeySequence{u"F5"_s});
    PanelHeader header{u"Prices"_s};
    ActionButton *button = header.addButton(collect);
    header.show();
    QVERIFY(QTest::qWaitForWindowExposed(&header));
    QSignalSpy triggered{&collect, &QAction::triggered};

    QCOMPARE(button->text(), u"Collect now"_s);
    QCOMPARE(button->toolTip(), u"Collect now (F5)"_s);
    QTest::keyClick(button, Qt::Key_Space);
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(triggered.count(), 2);
    button->setIconOnly(true);
    QVERIFY(button->text().isEmpty());
    QVERIFY(button->width() >= 24);
    QCOMPARE(namelessFocusables(header), QStringList{});
}

void TestPanelHeader::hiddenActionsHideTheirButton()
{
    QAction action{u"Export…"_s};
    PanelHeader header{u"Prices"_s};
    const ActionButton *button = header.addButton(action);
    header.show();
    QVERIFY(QTest::qWaitForWindowExposed(&header));
    QVERIFY(button->isVisible());
    action.setVisible(false);
    QTRY_VERIFY(!button->isVisible());
    action.setVisible(true);
    QTRY_VERIFY(button->isVisible());
}

// As the actions of a panel are in the menus: hidden while another panel shows.
void TestPanelHeader::aDisabledButtonStaysSoWhenItIsShownAgain()
{
    QAction edit{u"Edit"_s};
    edit.setEnabled(false);
    PanelHeader header{u"Assets"_s};
    const ActionButton *button = header.addButton(edit);
    header.show();
    QVERIFY(QTest::qWaitForWindowExposed(&header));
    edit.setVisible(false);
    edit.setVisible(true);
    QVERIFY(!button->isEnabled());
    edit.setVisible(false);
    edit.setEnabled(true);
    edit.setVisible(true);
    QVERIFY(button->isEnabled());
}

void TestPanelHeader::saysWhyAButtonCannotBeUsed()
{
    QAction action{u"Export…"_s};
    PanelHeader header{u"Prices"_s};
    const ActionButton *button = header.addButton(action);
    action.setEnabled(false);
    action.setToolTip(u"There are no prices to export yet"_s);
    QVERIFY(!button->isEnabled());
    QCOMPARE(button->toolTip(), u"There are no prices to export yet"_s);
}

void TestPanelHeader::whatDoesNotFitMovesAway()
{
    QList<QAction *> actions;
    PanelHeader header{u"Prices"_s};
    QList<ActionButton *> buttons;
    for (int i = 0; i < 8; ++i) {
        actions.append(new QAction{u"Action number %1"_s.arg(i), this});
        buttons.append(header.addButton(*actions.last()));
    }
    header.resize(400, 44);
    header.show();
    QVERIFY(QTest::qWaitForWindowExposed(&header));
    QVERIFY(buttons.first()->isVisible());
    QVERIFY(!buttons.last()->isVisible());
    QVERIFY(header.minimumSizeHint().width() <= 400);
}

void TestPanelHeader::theFilterGivesWayBefore()
{
    PanelHeader header{u"Events"_s};
    const QLineEdit *filter = header.addFilter(m_theme, u"Filter events by their text"_s);
    QCOMPARE(filter->placeholderText(),
             u"Filter events by their text (%1)"_s.arg(
                     QKeySequence{QKeySequence::Find}.toString(QKeySequence::NativeText)));
    header.addStretch();
    QAction show{u"Show in chart"_s};
    const ActionButton *button = header.addButton(show);
    header.resize(900, 44);
    header.show();
    QVERIFY(QTest::qWaitForWindowExposed(&header));
    const int wanted = filter->width();
    QVERIFY(wanted > filter->fontMetrics().horizontalAdvance(filter->placeholderText()));
    header.resize(header.width() - (button->x() - filter->geometry().right()) - 60, 44);
    QTRY_VERIFY(filter->width() < wanted);
    QVERIFY(button->isVisible());
    QVERIFY(filter->width() >= 120);
}

QTEST_MAIN(TestPanelHeader)
#include "tst_panelheader.moc"
