// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/views/focusables.h"
#include "tests/views/mnemonics.h"
#include "views/reports/csvformatedit.h"
#include "views/reports/exportaction.h"
#include "views/reports/exportdialog.h"
#include "views/reports/offeredreports.h"
#include "views/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestExportDialog : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void exportsWhatThePanelShows();
    void exportsAllInstead();
    void choosesAnotherReport();
    void choosesTimes();
    void refusesTimesTheWrongWayRound();
    void followsThePreset();
    void beginsForOtherPrograms();
    void optionsByHandArePresetNoMore();
    void keepsAPresetOfOnesOwn();
    void schedulesInsteadOfExporting();
    void refusesARelativePlace();
    void asksForThePlaceWhileItIsTyped();
    void asksAgainWhenSomebodyComesBack();
    void eachLetterStandsForOneThing();
    void offersDeletedRowsWhereThereAreAny();
    void fitsASmallScreen();
    void allHasAName();
    void theActionAsksThePanel();
    void panelsSpeakTheWordsOfReports();

private:
    template <typename Part> [[nodiscard]] Part *part(const char *name) const
    {
        auto *found = m_dialog->findChild<Part *>(QLatin1StringView{name});
        if (!found)
            qFatal("no %s", name);
        return found;
    }
    void press(const char *name) const
    {
        QTest::mouseClick(part<QPushButton>(name), Qt::LeftButton);
    }
    void open(const QList<ReportRequest> &offered, const QString &preset = u"machine"_s);

    Theme m_theme;
    QPointer<ExportDialog> m_dialog;
    ReportRequest m_asked;
    CsvFormat m_format;
    QString m_preset;
    QString m_file;
    int m_exports = 0;
};

namespace {

const QDateTime Now = QDateTime::fromString(u"2026-11-20T03:15:00Z"_s, Qt::ISODate);

CsvFormat barred()
{
    CsvFormat format;
    format.delimiter = '|';
    return format;
}

ReportRequest shownPrices()
{
    return {.report = Report::Prices, .coins = {u"btc"_s, u"eth"_s}, .text = u"t"_s};
}

} // namespace

void TestExportDialog::init()
{
    m_exports = 0;
    open({shownPrices(), {.report = Report::Bars, .symbols = {u"BTC.COINSPOT"_s}}});
}

void TestExportDialog::cleanup()
{
    delete m_dialog;
}

void TestExportDialog::open(const QList<ReportRequest> &offered, const QString &preset)
{
    delete m_dialog;
    m_dialog = new ExportDialog{m_theme,
                                QLocale{u"de_DE"_s},
                                {offered, {{u"mine"_s, barred()}}, preset, u"/tmp"_s, Now},
                                nullptr};
    connect(m_dialog, &ExportDialog::exportRequested, this,
            [this](const ReportRequest &request, const CsvFormat &format, const QString &preset,
                   const QString &file) {
                m_asked = request;
                m_format = format;
                m_preset = preset;
                m_file = file;
                ++m_exports;
            });
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog));
}

void TestExportDialog::exportsWhatThePanelShows()
{
    QVERIFY(part<QLabel>("exportNote")->text().contains(u"btc, eth; with 't'"_s));
    press("exportButton");
    QCOMPARE(m_exports, 1);
    QCOMPARE(m_asked.report, Report::Prices);
    QCOMPARE(m_asked.coins, (QStringList{u"btc"_s, u"eth"_s}));
    QCOMPARE(m_asked.text, u"t"_s);
    QVERIFY(!m_asked.fromMs && !m_asked.toMs);
    QVERIFY(m_format == CsvFormat::machine());
    QCOMPARE(m_preset, u"machine"_s);
    QCOMPARE(m_file, u"/tmp/prices-2026-11-20.csv"_s);
}

void TestExportDialog::exportsAllInstead()
{
    QTest::mouseClick(part<QCheckBox>("asShownSwitch"), Qt::LeftButton, {}, {8, 10});
    QVERIFY(part<QLabel>("exportNote")->text().startsWith(u"All rows."_s));
    press("exportButton");
    QVERIFY(m_asked.coins.isEmpty() && m_asked.text.isEmpty());
}

