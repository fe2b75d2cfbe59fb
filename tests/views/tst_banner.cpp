// SPDX-License-Identifier: GPL-3.0-or-later
#include "focusables.h"
#include "views/shell/banner.h"
#include "views/theme/theme.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

class TestBanner final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme.install(); }
    void init();
    void hidesUntilThereIsSomething();
    void detailsGoToTheClipboard();
    void withoutDetailsThereIsNoButton();
    void offersActions();
    void wrapsInsteadOfCutting();
    void markupIsText();
    void isFramedInItsMeaning_data();
    void isFramedInItsMeaning();

private:
    [[nodiscard]] QPushButton *details() const
    {
        return m_banner->findChild<QPushButton *>(u"bannerDetails"_s);
    }

    Theme m_theme;
    std::unique_ptr<QWidget> m_panel;
    Banner *m_banner = nullptr;
    const BannerMessage m_full{Meaning::Danger, u"The disk is full."_s,
                               u"9 quotes wait in the outbox. Free 10 MB, then try again."_s,
                               u"SQLITE_FULL"_s};
};

void TestBanner::init()
{
    m_panel = std::make_unique<QWidget>();
    m_banner = new Banner{m_theme};
    auto *column = new QVBoxLayout{m_panel.get()};
    column->addWidget(m_banner);
    column->addStretch();
    m_panel->resize(900, 300);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
}

void TestBanner::hidesUntilThereIsSomething()
{
    QVERIFY(!m_banner->isVisible());
    m_banner->showMessage(m_full);
    QVERIFY(m_banner->isVisible());
    QCOMPARE(m_banner->accessibleName(), m_full.headline + u' ' + m_full.text);
    m_banner->clear();
    QVERIFY(!m_banner->isVisible());
}

void TestBanner::detailsGoToTheClipboard()
{
    m_banner->showMessage(m_full);
    QTest::mouseClick(details(), Qt::LeftButton);
    const QString copied = QGuiApplication::clipboard()->text();
    QVERIFY(copied.contains(u"SQLITE_FULL"_s));
    QVERIFY(copied.contains(m_full.headline));
}

void TestBanner::withoutDetailsThereIsNoButton()
{
    BannerMessage message = m_full;
    message.details.clear();
    m_banner->showMessage(message);
    QVERIFY(!details()->isVisible());
}

void TestBanner::offersActions()
{
    QAction again{u"Try again"_s};
    QSignalSpy tried{&again, &QAction::triggered};
    m_banner->showMessage(m_full, {&again});
    const auto buttonOf = [this](const QString &text) -> QPushButton * {
        for (QPushButton *button : m_banner->findChildren<QPushButton *>()) {
            if (button->text() == text && button->isVisible())
                return button;
        }
        return nullptr;
    };
    QVERIFY(buttonOf(u"Try again"_s));
    QTest::keyClick(buttonOf(u"Try again"_s), Qt::Key_Space);
    QCOMPARE(tried.count(), 1);
    QCOMPARE(namelessFocusables(*m_panel), QStringList{});
    m_banner->showMessage(m_full);
    QVERIFY(!buttonOf(u"Try again"_s));
}

void TestBanner::wrapsInsteadOfCutting()
{
    m_banner->showMessage(m_full);
    QTRY_VERIFY(m_banner->height() >= 30);
    const int oneLine = m_banner->height();
    m_panel->resize(360, 300);
    QTRY_VERIFY(m_banner->height() > oneLine);
}

void TestBanner::markupIsText()
{
    BannerMessage message = m_full;
    message.text = u"<b>bold</b> &amp;"_s;
    m_banner->showMessage(message);
    QVERIFY(m_banner->accessibleName().contains(u"<b>bold</b> &amp;"_s));
}

void TestBanner::isFramedInItsMeaning_data()
{
    QTest::addColumn<Meaning>("meaning");
    QTest::newRow("ok") << Meaning::Ok;
    QTest::newRow("working") << Meaning::Working;
    QTest::newRow("warning") << Meaning::Warning;
    QTest::newRow("danger") << Meaning::Danger;
    QTest::newRow("stale") << Meaning::Stale;
}

void TestBanner::isFramedInItsMeaning()
{
    QFETCH(const Meaning, meaning);
    BannerMessage message = m_full;
    message.meaning = meaning;
    m_banner->showMessage(message);
    const QImage image = m_banner->grab().toImage();
    QCOMPARE(image.pixelColor(0, image.height() / 2), m_theme.colour(meaning));
    QCOMPARE(image.pixelColor(5, 3), m_theme.tint(meaning));
}

QTEST_MAIN(TestBanner)
#include "tst_banner.moc"
