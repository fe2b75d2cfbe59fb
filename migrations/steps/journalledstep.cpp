// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/steps/journalledstep.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

// Names of tables among them.
QSet<QString> wordsIn(const QString &sql)
{
    static const QRegularExpression word{u"\\w+"_s};
    QSet<QString> words;
    QRegularExpressionMatchIterator matches = word.globalMatch(sql);
    while (matches.hasNext())
        words.insert(matches.next().captured());
    return words;
}

} // namespace

bool JournalledStep::goesOn(MigrationProgress::Phase phase, int statement) const
{
    return !m_step.progress || m_step.progress({m_step.migration.version, m_step.direction, phase,
                                                statement, int(m_statements.size())});
}

int JournalledStep::firstTrailingDrop() const
{
    int first = int(m_statements.size());
    while (first > 0 && m_statements[first - 1].kind == SqlStatement::Kind::DropTable)
        --first;
    // A step down that drops all it made has nothing to be proven before.
    return first;
}

// Other programs may make tables of their own meanwhile, which says nothing about this statement.
Result<QString> JournalledStep::fingerprint(const SqlStatement &statement) const
{
    const QSet<QString> words = wordsIn(statement.sql + u' ' + undoOf(statement));
    return inspectSchema(m_step.connection).transform([&](Schema schema) {
        schema.objects.removeIf(
                [&](const SchemaObject &object) { return !words.contains(object.table); });
        return schema.fingerprint();
    });
}

Result<> JournalledStep::checkMade() const
{
    if (!m_step.isExact)
        return {};
    QSet<QString> words;
    for (const SqlStatement &statement : m_statements)
        words.unite(wordsIn(statement.sql));
    const Result<Schema> live = inspectSchema(m_step.connection);
    if (!live)
        return fail(live.error());
    for (const SchemaObject &object : m_step.to.objects) {
        if (!words.contains(object.table))
            continue;
        // By its table as well: what was replaced has indexes of the same names.
        const auto found = std::ranges::find_if(live->objects, [&](const SchemaObject &other) {
            return other.kind == object.kind && other.name == object.name &&
                   other.table == object.table;
        });
        const QStringList facts =
                found != live->objects.cend() ? found->definition.split(u'\n') : QStringList{};
        const QStringList wanted = object.definition.split(u'\n');
        for (const QString &fact : wanted) { // there may be more, made by hand
            if (!facts.contains(fact))
                return fail(Error::Kind::Database,
                            u"%1 is not what migration %2 makes of it: \"%3\" is missing"_s
                                    .arg(object.name)
                                    .arg(m_step.migration.version)
                                    .arg(fact),
                            object.table);
        }
    }
    return {};
}

Result<> JournalledStep::checkReplaced(const StepProof &proof) const
{
    static const QRegularExpression replaced{u"^DROP TABLE old_(\\w+)"_s};

    for (qsizetype index = firstTrailingDrop(); index < m_statements.size(); ++index) {
        const QString table = replaced.match(m_statements[index].sql).captured(1);
        if (table.isEmpty())
            continue;
        const Result<bool> isSame =
                proof.isUnchanged(m_step.connection, table, u"old_"_s + table, [this] {
                    return goesOn(MigrationProgress::Phase::Verifying, 0);
                });
        if (!isSame)
            return fail(isSame.error());
        if (!*isSame)
            return fail(Error::Kind::Refused,
                        tr("Another program wrote into the table %1 while it was made anew. Stop "
                           "that program, then try again; nothing was changed.")
                                .arg(table),
                        m_step.migration.name);
    }
    return {};
}

// Rows are taken back with the table that was made for them; changed in place they are lost.
Result<> JournalledStep::checkTakenBack() const
{
    static const QRegularExpression create{u"^CREATE TABLE (\\w+)"_s};
    static const QRegularExpression change{u"^(?:INSERT INTO|UPDATE|DELETE FROM) (\\w+)"_s};

    QStringList made;
    for (const SqlStatement &statement : m_statements) {
        if (const auto match = create.match(statement.sql); match.hasMatch())
            made.append(match.captured(1));
        if (statement.kind == SqlStatement::Kind::Data && statement.undo.isEmpty() &&
            !made.contains(change.match(statement.sql).captured(1)))
            return fail(Error::Kind::Refused,
                        tr("Migration %1 changes rows in place, which could not be taken back on "
                           "this engine. Nothing was changed.")
                                .arg(m_step.migration.version),
                        m_step.migration.name);
    }
    return {};
}

