// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/quotes/boardmodel.h"
#include "shownprogram.h"
#include "tests/support/trashedmarket.h"

#include <QDateTimeEdit>
#include <QDialog>
#include <QLineEdit>

using namespace Qt::Literals::StringLiterals;

// Delayed quotes are deleted from the Prices panel of the whole program.
class TestDeletedQuotes final : public QObject
{
    Q_OBJECT

private slots:
    void deletesAndUndoes_data() { addEngineRows(); }
    void deletesAndUndoes();
    void saysThatThereAreNone();
    void keepsAReadOnlyDatabase();

private:
    [[nodiscard]] static QString toast()
    {
        return ShownProgram::find<QWidget>(u"toast"_s)->findChild<QLabel *>()->text();
    }
    [[nodiscard]] static QAction *action()
    {
        return ShownProgram::find<QAction>(u"deleteQuotes"_s);
    }
    [[nodiscard]] static QString last()
    {
        return ShownProgram::table(u"pricesTable"_s)
                ->model()
                ->index(0, BoardModel::LastColumn)
                .data()
                .toString();
    }
    // The only row of the table.
    static void selectShare()
    {
        const auto *table = ShownProgram::table(u"pricesTable"_s);
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->index(0, 0).data().toString(), u"BHP.AU"_s,
                                  20'000);
        QTRY_VERIFY(table->selectionModel()->hasSelection());
    }
    static void deleteFrom(const QDateTime &from, const QDateTime &to)
    {
        action()->trigger();
        auto *dialog = ShownProgram::find<QDialog>(u"deleteQuotesDialog"_s);
        QVERIFY(dialog);
        dialog->findChild<QDateTimeEdit *>(u"fromEdit"_s)->setDateTime(from.toLocalTime());
        dialog->findChild<QDateTimeEdit *>(u"toEdit"_s)->setDateTime(to.toLocalTime());
        dialog->findChild<QLineEdit *>(u"reasonEdit"_s)->setText(u"in cents"_s);
        QTest::keyClick(dialog->findChild<QPushButton *>(u"deleteButton"_s), Qt::Key_Space);
    }
};

void TestDeletedQuotes::deletesAndUndoes()
{
    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    market.addQuotes(5);
    const QStringList quotes = market.cells(u"SELECT * FROM market_data ORDER BY id"_s);
    ShownProgram program;
    program.start(market.spec());
    selectShare();
    QTRY_VERIFY(action()->isEnabled());
    QVERIFY2(last().startsWith(u"45.4"), qPrintable(last()));
    deleteFrom(TrashedMarket::at(3), TrashedMarket::at(5));
    QTRY_COMPARE_WITH_TIMEOUT(toast(), u"2 quote(s) deleted."_s, 20'000);
    QTRY_VERIFY2_WITH_TIMEOUT(last().startsWith(u"45.2"), qPrintable(last()), 20'000);
    QCOMPARE(market.cells(u"SELECT id FROM market_data WHERE deleted_reason = 'in cents' AND "
                          "deleted_by LIKE '%@%' ORDER BY id"_s),
             (QStringList{u"4"_s, u"5"_s}));
    QCOMPARE(market.events(), QStringList{u"deleted"_s});

    ShownProgram::activate();
    QTest::keyClick(ShownProgram::window(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(toast(), u"Restored: 2 quote(s)."_s, 20'000);
    QTRY_VERIFY2_WITH_TIMEOUT(last().startsWith(u"45.4"), qPrintable(last()), 20'000);
    QCOMPARE(market.cells(u"SELECT * FROM market_data ORDER BY id"_s), quotes);
}

void TestDeletedQuotes::saysThatThereAreNone()
{
    const TrashedMarket market{Engine::Sqlite};
    market.addQuotes(2);
    ShownProgram program;
    program.start(market.spec());
    selectShare();
    deleteFrom(TrashedMarket::at(10), TrashedMarket::at(20));
    QTRY_COMPARE_WITH_TIMEOUT(
            toast(), u"There are no delayed quotes of that time. Nothing was deleted."_s, 20'000);
    QVERIFY(!ShownProgram::find<QPushButton>(u"toastUndo"_s)->isVisible());
    QCOMPARE(market.count(u"market_data WHERE deleted_at IS NULL"_s), 2);
}

void TestDeletedQuotes::keepsAReadOnlyDatabase()
{
    const TrashedMarket market{Engine::Sqlite};
    market.addQuotes(2);
    ConnectionSpec spec = market.spec();
    spec.readOnly = true;
    ShownProgram program;
    program.start(spec);
    selectShare();
    QVERIFY(!action()->isEnabled());
    QCOMPARE(action()->toolTip(), u"The database is read-only"_s);
}

QTEST_MAIN(TestDeletedQuotes)
#include "tst_deletedquotes.moc"
