// SPDX-License-Identifier: GPL-3.0-or-later
#include "focusables.h"
#include "views/events/eventdetails.h"
#include "views/events/eventspanel.h"
#include "views/reports/exportaction.h"
#include "views/shell/banner.h"
#include "views/tables/datatable.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestEventsPanel final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void asksWhenItShows();
    void fitsASmallWindow();
    void rowsAreLow();
    void choicesAsk();
    void componentsAreThoseOfTheDatabase();
    void detailsAreInWords();
    void longWordsScrollNothingSideways();
    void textOfEventsIsNoMarkup();
    void copiesAsStored();
    void jumpsToTheChart();
    void exportsWhatItShows();
    void emptyStates();
    void keepsState();
    void everythingHasAName();

private:
    template <typename Widget> [[nodiscard]] Widget &child(const QString &name = {}) const
    {
        auto *widget = m_panel->findChild<Widget *>(name);
        Q_ASSERT(widget);
        return *widget;
    }
    [[nodiscard]] EventRequest request() const
    {
        return m_asked->constLast().at(1).value<EventRequest>();
    }
    void answer(const QList<SystemEvent> &events, const QStringList &components = {})
    {
        m_events->acceptEvents(m_asked->constLast().at(0).value<quint64>(),
                               {events, false, components});
    }
    void choose(const QString &name, int row) const
    {
        child<QComboBox>(name).setFocus();
        child<QComboBox>(name).setCurrentIndex(row);
    }
    [[nodiscard]] QStringList texts() const
    {
        QStringList texts;
        for (const QLabel *label : m_panel->findChildren<QLabel *>()) {
            if (label->isVisible())
                texts << label->text();
        }
        return texts;
    }

    Theme m_theme;
    std::unique_ptr<EventTableModel> m_events;
    std::unique_ptr<QSignalSpy> m_asked;
    std::unique_ptr<EventsPanel> m_panel;
};

namespace {

QDateTime now()
{
    return QDateTime::fromString(u"2026-11-20T03:35:00.123Z"_s, Qt::ISODateWithMs);
}

QList<SystemEvent> events()
{
    return {{2, now().addSecs(-60), u"error"_s, u"alerts"_s, u"webhook_failed"_s,
             u"{\"symbol\":\"BTC.COINSPOT\",\"duration_ms\":10000}"_s},
            {1, now().addSecs(-90), u"info"_s, u"migrations"_s, u"apply"_s,
             u"{\"version\":5,\"name\":\"<b>bold</b>\"}"_s}};
}

} // namespace

void TestEventsPanel::init()
{
    m_panel.reset();
    m_events = std::make_unique<EventTableModel>(QLocale{u"en_AU"_s}, &now);
    m_asked = std::make_unique<QSignalSpy>(m_events.get(), &EventTableModel::eventsRequested);
    m_panel = std::make_unique<EventsPanel>(*m_events, m_theme);
    m_panel->resize(1180, 760);
    QVERIFY(m_asked->isEmpty()); // nobody looks yet
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    m_panel->activateWindow();
}

// At 960 pixels, the rail as icons.
void TestEventsPanel::fitsASmallWindow()
{
    answer(events());
    const auto &refresh = child<QPushButton>(u"refreshEventsButton"_s);
    QVERIFY(!refresh.text().isEmpty());
    m_panel->resize(916, 540);
    QTRY_VERIFY(refresh.text().isEmpty());
    const auto &show = child<QPushButton>(u"showEventInChartButton"_s);
    QTRY_VERIFY(show.isVisible());
    QVERIFY(!show.text().isEmpty()); // the main action keeps its words
    QVERIFY(show.mapTo(m_panel.get(), QPoint{show.width(), 0}).x() <= 916);
}

void TestEventsPanel::asksWhenItShows()
{
    QCOMPARE(m_asked->count(), 1);
    QCOMPARE(request().from, now().addDays(-30));
    answer(events());
    QCOMPARE(child<DataTable>(u"eventsTable"_s).currentIndex().row(), 0);
    m_panel->hide();
    m_panel->show();
    QCOMPARE(m_asked->count(), 2); // what is new
    answer(events());
    QCOMPARE(child<DataTable>(u"eventsTable"_s).currentIndex().row(), 0);
}

