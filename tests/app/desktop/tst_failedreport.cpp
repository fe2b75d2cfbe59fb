// SPDX-License-Identifier: GPL-3.0-or-later
#include "reportdesktest.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>

#include <sys/stat.h>

using namespace Qt::Literals::StringLiterals;

// What was entered in vain, until something comes of it.
class TestFailedReport : public ReportDeskTest
{
    Q_OBJECT

private slots:
    void init() { begin(); }
    void cleanup() { end(); }
    void saysWhatWentWrong();
    void whatWasEnteredInVainIsThereAgain();
    void isAnotherDialogWhileTheRetryRuns();
    void isAnotherDialogWhileTheScheduleIsKept();
    void isNotTakenFromWhoFillsItIn();
    void outlivesItsWindow();

private:
    // One that was opened again after it failed.
    [[nodiscard]] ExportDialog *reopened();
    // What is written to it goes on until it is read.
    [[nodiscard]] QString makePipe() const;
};

ExportDialog *TestFailedReport::reopened()
{
    exportTo(place(u"gone/prices.csv"_s));
    if (!QTest::qWaitFor([this] { return m_failures.size() == 1; }))
        qFatal("nothing failed");
    return opened();
}

QString TestFailedReport::makePipe() const
{
    QString path = place(u"pipe"_s);
    if (::mkfifo(QFile::encodeName(path).constData(), 0600) != 0)
        qFatal("no pipe");
    return path;
}

void TestFailedReport::saysWhatWentWrong()
{
    exportTo(place(u"gone/prices.csv"_s));
    QTRY_COMPARE(m_failures.size(), 1);
    QCOMPARE(m_failures.constFirst().kind, Error::Kind::NotFound);
    QCOMPARE(task(0, TaskModel::StateRole).value<TaskModel::State>(), TaskModel::State::Failed);
    QVERIFY(task(0, TaskModel::SummaryRole).toString().contains(u"gone"_s));
}

void TestFailedReport::whatWasEnteredInVainIsThereAgain()
{
    ExportDialog *dialog = opened(Report::Prices);
    auto *preset = dialog->findChild<QComboBox *>(u"presetChoice"_s);
    preset->setCurrentIndex(preset->findData(u"spreadsheet"_s));
    dialog->findChild<QCheckBox *>(u"deletedSwitch"_s)->setChecked(true);
    dialog->findChild<QLineEdit *>(u"fileEdit"_s)->setText(place(u"gone/mine.csv"_s));
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"exportButton"_s), Qt::LeftButton);
    QTRY_COMPARE(m_failures.size(), 1);

    // Another report is another question.
    ExportDialog *other = opened(Report::Runs);
    QVERIFY(other != dialog);
    other->reject();
    QTRY_COMPARE(m_window->findChildren<ExportDialog *>().size(), 1);

    QVERIFY(QDir{m_folder->path()}.mkdir(u"gone"_s));
    dialog = opened(Report::Prices);
    QVERIFY(dialog->isVisible());
    QCOMPARE(dialog->findChild<QLineEdit *>(u"fileEdit"_s)->text(), place(u"gone/mine.csv"_s));
    QCOMPARE(dialog->findChild<QComboBox *>(u"presetChoice"_s)->currentData().toString(),
             u"spreadsheet"_s);
    QVERIFY(dialog->findChild<QCheckBox *>(u"deletedSwitch"_s)->isChecked());
    enter(*dialog, place(u"gone/mine.csv"_s));
    QTRY_COMPARE(m_told.size(), 1);
    QVERIFY(QFile::exists(place(u"gone/mine.csv"_s)));
    // It was written: the next one begins anew.
    QTRY_VERIFY(m_window->findChildren<ExportDialog *>().isEmpty());
    QVERIFY(!opened(Report::Prices)->findChild<QCheckBox *>(u"deletedSwitch"_s)->isChecked());
}

void TestFailedReport::isAnotherDialogWhileTheRetryRuns()
{
    const QPointer<ExportDialog> first = reopened();
    const QString pipe = makePipe();
    enter(*first, pipe);
    const QPointer<ExportDialog> second = opened();
    QVERIFY(second != first);
    QFile reader{pipe};
    QVERIFY(reader.open(QIODevice::ReadOnly));
    QCOMPARE(reader.readAll().count('\n'), ReportedQuotes + 1);
    QTRY_VERIFY(!first);
    QVERIFY(second->isVisible());
    enter(*second, place(u"prices.csv"_s));
    QTRY_COMPARE(m_told.size(), 2);
    QTRY_VERIFY(!second);
    QCOMPARE(m_tasks->running(), 0);
}

void TestFailedReport::isAnotherDialogWhileTheScheduleIsKept()
{
    const QPointer<ExportDialog> first = reopened();
    first->findChild<QComboBox *>(u"repeatChoice"_s)->setCurrentIndex(1);
    enter(*first, m_folder->path());
    const QPointer<ExportDialog> second = opened();
    QVERIFY(second != first);
    QTRY_VERIFY(!first);
    QVERIFY(second->isVisible());
}

void TestFailedReport::isNotTakenFromWhoFillsItIn()
{
    exportTo(place(u"gone/prices.csv"_s));
    QTRY_COMPARE(m_failures.size(), 1);
    exportTo(place(u"gone/runs.csv"_s), Report::Runs);
    m_desk->open({{.report = Report::Prices}}, *m_window);
    const QPointer<ExportDialog> filled = m_window->findChildren<ExportDialog *>().constFirst();
    QVERIFY(filled->isVisible());
    QTRY_COMPARE(m_failures.size(), 2);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(filled && filled->isVisible());
}

void TestFailedReport::outlivesItsWindow()
{
    QTest::failOnWarning(QRegularExpression{u"null receiver"_s});
    const QString pipe = makePipe();
    exportTo(pipe);
    m_window.reset();
    QFile reader{pipe};
    QVERIFY(reader.open(QIODevice::ReadOnly));
    QCOMPARE(reader.readAll().count('\n'), ReportedQuotes + 1);
    QTRY_COMPARE(m_told.size(), 1);
}

QTEST_MAIN(TestFailedReport)
#include "tst_failedreport.moc"
