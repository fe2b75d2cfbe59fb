// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/assets/assetservice.h"
#include "app/desktop/assetlink.h"
#include "tests/models/assetdata.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/scratchdatabase.h"
#include "tests/support/verifyresult.h"
#include "views/assets/assetspanel.h"
#include "views/shell/banner.h"

#include <QAction>
#include <QDialog>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <memory>

using namespace Qt::Literals::StringLiterals;

// The Assets panel with the real service on a thread of its own and a database file.
class TestAssetLink final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void addsAndSaysSo();
    void pausingOffersTheWayBack();
    void removingOffersTheWayBack();
    void importsAFile();
    void emptiedFieldsAreStored();
    void planIsKept();
    void withoutATokenItSaysWhatToDo();
    void pausesTheQueue();

private:
    [[nodiscard]] bool isActive(const QString &symbol) const
    {
        return m_model->asset(m_model->rowOf(symbol)).asset.isActive;
    }
    void act(const QString &name) const { m_panel->findChild<QAction *>(name)->trigger(); }
    void add(const QString &symbol)
    {
        FoundAsset asset;
        asset.symbol = symbol;
        emit m_panel->addRequested({asset});
        QTRY_VERIFY2(m_model->rowOf(symbol) >= 0, qPrintable(m_panel->banner().message().text));
    }
    [[nodiscard]] QString toastText() const
    {
        QStringList texts;
        for (const QLabel *label : m_toast->findChildren<QLabel *>())
            texts << label->text();
        return m_toast->isVisible() ? texts.join(u' ') : QString{};
    }

    Theme m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<AssetTableModel> m_model;
    std::unique_ptr<ForecastTableModel> m_forecast;
    std::unique_ptr<QWidget> m_window;
    AssetsPanel *m_panel = nullptr;
    Toast *m_toast = nullptr;
    std::unique_ptr<AssetLink> m_link;
    std::unique_ptr<QThread> m_thread;
};

void TestAssetLink::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    const QString path = m_folder->filePath(u"market.db"_s);
    {
        const ScratchDatabase database{path};
        VERIFY_RESULT(migrate(database.connection(), headVersion()));
    }
    m_model =
            std::make_unique<AssetTableModel>(QLocale{u"en_AU"_s}, &QDateTime::currentDateTimeUtc);
    m_forecast = std::make_unique<ForecastTableModel>(QLocale{u"en_AU"_s});
    m_window = std::make_unique<QWidget>();
    m_window->resize(1188, 780);
    m_panel = new AssetsPanel{*m_model, *m_forecast, m_theme, m_window.get()};
    m_panel->resize(m_window->size());
    m_toast = new Toast{m_theme, *m_window};
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));

    AssetServiceSettings settings;
    settings.database = ConnectionSpec::file(path);
    settings.eodhdServer = QUrl{u"http://127.0.0.1:9/"_s}; // nothing answers there
    settings.readToken = [](QObject *, const SecretAnswer &answer) {
        answer(fail(Error::Kind::NotSet, u"EODHD_API_TOKEN"_s, u"eodhd-token"_s));
    };
    auto *service = new AssetService{std::move(settings)};
    m_link = std::make_unique<AssetLink>(*m_panel, *m_toast, *service);
    connect(m_panel, &AssetsPanel::syncRequested, service, &AssetService::sync);
    m_thread = std::make_unique<QThread>();
    service->moveToThread(m_thread.get());
    connect(m_thread.get(), &QThread::started, service, &AssetService::start);
    connect(m_thread.get(), &QThread::finished, service, &QObject::deleteLater);
    m_thread->start();
    QTRY_VERIFY(m_model->hasAnswer());
}

void TestAssetLink::cleanup()
{
    m_thread->quit();
    m_thread->wait();
    m_link.reset();
    m_window.reset();
}

void TestAssetLink::addsAndSaysSo()
{
    add(u"BHP.AU"_s);
    QTRY_COMPARE(toastText(), u"BHP.AU added. The next sync asks for the prices."_s);
    QCOMPARE(m_model->counts().stocks, 1);
}

