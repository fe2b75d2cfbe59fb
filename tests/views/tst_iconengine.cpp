// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QImage>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace {

// The colour of the most opaque pixel: what the drawing is painted in.
QColor ink(const QImage &image)
{
    QColor strongest{Qt::transparent};
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor colour = image.pixelColor(x, y);
            if (colour.alpha() > strongest.alpha())
                strongest = colour;
        }
    }
    return strongest;
}

} // namespace

class TestIconEngine final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme.install(); }
    void everyDrawingPaints_data();
    void everyDrawingPaints();
    void takesTheColourOfItsPlace();
    void semanticIconsFollowTheTheme();
    void isSharpOnDenseScreens();
    void anUnknownNameIsANullIcon();
    void trayKeepsItsFills();

private:
    Theme m_theme;
};

void TestIconEngine::everyDrawingPaints_data()
{
    QTest::addColumn<QString>("name");
    const QStringList files = QDir{u":/icons"_s}.entryList();
    QVERIFY(files.size() > 40);
    for (const QString &file : files)
        QTest::newRow(qPrintable(file)) << file.section(u'.', 0, 0);
}

void TestIconEngine::everyDrawingPaints()
{
    QFETCH(const QString, name);
    for (const int size : {16, 22, 24}) {
        const QImage image = m_theme.icon(name).pixmap(QSize{size, size}, 1.0).toImage();
        QCOMPARE(image.size(), QSize(size, size));
        QVERIFY(ink(image).alpha() > 150);
        // Nothing may touch all four sides at full strength: the drawing would be cut.
        QVERIFY(image.pixelColor(0, 0).alpha() < 128);
        QVERIFY(image.pixelColor(size - 1, size - 1).alpha() < 128);
    }
}

void TestIconEngine::takesTheColourOfItsPlace()
{
    const QIcon icon = m_theme.icon(u"tick-disc"_s);
    const auto painted = [&icon](QIcon::Mode mode) {
        return ink(icon.pixmap(QSize{16, 16}, 1.0, mode).toImage()).name();
    };
    const QPalette palette = QApplication::palette();
    QCOMPARE(painted(QIcon::Normal), palette.color(QPalette::ButtonText).name());
    QCOMPARE(painted(QIcon::Selected), palette.color(QPalette::HighlightedText).name());
    QCOMPARE(painted(QIcon::Disabled),
             palette.color(QPalette::Disabled, QPalette::ButtonText).name());
}

void TestIconEngine::semanticIconsFollowTheTheme()
{
    const QIcon icon = m_theme.icon(u"tick-disc"_s, Meaning::Ok);
    QCOMPARE(ink(icon.pixmap(QSize{16, 16}, 1.0).toImage()).name(), lightTokens().ok.name());
    m_theme.setChoice(Theme::Choice::Dark);
    QCOMPARE(ink(icon.pixmap(QSize{16, 16}, 1.0).toImage()).name(), darkTokens().ok.name());
    QCOMPARE(ink(icon.pixmap(QSize{16, 16}, 1.0, QIcon::Selected).toImage()).name(),
             darkTokens().highlightedText.name());
    m_theme.setChoice(Theme::Choice::System);
}

void TestIconEngine::isSharpOnDenseScreens()
{
    const QPixmap pixmap = m_theme.icon(u"table"_s).pixmap(QSize{16, 16}, 2.0);
    QCOMPARE(pixmap.size(), QSize(32, 32));
    QCOMPARE(pixmap.devicePixelRatio(), 2.0);
    // A horizontal line of 1.4 at 2x covers at least two whole rows of pixels.
    const QImage image = pixmap.toImage();
    int solid = 0;
    for (int y = 0; y < 8; ++y)
        solid += image.pixelColor(16, y).alpha() > 240 ? 1 : 0;
    QVERIFY(solid >= 2);
}

void TestIconEngine::anUnknownNameIsANullIcon()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression{u"No icon is called unicorn"_s});
    QVERIFY(m_theme.icon(u"unicorn"_s).isNull());
}

void TestIconEngine::trayKeepsItsFills()
{
    const QIcon icon = m_theme.icon(u"tray-ok"_s);
    const auto colourOfDisc = [&icon](QIcon::Mode mode) {
        return icon.pixmap(QSize{22, 22}, 1.0, mode).toImage().pixelColor(11, 18).name();
    };
    QCOMPARE(colourOfDisc(QIcon::Selected), colourOfDisc(QIcon::Normal));
    QVERIFY(icon.availableSizes().contains(QSize(22, 22)));
}

QTEST_MAIN(TestIconEngine)
#include "tst_iconengine.moc"
