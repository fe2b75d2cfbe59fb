// SPDX-License-Identifier: GPL-3.0-or-later
#include "../models/connectiondata.h"
#include "shownalerts.h"
#include "views/connections/connectionspanel.h"

#include <QSignalSpy>

using namespace Qt::Literals::StringLiterals;

// What was written in a panel and is not saved: it is named, and stored where somebody asks for
// that before the program ends.
class TestUnsaved final : public QObject
{
    Q_OBJECT

private slots:
    void rulesAreNamedAndSaved();
    void aRuleThatCannotBeSavedComesIntoHand();
    void connectionsAreNamedAndSaved();
};

void TestUnsaved::rulesAreNamedAndSaved()
{
    ShownAlerts shown{{1188, 780}, false};
    shown.rules.setRules({btcHigh()}, ShownAlerts::symbols()); // the one in hand
    AlertsPanel &panel = shown.panel;
    shown.rules.setRules(sampleRules(), ShownAlerts::symbols());
    QVERIFY(panel.unsaved().isEmpty());
    shown.write(u"level0"_s, u"143000"_s);
    panel.beginRule(u"BHP.AU"_s);
    QCOMPARE(panel.unsaved(), QStringList{u"Rule BTC high"_s}); // nobody wrote the new one yet
    shown.write(u"ruleName"_s, u"Dear"_s);
    shown.write(u"level0"_s, u"45"_s);
    QCOMPARE(panel.unsaved(), (QStringList{u"New rule Dear"_s, u"Rule BTC high"_s}));

    QSignalSpy wanted{&panel, &AlertsPanel::saveRequested};
    QVERIFY(panel.saveUnsaved());
    QCOMPARE(wanted.count(), 2);
    AlertRule made = wanted.at(0).at(0).value<AlertRule>();
    AlertRule next = wanted.at(1).at(0).value<AlertRule>();
    QCOMPARE(made.name, u"Dear"_s);
    QCOMPARE(next.condition.first().level, price("143000"));
    // The stored rule is answered first: what was written of the new one is still there.
    ++next.version;
    panel.acceptSaved(next);
    QCOMPARE(panel.unsaved(), QStringList{u"New rule Dear"_s});
    QCOMPARE(shown.field(u"ruleName"_s).text(), u"Dear"_s);
    made.id = 40;
    made.version = 1;
    panel.acceptSaved(made);
    QVERIFY(panel.unsaved().isEmpty());
    QCOMPARE(shown.text(u"ruleTitle"_s), u"Rule: Dear"_s);
}

void TestUnsaved::aRuleThatCannotBeSavedComesIntoHand()
{
    ShownAlerts shown{{1188, 780}, false};
    shown.rules.setRules({btcHigh()}, ShownAlerts::symbols()); // the one in hand
    AlertsPanel &panel = shown.panel;
    shown.rules.setRules(sampleRules(), ShownAlerts::symbols());
    shown.write(u"level0"_s, u"130000"_s); // below its clear level
    panel.beginRule(u"BHP.AU"_s);
    QSignalSpy wanted{&panel, &AlertsPanel::saveRequested};
    QVERIFY(!panel.saveUnsaved());
    QVERIFY(wanted.isEmpty());
    QCOMPARE(shown.text(u"ruleTitle"_s), u"Rule: BTC high"_s);
    QCOMPARE(shown.field(u"level0"_s).text(), u"130,000.00"_s);
    // A rule that was deleted meanwhile is none to save.
    shown.rules.setRules({}, ShownAlerts::symbols());
    QVERIFY(panel.unsaved().isEmpty());
    QVERIFY(panel.saveUnsaved());
}

void TestUnsaved::connectionsAreNamedAndSaved()
{
    Theme theme;
    ConnectionTableModel model{QLocale{u"en_AU"_s}};
    ConnectionsPanel panel{model, theme};
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    panel.setConnections(sampleConnections());
    panel.findChild<DataTable *>(u"connectionsTable"_s)->selectRow(model.rowOf(u"archive"_s));
    const auto line = [&](const QString &name) { return panel.findChild<QLineEdit *>(name); };
    QVERIFY(panel.unsaved().isEmpty());
    line(u"connectionUser"_s)->setText(u"other"_s);
    panel.addConnection();
    QCOMPARE(panel.unsaved(), QStringList{u"Connection archive"_s});
    line(u"connectionName"_s)->setText(u"new one"_s);
    QCOMPARE(panel.unsaved(), (QStringList{u"New connection"_s, u"Connection archive"_s}));

    QSignalSpy saved{&panel, &ConnectionsPanel::saveRequested};
    connect(&panel, &ConnectionsPanel::saveRequested, &panel, [&panel](const ConnectionForm &form) {
        panel.setSaved(form.id.isEmpty() ? u"made"_s : form.id);
    });
    QVERIFY(!panel.saveUnsaved()); // it has no file yet, and says so
    QVERIFY(saved.isEmpty());
    QVERIFY(panel.findChild<QLabel *>(u"connectionPathError"_s)->isVisible());
    line(u"connectionPath"_s)->setText(u"/data/new.db"_s);
    QVERIFY(panel.saveUnsaved());
    QCOMPARE(saved.count(), 2);
    QCOMPARE(saved.at(0).at(0).value<ConnectionForm>().path, u"/data/new.db"_s);
    QCOMPARE(saved.at(1).at(0).value<ConnectionForm>().user, u"other"_s);
    QVERIFY(panel.unsaved().isEmpty());
}

QTEST_MAIN(TestUnsaved)
#include "tst_unsaved.moc"
