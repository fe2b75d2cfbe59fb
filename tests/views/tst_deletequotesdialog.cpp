// SPDX-License-Identifier: GPL-3.0-or-later
#include "focusables.h"
#include "views/quotes/deletequotesdialog.h"
#include "views/theme/theme.h"

#include <QDateTimeEdit>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestDeleteQuotesDialog final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { delete m_dialog; }
    void beginsWithToday();
    void asksOfWhichTimeAndWhy();
    void refusesTimesTheOtherWayRound();
    void everythingHasAName();

private:
    template <typename Widget> [[nodiscard]] Widget &child(const QString &name) const
    {
        auto *widget = m_dialog->findChild<Widget *>(name);
        Q_ASSERT(widget);
        return *widget;
    }

    Theme m_theme;
    QPointer<DeleteQuotesDialog> m_dialog;
};

void TestDeleteQuotesDialog::init()
{
    const auto now = QDateTime::fromString(u"2026-11-20T03:15:20Z"_s, Qt::ISODate);
    m_dialog = new DeleteQuotesDialog{m_theme, u"BHP.AU"_s, now};
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog));
}

void TestDeleteQuotesDialog::beginsWithToday()
{
    QCOMPARE(m_dialog->windowTitle(), u"Delete delayed quotes of BHP.AU"_s);
    QSignalSpy chosen{m_dialog, &DeleteQuotesDialog::chosen};
    QTest::keyClick(&child<QPushButton>(u"deleteButton"_s), Qt::Key_Space);
    const auto range = chosen.at(0).at(0).value<QuoteRange>();
    QCOMPARE(range.symbol, u"BHP.AU"_s);
    QCOMPARE(range.from.toString(Qt::ISODateWithMs), u"2026-11-19T13:00:00.000Z"_s); // of Sydney
    QCOMPARE(range.to.toString(Qt::ISODateWithMs), u"2026-11-20T03:16:00.000Z"_s);
}

void TestDeleteQuotesDialog::asksOfWhichTimeAndWhy()
{
    QSignalSpy chosen{m_dialog, &DeleteQuotesDialog::chosen};
    const QDateTime from{QDate{2026, 11, 18}, QTime{10, 0}};
    child<QDateTimeEdit>(u"fromEdit"_s).setDateTime(from);
    child<QDateTimeEdit>(u"toEdit"_s).setDateTime(from.addSecs(3600));
    child<QLineEdit>(u"reasonEdit"_s).setText(u" in cents "_s);
    QTest::keyClick(&child<QPushButton>(u"deleteButton"_s), Qt::Key_Space);
    QCOMPARE(chosen.size(), 1);
    const auto range = chosen.at(0).at(0).value<QuoteRange>();
    QCOMPARE(range.from, from);
    QCOMPARE(range.to, from.addSecs(3600));
    QCOMPARE(chosen.at(0).at(1).toString(), u"in cents"_s);
}

void TestDeleteQuotesDialog::refusesTimesTheOtherWayRound()
{
    auto &to = child<QDateTimeEdit>(u"toEdit"_s);
    to.setDateTime(child<QDateTimeEdit>(u"fromEdit"_s).dateTime());
    const auto &act = child<QPushButton>(u"deleteButton"_s);
    QVERIFY(!act.isEnabled());
    QCOMPARE(act.toolTip(), u"Correct the times first"_s);
    to.setDateTime(to.dateTime().addSecs(60));
    QVERIFY(act.isEnabled());
}

void TestDeleteQuotesDialog::everythingHasAName()
{
    QCOMPARE(namelessFocusables(*m_dialog), QStringList{});
}

QTEST_MAIN(TestDeleteQuotesDialog)
#include "tst_deletequotesdialog.moc"
