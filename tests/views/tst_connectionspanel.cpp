// SPDX-License-Identifier: GPL-3.0-or-later
#include "../models/connectiondata.h"
#include "focusables.h"
#include "views/connections/connectionformview.h"
#include "views/connections/connectionspanel.h"
#include "views/shell/factlist.h"
#include "views/tables/datatable.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestConnectionsPanel final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void showsTheOneInUse();
    void engineDecidesTheFields();
    void authorityOnlyWhereItIsChecked();
    void factsAndProblemAreShown();
    void saysWhatIsMissing_data();
    void saysWhatIsMissing();
    void savesWhatWasTyped();
    void asksBeforeWritingWhereItMayWrite();
    void passwordIsSentAndForgotten();
    void passwordIsNoDraft();
    void testSaysTheResult();
    void lateTestIsIgnored();
    void addsANewOne();
    void newsKeepWhatIsTyped();
    void draftsWait();
    void discardShowsWhatWasSaved();
    void removeAndUse();
    void saveProblemIsUnderTheForm();
    void emptyOffersToAdd();
    void keepsState();
    void fitsASmallWindow();
    void everythingHasAName();

private:
    template <typename Widget> [[nodiscard]] Widget &child(const QString &name = {}) const
    {
        auto *widget = m_panel->findChild<Widget *>(name);
        Q_ASSERT(widget);
        return *widget;
    }
    [[nodiscard]] QLineEdit &line(const QString &name) const { return child<QLineEdit>(name); }
    [[nodiscard]] DataTable &table() const { return child<DataTable>(u"connectionsTable"_s); }
    void press(const QString &name) const
    {
        QTest::keyClick(&child<QPushButton>(name), Qt::Key_Space);
    }
    void fill(const QString &id = {})
    {
        m_panel->setConnections(sampleConnections());
        if (!id.isEmpty())
            table().selectRow(m_model->rowOf(id));
    }
    void choose(const QString &combo, int data) const
    {
        auto &box = child<QComboBox>(combo);
        box.setCurrentIndex(box.findData(data));
    }

    Theme m_theme;
    std::unique_ptr<ConnectionTableModel> m_model;
    std::unique_ptr<ConnectionsPanel> m_panel;
};

void TestConnectionsPanel::init()
{
    m_panel.reset();
    m_model = std::make_unique<ConnectionTableModel>(QLocale{u"en_AU"_s});
    m_panel = std::make_unique<ConnectionsPanel>(*m_model, m_theme);
    m_panel->resize(1188, 780);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    m_panel->activateWindow();
}

void TestConnectionsPanel::showsTheOneInUse()
{
    fill();
    QCOMPARE(table().currentIndex().row(), 0);
    QCOMPARE(child<QLabel>(u"formTitle"_s).text(), u"market"_s);
    QCOMPARE(line(u"connectionPath"_s).text(), sampleConnections().at(0).path);
    QVERIFY(!child<QPushButton>(u"saveButton"_s).isEnabled()); // nothing was changed
    QVERIFY(!child<QPushButton>(u"discardButton"_s).isVisible());
}

void TestConnectionsPanel::engineDecidesTheFields()
{
    fill();
    QVERIFY(line(u"connectionPath"_s).isVisible());
    QVERIFY(!line(u"connectionHost"_s).isVisible());
    table().selectRow(1);
    QVERIFY(!line(u"connectionPath"_s).isVisible());
    QCOMPARE(line(u"connectionHost"_s).text(), u"db.example.org"_s);
    QVERIFY(child<QSpinBox>(u"connectionPort"_s).text().contains(u"5432"_s));
    choose(u"engineChoice"_s, int(Engine::MariaDb));
    QVERIFY(child<QSpinBox>(u"connectionPort"_s).text().contains(u"3306"_s));
}

void TestConnectionsPanel::authorityOnlyWhereItIsChecked()
{
    fill(u"archive"_s);
    QVERIFY(line(u"certificate"_s).isVisible());
    choose(u"tlsChoice"_s, int(TlsMode::Require));
    QVERIFY(!line(u"certificate"_s).isVisible());
    choose(u"tlsChoice"_s, int(TlsMode::VerifyCa));
    QVERIFY(line(u"certificate"_s).isVisible());
}

