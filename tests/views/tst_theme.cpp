// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/theme/textlabel.h"
#include "views/theme/theme.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestTheme final : public QObject
{
    Q_OBJECT

private slots:
    void systemFollowsTheDesktop();
    void ownChoiceBeatsTheDesktop();
    void platformLeavesThePaletteAlone();
    void installGivesTheApplicationItsPalette();
    void choicesSurviveSettings_data();
    void choicesSurviveSettings();
    void sizesFollowTheApplicationsFont();
    void rowsGrowWithTheFont();
};

void TestTheme::systemFollowsTheDesktop()
{
    Theme theme;
    QSignalSpy changed{&theme, &Theme::changed};
    QVERIFY(!theme.isDark()); // no answer: light

    theme.setSystemDark(true);
    QCOMPARE(changed.count(), 1);
    QVERIFY(theme.isDark());
    QCOMPARE(theme.tokens().base, darkTokens().base);

    theme.setSystemDark(true);
    QCOMPARE(changed.count(), 1);
}

void TestTheme::ownChoiceBeatsTheDesktop()
{
    Theme theme;
    theme.setChoice(Theme::Choice::Light);
    QSignalSpy changed{&theme, &Theme::changed};
    theme.setSystemDark(true);
    QVERIFY(!theme.isDark());
    QCOMPARE(changed.count(), 0);
    theme.setChoice(Theme::Choice::System);
    QVERIFY(theme.isDark());
}

void TestTheme::platformLeavesThePaletteAlone()
{
    Theme theme;
    theme.install();
    theme.setChoice(Theme::Choice::Dark);
    QCOMPARE(QApplication::palette().color(QPalette::Base), darkTokens().base);
    theme.setChoice(Theme::Choice::Platform);
    QVERIFY(QApplication::palette().color(QPalette::Base) != darkTokens().base);
    QCOMPARE(theme.tokens().base, QApplication::palette().color(QPalette::Base));
}

void TestTheme::installGivesTheApplicationItsPalette()
{
    Theme theme;
    theme.install();
    QCOMPARE(QApplication::palette().color(QPalette::Window), lightTokens().window);
    QCOMPARE(QApplication::palette().color(QPalette::PlaceholderText), lightTokens().secondaryText);
    theme.setSystemDark(true);
    QCOMPARE(QApplication::palette().color(QPalette::Window), darkTokens().window);
}

void TestTheme::choicesSurviveSettings_data()
{
    QTest::addColumn<Theme::Choice>("choice");
    QTest::addColumn<QString>("name");
    QTest::newRow("system") << Theme::Choice::System << u"system"_s;
    QTest::newRow("light") << Theme::Choice::Light << u"light"_s;
    QTest::newRow("dark") << Theme::Choice::Dark << u"dark"_s;
    QTest::newRow("platform") << Theme::Choice::Platform << u"platform"_s;
}

void TestTheme::choicesSurviveSettings()
{
    QFETCH(const Theme::Choice, choice);
    QFETCH(const QString, name);
    QCOMPARE(themeChoiceName(choice), name);
    QCOMPARE(themeChoiceFromName(name), choice);
    QCOMPARE(themeChoiceFromName(u"sepia"), Theme::Choice::System);
}

void TestTheme::sizesFollowTheApplicationsFont()
{
    const QFont before = QApplication::font();
    TextLabel title{TextSize::Title, u"Prices"_s};
    const qreal size = title.font().pointSizeF();
    QVERIFY(size > before.pointSizeF());
    QCOMPARE(title.font().weight(), QFont::DemiBold);

    QFont twice = before;
    twice.setPointSizeF(before.pointSizeF() * 2);
    QApplication::setFont(twice);
    // What a running application sends to every widget.
    QEvent event{QEvent::ApplicationFontChange};
    QCoreApplication::sendEvent(&title, &event);
    QCOMPARE(title.font().pointSizeF(), size * 2);
    QApplication::setFont(before);
}

void TestTheme::rowsGrowWithTheFont()
{
    QFont font = QApplication::font();
    font.setPixelSize(8);
    QCOMPARE(rowHeight(QFontMetrics{font}), 24);
    font.setPixelSize(40);
    QCOMPARE(rowHeight(QFontMetrics{font}), QFontMetrics{font}.height() + 8);
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
