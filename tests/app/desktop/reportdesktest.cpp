// SPDX-License-Identifier: GPL-3.0-or-later
#include "reportdesktest.h"

#include "tests/support/migrateddatabase.h"
#include "tests/support/verifyresult.h"

#include <QLineEdit>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

void ReportDeskTest::begin()
{
    m_folder = std::make_unique<QTemporaryDir>();
    const ConnectionSpec spec = ConnectionSpec::file(place(u"market.db"_s));
    {
        const auto connection = openOrFail(spec);
        VERIFY_RESULT(migrate(*connection, MigrationSet::shipped(Engine::Sqlite)->head()));
        VERIFY_RESULT(connection->execute(
                u"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT %1) "
                "INSERT INTO price_data_5min (coin_type, bid, ask, last, timestamp, created_at) "
                "SELECT 'btc', '1.00000000', '1.00000000', '1.00000000', i * 300000, 0 FROM n"_s
                        .arg(ReportedQuotes)));
    }
    m_store = std::make_unique<QSettings>(place(u"settings.ini"_s), QSettings::IniFormat);
    m_store->setValue(u"export/folder"_s, m_folder->path());
    m_tasks = std::make_unique<TaskModel>([this] { return m_now; });
    m_window = std::make_unique<QWidget>();
    m_window->show();
    openDesk(spec);
}

void ReportDeskTest::openDesk(const ConnectionSpec &database)
{
    m_desk = std::make_unique<ReportDesk>(database, place(u"data"_s), *m_store, *m_tasks, m_theme,
                                          [this] { return m_now; });
    m_told.clear();
    m_failures.clear();
    m_problem.clear();
    connect(m_desk.get(), &ReportDesk::told, this,
            [this](const QString &message, const ReportDesk::Undo &undo) {
                m_told.append(message);
                m_undo = undo;
            });
    connect(m_desk.get(), &ReportDesk::failed, this,
            [this](const QString &headline, const Error &error) {
                m_failures.append(error);
                m_problem = {headline};
            });
    connect(m_desk.get(), &ReportDesk::solved, this, [this] { m_problem.clear(); });
    m_desk->start();
}

void ReportDeskTest::end()
{
    m_window.reset();
    m_desk.reset();
}

ExportDialog *ReportDeskTest::opened(Report report)
{
    m_desk->open({{.report = report}}, *m_window);
    return m_window->findChildren<ExportDialog *>().constLast();
}

void ReportDeskTest::enter(ExportDialog &dialog, const QString &path)
{
    dialog.findChild<QLineEdit *>(u"fileEdit"_s)->setText(path);
    auto *button = dialog.findChild<QPushButton *>(u"exportButton"_s);
    // What stood there before may have been no place for a file.
    QVERIFY(QTest::qWaitFor([button] { return button->isEnabled(); }));
    QTest::mouseClick(button, Qt::LeftButton);
}

void ReportDeskTest::exportTo(const QString &path, Report report)
{
    enter(*opened(report), path);
}
