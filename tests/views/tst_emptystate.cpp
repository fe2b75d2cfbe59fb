// SPDX-License-Identifier: GPL-3.0-or-later
#include "focusables.h"
#include "views/shell/actionbutton.h"
#include "views/shell/emptystate.h"
#include "views/theme/theme.h"

#include <QAction>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestEmptyState final : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatBelongsHereAndWhatToDo();
    void aNewStepReplacesTheOld();
};

void TestEmptyState::saysWhatBelongsHereAndWhatToDo()
{
    Theme theme;
    EmptyState state{theme, u"search"_s, u"No symbol contains 'xyz'."_s};
    QAction clear{u"Clear filter"_s};
    state.setNextStep(clear);
    state.resize(400, 300);
    state.show();
    QVERIFY(QTest::qWaitForWindowExposed(&state));
    QCOMPARE(state.findChild<QLabel *>(u"emptySentence"_s)->text(), u"No symbol contains 'xyz'."_s);
    QSignalSpy cleared{&clear, &QAction::triggered};
    QTest::keyClick(state.findChild<ActionButton *>(), Qt::Key_Space);
    QCOMPARE(cleared.count(), 1);
    QCOMPARE(namelessFocusables(state), QStringList{});
}

void TestEmptyState::aNewStepReplacesTheOld()
{
    Theme theme;
    EmptyState state{theme, u"search"_s, {}};
    QAction one{u"One"_s};
    QAction two{u"Two"_s};
    state.setNextStep(one);
    state.setNextStep(two);
    QCOMPARE(state.findChildren<ActionButton *>().size(), 1);
    QCOMPARE(state.findChild<ActionButton *>()->text(), u"Two"_s);
}

QTEST_MAIN(TestEmptyState)
#include "tst_emptystate.moc"