void TestExportDialog::choosesAnotherReport()
{
    part<QComboBox>("reportChoice")->setCurrentIndex(1);
    QCOMPARE(part<QLineEdit>("fileEdit")->text(), u"/tmp/bars-2026-11-20.csv"_s);
    part<QLineEdit>("fileEdit")->selectAll();
    QTest::keyClicks(part<QLineEdit>("fileEdit"), u"/tmp/mine.csv"_s);
    part<QComboBox>("reportChoice")->setCurrentIndex(0);
    QCOMPARE(part<QLineEdit>("fileEdit")->text(), u"/tmp/mine.csv"_s); // what was typed stays
    part<QComboBox>("reportChoice")->setCurrentIndex(1);
    press("exportButton");
    QCOMPARE(m_asked.report, Report::Bars);
    QCOMPARE(m_asked.symbols, QStringList{u"BTC.COINSPOT"_s});
}

void TestExportDialog::choosesTimes()
{
    auto *times = part<QComboBox>("timesChoice");
    QVERIFY(!part<QDateTimeEdit>("fromEdit")->isVisible());
    times->setCurrentIndex(times->findText(u"Last 7 days"_s));
    QCOMPARE(m_dialog->request().fromMs.value_or(0), Now.addDays(-7).toMSecsSinceEpoch());
    QVERIFY(!m_dialog->request().toMs);
    times->setCurrentIndex(times->count() - 1);
    QVERIFY(part<QDateTimeEdit>("fromEdit")->isVisible());
    const QDateTime from{QDate{2026, 11, 1}, QTime{8, 0}};
    part<QDateTimeEdit>("fromEdit")->setDateTime(from);
    part<QDateTimeEdit>("toEdit")->setDateTime(from.addDays(2));
    QCOMPARE(m_dialog->request().fromMs.value_or(0), from.toMSecsSinceEpoch());
    QCOMPARE(m_dialog->request().toMs.value_or(0), from.addDays(2).toMSecsSinceEpoch());
}

void TestExportDialog::refusesTimesTheWrongWayRound()
{
    auto *times = part<QComboBox>("timesChoice");
    times->setCurrentIndex(times->count() - 1);
    part<QDateTimeEdit>("fromEdit")->setDateTime(part<QDateTimeEdit>("toEdit")->dateTime());
    QVERIFY(!part<QPushButton>("exportButton")->isEnabled());
    press("exportButton");
    QCOMPARE(m_exports, 0);
}

void TestExportDialog::followsThePreset()
{
    auto *preset = part<QComboBox>("presetChoice");
    preset->setCurrentIndex(preset->findData(u"spreadsheet"_s));
    QCOMPARE(part<QComboBox>("delimiterChoice")->currentData().toInt(), int(';'));
    QCOMPARE(part<QComboBox>("decimalChoice")->currentData().toInt(), int(','));
    QVERIFY(part<QCheckBox>("protectSwitch")->isChecked());
    press("exportButton");
    QVERIFY(m_format == CsvFormat::spreadsheet(QLocale{u"de_DE"_s}));
    QCOMPARE(m_preset, u"spreadsheet"_s);
}

void TestExportDialog::beginsForOtherPrograms()
{
    for (const QString &preset : {QString{}, u"gone"_s}) {
        open({shownPrices()}, preset);
        press("exportButton");
        QVERIFY(m_format == CsvFormat::machine());
        QCOMPARE(m_preset, u"machine"_s);
    }
}

void TestExportDialog::optionsByHandArePresetNoMore()
{
    auto *encoding = part<QComboBox>("encodingChoice");
    encoding->setFocus();
    QTest::keyClick(encoding, Qt::Key_End);
    QCOMPARE(encoding->currentText(), u"Windows-1252"_s);
    QCOMPARE(part<QComboBox>("presetChoice")->currentData().toString(), QString{});
    QVERIFY(!part<QCheckBox>("markSwitch")->isEnabled()); // this encoding has none
    part<QLineEdit>("nullEdit")->setFocus();
    QTest::keyClicks(part<QLineEdit>("nullEdit"), u"a,b"_s); // holds the delimiter
    QVERIFY(!part<QPushButton>("exportButton")->isEnabled());
    part<QLineEdit>("nullEdit")->clear();
    QTest::keyClicks(part<QLineEdit>("nullEdit"), u"n/a"_s);
    press("exportButton");
    QCOMPARE(m_format.encoding, CsvFormat::Encoding::Windows1252);
    QCOMPARE(m_format.nullText, u"n/a"_s);
    QCOMPARE(m_preset, QString{});
}

