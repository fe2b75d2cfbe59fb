// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/collector/collectorlease.h"
#include "app/credentials/memorystore.h"
#include "app/desktop/compositionroot.h"
#include "app/settings.h"
#include "db/collector/leasestore.h"
#include "db/collector/snapshotstore.h"
#include "tests/support/marketserver.h"
#include "tests/support/scratchdatabase.h"
#include "tests/views/focusables.h"
#include "views/queries/queriesview.h"
#include "views/reports/exportdialog.h"
#include "views/shell/filedialog.h"
#include "views/sql/sqlview.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QElapsedTimer>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace Qt::Literals::StringLiterals;

// The whole desktop program against a market on loopback: a real window, real threads, a real file.
class TestCompositionRoot : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void firstPricesAppearByThemselves();
    void newFileIsReachable();
    void tellsThatClosingEndsItWhereNoTrayIs();
    void endsWithAllInOneFile_data();
    void endsWithAllInOneFile();
    void newPricesKeepSelection();
    void statementsAreShownWithTheirPlans();
    void keptValuesAreShown();
    void failedRunSaysWhyAndWhatToDo();
    void lockedDatabaseKeepsTheWindowAliveAndLosesNothing();
    void foreignDatabaseIsLeftAlone();
    void opensNoFileThatIsNoDatabase();
    void anotherProgramCollects();
    void filterIsReachedByKeyboard();
    void exportIsReachedByKeyboard_data();
    void exportIsReachedByKeyboard();
    void whatTakesFocusHasAName();
    void stateIsFoundAgain();
    void secretGoesIntoTheKeychain();

private:
    void start();
    [[nodiscard]] int quotesInCopy() const;
    [[nodiscard]] QMainWindow *window() const;
    [[nodiscard]] QTableView *table(const char *name) const;
    [[nodiscard]] QString path() const { return m_folder->filePath(u"market.db"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<MarketServer> m_market;
    std::unique_ptr<QSettings> m_store;
    std::unique_ptr<Settings> m_settings;
    MemoryStore m_secrets;
    Credentials m_credentials{{}, m_secrets};
    std::unique_ptr<CompositionRoot> m_root;
};

void TestCompositionRoot::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_market = std::make_unique<MarketServer>();
    QVERIFY(m_market->listen());
    m_store = std::make_unique<QSettings>(m_folder->filePath(u"settings.ini"_s),
                                          QSettings::IniFormat);
    m_settings = std::make_unique<Settings>(*m_store);
}

void TestCompositionRoot::cleanup()
{
    m_root.reset();
}

void TestCompositionRoot::start()
{
    DesktopOptions options;
    options.database.path = path();
    options.dataFolder = m_folder->path();
    options.priceServer = m_market->url();
    options.grid = SlotGrid{std::chrono::seconds{1}};
    m_root = std::make_unique<CompositionRoot>(options, *m_settings, *m_store, m_credentials);
    m_root->start();
    QVERIFY(QTest::qWaitForWindowExposed(window()));
}

QMainWindow *TestCompositionRoot::window() const
{
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (auto *window = qobject_cast<QMainWindow *>(widget))
            return window;
    }
    return nullptr;
}

QTableView *TestCompositionRoot::table(const char *name) const
{
    return window()->findChild<QTableView *>(QLatin1StringView{name});
}