Result<StepOutcome> JournalledStep::run()
{
    if (const Result<> takenBack = checkTakenBack(); !takenBack)
        return fail(takenBack.error());
    const Result<StepProof> proof = checkBefore(m_step);
    if (!proof)
        return fail(proof.error());
    const Result<> started = m_history.recordEvent(u"start"_s, m_step.migration, proof->toJson());
    if (!started)
        return fail(started.error());
    return goOn(0, *proof);
}

Result<StepOutcome> JournalledStep::goOn(int firstStatement, const StepProof &proof)
{
    const int drops = firstTrailingDrop();
    StepOutcome outcome;
    const auto runAll = [&]() -> Result<> {
        for (int index = firstStatement; index < m_statements.size(); ++index) {
            if (index == drops) {
                if (Result<> proven = prove(proof, outcome); !proven)
                    return proven;
            }
            // What was proven is not given up any more: only drops are left.
            if (index < drops && !goesOn(MigrationProgress::Phase::Running, index))
                return fail(Error::Kind::Cancelled, {});
            if (Result<> done = runStatement(index); !done)
                return done;
        }
        return drops == m_statements.size() ? prove(proof, outcome) : Result<>{};
    };
    if (const Result<> done = runAll(); !done) {
        // A lost connection cannot take anything back; the next start goes on.
        if (done.error().kind == Error::Kind::Lost)
            return fail(done.error());
        if (const Result<> undone = takeBack(); !undone) {
            Error error = done.error();
            error.detail += u"; the step is unfinished (%1)"_s.arg(undone.error().detail);
            return fail(std::move(error));
        }
        return fail(done.error());
    }
    return outcome;
}

Result<> JournalledStep::prove(const StepProof &proof, StepOutcome &outcome) const
{
    if (!goesOn(MigrationProgress::Phase::Verifying, int(m_statements.size())))
        return fail(Error::Kind::Cancelled, {});
    if (const Result<> made = checkMade(); !made)
        return made;
    if (!m_step.isProven)
        return {};
    if (const Result<> kept = checkReplaced(proof); !kept)
        return kept;
    return proof
            .checkAfter(m_step.connection,
                        [&] { return goesOn(MigrationProgress::Phase::Verifying, 0); })
            .map([&](qint64 rows) {
                outcome.rowsChecked = rows;
                outcome.proof = proof.lines();
            });
}

Result<> JournalledStep::runStatement(int index)
{
    const SqlStatement &statement = m_statements[index];
    const Result<QString> before = fingerprint(statement);
    if (!before)
        return fail(before.error());
    const StepJournal::Entry entry{m_step.migration.version, m_step.direction, index + 1,
                                   StepJournal::State::Running, *before};
    if (Result<> begun = m_journal.begin(entry, statement); !begun)
        return begun;
    if (statement.kind == SqlStatement::Kind::Data)
        return runData(entry, statement.sql);
    Result<> done = m_step.connection.execute(statement.sql);
    if (!done) {
        // A DDL statement that failed has done nothing.
        static_cast<void>(m_journal.remove(entry));
        return done;
    }
    return m_journal.set(entry, StepJournal::State::Done);
}

// The rows and the journal's word for them are one transaction.
Result<> JournalledStep::runData(const StepJournal::Entry &entry, const QString &sql)
{
    const Connection &connection = m_step.connection;
    Result<> done =
            connection.execute(u"START TRANSACTION"_s)
                    .and_then([&] { return connection.execute(sql); })
                    .and_then([&] { return m_journal.set(entry, StepJournal::State::Done); })
                    .and_then([&] { return connection.execute(u"COMMIT"_s); });
    if (!done) {
        static_cast<void>(connection.execute(u"ROLLBACK"_s));
        static_cast<void>(m_journal.remove(entry));
    }
    return done;
}

Result<bool> JournalledStep::wasDone(const StepJournal::Entry &entry) const
{
    if (entry.state == StepJournal::State::Done)
        return true;
    const SqlStatement &statement = m_statements[entry.step - 1];
    if (statement.kind == SqlStatement::Kind::Data && entry.state == StepJournal::State::Running)
        return false; // its transaction was not committed
    return fingerprint(statement).transform(
            [&](const QString &now) { return now != entry.schemaBefore; });
}