void TestExportDialog::keepsAPresetOfOnesOwn()
{
    QSignalSpy saved{m_dialog, &ExportDialog::presetSaved};
    QSignalSpy removed{m_dialog, &ExportDialog::presetRemoved};
    auto *preset = part<QComboBox>("presetChoice");
    preset->setCurrentIndex(preset->findData(u"mine"_s));
    QCOMPARE(part<QComboBox>("delimiterChoice")->currentData().toInt(), int('|'));
    QVERIFY(part<QPushButton>("removePreset")->isVisible());
    QVERIFY(!part<QPushButton>("savePreset")->isEnabled()); // without a name
    QTest::keyClicks(part<QLineEdit>("presetName"), u"machine"_s);
    QVERIFY(!part<QPushButton>("savePreset")->isEnabled()); // taken
    part<QLineEdit>("presetName")->clear();
    QTest::keyClicks(part<QLineEdit>("presetName"), u"bars"_s);
    press("savePreset");
    QCOMPARE(saved.count(), 1);
    QCOMPARE(saved[0][0].toString(), u"bars"_s);
    QCOMPARE(preset->currentData().toString(), u"bars"_s);
    press("removePreset");
    QCOMPARE(removed.count(), 1);
    QCOMPARE(preset->findData(u"bars"_s), -1);
}

void TestExportDialog::schedulesInsteadOfExporting()
{
    ReportSchedule asked;
    connect(m_dialog, &ExportDialog::scheduleRequested, this,
            [&asked](const ReportSchedule &schedule) { asked = schedule; });
    part<QComboBox>("repeatChoice")->setCurrentIndex(2);
    QCOMPARE(part<QPushButton>("exportButton")->text(), u"Schedule"_s);
    QCOMPARE(part<QLineEdit>("fileEdit")->text(), u"/tmp"_s);
    QVERIFY(part<QComboBox>("timesChoice")->isHidden() ||
            !part<QComboBox>("timesChoice")->isVisible());
    part<QLineEdit>("scheduleName")->setText(u"a/b"_s);
    QVERIFY(!part<QPushButton>("exportButton")->isEnabled());
    part<QLineEdit>("scheduleName")->setText(u"weekly"_s);
    press("exportButton");
    QCOMPARE(m_exports, 0);
    QCOMPARE(asked.name, u"weekly"_s);
    QCOMPARE(asked.every, ReportEvery::Week);
    QCOMPARE(asked.folder, u"/tmp"_s);
    QCOMPARE(asked.request.coins.size(), 2);
}

void TestExportDialog::refusesARelativePlace()
{
    part<QLineEdit>("fileEdit")->setText(u"prices.csv"_s);
    QVERIFY(!part<QPushButton>("exportButton")->isEnabled());
    QVERIFY(!part<QPushButton>("exportButton")->toolTip().isEmpty());
}

void TestExportDialog::asksForThePlaceWhileItIsTyped()
{
    QSignalSpy asked{m_dialog, &ExportDialog::placeEntered};
    const QString typed = u"/none/prices.csv"_s;
    part<QLineEdit>("fileEdit")->setText(u"/none/p"_s);
    part<QLineEdit>("fileEdit")->setText(typed);
    QVERIFY(asked.wait());
    QCOMPARE(asked.count(), 1); // once somebody pauses
    QCOMPARE(asked.last(), (QVariantList{typed, false}));
    m_dialog->acceptPlace(u"/other.csv"_s, u"That is full."_s); // late
    QVERIFY(part<QPushButton>("exportButton")->isEnabled());
    m_dialog->acceptPlace(typed, u"There is no such folder."_s);
    QVERIFY(part<QLabel>("fileEditError")->isVisible());
    QCOMPARE(part<QLabel>("fileEditError")->text(), u"There is no such folder."_s);
    QVERIFY(!part<QPushButton>("exportButton")->isEnabled());
    part<QLineEdit>("fileEdit")->setText(u"/elsewhere/prices.csv"_s); // not looked at yet
    QVERIFY(part<QPushButton>("exportButton")->isEnabled());
    part<QComboBox>("repeatChoice")->setCurrentIndex(1);
    QCOMPARE(asked.last(), (QVariantList{u"/tmp"_s, true}));
    m_dialog->acceptPlace(u"/tmp"_s, {});
    QVERIFY(part<QPushButton>("exportButton")->isEnabled());
}

