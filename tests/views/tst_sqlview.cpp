// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/sql/sqlview.h"
#include "views/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>

using namespace Qt::Literals::StringLiterals;

class TestSqlView final : public QObject
{
    Q_OBJECT

private slots:
    void colours_data();
    void colours();
    void followsTheTheme();
    void isReadOnlyAndCopies();
    void tabLeaves();
    void marginGrowsWithTheLines();

private:
    // The pieces of a line that have a colour.
    [[nodiscard]] static QStringList coloured(const SqlView &view, int line, const QColor &colour)
    {
        const QTextBlock block = view.document()->findBlockByNumber(line);
        QStringList pieces;
        const QList<QTextLayout::FormatRange> formats = block.layout()->formats();
        for (const QTextLayout::FormatRange &range : formats) {
            if (range.format.foreground().color() == colour)
                pieces << block.text().mid(range.start, range.length);
        }
        return pieces;
    }

    Theme m_theme;
};

void TestSqlView::colours_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<int>("line");
    QTest::addColumn<QStringList>("keywords");
    QTest::addColumn<QStringList>("comments");
    QTest::addColumn<QStringList>("quoted");

    const QStringList none;
    QTest::newRow("words") << u"CREATE TABLE selected (timestamp TEXT)"_s << 0
                           << QStringList{u"CREATE"_s, u"TABLE"_s, u"TEXT"_s} << none << none;
    QTest::newRow("comment to the end")
            << u"x -- DROP TABLE"_s << 0 << none << QStringList{u"-- DROP TABLE"_s} << none;
    QTest::newRow("comment over lines") << u"/* DROP\nTABLE */ IN"_s << 1 << QStringList{u"IN"_s}
                                        << QStringList{u"TABLE */"_s} << none;
    QTest::newRow("text") << u"IN ('a -- b', 'c')"_s << 0 << QStringList{u"IN"_s} << none
                          << QStringList{u"'a -- b'"_s, u"'c'"_s};
    QTest::newRow("text over lines") << u"'DROP\nTABLE' IN"_s << 1 << QStringList{u"IN"_s} << none
                                     << QStringList{u"TABLE'"_s};
}

void TestSqlView::colours()
{
    QFETCH(const QString, sql);
    QFETCH(const int, line);
    QFETCH(const QStringList, keywords);
    QFETCH(const QStringList, comments);
    QFETCH(const QStringList, quoted);

    SqlView view{m_theme, u"SQL"_s};
    view.setSql(sql);
    QTRY_COMPARE(coloured(view, line, m_theme.colour(Meaning::Working)), keywords);
    QCOMPARE(coloured(view, line, m_theme.colour(Meaning::Ok)), comments);
    QCOMPARE(coloured(view, line, m_theme.tokens().lines[1]), quoted);
}

void TestSqlView::followsTheTheme()
{
    SqlView view{m_theme, u"SQL"_s};
    view.setSql(u"DROP"_s);
    m_theme.setChoice(Theme::Choice::Dark);
    QTRY_COMPARE(coloured(view, 0, darkTokens().working), QStringList{u"DROP"_s});
    m_theme.setChoice(Theme::Choice::Light);
}

void TestSqlView::isReadOnlyAndCopies()
{
    SqlView view{m_theme, u"SQL"_s};
    view.setSql(u"SELECT 1;"_s);
    QTest::keyClicks(&view, u"x"_s);
    QCOMPARE(view.toPlainText(), u"SELECT 1;"_s);
    view.copyAll();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"SELECT 1;"_s);
}

void TestSqlView::tabLeaves()
{
    QVERIFY(SqlView(m_theme, u"SQL"_s).tabChangesFocus());
}

void TestSqlView::marginGrowsWithTheLines()
{
    SqlView view{m_theme, u"SQL"_s};
    view.setSql(u"a\nb"_s);
    const int few = view.marginWidth();
    view.setSql(u"a\n"_s.repeated(1200));
    QVERIFY(view.marginWidth() > few);
}

QTEST_MAIN(TestSqlView)
#include "tst_sqlview.moc"
