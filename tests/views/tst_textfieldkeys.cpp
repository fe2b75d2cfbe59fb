// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/textfieldkeys.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace {

// As Qt's own is under X11 and Wayland, and not on the platform of the tests.
class DesktopLineEdit final : public QLineEdit
{
protected:
    bool event(QEvent *event) override
    {
        const bool isOwn = event->type() == QEvent::ShortcutOverride &&
                           static_cast<QKeyEvent *>(event)->keyCombination() ==
                                   (Qt::ControlModifier | Qt::Key_E);
        if (isOwn)
            event->accept();
        return isOwn || QLineEdit::event(event);
    }
};

} // namespace

// The keys of a panel while somebody types into its filter.
class TestTextFieldKeys final : public QObject
{
    Q_OBJECT

private slots:
    void letThePanelsKeysThrough_data();
    void letThePanelsKeysThrough();
    void leaveTheFieldItsOwn();
};

void TestTextFieldKeys::letThePanelsKeysThrough_data()
{
    QTest::addColumn<QString>("keys");
    for (const char *keys : {"Ctrl+E", "Ctrl+K", "Ctrl+N", "Ctrl+T", "Ctrl+O", "Ctrl+W", "Ctrl+1",
                             "Ctrl+,", "F1", "F2", "F5", "F6", "Ctrl+Shift+T", "Ctrl+Shift+S"})
        QTest::newRow(keys) << QString::fromLatin1(keys);
}

void TestTextFieldKeys::letThePanelsKeysThrough()
{
    QFETCH(const QString, keys);
    QWidget window;
    auto *field = new DesktopLineEdit;
    auto *rows = new QVBoxLayout{&window};
    rows->addWidget(field);
    const TextFieldKeys guard{*qApp};
    QAction act;
    act.setShortcut(QKeySequence{keys, QKeySequence::PortableText});
    window.addAction(&act);
    QSignalSpy triggered{&act, &QAction::triggered};
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    field->setFocus();
    QTest::keyClicks(field, u"btc"_s);
    const QKeyCombination pressed = act.shortcut()[0];
    QTest::keyClick(field, pressed.key(), pressed.keyboardModifiers());
    QCOMPARE(triggered.count(), 1);
    QCOMPARE(field->text(), u"btc"_s);
}

void TestTextFieldKeys::leaveTheFieldItsOwn()
{
    QWidget window;
    auto *field = new QLineEdit{u"btc"_s};
    auto *rows = new QVBoxLayout{&window};
    rows->addWidget(field);
    const TextFieldKeys guard{*qApp};
    QAction act;
    act.setShortcuts({QKeySequence::SelectAll, QKeySequence::Delete});
    window.addAction(&act);
    QSignalSpy triggered{&act, &QAction::triggered};
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    field->setFocus();
    QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(field, Qt::Key_Delete);
    QCOMPARE(triggered.count(), 0);
    QCOMPARE(field->text(), QString{});
}

QTEST_MAIN(TestTextFieldKeys)
#include "tst_textfieldkeys.moc"
