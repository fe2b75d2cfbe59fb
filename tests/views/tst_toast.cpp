// SPDX-License-Identifier: GPL-3.0-or-later
#include "focusables.h"
#include "views/shell/toast.h"
#include "views/theme/theme.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestToast final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme.install(); }
    void init();
    void standsAtTheLowerRight();
    void coversNoButton();
    void isOneLineWhereThatFits();
    void goesByItself();
    void staysWhilePointedAt();
    void staysWhileItHasTheFocus();
    void undoesOnce();
    void theNextTakesItsPlace();
    void escapeAndCloseEndIt();
    void isNamed();

private:
    // Waits until a timer that is twice as long as the toast's has run out.
    void waitLonger()
    {
        bool over = false;
        QTimer::singleShot(120ms, this, [&over] { over = true; });
        QTRY_VERIFY(over);
    }
    [[nodiscard]] QPushButton *undoButton() const
    {
        return m_toast->findChild<QPushButton *>(u"toastUndo"_s);
    }

    Theme m_theme;
    std::unique_ptr<QWidget> m_area;
    Toast *m_toast = nullptr;
};

void TestToast::init()
{
    m_area = std::make_unique<QWidget>();
    m_area->resize(800, 600);
    m_toast = new Toast{m_theme, *m_area};
    m_toast->setDuration(60ms);
    m_area->show();
    QVERIFY(QTest::qWaitForWindowActive(m_area.get()));
    QTest::mouseMove(m_area.get(), {5, 5});
}

void TestToast::standsAtTheLowerRight()
{
    m_toast->setDuration(60s);
    m_toast->showMessage(u"3 rules deleted"_s);
    QCOMPARE(m_toast->geometry().right(), 800 - 12 - 1);
    QCOMPARE(m_toast->geometry().bottom(), 600 - 12 - 1);
    m_area->resize(500, 400);
    QTRY_COMPARE(m_toast->geometry().bottomRight(), QPoint(500 - 13, 400 - 13));
}

void TestToast::coversNoButton()
{
    QPushButton save{u"Save"_s, m_area.get()};
    save.setGeometry(700, 560, 90, 26);
    save.show();
    QPushButton higher{u"Apply"_s, m_area.get()};
    higher.setGeometry(650, 520, 90, 26);
    higher.show();
    QPushButton elsewhere{u"New"_s, m_area.get()};
    elsewhere.setGeometry(10, 480, 90, 26);
    elsewhere.show();
    m_toast->setDuration(60s);
    m_toast->showMessage(u"3 rules deleted"_s, [] {});
    QCOMPARE(m_toast->geometry().bottom(), 520 - 8 - 1);
    save.hide();
    higher.hide();
    m_toast->showMessage(u"3 rules deleted"_s, [] {});
    QCOMPARE(m_toast->geometry().bottom(), 600 - 12 - 1);
}

// It covers what is below it, a chart for one.
void TestToast::isOneLineWhereThatFits()
{
    m_toast->setDuration(60s);
    m_toast->showMessage(u"Saved"_s, [] {});
    const int line = m_toast->height();
    m_toast->showMessage(u"AAPL.US removed. The stored prices stay."_s, [] {});
    QCOMPARE(m_toast->height(), line);
    m_toast->showMessage(QString{u"Long words "_s}.repeated(20), [] {});
    QVERIFY(m_toast->height() > line);
    QVERIFY(m_toast->width() <= 480);
}

void TestToast::goesByItself()
{
    m_toast->showMessage(u"Saved"_s);
    QVERIFY(m_toast->isVisible());
    QVERIFY(!undoButton()->isVisible());
    QTRY_VERIFY(!m_toast->isVisible());
}

void TestToast::staysWhilePointedAt()
{
    m_toast->showMessage(u"Saved"_s);
    QTest::mouseMove(m_toast, m_toast->rect().center());
    QTRY_VERIFY(m_toast->underMouse());
    waitLonger();
    QVERIFY(m_toast->isVisible());
    QTest::mouseMove(m_area.get(), {5, 5});
    QTRY_VERIFY(!m_toast->isVisible());
}

void TestToast::staysWhileItHasTheFocus()
{
    m_toast->showMessage(u"3 rules deleted"_s, [] {});
    undoButton()->setFocus();
    waitLonger();
    QVERIFY(m_toast->isVisible());
    undoButton()->clearFocus();
    QTRY_VERIFY(!m_toast->isVisible());
}

void TestToast::undoesOnce()
{
    QSignalSpy offered{m_toast, &Toast::undoOffered};
    int undone = 0;
    m_toast->setDuration(60s);
    m_toast->showMessage(u"3 rules deleted"_s, [&undone] { ++undone; });
    QCOMPARE(offered.last().at(0).toBool(), true);
    QTest::keyClick(undoButton(), Qt::Key_Space);
    QCOMPARE(undone, 1);
    QVERIFY(!m_toast->isVisible());
    QCOMPARE(offered.last().at(0).toBool(), false);
    m_toast->undo();
    QCOMPARE(undone, 1);
}

void TestToast::theNextTakesItsPlace()
{
    int undone = 0;
    m_toast->setDuration(60s);
    m_toast->showMessage(u"3 rules deleted"_s, [&undone] { ++undone; });
    m_toast->showMessage(u"Saved"_s);
    QVERIFY(!undoButton()->isVisible());
    m_toast->undo();
    QCOMPARE(undone, 0);
    QCOMPARE(m_toast->accessibleName(), u"Saved"_s);
}

void TestToast::escapeAndCloseEndIt()
{
    m_toast->setDuration(60s);
    m_toast->showMessage(u"3 rules deleted"_s, [] {});
    QTest::keyClick(undoButton(), Qt::Key_Escape);
    QVERIFY(!m_toast->isVisible());
    m_toast->showMessage(u"Saved"_s);
    auto *close = m_toast->findChild<QToolButton *>(u"toastClose"_s);
    QVERIFY(close->width() >= 24 && close->height() >= 24);
    QTest::mouseClick(close, Qt::LeftButton);
    QVERIFY(!m_toast->isVisible());
}

void TestToast::isNamed()
{
    m_toast->showMessage(u"3 rules deleted"_s, [] {});
    QCOMPARE(namelessFocusables(*m_area), QStringList{});
}

QTEST_MAIN(TestToast)
#include "tst_toast.moc"