void TestEventsPanel::rowsAreLow()
{
    answer(events());
    const auto &table = child<DataTable>(u"eventsTable"_s);
    QCOMPARE(table.rowHeight(0), std::max(24, table.fontMetrics().height() + 8));
}

void TestEventsPanel::choicesAsk()
{
    answer(events(), {u"alerts"_s, u"migrations"_s});
    choose(u"levelChoice"_s, 1);
    QCOMPARE(request().levels, EventRequest::Levels::WarningsAndErrors);
    choose(u"componentChoice"_s, 2);
    QCOMPARE(request().component, u"migrations"_s);
    choose(u"timeChoice"_s, 0);
    QCOMPARE(request().from, now().addDays(-1));
    choose(u"timeChoice"_s, 4);
    QVERIFY(!request().from.isValid());
    QTest::keyClicks(&child<QLineEdit>(u"filterEdit"_s), u"drain"_s);
    QCOMPARE(request().text, u"drain"_s);
    QCOMPARE(request().component, u"migrations"_s); // all together
}

void TestEventsPanel::componentsAreThoseOfTheDatabase()
{
    answer(events(), {u"alerts"_s, u"migrations"_s});
    const auto &choice = child<QComboBox>(u"componentChoice"_s);
    QCOMPARE(choice.count(), 3);
    QCOMPARE(choice.itemText(2), u"Migrations"_s);
    choose(u"componentChoice"_s, 2);
    answer({}, {u"alerts"_s}); // it has gone from the database, and is still asked for
    QCOMPARE(choice.currentData().toString(), u"migrations"_s);
    QCOMPARE(request().component, u"migrations"_s);
}

void TestEventsPanel::detailsAreInWords()
{
    answer(events());
    const QStringList shown = texts();
    QVERIFY(shown.contains(u"Webhook failed"_s));
    QVERIFY(shown.contains(u"Alerts, 20 Nov, 14:34:00 AEDT"_s));
    QVERIFY(shown.contains(u"Duration"_s) && shown.contains(u"10,000 ms"_s));
    QVERIFY(shown.contains(u"Symbol"_s) && shown.contains(u"BTC.COINSPOT"_s));
}

void TestEventsPanel::longWordsScrollNothingSideways()
{
    QList<SystemEvent> long64 = events();
    const QString checksum(64, u'c');
    long64[0].details = u"{\"name\":\"create_price_data_5min_with_many_words\",\"version\":4,"
                        "\"checksum\":\"%1\"}"_s.arg(checksum);
    answer(long64);
    QVERIFY(texts().contains(checksum));
    const auto *details = m_panel->findChild<EventDetails *>();
    QVERIFY(details);
    auto *scroll = details->findChild<QScrollArea *>();
    for (const int width : {1180, 916}) {
        m_panel->resize(width, 540);
        QTRY_COMPARE(m_panel->width(), width);
        QTRY_COMPARE(scroll->horizontalScrollBar()->maximum(), 0);
        for (const QLabel *label : scroll->findChildren<QLabel *>()) {
            if (label->isVisible() && !label->text().isEmpty()) {
                QVERIFY2(label->height() >= label->heightForWidth(label->width()),
                         qPrintable(label->text()));
                QVERIFY(label->geometry().right() <= scroll->viewport()->width());
            }
        }
    }
}

void TestEventsPanel::textOfEventsIsNoMarkup()
{
    answer(events());
    child<DataTable>(u"eventsTable"_s).setCurrentIndex(m_events->index(1, 0));
    for (const QLabel *label : m_panel->findChildren<QLabel *>()) {
        if (label->text() == "<b>bold</b>"_L1) {
            QCOMPARE(label->textFormat(), Qt::PlainText);
            return;
        }
    }
    QFAIL("the name is not shown");
}

void TestEventsPanel::copiesAsStored()
{
    answer(events());
    QTest::mouseClick(&child<QPushButton>(u"copyDetailsButton"_s), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(),
             u"2026-11-20T03:34:00.123Z error alerts webhook_failed "
             "{\"symbol\":\"BTC.COINSPOT\",\"duration_ms\":10000}"_s);
}