void TestAssetLink::pausingOffersTheWayBack()
{
    add(u"BHP.AU"_s);
    m_panel->selectSymbol(u"BHP.AU"_s);
    act(u"pauseAssets"_s);
    QTRY_VERIFY(!isActive(u"BHP.AU"_s));
    QTRY_COMPARE(toastText(), u"BHP.AU paused."_s);
    m_toast->undo();
    QTRY_VERIFY(isActive(u"BHP.AU"_s));
}

void TestAssetLink::removingOffersTheWayBack()
{
    add(u"BHP.AU"_s);
    AssetEdit edit;
    edit.name = u"BHP Group"_s;
    edit.isActive = false;
    emit m_panel->editRequested({u"BHP.AU"_s}, edit);
    QTRY_VERIFY(!isActive(u"BHP.AU"_s));
    m_panel->selectSymbol(u"BHP.AU"_s);
    act(u"removeAssets"_s);
    QTRY_COMPARE(m_model->rowCount(), 0);
    QTRY_COMPARE(toastText(), u"BHP.AU removed. The stored prices stay."_s);
    m_toast->undo();
    QTRY_COMPARE(m_model->rowCount(), 1);
    QCOMPARE(m_model->asset(0).asset.name, u"BHP Group"_s); // as it was
    QVERIFY(!isActive(u"BHP.AU"_s));
}

void TestAssetLink::importsAFile()
{
    add(u"BHP.AU"_s);
    QFile file{m_folder->filePath(u"assets.csv"_s)};
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("symbol,name,active\nTLS.AU,Telstra,no\nBHP.AU,known,\nTLS,wrong,\n");
    file.close();
    act(u"importAssets"_s);
    const auto *dialog = m_panel->findChild<QDialog *>(u"importDialog"_s);
    QVERIFY(dialog);
    auto *path = dialog->findChild<QLineEdit *>(u"importFile"_s);
    path->setText(file.fileName());
    QTest::keyClick(path, Qt::Key_Return);
    auto *button = dialog->findChild<QPushButton *>(u"importButton"_s);
    QTRY_VERIFY(button->isEnabled());
    QTest::keyClick(button, Qt::Key_Space);
    QTRY_VERIFY(m_model->rowOf(u"TLS.AU"_s) >= 0);
    QCOMPARE(m_model->rowCount(), 2);
    QVERIFY(!isActive(u"TLS.AU"_s));
}

void TestAssetLink::emptiedFieldsAreStored()
{
    add(u"BHP.AU"_s);
    AssetEdit edit;
    edit.name = QString{};
    edit.type = QString{};
    emit m_panel->editRequested({u"BHP.AU"_s}, edit);
    QTRY_COMPARE(toastText(), u"BHP.AU changed."_s);
    QCOMPARE(m_model->asset(0).asset.name, QString{});
    QVERIFY(!m_panel->banner().isVisible());
}

void TestAssetLink::planIsKept()
{
    emit m_panel->planRequested(100);
    QTRY_COMPARE(m_model->board().budget.limit, 100);
}

void TestAssetLink::withoutATokenItSaysWhatToDo()
{
    add(u"BHP.AU"_s);
    act(u"syncNow"_s);
    QTRY_VERIFY(m_panel->banner().isVisible());
    QCOMPARE(m_panel->banner().message().headline,
             u"Stocks are not synced: EODHD's token is not set."_s);
    QVERIFY(m_panel->banner().message().text.contains(u"eodhd-token"_s));
}

void TestAssetLink::pausesTheQueue()
{
    auto *pause = m_panel->findChild<QAction *>(u"pauseQueue"_s);
    pause->trigger();
    QTRY_VERIFY(pause->text().startsWith(u"&Resume"_s));
}

QTEST_MAIN(TestAssetLink)
#include "tst_assetlink.moc"