void TestConnectionsPanel::factsAndProblemAreShown()
{
    fill(u"archive"_s);
    const auto &facts = child<FactList>(u"connectionFacts"_s);
    QCOMPARE(facts.text(), u"Location postgresql://sam@db.example.org:5432/archive; Protection TLS "
                           "1.3, certificate verified; Pool 3 open, 1 busy, 20 at most"_s);
    const auto &problem = child<QLabel>(u"connectionProblem"_s);
    QVERIFY(!problem.isVisible());
    table().selectRow(3);
    QVERIFY(problem.isVisible());
    QCOMPARE(problem.text(), u"No database server answers at attic."_s);
    press(u"addConnectionButton"_s);
    QVERIFY(!facts.isVisible());
    QVERIFY(!problem.isVisible());
}

void TestConnectionsPanel::saysWhatIsMissing_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("field");

    QTest::newRow("name") << u"market"_s << u"connectionName"_s;
    QTest::newRow("file") << u"market"_s << u"connectionPath"_s;
    QTest::newRow("host") << u"archive"_s << u"connectionHost"_s;
    QTest::newRow("database") << u"archive"_s << u"databaseName"_s;
}

void TestConnectionsPanel::saysWhatIsMissing()
{
    QFETCH(const QString, id);
    QFETCH(const QString, field);

    fill(id);
    QSignalSpy saved{m_panel.get(), &ConnectionsPanel::saveRequested};
    QSignalSpy tested{m_panel.get(), &ConnectionsPanel::testRequested};
    line(field).setText(u" "_s);
    const auto &error = child<QLabel>(field + u"Error"_s);
    QVERIFY(!error.isVisible());
    press(u"saveButton"_s);
    press(u"testButton"_s);
    QCOMPARE(saved.count() + tested.count(), 0);
    QVERIFY(error.isVisible());
    QCOMPARE(line(field).accessibleDescription(), error.text());
    QVERIFY(line(field).hasFocus());
    line(field).setText(u"x"_s);
    QVERIFY(!error.isVisible());
}

void TestConnectionsPanel::savesWhatWasTyped()
{
    fill(u"archive"_s);
    QSignalSpy saved{m_panel.get(), &ConnectionsPanel::saveRequested};
    line(u"connectionHost"_s).setText(u" db2.example.org "_s);
    child<QSpinBox>(u"connectionPort"_s).setValue(6432);
    QTest::keyClick(&child<QCheckBox>(u"readOnly"_s), Qt::Key_Space);
    press(u"saveButton"_s);
    QCOMPARE(saved.count(), 1);
    const auto form = saved.at(0).at(0).value<ConnectionForm>();
    QCOMPARE(form.id, u"archive"_s);
    QCOMPARE(form.engine, Engine::PostgreSql);
    QCOMPARE(form.host, u"db2.example.org"_s);
    QCOMPARE(form.port, 6432);
    QCOMPARE(form.tls, TlsMode::VerifyFull);
    QVERIFY(form.isReadOnly);
    QCOMPARE(form.line, 3);
    QVERIFY(!form.password); // the one that is kept stays
    m_panel->setSaved(u"archive"_s);
    QVERIFY(!child<QPushButton>(u"saveButton"_s).isEnabled());
}

void TestConnectionsPanel::asksBeforeWritingWhereItMayWrite()
{
    fill(u"archive"_s);
    QSignalSpy saved{m_panel.get(), &ConnectionsPanel::saveRequested};
    auto &asks = child<QCheckBox>(u"asksToWrite"_s);
    QTest::keyClick(&child<QCheckBox>(u"readOnly"_s), Qt::Key_Space);
    QVERIFY(!asks.isEnabled());
    QCOMPARE(asks.toolTip(), u"Nothing is ever written to it"_s);
    QTest::keyClick(&child<QCheckBox>(u"readOnly"_s), Qt::Key_Space);
    QTest::keyClick(&asks, Qt::Key_Space);
    press(u"saveButton"_s);
    QCOMPARE(saved.count(), 1);
    QVERIFY(saved.at(0).at(0).value<ConnectionForm>().asksToWrite);
    QVERIFY(!saved.at(0).at(0).value<ConnectionForm>().isReadOnly);
}

void TestConnectionsPanel::passwordIsSentAndForgotten()
{
    fill(u"archive"_s);
    QSignalSpy saved{m_panel.get(), &ConnectionsPanel::saveRequested};
    QCOMPARE(line(u"connectionPassword"_s).echoMode(), QLineEdit::Password);
    QVERIFY(line(u"connectionPassword"_s).placeholderText().startsWith(u"known"_s));
    QTest::keyClicks(&line(u"connectionPassword"_s), u"secret"_s);
    press(u"saveButton"_s);
    QCOMPARE(saved.at(0).at(0).value<ConnectionForm>().password.value_or(QString{}), u"secret"_s);
    m_panel->setSaved(u"archive"_s);
    QVERIFY(line(u"connectionPassword"_s).text().isEmpty());
}