void TestEventsPanel::jumpsToTheChart()
{
    QSignalSpy wanted{m_panel.get(), &EventsPanel::chartRequested};
    const auto &show = child<QAction>(u"showEventInChart"_s);
    QVERIFY(!show.isEnabled() && !show.toolTip().isEmpty());
    answer(events());
    auto &table = child<DataTable>(u"eventsTable"_s);
    table.setFocus();
    QTest::keyClick(&table, Qt::Key_Return);
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted.at(0).at(0).toString(), u"BTC.COINSPOT"_s);
    QCOMPARE(wanted.at(0).at(1).toDateTime(), now().addSecs(-60));
    table.setCurrentIndex(m_events->index(1, 0));
    QTest::keyClick(&table, Qt::Key_Return);
    QCOMPARE(wanted.at(1).at(0).toString(), QString{}); // it is about no symbol
}

void TestEventsPanel::exportsWhatItShows()
{
    answer(events(), {u"alerts"_s, u"migrations"_s});
    QList<ReportRequest> offered;
    connect(&m_panel->exportAction(), &ExportAction::requested, this,
            [&offered](const QList<ReportRequest> &requests) { offered = requests; });
    QTest::keyClick(&child<DataTable>(u"eventsTable"_s), Qt::Key_E, Qt::ControlModifier);
    QCOMPARE(offered.size(), 1);
    QCOMPARE(offered.constFirst().report, Report::Events);
    QVERIFY(offered.constFirst().only.isEmpty());
    QCOMPARE(offered.constFirst().fromMs.value_or(0), now().addDays(-30).toMSecsSinceEpoch());
    QVERIFY(offered.constFirst().sort->column == u"time"_s &&
            offered.constFirst().sort->isDescending);

    choose(u"levelChoice"_s, 1);
    choose(u"componentChoice"_s, 2);
    choose(u"timeChoice"_s, 4);
    QTest::keyClicks(&child<QLineEdit>(u"filterEdit"_s), u"drain"_s);
    QTest::mouseClick(&child<QPushButton>(u"exportButton"_s), Qt::LeftButton);
    const ReportRequest narrowed = offered.constFirst();
    QVERIFY(!narrowed.fromMs && !narrowed.toMs);
    QCOMPARE(narrowed.text, u"drain"_s);
    QCOMPARE(narrowed.only.size(), 2);
    QCOMPARE(narrowed.only[0].column, u"level"_s);
    QCOMPARE(narrowed.only[0].values, (QStringList{u"warning"_s, u"error"_s}));
    QCOMPARE(narrowed.only[1].column, u"component"_s);
    QCOMPARE(narrowed.only[1].values, QStringList{u"migrations"_s});
    choose(u"levelChoice"_s, 2);
    m_panel->exportAction().trigger();
    QCOMPARE(offered.constFirst().only[0].values, QStringList{u"error"_s});
}

void TestEventsPanel::emptyStates()
{
    choose(u"timeChoice"_s, 4);
    answer({});
    QVERIFY(texts().join(u' ').contains(u"Nothing happened yet"_s));
    QTest::keyClicks(&child<QLineEdit>(u"filterEdit"_s), u"xyz"_s);
    answer({});
    QVERIFY(texts().join(u' ').contains(u"contains 'xyz'"_s));
    child<QAction>(u"clearFilter"_s).trigger();
    QVERIFY(request().text.isEmpty());
    answer(events());
    QVERIFY(child<DataTable>(u"eventsTable"_s).isVisible());
}

void TestEventsPanel::keepsState()
{
    answer(events());
    choose(u"timeChoice"_s, 1);
    child<DataTable>(u"eventsTable"_s).setColumnShown(EventTableModel::ComponentColumn, false);
    const QByteArray state = m_panel->saveState();
    EventTableModel model{QLocale{u"en_AU"_s}, &now};
    EventsPanel other{model, m_theme};
    QVERIFY(other.restoreState(state));
    QCOMPARE(other.findChild<QComboBox *>(u"timeChoice"_s)->currentIndex(), 1);
    QVERIFY(other.findChild<DataTable *>(u"eventsTable"_s)
                    ->isColumnHidden(EventTableModel::ComponentColumn));
    QVERIFY(!other.restoreState("nonsense"));
}

void TestEventsPanel::everythingHasAName()
{
    answer(events());
    QCOMPARE(namelessFocusables(*m_panel), QStringList{});
}

QTEST_MAIN(TestEventsPanel)
#include "tst_eventspanel.moc"
