// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/quotes/quotespanel.h"

#include "views/reports/exportaction.h"
#include "views/tables/datatable.h"

#include <QAccessible>
#include <QAction>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

// The table of all quotes in a window, answered with one coin's quotes, one each five minutes.
class TestQuotesPanel final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void asksWhenItIsSeen();
    void scrollsBothWays();
    void goesToATime();
    void goesToTheOldest();
    void choosesACoin();
    void opensTheChart();
    void exportsWhatItLists();
    void emptyStateSaysWhatBelongsHere();
    void everythingHasAName();

private:
    [[nodiscard]] static QDateTime timeOf(int slot)
    {
        return QDateTime::fromMSecsSinceEpoch(1'763'596'800'000 + slot * qint64{300'000}, Qt::UTC);
    }
    [[nodiscard]] QuotePage pageFor(const QuotePageRequest &request) const;
    template <typename Widget> [[nodiscard]] Widget &child(const QString &name) const
    {
        auto *found = m_panel->findChild<Widget *>(name);
        if (!found)
            qFatal("no %s", qPrintable(name));
        return *found;
    }
    [[nodiscard]] DataTable &table() const { return child<DataTable>(u"quotesTable"_s); }
    // The time in the uppermost row that is seen.
    [[nodiscard]] QDateTime topTime() const { return m_model->quote(table().rowAt(0)).timestamp; }
    void trigger(const QString &name) const { child<QAction>(name).trigger(); }

    Theme m_theme;
    std::unique_ptr<QuoteTableModel> m_model;
    std::unique_ptr<QuotesPanel> m_panel;
    QuotePageRequest m_request; // the last one
    int m_slots = 20'000;
};

QuotePage TestQuotesPanel::pageFor(const QuotePageRequest &request) const
{
    int from = m_slots - request.rows;
    int to = m_slots;
    if (request.olderThan) {
        to = std::min(m_slots, int((timeOf(0).msecsTo(*request.olderThan) + 299'999) / 300'000));
        from = to - request.rows;
    } else if (request.newerThan) {
        from = std::max(0, int(timeOf(0).msecsTo(*request.newerThan) / 300'000) + 1);
        to = from + request.rows;
    }
    QuotePage page;
    for (int slot = std::min(to, m_slots) - 1; slot >= std::max(from, 0); --slot) {
        Quote quote;
        quote.coin = request.coin.isEmpty() ? u"btc"_s : request.coin;
        quote.timestamp = timeOf(slot);
        quote.createdAt = timeOf(slot).addMSecs(2300);
        quote.bid = quote.ask = quote.last = Price::fromUnits(slot + 1);
        page.rows.append(quote);
    }
    page.hasMore = request.newerThan ? to < m_slots : from > 0;
    return page;
}

void TestQuotesPanel::init()
{
    m_panel.reset();
    m_slots = 20'000;
    m_model = std::make_unique<QuoteTableModel>(QLocale{u"en_AU"_s},
                                                [] { return QDateTime::currentDateTimeUtc(); });
    connect(m_model.get(), &QuoteTableModel::pageRequested, m_model.get(),
            [this](quint64 ticket, const QuotePageRequest &request) {
                m_request = request;
                m_model->acceptPage(ticket, pageFor(request));
            });
    m_panel = std::make_unique<QuotesPanel>(*m_model, m_theme);
    m_panel->setCoins({u"btc"_s, u"eth"_s});
    m_panel->resize(1100, 600);
}

void TestQuotesPanel::asksWhenItIsSeen()
{
    QVERIFY(!m_model->hasAnswer());
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    QVERIFY(m_model->hasAnswer());
    QCOMPARE(topTime(), timeOf(19'999));
}

void TestQuotesPanel::scrollsBothWays()
{
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    QScrollBar *bar = table().verticalScrollBar();
    QDateTime last = topTime().addSecs(1);
    for (int times = 0; times < 45; ++times) {
        bar->setValue(bar->maximum()); // the model brings more, and what is seen stays
        QCoreApplication::processEvents();
        QVERIFY(topTime() < last);
        last = topTime();
    }
    QVERIFY(last < timeOf(3000));
    for (int times = 0; times < 300 && topTime() < timeOf(19'999); ++times) {
        bar->setValue(bar->minimum());
        QCoreApplication::processEvents();
        QVERIFY(topTime() >= last);
        last = topTime();
    }
    QCOMPARE(topTime(), timeOf(19'999));
}

void TestQuotesPanel::goesToATime()
{
    m_panel->show();
    child<QDateTimeEdit>(u"timeEdit"_s).setDateTime(timeOf(5000).addSecs(60).toLocalTime());
    trigger(u"goToQuotes"_s);
    QCOMPARE(topTime(), timeOf(5000));
    QVERIFY(table().hasFocus() || !m_panel->isActiveWindow());
    trigger(u"newestQuotes"_s);
    QCOMPARE(topTime(), timeOf(19'999));
}

void TestQuotesPanel::goesToTheOldest()
{
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    trigger(u"oldestQuotes"_s);
    QCoreApplication::processEvents();
    const int lowest = table().rowAt(table().viewport()->height() - 2);
    QCOMPARE(m_model->quote(lowest).timestamp, timeOf(0));
}

void TestQuotesPanel::choosesACoin()
{
    m_panel->show();
    auto &coins = child<QComboBox>(u"coinChoice"_s);
    QCOMPARE(coins.count(), 3);
    coins.setCurrentIndex(2);
    QCOMPARE(m_request.coin, u"eth"_s);
    QCOMPARE(m_model->quote(0).coin, u"eth"_s);
    m_panel->setCoins({u"btc"_s, u"doge"_s, u"eth"_s}); // the choice stays
    QCOMPARE(coins.currentText(), u"eth"_s);
    coins.setCurrentIndex(0);
    QCOMPARE(m_request.coin, QString{});
}

void TestQuotesPanel::opensTheChart()
{
    m_panel->show();
    QSignalSpy opened{m_panel.get(), &QuotesPanel::openRequested};
    table().selectRow(3);
    QTest::keyClick(&table(), Qt::Key_Return);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.at(0).at(0).toString(), u"btc"_s);
    QCOMPARE(opened.at(0).at(1).toDateTime(), timeOf(19'996));
}

void TestQuotesPanel::exportsWhatItLists()
{
    QList<ReportRequest> offered;
    connect(&m_panel->exportAction(), &ExportAction::requested, this,
            [&](const QList<ReportRequest> &reports) { offered = reports; });
    m_panel->exportAction().trigger();
    QCOMPARE(offered.size(), 1);
    QCOMPARE(offered.constFirst().report, Report::Prices);
    QVERIFY(offered.constFirst().coins.isEmpty());
    QVERIFY(offered.constFirst().sort->isDescending);
    m_panel->setCoins({u"btc"_s, u"eth"_s});
    child<QComboBox>(u"coinChoice"_s).setCurrentIndex(2);
    m_panel->exportAction().trigger();
    QCOMPARE(offered.constFirst().coins, QStringList{u"eth"_s});
}

void TestQuotesPanel::emptyStateSaysWhatBelongsHere()
{
    m_slots = 0;
    m_panel->show();
    QCOMPARE(m_model->rowCount(), 0);
    QVERIFY(!table().isVisible());
}

void TestQuotesPanel::everythingHasAName()
{
    m_panel->show();
    for (const QWidget *widget : m_panel->findChildren<QWidget *>()) {
        if (widget->isVisible() && widget->focusPolicy() & Qt::TabFocus &&
            !widget->objectName().startsWith(u"qt_")) {
            QAccessibleInterface *access =
                    QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
            QVERIFY2(!access->text(QAccessible::Name).isEmpty(), qPrintable(widget->objectName()));
        }
    }
}

QTEST_MAIN(TestQuotesPanel)
#include "tst_quotespanel.moc"