void TestCompositionRoot::firstPricesAppearByThemselves()
{
    start();
    QTRY_COMPARE_WITH_TIMEOUT(table("pricesTable")->model()->rowCount(), 8, 20'000);
    QTRY_VERIFY(table("runsTable")->model()->rowCount() >= 1);
}

// The file is made after the panel first looked for it.
void TestCompositionRoot::newFileIsReachable()
{
    start();
    const auto shown = [this](int column) {
        return table("connectionsTable")->model()->index(0, column).data().toString();
    };
    QTRY_VERIFY_WITH_TIMEOUT(shown(ConnectionTableModel::EngineColumn).startsWith(u"SQLite 3"),
                             20'000);
    QCOMPARE(shown(ConnectionTableModel::StateColumn), u"In use"_s);
}

void TestCompositionRoot::tellsThatClosingEndsItWhereNoTrayIs()
{
    start();
    const auto *promise = window()->findChild<QLabel *>(u"firstRunPromise"_s);
    QVERIFY(promise);
    QVERIFY2(promise->text().contains(u"until this window is closed"), qPrintable(promise->text()));
}

// As somebody has them who copies the one file.
int TestCompositionRoot::quotesInCopy() const
{
    const QString copy = m_folder->filePath(u"copy.db"_s);
    if (!QFile::copy(path(), copy))
        return -1;
    return ScratchDatabase{copy}.value(u"SELECT COUNT(*) FROM price_data_5min"_s).toInt();
}

void TestCompositionRoot::endsWithAllInOneFile_data()
{
    QTest::addColumn<bool>("isOpenElsewhere");
    QTest::newRow("alone") << false;
    QTest::newRow("another program stays") << true;
}

void TestCompositionRoot::endsWithAllInOneFile()
{
    QFETCH(const bool, isOpenElsewhere);
    std::unique_ptr<ScratchDatabase> other;
    if (isOpenElsewhere)
        other = std::make_unique<ScratchDatabase>(path());
    start();
    QTRY_COMPARE_WITH_TIMEOUT(table("pricesTable")->model()->rowCount(), 8, 20'000);
    const QString count = u"SELECT COUNT(*) FROM price_data_5min"_s;
    QVERIFY(!other || other->value(count).toInt() >= 8);
    m_root.reset();
    if (!other)
        QVERIFY(!QFile::exists(path() + u"-wal"_s));
    QVERIFY(quotesInCopy() >= 8);
    QVERIFY(!other || other->value(count).toInt() >= 8); // it goes on
}

void TestCompositionRoot::newPricesKeepSelection()
{
    start();
    QTableView *prices = table("pricesTable");
    QTRY_COMPARE_WITH_TIMEOUT(prices->model()->rowCount(), 8, 20'000);
    prices->selectRow(5);
    const QString chosen = prices->currentIndex().siblingAtColumn(0).data().toString();
    const qsizetype before = m_market->requests().size();
    QTRY_VERIFY_WITH_TIMEOUT(m_market->requests().size() >= before + 3, 20'000);
    QCOMPARE(prices->currentIndex().siblingAtColumn(0).data().toString(), chosen);
    QCOMPARE(prices->selectionModel()->selectedRows().size(), 1);
}

// The recorder writes and asks every five minutes: who looks has not that patience.
void TestCompositionRoot::statementsAreShownWithTheirPlans()
{
    start();
    QTRY_COMPARE_WITH_TIMEOUT(table("pricesTable")->model()->rowCount(), 8, 20'000);
    window()->findChild<QAction *>(u"recordedQueries"_s)->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(table("queriesTable")->model()->rowCount() > 10, 20'000);
    const auto unplanned = [this] {
        const QAbstractItemModel &model = *table("queriesTable")->model();
        int count = 0;
        for (int row = 0; row < model.rowCount(); ++row) {
            const QString plan = model.index(row, QueryTableModel::ScanColumn).data().toString();
            count += plan == "not known"_L1 || plan == "being asked"_L1 ? 1 : 0;
        }
        return count;
    };
    QTRY_COMPARE_WITH_TIMEOUT(unplanned(), 0, 20'000);
}

void TestCompositionRoot::keptValuesAreShown()
{
    m_settings->setValueSampling(valueSamplingName(ValueSampling::Kept));
    start();
    QTRY_COMPARE_WITH_TIMEOUT(table("pricesTable")->model()->rowCount(), 8, 20'000);
    window()->findChild<QAction *>(u"recordedQueries"_s)->trigger();
    auto *view = window()->findChild<QueriesView *>();
    QVERIFY(view);
    view->findChild<QLineEdit *>(u"filterEdit"_s)->setText(u"INSERT INTO price_data_5min"_s);
    const auto *values = view->findChild<SqlView *>(u"querySamples"_s);
    QTRY_VERIFY_WITH_TIMEOUT(values->isVisible(), 20'000);
    QVERIFY2(values->sql().contains(u"its values:\n"), qPrintable(values->sql()));
}

void TestCompositionRoot::failedRunSaysWhyAndWhatToDo()
{
    m_market = std::make_unique<MarketServer>(
            [](const MarketRequest &) { return MarketAnswer::json("no such page", 404); });
    QVERIFY(m_market->listen());
    start();
    const auto says = [this] {
        for (const QLabel *label : window()->findChildren<QLabel *>()) {
            if (label->text().contains(u"refused the request"))
                return true;
        }
        for (QWidget *widget : window()->findChildren<QWidget *>()) {
            QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
            if (interface && interface->text(QAccessible::Name).contains(u"refused the request"))
                return true;
        }
        return false;
    };
    QTRY_VERIFY_WITH_TIMEOUT(says(), 20'000);
    QCOMPARE(ScratchDatabase{path()}.value(u"SELECT COUNT(*) FROM price_data_5min"_s), u"0"_s);
}

void TestCompositionRoot::lockedDatabaseKeepsTheWindowAliveAndLosesNothing()
{
    QVERIFY(ScratchDatabase{path()}.migrator().up());
    {
        ScratchDatabase other{path()};
        QVERIFY(other.run(u"BEGIN IMMEDIATE"_s));
        start();
        QElapsedTimer longest;
        qint64 slowest = 0;
        longest.start();
        // While the writer waits for the lock the event loop goes round without a pause.
        QTRY_VERIFY_WITH_TIMEOUT(
                [&] {
                    slowest = std::max(slowest, longest.restart());
                    return m_market->requests().size() >= 2;
                }(),
                20'000);
        QVERIFY2(slowest < 1000, qPrintable(QString::number(slowest)));
    }
    QTRY_VERIFY_WITH_TIMEOUT(
            ScratchDatabase{path()}
                            .value(u"SELECT COUNT(*) FROM collection_runs WHERE status = 'outbox'"_s)
                            .toInt() >= 1,
            20'000);
}

void TestCompositionRoot::foreignDatabaseIsLeftAlone()
{
    {
        ScratchDatabase foreign{path()};
        QVERIFY(foreign.run(u"CREATE TABLE addresses (name TEXT)"_s));
    }
    start();
    QTest::qWait(0);
    const auto banner = [this] {
        for (QWidget *widget : window()->findChildren<QWidget *>()) {
            QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
            if (interface && interface->text(QAccessible::Name).contains(u"did not make"))
                return true;
        }
        for (const QLabel *label : window()->findChildren<QLabel *>()) {
            if (label->text().contains(u"did not make"))
                return true;
        }
        return false;
    };
    QTRY_VERIFY_WITH_TIMEOUT(banner(), 20'000);
    QCOMPARE(ScratchDatabase{path()}.column(u"SELECT name FROM sqlite_schema"_s),
             QStringList{u"addresses"_s});
}

void TestCompositionRoot::opensNoFileThatIsNoDatabase()
{
    start();
    const QString other = m_folder->filePath(u"notes.txt"_s);
    QFile file{other};
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("buy milk\n") > 0);
    file.close();
    window()->findChild<QAction *>(u"openDatabase"_s)->trigger();
    auto *dialog = window()->findChild<FileDialog *>();
    QVERIFY(dialog);
    emit dialog->fileSelected(other);
    dialog->reject();
    QCOMPARE(window()->findChild<QWidget *>(u"toast"_s)->findChild<QLabel *>()->text(),
             other + u" is not a SQLite database. Nothing was opened."_s);
    QVERIFY(!m_settings->databaseUrl().contains(u"notes.txt"_s));
}

// Its prices are shown, nothing is fetched, and who collects is said.
void TestCompositionRoot::anotherProgramCollects()
{
    const ScratchDatabase database{path()};
    QVERIFY(database.migrator().up());
    LeaseStore lease{database.connection()};
    QString value = LeaseHolder{u"someone"_s, u"pine"_s, 1}.toJson();
    QVERIFY(lease.swap({}, value, QDateTime::currentDateTimeUtc()).value());
    int beat = 1;
    const auto collectElsewhere = [&] {
        const QString next = LeaseHolder{u"someone"_s, u"pine"_s, ++beat}.toJson();
        QVERIFY(lease.swap(value, next, QDateTime::currentDateTimeUtc()).value_or(false));
        value = next;
    };
    QTimer other;
    connect(&other, &QTimer::timeout, this, collectElsewhere);
    other.start(50);

    start();
    const auto *status = window()->findChild<QWidget *>(u"statusCollector"_s);
    QVERIFY(status);
    QTRY_COMPARE_WITH_TIMEOUT(status->accessibleName(), u"Collected by pine"_s, 20'000);
    Snapshot snapshot;
    snapshot.run.source = u"coinspot"_s;
    snapshot.run.slot = SlotGrid{}.slotAt(QDateTime::currentDateTimeUtc());
    snapshot.run.startedAt = QDateTime::currentDateTimeUtc();
    snapshot.run.status = RunStatus::Ok;
    const Price price = Price::parse("12.5").value();
    snapshot.quotes.append({0, u"BTC"_s, snapshot.run.slot, price, price, price, {}});
    QVERIFY(SnapshotStore{database.connection()}.store(snapshot, QDateTime::currentDateTimeUtc()));
    QTRY_COMPARE_WITH_TIMEOUT(table("pricesTable")->model()->rowCount(), 1, 20'000);
    QTRY_COMPARE(table("runsTable")->model()->rowCount(), 1);
    QVERIFY(m_market->requests().isEmpty());

    other.stop(); // it was killed
    QTRY_VERIFY_WITH_TIMEOUT(!m_market->requests().isEmpty(), 20'000);
    QTRY_VERIFY(status->accessibleName().startsWith(u"Collecting"));
}

void TestCompositionRoot::filterIsReachedByKeyboard()
{
    start();
    QTRY_COMPARE_WITH_TIMEOUT(table("pricesTable")->model()->rowCount(), 8, 20'000);
    window()->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(window()));
    QVERIFY(QApplication::focusWidget());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_F, Qt::ControlModifier);
    auto *filter =
            window()->findChild<QWidget *>(u"prices"_s)->findChild<QLineEdit *>(u"filterEdit"_s);
    QTRY_VERIFY(filter->hasFocus());
    QTest::keyClicks(filter, u"btc"_s);
    QTRY_COMPARE(table("pricesTable")->model()->rowCount(), 2);
    QTest::keyClick(filter, Qt::Key_Escape);
    QTRY_COMPARE(table("pricesTable")->model()->rowCount(), 8);
}

void TestCompositionRoot::exportIsReachedByKeyboard_data()
{
    QTest::addColumn<QString>("panel");

    for (const char *panel : {"prices", "collector", "assets", "portfolio", "alerts", "migrations",
                              "index-lab", "events"})
        QTest::newRow(panel) << QString::fromLatin1(panel);
}

void TestCompositionRoot::exportIsReachedByKeyboard()
{
    QFETCH(const QString, panel);

    start();
    window()->findChild<QAction *>(u"show-"_s + panel)->trigger();
    window()->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(window()));
    QTest::keyClick(window(), Qt::Key_E, Qt::ControlModifier);
    QVERIFY(window()->findChild<ExportDialog *>());
}

void TestCompositionRoot::whatTakesFocusHasAName()
{
    start();
    QTRY_COMPARE_WITH_TIMEOUT(table("pricesTable")->model()->rowCount(), 8, 20'000);
    for (const Qt::Key key : {Qt::Key_1, Qt::Key_2, Qt::Key_Comma}) {
        QTest::keyClick(window(), key, Qt::ControlModifier);
        const QStringList nameless = namelessFocusables(*window()->centralWidget());
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u", ")));
    }
}

void TestCompositionRoot::stateIsFoundAgain()
{
    start();
    QTest::keyClick(window(), Qt::Key_2, Qt::ControlModifier);
    QTRY_VERIFY(table("runsTable")->isVisible());
    window()->close(); // without a tray the program ends, and stores its state before
    QTRY_VERIFY(!m_settings->panel().isEmpty());
    const QString panel = m_settings->panel();
    m_root.reset();
    start();
    QVERIFY(table("runsTable")->isVisible());
    QCOMPARE(panel, u"collector"_s);
}

void TestCompositionRoot::secretGoesIntoTheKeychain()
{
    start();
    const auto place = [this] {
        return table("credentialsTable")
                ->model()
                ->index(2, CredentialTableModel::PlaceColumn)
                .data()
                .toString();
    };
    QTRY_COMPARE(place(), u"Not set"_s);
    window()->findChild<QAction *>(u"show-credentials"_s)->trigger();
    table("credentialsTable")->selectRow(2);
    window()->findChild<QAction *>(u"setCredential"_s)->trigger();
    auto *dialog = window()->findChild<QDialog *>(u"secretDialog"_s);
    QVERIFY(dialog);
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"secretEdit"_s), u"5f3c.0b1a"_s);
    QTest::keyClick(dialog->findChild<QPushButton *>(u"setButton"_s), Qt::Key_Space);
    QTRY_COMPARE(place(), u"Keychain"_s);
    std::optional<Result<QString>> secret;
    m_credentials.read(Credential::eodhdToken(), this,
                       [&](const Result<QString> &read) { secret = read; });
    QTRY_VERIFY(secret);
    QCOMPARE(**secret, u"5f3c.0b1a"_s);
    m_store->sync();
    QFile settings{m_store->fileName()};
    QVERIFY(!settings.open(QIODevice::ReadOnly) || !settings.readAll().contains("5f3c"));
}

QTEST_MAIN(TestCompositionRoot)
#include "tst_compositionroot.moc"
