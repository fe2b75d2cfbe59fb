// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/schema/inspection.h"
#include "db/tuning/indexadvisor.h"
#include "db/tuning/indexreader.h"
#include "tests/db/tuning/indexvectors.h"
#include "tests/support/engines.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/verifyresult.h"

using namespace Qt::Literals::StringLiterals;

// What the readers tell the rules, on the real engines.
class TestIndexReaders final : public QObject
{
    Q_OBJECT

private slots:
    void vectors_data();
    void vectors();
};

namespace {

class Made final
{
public:
    explicit Made(Engine engine, const QStringList &statements = {})
        : m_database{engine}
        , m_connection{openOrFail(m_database.spec())}
    {
        run(statements);
    }
    void run(const QStringList &statements) const
    {
        for (const QString &statement : statements) {
            const Result<> done = m_connection->execute(statement);
            if (!done)
                qFatal("'%s' failed: %s", qPrintable(statement), qPrintable(done.error().detail));
        }
    }
    [[nodiscard]] const Connection &connection() const { return *m_connection; }
    // Of the table p.
    [[nodiscard]] std::optional<IndexDef> index(const QString &name) const
    {
        const QList<TableDef> tables = readIndexes(*m_connection).value();
        for (const TableDef &table : tables) {
            if (const IndexDef *found = table.name == u"p" ? table.find(name) : nullptr)
                return *found;
        }
        return {};
    }

private:
    TestDatabase m_database;
    std::unique_ptr<Connection> m_connection;
};

} // namespace

void TestIndexReaders::vectors_data()
{
    QTest::addColumn<Engine>("engine");
    QTest::addColumn<IndexVector>("vector");
    for (const IndexVector &vector : indexVectors()) {
        for (const Engine engine : vector.engines)
            QTest::newRow(qPrintable(engineName(engine) + u": "_s + vector.name))
                    << engine << vector;
    }
}

void TestIndexReaders::vectors()
{
    QFETCH(const Engine, engine);
    QFETCH(const IndexVector, vector);
    const QString first = QLatin1StringView{FirstName};
    const Made made{engine, tableSql(engine, vector.hasForeignKey)};
    const QString firstSql = indexSqlOf(engine, first, vector.first);
    if (vector.first.startsWith("invalid"_L1)) {
        made.run({u"INSERT INTO p (id, sym, ts) VALUES (1, 'a', 1), (2, 'a', 2)"_s});
        QVERIFY(!made.connection().execute(firstSql)); // two rows alike: half an index stays
    } else {
        made.run({firstSql});
    }
    made.run({indexSqlOf(engine, QLatin1StringView{SecondName}, vector.second)});

    AdvisorInput input;
    for (const QString &text : vector.statements)
        input.statements.append({text, text, {}});
    const Result<IndexReport> report = adviseOnIndexes(made.connection(), input);
    VERIFY_RESULT(report);
    const auto found = std::ranges::find_if(report->findings, [&](const IndexFinding &finding) {
        return finding.table == u"p" && finding.index == first;
    });
    QCOMPARE(found == report->findings.cend() ? u"keep"_s : findingKindName(found->kind),
             vector.verdict);
    if (found == report->findings.cend() || !found->isProposal())
        return;
    // Done and undone, it is the same index again.
    const QString before = inspectSchema(made.connection())->fingerprint();
    const std::optional<IndexDef> index = made.index(first);
    QVERIFY(index);
    made.run({found->upSql.chopped(1)});
    QVERIFY(!made.index(first));
    made.run({found->downSql.chopped(1)});
    QCOMPARE(inspectSchema(made.connection())->fingerprint(), before);
    const std::optional<IndexDef> again = made.index(first);
    QVERIFY(again);
    QVERIFY(again->keys == index->keys);
    QCOMPARE(again->createSql, index->createSql);
}

QTEST_GUILESS_MAIN(TestIndexReaders)
#include "tst_indexreaders.moc"