void TestConnectionsPanel::passwordIsNoDraft()
{
    fill(u"archive"_s);
    QTest::keyClicks(&line(u"connectionPassword"_s), u"secret"_s);
    table().selectRow(0);
    table().selectRow(1);
    QVERIFY(line(u"connectionPassword"_s).text().isEmpty());
}

void TestConnectionsPanel::testSaysTheResult()
{
    fill(u"archive"_s);
    QSignalSpy tested{m_panel.get(), &ConnectionsPanel::testRequested};
    press(u"testButton"_s);
    QCOMPARE(tested.count(), 1);
    m_panel->setTesting();
    const auto &result = child<QLabel>(u"testResult"_s);
    QCOMPARE(result.text(), u"Trying…"_s);
    QVERIFY(!child<QPushButton>(u"testButton"_s).isEnabled());
    m_panel->setTestResult(u"archive"_s,
                           {true, u"PostgreSQL 15.8, TLS 1.3, certificate verified."_s, 84, {}});
    QCOMPARE(result.text(), u"PostgreSQL 15.8, TLS 1.3, certificate verified. (84 ms)"_s);
    QVERIFY(child<QPushButton>(u"testButton"_s).isEnabled());
    QVERIFY(!child<QPushButton>(u"copyTestDetails"_s).isVisible());
    m_panel->setTestResult(u"archive"_s, {false, u"No server answers."_s, 5000, u"ECONNREFUSED"_s});
    press(u"copyTestDetails"_s);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"No server answers. (5.0 s)\nECONNREFUSED"_s);
    line(u"connectionHost"_s).setText(u"other"_s); // the result was about what stood here before
    QVERIFY(!result.isVisible());
}

void TestConnectionsPanel::lateTestIsIgnored()
{
    fill(u"archive"_s);
    press(u"testButton"_s);
    m_panel->setTesting();
    table().selectRow(0);
    m_panel->setTestResult(u"archive"_s, {true, u"PostgreSQL 15.8."_s, 84, {}});
    QVERIFY(!child<QLabel>(u"testResult"_s).isVisible());
    QVERIFY(child<QPushButton>(u"testButton"_s).isEnabled());
}

void TestConnectionsPanel::addsANewOne()
{
    fill();
    QSignalSpy saved{m_panel.get(), &ConnectionsPanel::saveRequested};
    press(u"addConnectionButton"_s);
    QCOMPARE(child<QLabel>(u"formTitle"_s).text(), u"New connection"_s);
    QVERIFY(line(u"connectionName"_s).hasFocus());
    QVERIFY(!child<QPushButton>(u"removeButton"_s).isVisible());
    line(u"connectionName"_s).setText(u"second"_s);
    line(u"connectionPath"_s).setText(u"/tmp/second.db"_s);
    press(u"saveButton"_s);
    QCOMPARE(saved.count(), 1);
    QVERIFY(saved.at(0).at(0).value<ConnectionForm>().id.isEmpty());
    m_panel->setSaved(u"second"_s);
    QList<ConnectionRow> rows = sampleConnections();
    ConnectionRow second;
    second.id = second.name = u"second"_s;
    second.path = u"/tmp/second.db"_s;
    rows.append(second);
    m_panel->setConnections(rows);
    QCOMPARE(table().currentIndex().row(), 4);
    QCOMPARE(child<QLabel>(u"formTitle"_s).text(), u"second"_s);
}

void TestConnectionsPanel::newsKeepWhatIsTyped()
{
    fill(u"archive"_s);
    line(u"connectionUser"_s).setText(u"other"_s);
    QList<ConnectionRow> rows = sampleConnections();
    rows[1].poolBusy = 2;
    m_panel->setConnections(rows);
    QCOMPARE(line(u"connectionUser"_s).text(), u"other"_s);
    QCOMPARE(table().currentIndex().row(), 1);
    rows.removeFirst(); // another list: the same connection stays
    m_panel->setConnections(rows);
    QCOMPARE(line(u"connectionUser"_s).text(), u"other"_s);
    QCOMPARE(table().currentIndex().row(), 0);
}

