// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include "app/cli/commandline.h"
#include "app/cli/databasepassword.h"
#include "app/cli/stopsignals.h"
#include "db/databaseurl.h"
#include "migrations/copy/databasecopy.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QProcessEnvironment>

using namespace Qt::Literals::StringLiterals;

namespace {

Result<ConnectionSpec> targetFrom(const QString &url)
{
    return parseDatabaseUrl(url, u"--to"_s, UrlPassword::Refused)
            .transform([](ConnectionSpec spec) {
                const auto environment = QProcessEnvironment::systemEnvironment();
                if (spec.isServer())
                    spec.password = environment.value(u"DB_TARGET_PASSWORD"_s,
                                                      environment.value(u"DB_PASSWORD"_s));
                return spec;
            });
}

// A line a table and phase, and one every few seconds while it takes long.
class CopyNotes final
{
public:
    explicit CopyNotes(const Output &output)
        : m_output{output}
    {}
    bool operator()(const CopyProgress &state)
    {
        constexpr qint64 QuietMs = 2000;

        const bool isNew = state.table != m_table || state.phase != m_phase;
        if (!isNew && m_timer.isValid() && !m_timer.hasExpired(QuietMs))
            return true;
        m_table = state.table;
        m_phase = state.phase;
        m_timer.start();
        const QString text = state.phase == CopyProgress::Phase::Proving
                                     ? CommandLine::tr("Comparing %1 (table %2 of %3)")
                                               .arg(state.table)
                                               .arg(state.tableNumber)
                                               .arg(state.tables)
                                     : CommandLine::tr("Copying %1 (table %2 of %3): %4 rows")
                                               .arg(state.table)
                                               .arg(state.tableNumber)
                                               .arg(state.tables)
                                               .arg(state.rows);
        m_output.note(text);
        return true;
    }

private:
    const Output &m_output;
    QString m_table;
    CopyProgress::Phase m_phase = CopyProgress::Phase::Copying;
    QElapsedTimer m_timer;
};

QJsonObject toJson(const QList<CopiedTable> &copied)
{
    QJsonArray tables;
    for (const CopiedTable &table : copied)
        tables.append(QJsonObject{{u"table"_s, table.table},
                                  {u"rows"_s, table.rows},
                                  {u"checksum_source"_s, table.source.toHex()},
                                  {u"checksum_target"_s, table.target.toHex()}});
    return {{u"tables"_s, tables}};
}

QString toText(const QList<CopiedTable> &copied, const QString &target)
{
    QStringList lines;
    for (const CopiedTable &table : copied)
        lines.append(CommandLine::tr("%1: %2 rows, checksum %3")
                             .arg(table.table)
                             .arg(table.rows)
                             .arg(table.target.toHex()));
    lines.append(
            CommandLine::tr("Copied to %1 and compared: every table is the same.").arg(target));
    return lines.join(u'\n');
}

// Both ends say what went wrong alike. The source could be read so far and is never written, so it
// is the target unless a connection broke.
Error placed(Error error, const ConnectionSpec &target)
{
    const bool isAboutATable =
            error.kind == Error::Kind::Database || error.kind == Error::Kind::Constraint ||
            error.kind == Error::Kind::Refused || error.kind == Error::Kind::NotFound;
    if (error.subject.isEmpty() || !isAboutATable)
        error.subject = error.kind == Error::Kind::Lost
                                ? CommandLine::tr("one of the two databases")
                                : target.location();
    return error;
}

// Copies the database to another place or engine. Tells how far it is on standard error.
ExitCode copy(const Context &context, const QString &to)
{
    const Result<ConnectionSpec> spec = targetFrom(to).transform([&](const ConnectionSpec &target) {
        return withKeptPassword(target, context.credentials, context.output);
    });
    StopSignals stop;
    if (!spec)
        return context.output.failed(spec.error());
    const Result<std::unique_ptr<Connection>> source = openToRead(context);
    if (!source)
        return context.failed(source.error());
    const Result<std::unique_ptr<Connection>> target = Connection::open(*spec);
    if (!target && target.error().kind == Error::Kind::LoginRefused)
        return context.output.failed(
                target.error().kind,
                CommandLine::tr("%1 does not let this user in. Check the user name and the "
                                "password, which comes from DB_TARGET_PASSWORD or, without that, "
                                "from DB_PASSWORD.")
                        .arg(spec->location()));
    if (!target)
        return context.output.failed(target.error());
    stop.watch(**source);
    stop.watch(**target);
    CopyNotes notes{context.output};
    const Result<QList<CopiedTable>> copied = copyDatabase(
            **source, **target,
            {[&](const CopyProgress &state) { return notes(state) && stop.goesOn(); }});
    if (!copied && stop.isAsked() && copied.error().kind == Error::Kind::Cancelled)
        return context.output.failed(
                Error::Kind::Cancelled,
                CommandLine::tr("Stopped: the copy in %1 is unfinished, and the database that is "
                                "copied was not changed. The same command goes on from there.")
                        .arg(spec->location()));
    if (!copied)
        return context.output.failed(placed(copied.error(), *spec));
    return context.output.done(toJson(*copied), toText(*copied, spec->location()));
}

} // namespace

void describeCopy(CommandSet &commands)
{
    const auto to = CommandSet::raw<std::string>();
    commands.command("copy", "Copy the whole database to an empty one of any engine, verified",
                     [to]() -> Result<CommandRun> {
                         return [to](const Context &context) {
                             return copy(context, QString::fromStdString(*to));
                         };
                     })
            .add_option("--to", *to,
                        "Database URL, as postgresql://user@host/name; its password comes from "
                        "DB_TARGET_PASSWORD, else from DB_PASSWORD. A copy that was stopped goes "
                        "on")
            ->type_name("URL")
            ->required();
}
