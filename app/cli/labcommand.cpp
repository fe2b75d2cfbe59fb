// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/labcommand.h"

#include "app/cli/commandline.h"
#include "app/cli/labtext.h"
#include "app/cli/stopsignals.h"
#include "app/tuning/indexadvice.h"
#include "db/tuning/lab/labstore.h"
#include "migrations/shape/speedchanges.h"

#include <QElapsedTimer>
#include <QStandardPaths>

using namespace Qt::Literals::StringLiterals;

namespace {

struct RawLab {
    std::vector<std::string> tables;
    bool withMigrations = false;
    int seconds = 60;
    quint32 seed = 1;
};

// A line a phase, and one every few seconds while it lasts.
class LabNotes final
{
public:
    explicit LabNotes(const Output &output)
        : m_output{output}
    {}
    void operator()(const LabProgress &progress)
    {
        constexpr qint64 QuietMs = 2000;

        const bool isNew = progress.phase != m_phase || progress.subject != m_subject;
        if (!isNew && !m_timer.hasExpired(QuietMs))
            return;
        m_phase = progress.phase;
        m_subject = progress.subject;
        m_timer.start();
        m_output.note(textOf(progress));
    }

private:
    const Output &m_output;
    std::optional<LabProgress::Phase> m_phase;
    QString m_subject;
    QElapsedTimer m_timer;
};

// A report that nobody keeps is still one.
void keep(const Context &context, const LabReport &report)
{
    const Result<> kept = Connection::open(context.database)
                                  .and_then([&](const std::unique_ptr<Connection> &connection) {
                                      return LabStore{*connection}.keep(report);
                                  });
    if (!kept)
        context.output.note(CommandLine::tr("The report is not kept in the database, so 'index "
                                            "report' will not show these costs."));
}

Result<LabOptions> optionsFor(const Context &context)
{
    ConnectionSpec spec = context.database;
    spec.readOnly = true;
    return Connection::open(spec).and_then([](const std::unique_ptr<Connection> &connection) {
        return labOptionsFor(*connection);
    });
}

ExitCode measure(const Context &context, const RawLab &raw)
{
    StopSignals stop;
    if (context.database.isMissingFile())
        return context.failed(
                Error{Error::Kind::NotFound, firstStepsText(), context.database.location()});
    LabNotes notes{context.output};
    LabOptions options;
    options.measuresIndexes = !raw.withMigrations || !raw.tables.empty();
    if (options.measuresIndexes) {
        const Result<LabOptions> told = optionsFor(context);
        if (!told)
            return context.failed(told.error());
        options = *told;
    }
    for (const std::string &table : raw.tables)
        options.tables.append(QString::fromStdString(table));
    if (raw.withMigrations) {
        const Result<QList<ShapeChange>> changes =
                MigrationSet::shipped(context.database.engine).transform(&speedChanges);
        if (!changes)
            return context.failed(changes.error());
        options.changes = *changes;
    }
    options.limit = std::chrono::seconds{raw.seconds};
    options.seed = raw.seed;
    options.cacheFolder = QStandardPaths::writableLocation(QStandardPaths::CacheLocation);
    options.progress = [&](const LabProgress &progress) { notes(progress); };
    options.goesOn = [&] { return !stop.isAsked(); };
    const Result<LabReport> report = runIndexLab(context.database, options);
    if (!report && report.error().kind == Error::Kind::Cancelled)
        return context.output.failed(Error::Kind::Cancelled,
                                     CommandLine::tr("Stopped: the scratch copies are gone, and "
                                                     "nothing was changed."));
    if (!report)
        return context.failed(report.error());
    keep(context, *report);
    return context.output.done(toJson(*report), textOf(*report));
}

} // namespace

void describeLab(CommandSet &commands, CLI::App &group)
{
    const auto raw = CommandSet::raw<RawLab>();
    CLI::App &lab = commands.command(
            group, "lab", "Measure on scratch copies what each index costs an insert", [raw] {
                return CommandRun{[raw](const Context &context) { return measure(context, *raw); }};
            });
    lab.add_option("--table", raw->tables, "Only this table; may be given more than once")
            ->type_name("TABLE");
    lab.add_flag("--migrations", raw->withMigrations,
                 "Compare what migrations 5, 6 and 7 changed instead: inserts with the old and the "
                 "new indexes, calculation over DECIMAL and FLOAT");
    lab.add_option("--seconds", raw->seconds, "How many seconds it may take in all")
            ->check(CLI::Range(5, 3600))
            ->capture_default_str();
    lab.add_option("--seed", raw->seed,
                   "A number that the random order of measuring begins with; the same one gives "
                   "the same order")
            ->capture_default_str();
}
