// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/theme/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QGroupBox>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QProxyStyle>
#include <QPushButton>
#include <QTableView>
#include <QTest>

// What Fusion does with the colour costs it a rounding step.
constexpr int tolerance = 3;

class TestTidemarkStyle final : public QObject
{
    Q_OBJECT

private slots:
    void framesShowTheOutline_data();
    void framesShowTheOutline();
    void aChosenButtonIsFramedInHighlight();
    void focusShowsOnAChosenButton();
    void focusShowsOnATable_data() { framesShowTheOutline_data(); }
    void focusShowsOnATable();
    void targetsAreLargeEnough();
    void dialogButtonsHaveNoIconsOfThePlatform();
};

namespace {

// As desktops are that put icons on the buttons of dialogs.
class IconStyle final : public QProxyStyle
{
public:
    IconStyle()
        : QProxyStyle{QStringLiteral("Fusion")}
    {}
    [[nodiscard]] int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                                QStyleHintReturn *answer) const override
    {
        return hint == SH_DialogButtonBox_ButtonsHaveIcons
                       ? 1
                       : QProxyStyle::styleHint(hint, option, widget, answer);
    }
};

bool isLike(const QColor &one, const QColor &other)
{
    return qAbs(one.red() - other.red()) <= tolerance &&
           qAbs(one.green() - other.green()) <= tolerance &&
           qAbs(one.blue() - other.blue()) <= tolerance;
}

// The colours met on the way from the widget's left edge inwards, at half its height.
bool edgeIsLike(QWidget &widget, const QColor &colour)
{
    const QImage image = widget.grab().toImage();
    for (int x = 0; x < 4; ++x) {
        if (isLike(image.pixelColor(x, image.height() / 2), colour))
            return true;
    }
    return false;
}

} // namespace

void TestTidemarkStyle::framesShowTheOutline_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestTidemarkStyle::framesShowTheOutline()
{
    QFETCH(const bool, dark);
    Theme theme;
    theme.install();
    theme.setChoice(dark ? Theme::Choice::Dark : Theme::Choice::Light);

    QWidget window; // keeps the focus away from what is looked at
    QLineEdit edit{&window};
    QTableView view{&window};
    QPushButton button{&window};
    QGroupBox box{&window};
    for (QWidget *widget : {static_cast<QWidget *>(&edit), static_cast<QWidget *>(&view),
                            static_cast<QWidget *>(&button), static_cast<QWidget *>(&box)}) {
        widget->resize(120, 40);
        QVERIFY2(edgeIsLike(*widget, theme.tokens().outline), widget->metaObject()->className());
    }
}

void TestTidemarkStyle::aChosenButtonIsFramedInHighlight()
{
    Theme theme;
    theme.install();
    QPushButton button;
    button.setCheckable(true);
    button.setChecked(true);
    button.resize(120, 40);
    QVERIFY(edgeIsLike(button, theme.tokens().highlight));
}

void TestTidemarkStyle::focusShowsOnAChosenButton()
{
    Theme theme;
    theme.install();
    QWidget window;
    QPushButton first{&window};
    QPushButton chosen{&window};
    chosen.setCheckable(true);
    chosen.setChecked(true);
    chosen.setGeometry(0, 50, 120, 40);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    first.setFocus();
    QCOMPARE(chosen.grab().toImage().pixelColor(1, 20), theme.tokens().railSelected);
    QTest::keyClick(&first, Qt::Key_Tab);
    QVERIFY(chosen.hasFocus());
    QVERIFY(isLike(chosen.grab().toImage().pixelColor(1, 20), theme.tokens().highlight));
}

// Two pixels wide, as on what is drawn by hand.
void TestTidemarkStyle::focusShowsOnATable()
{
    QFETCH(const bool, dark);
    Theme theme;
    theme.install();
    theme.setChoice(dark ? Theme::Choice::Dark : Theme::Choice::Light);
    QWidget window;
    QPushButton first{&window};
    QTableView table{&window};
    table.setGeometry(0, 50, 120, 80);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    first.setFocus();
    const auto at = [&](int x) { return table.grab().toImage().pixelColor(x, 40); };
    QVERIFY(isLike(at(0), theme.tokens().outline));
    QVERIFY(isLike(at(1), theme.tokens().base));
    table.setFocus();
    QVERIFY(table.hasFocus());
    QVERIFY(isLike(at(0), theme.tokens().highlight));
    QVERIFY(isLike(at(1), theme.tokens().highlight));
    QVERIFY(isLike(at(2), theme.tokens().base));
}

void TestTidemarkStyle::targetsAreLargeEnough()
{
    Theme theme;
    theme.install();
    QMenu menu;
    QAction *action = menu.addAction(QStringLiteral("Quit"));
    QVERIFY(menu.actionGeometry(action).height() >= 24);
    QMenuBar bar;
    QVERIFY(bar.actionGeometry(bar.addMenu(&menu)).height() >= 24);
    QVERIFY(QPushButton{QStringLiteral("OK")}.sizeHint().height() >= 24);
    QVERIFY(QLineEdit{}.sizeHint().height() >= 24);
    QVERIFY(QComboBox{}.sizeHint().height() >= 24);
}

// They are drawn for a light ground: black on dark.
void TestTidemarkStyle::dialogButtonsHaveNoIconsOfThePlatform()
{
    Theme theme;
    theme.install();
    auto *style = qobject_cast<QProxyStyle *>(QApplication::style());
    QVERIFY(style);
    style->setBaseStyle(new IconStyle);
    const QDialogButtonBox box{QDialogButtonBox::Close | QDialogButtonBox::Save};
    QCOMPARE(box.buttons().size(), 2);
    for (const QAbstractButton *button : box.buttons())
        QVERIFY2(button->icon().isNull(), qPrintable(button->text()));
}

QTEST_MAIN(TestTidemarkStyle)
#include "tst_tidemarkstyle.moc"
