// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectiondata.h"
#include "models/cellrole.h"
#include "models/connections/connectiontablemodel.h"
#include "models/connections/connectiontext.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestConnectionTableModel final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void knowsWhetherItWasTold();
    void shows();
    void statesHaveWordsAndShapes();
    void saysWhyItCannotBeReached();
    void keepsRowsWhenOnlyCellsChange();
    void saysProtection_data();
    void saysProtection();

private:
    [[nodiscard]] QString text(int row, int column) const
    {
        return m_model->index(row, column).data().toString();
    }
    [[nodiscard]] CellState state(int row, int column) const
    {
        return m_model->index(row, column).data(CellRole::State).value<CellState>();
    }

    std::unique_ptr<ConnectionTableModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestConnectionTableModel::init()
{
    m_tester.reset();
    m_model = std::make_unique<ConnectionTableModel>(QLocale{u"en_AU"_s});
    m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestConnectionTableModel::knowsWhetherItWasTold()
{
    QVERIFY(!m_model->hasAnswer());
    m_model->setConnections({});
    QVERIFY(m_model->hasAnswer());
}

void TestConnectionTableModel::shows()
{
    m_model->setConnections(sampleConnections());
    QCOMPARE(m_model->rowCount(), 4);
    QCOMPARE(m_model->rowOf(u"lab"_s), 2);
    QCOMPARE(m_model->rowOf(u"other"_s), -1);
    QCOMPARE(text(1, ConnectionTableModel::EngineColumn), u"PostgreSQL 15.8"_s);
    QCOMPARE(text(3, ConnectionTableModel::EngineColumn), u"PostgreSQL"_s); // never reached
    QCOMPARE(text(1, ConnectionTableModel::PoolColumn), u"3 open, 1 busy"_s);
    QCOMPARE(text(0, ConnectionTableModel::PoolColumn), u"–"_s);
    QCOMPARE(text(2, ConnectionTableModel::AccessColumn), u"Read-only"_s);
    QCOMPARE(text(1, ConnectionTableModel::AccessColumn), u"Writable"_s);
    QCOMPARE(m_model->index(1, ConnectionTableModel::NameColumn).data(CellRole::LineColour).toInt(),
             3);
}

void TestConnectionTableModel::statesHaveWordsAndShapes()
{
    m_model->setConnections(sampleConnections());
    constexpr int column = ConnectionTableModel::StateColumn;
    QCOMPARE(text(0, column), u"In use"_s);
    QCOMPARE(state(0, column), CellState::Ok);
    QCOMPARE(text(1, column), u"Reachable"_s);
    QCOMPARE(state(1, column), CellState::Adopted);
    QCOMPARE(text(3, column), u"Not reachable"_s);
    QCOMPARE(state(3, column), CellState::Failed);
    QList<ConnectionRow> rows = sampleConnections();
    rows[0].state = ConnectionRow::State::Unreachable;
    rows[1].state = ConnectionRow::State::Trying;
    rows[2].state = ConnectionRow::State::NotTried;
    rows[1].asksToWrite = true;
    rows[2].asksToWrite = true; // it only reads anyway
    m_model->setConnections(rows);
    QCOMPARE(text(1, ConnectionTableModel::AccessColumn), u"Asks first"_s);
    QCOMPARE(text(2, ConnectionTableModel::AccessColumn), u"Read-only"_s);
    QCOMPARE(text(0, column), u"In use, not reachable"_s);
    QCOMPARE(text(1, column), u"Trying…"_s);
    QCOMPARE(text(2, column), u"Not tried"_s);
    QCOMPARE(state(2, ConnectionTableModel::AccessColumn), CellState::ReadOnly);
}

void TestConnectionTableModel::saysWhyItCannotBeReached()
{
    m_model->setConnections(sampleConnections());
    QCOMPARE(m_model->index(3, ConnectionTableModel::StateColumn).data(Qt::ToolTipRole).toString(),
             u"No database server answers at attic."_s);
    QVERIFY(!m_model->index(2, ConnectionTableModel::ProtectionColumn)
                     .data(Qt::ToolTipRole)
                     .toString()
                     .isEmpty());
}

void TestConnectionTableModel::keepsRowsWhenOnlyCellsChange()
{
    m_model->setConnections(sampleConnections());
    QSignalSpy reset{m_model.get(), &QAbstractItemModel::modelReset};
    QList<ConnectionRow> rows = sampleConnections();
    rows[1].poolBusy = 2;
    m_model->setConnections(rows);
    QCOMPARE(reset.count(), 0);
    QCOMPARE(text(1, ConnectionTableModel::PoolColumn), u"3 open, 2 busy"_s);
    const QModelIndex pool = m_model->index(1, ConnectionTableModel::PoolColumn);
    QCOMPARE(pool.data(Qt::ToolTipRole).toString(), u"3 open, 2 busy, 20 at most"_s);
    rows[1].poolWaiting = 4;
    rows[1].poolReplaced = 1;
    m_model->setConnections(rows);
    QCOMPARE(pool.data(Qt::ToolTipRole).toString(),
             u"3 open, 2 busy, 20 at most; 4 wait; 1 replaced after a break"_s);
    QCOMPARE(text(1, ConnectionTableModel::ProtectionColumn), u"TLS 1.3, verified"_s);
}

void TestConnectionTableModel::saysProtection_data()
{
    QTest::addColumn<int>("protection");
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("words");
    QTest::addColumn<CellState>("shape");

    using Protection = ConnectionRow::Protection;
    QTest::newRow("verified") << int(Protection::Verified) << u"TLS 1.3"_s
                              << u"TLS 1.3, certificate verified"_s << CellState::Protected;
    QTest::newRow("unchecked") << int(Protection::Unchecked) << u"TLS 1.2"_s
                               << u"TLS 1.2, certificate not checked"_s << CellState::Warning;
    QTest::newRow("version unknown") << int(Protection::Verified) << QString{}
                                     << u"TLS, certificate verified"_s << CellState::Protected;
    QTest::newRow("none") << int(Protection::None) << QString{} << u"Not protected"_s
                          << CellState::Exposed;
    QTest::newRow("file") << int(Protection::NotNeeded) << QString{} << u"On this computer"_s
                          << CellState::None;
    QTest::newRow("not known") << int(Protection::NotKnown) << QString{} << u"–"_s
                               << CellState::None;
}

void TestConnectionTableModel::saysProtection()
{
    QFETCH(const int, protection);
    QFETCH(const QString, version);
    QFETCH(const QString, words);
    QFETCH(const CellState, shape);

    ConnectionRow row;
    row.protection = ConnectionRow::Protection(protection);
    row.tlsVersion = version;
    QCOMPARE(protectionText(row), words);
    QCOMPARE(protectionState(row), shape);
}

QTEST_GUILESS_MAIN(TestConnectionTableModel)
#include "tst_connectiontablemodel.moc"