void TestConnectionsPanel::draftsWait()
{
    fill(u"archive"_s);
    line(u"connectionUser"_s).setText(u"other"_s);
    table().selectRow(0);
    QCOMPARE(child<QLabel>(u"formTitle"_s).text(), u"market"_s);
    QVERIFY(!child<QPushButton>(u"saveButton"_s).isEnabled());
    table().selectRow(1);
    QCOMPARE(line(u"connectionUser"_s).text(), u"other"_s);
    QVERIFY(child<QPushButton>(u"saveButton"_s).isEnabled());
}

void TestConnectionsPanel::discardShowsWhatWasSaved()
{
    fill(u"archive"_s);
    line(u"connectionUser"_s).setText(u"other"_s);
    press(u"discardButton"_s);
    QCOMPARE(line(u"connectionUser"_s).text(), u"sam"_s);
    table().selectRow(0);
    table().selectRow(1);
    QCOMPARE(line(u"connectionUser"_s).text(), u"sam"_s);
    press(u"addConnectionButton"_s);
    press(u"discardButton"_s);
    QCOMPARE(child<QLabel>(u"formTitle"_s).text(), u"market"_s);
    QCOMPARE(table().currentIndex().row(), 0);
}

void TestConnectionsPanel::removeAndUse()
{
    fill();
    QSignalSpy removed{m_panel.get(), &ConnectionsPanel::removeRequested};
    QSignalSpy used{m_panel.get(), &ConnectionsPanel::useRequested};
    const auto &use = child<QPushButton>(u"useConnectionButton"_s);
    QVERIFY(!use.isEnabled());
    QVERIFY(use.toolTip().contains(u"in use already"_s));
    QVERIFY(!child<QPushButton>(u"removeButton"_s).isEnabled());
    table().selectRow(1);
    press(u"useConnectionButton"_s);
    press(u"removeButton"_s);
    QCOMPARE(used, (QList<QVariantList>{{u"archive"_s}}));
    QCOMPARE(removed, (QList<QVariantList>{{u"archive"_s}}));
    m_panel->setUseHint(u"Opens it in a window of its own"_s);
    QVERIFY(use.toolTip().contains(u"window of its own"_s));
    QList<ConnectionRow> rows = sampleConnections();
    rows.removeAt(1);
    m_panel->setConnections(rows); // it is gone: back to the one in use
    QCOMPARE(child<QLabel>(u"formTitle"_s).text(), u"market"_s);
}

void TestConnectionsPanel::saveProblemIsUnderTheForm()
{
    fill(u"archive"_s);
    line(u"connectionName"_s).setText(u"lab"_s);
    press(u"saveButton"_s);
    m_panel->setSaveProblem(u"Another connection is called lab."_s);
    QCOMPARE(child<QLabel>(u"testResult"_s).text(), u"Another connection is called lab."_s);
    QVERIFY(child<QPushButton>(u"saveButton"_s).isEnabled());
}

void TestConnectionsPanel::emptyOffersToAdd()
{
    QVERIFY(table().isVisible()); // nobody knows yet
    m_panel->setConnections({});
    QVERIFY(!table().isVisible());
    QCOMPARE(m_panel->findChildren<QPushButton *>(u"addConnectionButton"_s).size(), 2);
    QCOMPARE(child<QLabel>(u"formTitle"_s).text(), u"New connection"_s);
}

void TestConnectionsPanel::keepsState()
{
    const QByteArray state = m_panel->saveState();
    QVERIFY(!m_panel->restoreState("nonsense"));
    QVERIFY(m_panel->restoreState(state));
}

void TestConnectionsPanel::fitsASmallWindow()
{
    fill(u"archive"_s);
    m_panel->resize(916, 546); // what a window of 960 x 600 leaves
    QTRY_COMPARE(m_panel->size(), QSize(916, 546));
    QVERIFY(child<QPushButton>(u"useConnectionButton"_s).isVisible());
    QVERIFY(child<ConnectionFormView>(u"connectionForm"_s).width() > 280);
}

void TestConnectionsPanel::everythingHasAName()
{
    QCOMPARE(namelessFocusables(*m_panel), QStringList{});
    for (const QString &id : {u"market"_s, u"archive"_s}) {
        fill(id);
        QCOMPARE(namelessFocusables(*m_panel), QStringList{});
    }
}

QTEST_MAIN(TestConnectionsPanel)
#include "tst_connectionspanel.moc"