QString JournalledStep::undoOf(const SqlStatement &statement) const
{
    static const QRegularExpression create{u"^CREATE TABLE (\\w+)"_s};
    static const QRegularExpression alter{u"^ALTER TABLE (\\w+)"_s};

    if (!statement.undo.isEmpty())
        return statement.undo;
    if (statement.kind == SqlStatement::Kind::Data)
        return u"none"_s; // rows go with the table that was made for them
    if (const QRegularExpressionMatch made = create.match(statement.sql); made.hasMatch())
        return u"DROP TABLE "_s + made.captured(1);
    const QRegularExpressionMatch altered = alter.match(statement.sql);
    // Values of a column that was dropped do not come back.
    if (!altered.hasMatch() || statement.sql.contains("DROP COLUMN"_L1))
        return {};
    const Direction opposite = m_step.direction == Direction::Up ? Direction::Down : Direction::Up;
    const SqlScript script = m_step.migration.script(opposite, m_step.variant);
    for (const SqlStatement &other : script.statements()) {
        if (alter.match(other.sql).captured(1) == altered.captured(1))
            return other.sql;
    }
    return {};
}

Result<> JournalledStep::takeBack()
{
    const Result<QList<StepJournal::Entry>> entries = m_journal.entries();
    if (!entries)
        return fail(entries.error());
    for (auto entry = entries->crbegin(); entry != entries->crend(); ++entry) {
        static_cast<void>(goesOn(MigrationProgress::Phase::Undoing, entry->step - 1));
        if (Result<> undone = takeBackStatement(*entry); !undone)
            return undone;
    }
    return {};
}

Result<> JournalledStep::takeBackStatement(StepJournal::Entry entry)
{
    const QString undo = undoOf(m_statements[entry.step - 1]);
    if (entry.state == StepJournal::State::Undoing) {
        const Result<bool> isUndone = wasDone(entry);
        if (!isUndone)
            return fail(isUndone.error());
        if (*isUndone)
            return m_journal.remove(entry);
    } else {
        const Result<bool> isDone = wasDone(entry);
        if (!isDone)
            return fail(isDone.error());
        if (!*isDone || undo == "none"_L1)
            return m_journal.remove(entry);
        if (undo.isEmpty())
            return fail(Error::Kind::Database,
                        u"statement %1 cannot be taken back"_s.arg(entry.step));
        const Result<QString> before = fingerprint(m_statements[entry.step - 1]);
        if (!before)
            return fail(before.error());
        entry.schemaBefore = *before;
        if (Result<> marked = m_journal.set(entry, StepJournal::State::Undoing); !marked)
            return marked;
    }
    return m_step.connection.execute(undo).and_then([&] { return m_journal.remove(entry); });
}

Result<> JournalledStep::checkScript(const QList<StepJournal::Entry> &entries) const
{
    const bool isSame = std::ranges::all_of(entries, [this](const StepJournal::Entry &entry) {
        return entry.step <= m_statements.size() &&
               entry.sqlSha256 == StepJournal::sha256Of(m_statements[entry.step - 1]);
    });
    if (isSame)
        return {};
    return fail(Error::Kind::Refused,
                tr("Migration %1 was begun by another version of Tidemark, whose script is not the "
                   "one of this program. Finish it with that version; nothing was changed.")
                        .arg(m_step.migration.version),
                m_step.migration.name);
}

Result<StepOutcome> JournalledStep::resume(const QList<StepJournal::Entry> &entries, Way way)
{
    if (const Result<> known = checkScript(entries); !known)
        return fail(known.error());
    const Result<QJsonObject> started = m_history.lastDetails(u"start"_s, m_step.migration.version);
    if (!started)
        return fail(started.error());
    if (const Result<> told = m_history.recordEvent(u"resume"_s, m_step.migration,
                                                    {{u"statement"_s, entries.constLast().step},
                                                     {u"statements"_s, int(m_statements.size())}});
        !told)
        return fail(told.error());
    const bool goesBack =
            way == Way::Back || std::ranges::any_of(entries, [](const StepJournal::Entry &entry) {
                return entry.state == StepJournal::State::Undoing;
            });
    if (goesBack) {
        if (const Result<> undone = takeBack(); !undone)
            return fail(undone.error());
        return fail(Error::Kind::Cancelled, {});
    }
    const StepJournal::Entry &last = entries.constLast();
    const Result<bool> isDone = wasDone(last);
    if (!isDone)
        return fail(isDone.error());
    const Result<> known =
            *isDone ? m_journal.set(last, StepJournal::State::Done) : m_journal.remove(last);
    if (!known)
        return fail(known.error());
    return goOn(*isDone ? last.step : last.step - 1, StepProof::fromJson(*started));
}
