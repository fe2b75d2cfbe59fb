// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tuning/findingtablemodel.h"
#include "tuningdata.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

// What the index lab lists of a database's indexes.
class TestFindingTableModel final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void isEmptyBeforeTheAnswer();
    void listsWhatWasFound();
    void saysWhatWasMeasured();
    void namesWhatIsMissingByItsColumns();
    void saysWhatIsNotKnownBesideTheTable();
    void numbersFollowTheLocale();
    void headings();
    void marksCells();
    void putsChangesFirst();
    void keepsAFindingInItsTrialInOneRow();
    void warnsWhenStatementsAreWorse();
    void saysPhases_data();
    void saysPhases();
    void saysKinds_data();
    void saysKinds();
    void saysWhatTheWatchSaw();
    void acceptsTheNextState();

private:
    void make(const QString &locale)
    {
        m_tester.reset();
        m_model = std::make_unique<FindingTableModel>(QLocale{locale});
        m_tester = std::make_unique<QAbstractItemModelTester>(
                m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    [[nodiscard]] QString text(int row, int column) const
    {
        return m_model->index(row, column).data().toString();
    }
    [[nodiscard]] CellState state(int row, int column) const
    {
        return m_model->index(row, column).data(CellRole::State).value<CellState>();
    }

    std::unique_ptr<FindingTableModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestFindingTableModel::init()
{
    make(u"en_AU"_s);
}

void TestFindingTableModel::isEmptyBeforeTheAnswer()
{
    QVERIFY(!m_model->hasAnswer());
    QCOMPARE(m_model->rowCount(), 0);
    QCOMPARE(m_model->rowOf(u"covered/market_data/ix_time"_s), -1);
    QCOMPARE(m_model->unknown(), QString{});
    QSignalSpy accepted{m_model.get(), &FindingTableModel::stateAccepted};
    m_model->acceptState({});
    QVERIFY(m_model->hasAnswer()); // nothing to say is an answer
    QCOMPARE(m_model->rowCount(), 0);
    QCOMPARE(accepted.count(), 1);
}

void TestFindingTableModel::listsWhatWasFound()
{
    m_model->acceptState(tuningState());
    QCOMPARE(m_model->rowCount(), 2);
    QCOMPARE(m_model->rowOf(openFinding().id()), 1);
    QCOMPARE(text(0, FindingTableModel::VerdictColumn), u"Covered"_s);
    QCOMPARE(text(0, FindingTableModel::TableColumn), u"market_data"_s);
    QCOMPARE(text(0, FindingTableModel::IndexColumn), u"ix_time"_s);
    QCOMPARE(text(0, FindingTableModel::WhyColumn), coveredFinding().reason);
    QCOMPARE(text(0, FindingTableModel::CostColumn), u"3.10 (2.90–3.30)"_s);
    QCOMPARE(text(0, FindingTableModel::SizeColumn), u"22 MB"_s);
    QCOMPARE(text(0, FindingTableModel::StateColumn), u"Not done"_s);
    QCOMPARE(text(1, FindingTableModel::VerdictColumn), u"Measure"_s);
    QCOMPARE(text(1, FindingTableModel::CostColumn), u"–"_s); // nobody measured it
    QCOMPARE(text(1, FindingTableModel::SizeColumn), u"–"_s);
    QVERIFY(m_model->row(0).isFound);
    for (int column = 0; column < m_model->columnCount(); ++column) {
        QCOMPARE(m_model->index(0, column).data(Qt::ToolTipRole).toString(), text(0, column));
        QCOMPARE(m_model->index(0, column).data(Qt::AccessibleTextRole).toString(),
                 text(0, column));
    }
}

void TestFindingTableModel::saysWhatWasMeasured()
{
    IndexFinding measured = openFinding();
    measured.cost = InsertCost{3.1, 2.9, 3.3, {}};
    IndexFinding slower = measured;
    slower.index = u"ix_slower"_s;
    slower.slowsDown = {u"ticks.newest"_s};
    IndexFinding dear = measured;
    dear.index = u"ix_dear"_s;
    dear.isNotWorthIt = true;
    m_model->acceptState({{measured, slower, dear}, 3, {}, {}, false});
    QCOMPARE(text(0, FindingTableModel::VerdictColumn), u"Measured"_s);
    QCOMPARE(text(1, FindingTableModel::VerdictColumn), u"Slows statements"_s);
    QCOMPARE(text(2, FindingTableModel::VerdictColumn), u"Not worth it"_s);
}

void TestFindingTableModel::namesWhatIsMissingByItsColumns()
{
    IndexFinding missing{IndexFinding::Kind::Missing, u"M1"_s, u"assets"_s, {}, {}};
    missing.columns = u"exchange, symbol DESC"_s;
    m_model->acceptState({{missing}, 12, {}, {}, false});
    QCOMPARE(text(0, FindingTableModel::IndexColumn), u"(exchange, symbol DESC)"_s);
    QCOMPARE(m_model->rowOf(u"missing/assets/exchange+symbol-DESC"_s), 0);
}

void TestFindingTableModel::saysWhatIsNotKnownBesideTheTable()
{
    IndexFinding other = unknownFinding();
    other.reason = u"Nor does this one."_s;
    m_model->acceptState({{unknownFinding(), openFinding(), other}, 12, {}, {}, false});
    QCOMPARE(m_model->rowCount(), 1);
    QCOMPARE(m_model->unknown(), u"SQLite does not count. Nor does this one."_s);
}

void TestFindingTableModel::numbersFollowTheLocale()
{
    make(u"de_DE"_s);
    IndexFinding gain = coveredFinding();
    gain.index = u"ix_other"_s;
    gain.cost = InsertCost{-0.25, -0.5, 1.5, {}};
    m_model->acceptState({{coveredFinding(), gain}, 12, {}, {}, false});
    QCOMPARE(text(0, FindingTableModel::CostColumn), u"3,10 (2,90–3,30)"_s);
    QCOMPARE(text(0, FindingTableModel::SizeColumn), u"22 MB"_s);
    QCOMPARE(text(1, FindingTableModel::CostColumn), u"−0,25 (−0,50–1,50)"_s);
    gain.cost->isNoisy = true;
    m_model->acceptState({{gain}, 12, {}, {}, false});
    QCOMPARE(text(0, FindingTableModel::CostColumn), u"−0,25 (−0,50–1,50), noisy"_s);
    m_model->acceptState({{}, 0, {}, {droppedIndex(IndexChange::Phase::Watched)}, false});
    QCOMPARE(text(0, FindingTableModel::StateColumn), u"Watched until 27.11.26"_s);
}

void TestFindingTableModel::headings()
{
    QStringList headings;
    for (int column = 0; column < m_model->columnCount(); ++column) {
        headings.append(m_model->headerData(column, Qt::Horizontal).toString());
        const bool isNumber =
                column == FindingTableModel::CostColumn || column == FindingTableModel::SizeColumn;
        const auto alignment =
                m_model->headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt();
        QCOMPARE(alignment, int((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    QCOMPARE(headings, (QStringList{u"Verdict"_s, u"Table"_s, u"Index"_s, u"Why"_s,
                                    u"Insert cost, µs per row"_s, u"Size"_s, u"State"_s}));
    QVERIFY(!m_model->headerData(0, Qt::Vertical).isValid());
    m_model->acceptState(tuningState());
    QCOMPARE(m_model->index(0, FindingTableModel::SizeColumn).data(Qt::TextAlignmentRole).toInt(),
             int(Qt::AlignRight | Qt::AlignVCenter));
}

void TestFindingTableModel::marksCells()
{
    m_model->acceptState(tuningState());
    QCOMPARE(state(0, FindingTableModel::VerdictColumn), CellState::Ok);
    QCOMPARE(state(1, FindingTableModel::VerdictColumn), CellState::Pending);
    QVERIFY(!m_model->index(0, FindingTableModel::StateColumn).data(CellRole::State).isValid());
    const auto tone = [&](int column) {
        return m_model->index(0, column).data(CellRole::Tone).value<CellTone>();
    };
    QCOMPARE(tone(FindingTableModel::WhyColumn), CellTone::Quiet);
    QCOMPARE(tone(FindingTableModel::IndexColumn), CellTone::Strong);
}

// Of a change whose finding is gone, because the index is: what was found and done.
void TestFindingTableModel::putsChangesFirst()
{
    m_model->acceptState({{openFinding()},
                          11,
                          {},
                          {droppedIndex(IndexChange::Phase::Watched),
                           droppedIndex(IndexChange::Phase::Reverted)},
                          false});
    QCOMPARE(m_model->rowCount(), 2); // what was taken back is over
    const FindingRow &row = m_model->row(0);
    QVERIFY(row.change && !row.isFound);
    QCOMPARE(row.id(), coveredFinding().id());
    QCOMPARE(row.finding.kind, IndexFinding::Kind::Covered);
    QCOMPARE(row.finding.upSql, u"DROP INDEX ix_time;"_s);
    QCOMPARE(text(0, FindingTableModel::WhyColumn), coveredFinding().reason);
    QCOMPARE(text(0, FindingTableModel::StateColumn), u"Watched until 27/11/26"_s);
    QCOMPARE(state(0, FindingTableModel::StateColumn), CellState::Ok);
    QCOMPARE(text(1, FindingTableModel::StateColumn), u"Not done"_s);
}

void TestFindingTableModel::keepsAFindingInItsTrialInOneRow()
{
    TuningState state = tuningState();
    state.changes = {droppedIndex(IndexChange::Phase::Trial)};
    m_model->acceptState(state);
    QCOMPARE(m_model->rowCount(), 2);
    QVERIFY(m_model->row(0).isFound);
    QCOMPARE(text(0, FindingTableModel::StateColumn), u"In its trial"_s);
    QCOMPARE(text(0, FindingTableModel::CostColumn), u"3.10 (2.90–3.30)"_s); // of the finding

    // What was measured since made an open question of it.
    state.findings.first().kind = IndexFinding::Kind::Measure;
    m_model->acceptState(state);
    QCOMPARE(m_model->rowCount(), 2);
    QCOMPARE(text(0, FindingTableModel::StateColumn), u"In its trial"_s);
    QCOMPARE(text(1, FindingTableModel::IndexColumn), openFinding().index);
}

void TestFindingTableModel::warnsWhenStatementsAreWorse()
{
    WatchedChange watched = droppedIndex(IndexChange::Phase::Closed);
    watched.watch.worse = {{u"1"_s, {}, u"SELECT 1"_s, 0, 0, false, true}};
    m_model->acceptState({{}, 11, {}, {watched}, false});
    QVERIFY(m_model->row(0).isWorse());
    QCOMPARE(text(0, FindingTableModel::StateColumn), u"Statements are worse"_s);
    QCOMPARE(state(0, FindingTableModel::StateColumn), CellState::Warning);
}

void TestFindingTableModel::saysPhases_data()
{
    QTest::addColumn<IndexChange::Phase>("phase");
    QTest::addColumn<QString>("said");

    using Phase = IndexChange::Phase;
    QTest::newRow("trial") << Phase::Trial << u"In its trial"_s;
    QTest::newRow("closed") << Phase::Closed << u"Done"_s;
    QTest::newRow("reverted") << Phase::Reverted << u"Taken back"_s;
    QTest::newRow("failed") << Phase::Failed << u"Failed, nothing changed"_s;
    QTest::newRow("overtaken") << Phase::Overtaken
                               << u"No longer so: somebody else changed the index"_s;
    QTest::newRow("aside") << Phase::Aside << u"Set aside by a migration"_s;
    QTest::newRow("applying") << Phase::Applying << u"Under way in another program"_s;
    QTest::newRow("reverting") << Phase::Reverting << u"Under way in another program"_s;
}

void TestFindingTableModel::saysPhases()
{
    QFETCH(const IndexChange::Phase, phase);
    QFETCH(const QString, said);

    QCOMPARE(changePhaseText(droppedIndex(phase).change, QLocale{u"en_AU"_s}), said);
}

void TestFindingTableModel::saysKinds_data()
{
    QTest::addColumn<IndexFinding::Kind>("kind");
    QTest::addColumn<QString>("said");
    QTest::addColumn<CellState>("state");

    using Kind = IndexFinding::Kind;
    QTest::newRow("identical") << Kind::Identical << u"Identical"_s << CellState::Ok;
    QTest::newRow("covered") << Kind::Covered << u"Covered"_s << CellState::Ok;
    QTest::newRow("unused") << Kind::Unused << u"Unused"_s << CellState::Partial;
    QTest::newRow("missing") << Kind::Missing << u"Missing"_s << CellState::Warning;
    QTest::newRow("measure") << Kind::Measure << u"Measure"_s << CellState::Pending;
    QTest::newRow("info") << Kind::Info << u"Information"_s << CellState::Working;
}

void TestFindingTableModel::saysKinds()
{
    QFETCH(const IndexFinding::Kind, kind);
    QFETCH(const QString, said);
    QFETCH(const CellState, state);

    IndexFinding finding = openFinding();
    finding.kind = kind;
    m_model->acceptState({{finding}, 12, {}, {}, false});
    QCOMPARE(text(0, FindingTableModel::VerdictColumn), said);
    QCOMPARE(this->state(0, FindingTableModel::VerdictColumn), state);
}

void TestFindingTableModel::saysWhatTheWatchSaw()
{
    const QLocale locale{u"de_DE"_s};
    WatchedChange watched = droppedIndex(IndexChange::Phase::Watched);
    QCOMPARE(watchText(watched, locale), u"No statement of this table is recorded since."_s);
    watched.watch.statements = 1200;
    watched.watch.seenSince = 3;
    QCOMPARE(watchText(watched, locale),
             u"3 of 1200 recorded statement(s) ran since; none is worse."_s);
    ComparedStatement slower{u"2"_s, {}, u"SELECT  a\nFROM t"_s};
    slower.p95BeforeUs = 1500;
    slower.p95AfterUs = 2'500'000;
    watched.watch.worse = {{u"1"_s, {}, u"SELECT "_s + QString(200, u'x'), 0, 0, false, true},
                           slower};
    ComparedStatement quicker{u"3"_s, {}, u"SELECT b"_s};
    quicker.p95BeforeUs = 9000;
    quicker.p95AfterUs = 1000;
    watched.watch.better = {{u"4"_s, {}, u"SELECT c"_s, 0, 0, true, false}, quicker};
    const QStringList lines = watchText(watched, locale).split(u'\n');
    QCOMPARE(lines.size(), 4);
    QVERIFY2(lines[0].startsWith(u"Reads the whole table now: SELECT xx"_s), qPrintable(lines[0]));
    QVERIFY(lines[0].endsWith(u"x…"_s) && lines[0].size() < 160);
    QCOMPARE(lines[1], u"Slower, 1,5 ms before and 2.500,0 ms now: SELECT a FROM t"_s);
    QCOMPARE(lines[2], u"Reads the whole table no more: SELECT c"_s);
    QCOMPARE(lines[3], u"Faster, 9,0 ms before and 1,0 ms now: SELECT b"_s);
}

void TestFindingTableModel::acceptsTheNextState()
{
    QSignalSpy reset{m_model.get(), &FindingTableModel::modelReset};
    m_model->acceptState(tuningState());
    m_model->acceptState({{openFinding()}, 11, {}, {}, true});
    QCOMPARE(m_model->rowCount(), 1);
    QCOMPARE(m_model->rowOf(coveredFinding().id()), -1);
    QVERIFY(m_model->state().canTry);
    QCOMPARE(reset.count(), 2);
}

QTEST_GUILESS_MAIN(TestFindingTableModel)
#include "tst_findingtablemodel.moc"