void TestExportDialog::asksAgainWhenSomebodyComesBack()
{
    QVERIFY(QTest::qWaitForWindowActive(m_dialog));
    QWidget other;
    other.show();
    other.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&other));
    QSignalSpy asked{m_dialog, &ExportDialog::placeEntered};
    m_dialog->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_dialog));
    QCOMPARE(asked.count(), 1);
}

void TestExportDialog::eachLetterStandsForOneThing()
{
    for (const int howOften : {0, 1}) {
        part<QComboBox>("repeatChoice")->setCurrentIndex(howOften);
        QCOMPARE(sharedMnemonics(*m_dialog), QStringList{});
    }
    QCOMPARE(labelsToNowhere(*m_dialog), QStringList{});
    open({exportOf(AlertLogRequest{})}); // with what was deleted
    QCOMPARE(labelsToNowhere(*m_dialog), QStringList{});
    QCOMPARE(sharedMnemonics(*m_dialog), QStringList{});
}

void TestExportDialog::offersDeletedRowsWhereThereAreAny()
{
    QVERIFY(part<QCheckBox>("deletedSwitch")->isHidden());
    open({exportOf(AlertLogRequest{})});
    QVERIFY(part<QCheckBox>("deletedSwitch")->isVisible());
    QVERIFY(part<QCheckBox>("asShownSwitch")->isHidden()); // the panel shows all
    part<QCheckBox>("deletedSwitch")->setChecked(true);
    QVERIFY(m_dialog->request().includesDeleted);
    open({{.report = Report::Positions}});
    QVERIFY(part<QComboBox>("timesChoice")->isHidden() ||
            !part<QComboBox>("timesChoice")->isVisible());
}

void TestExportDialog::fitsASmallScreen()
{
    auto *times = part<QComboBox>("timesChoice");
    times->setCurrentIndex(times->count() - 1); // from, to: the widest
    QVERIFY(part<QDateTimeEdit>("toEdit")->isVisibleTo(m_dialog));
    QTRY_VERIFY(m_dialog->minimumSizeHint().width() <= 940);
    QVERIFY(m_dialog->minimumSizeHint().height() <= 580);
}

void TestExportDialog::allHasAName()
{
    QVERIFY(namelessFocusables(*m_dialog).isEmpty());
}

void TestExportDialog::theActionAsksThePanel()
{
    QWidget panel;
    ExportAction action{m_theme, panel, [] { return QList{shownPrices()}; }};
    QCOMPARE(action.shortcut(), QKeySequence{u"Ctrl+E"_s});
    QList<ReportRequest> offered;
    connect(&action, &ExportAction::requested, this,
            [&offered](const QList<ReportRequest> &requests) { offered = requests; });
    panel.show();
    QVERIFY(QTest::qWaitForWindowActive(&panel));
    QTest::keyClick(&panel, Qt::Key_E, Qt::ControlModifier);
    QCOMPARE(offered.size(), 1);
    QCOMPARE(offered.constFirst().text, u"t"_s);
}

void TestExportDialog::panelsSpeakTheWordsOfReports()
{
    RunsPageRequest runs;
    runs.filter = RunFilter::Collected;
    runs.text = u"btc"_s;
    const ReportRequest ofRuns = exportOf(runs);
    QCOMPARE(ofRuns.only.constFirst().column, u"status"_s);
    QCOMPARE(ofRuns.only.constFirst().values, (QStringList{u"ok"_s, u"outbox"_s}));
    QCOMPARE(ofRuns.text, u"btc"_s);
    QVERIFY(ofRuns.sort->isDescending);
    AlertLogRequest log;
    log.which = AlertLogRequest::Which::Open;
    log.from = Now;
    const ReportRequest ofLog = exportOf(log);
    QCOMPARE(ofLog.only.constFirst().values, (QStringList{u"triggered"_s, u"notified"_s}));
    QCOMPARE(ofLog.fromMs.value_or(0), Now.toMSecsSinceEpoch());
}

QTEST_MAIN(TestExportDialog)
#include "tst_exportdialog.moc"
