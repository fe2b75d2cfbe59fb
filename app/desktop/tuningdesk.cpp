// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/tuningdesk.h"

#include "db/domain/errortext.h"
#include "views/shell/banner.h"
#include "views/tuning/indexlabpanel.h"

#include <QCoreApplication>
#include <QStandardPaths>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

struct LabSteps {
    Q_DECLARE_TR_FUNCTIONS(LabSteps)
};

QString stepText(const LabProgress &progress)
{
    switch (progress.phase) {
    case LabProgress::Phase::Copying:
        return LabSteps::tr("Copying %1").arg(progress.subject);
    case LabProgress::Phase::Replaying:
        return LabSteps::tr("Replaying statements on %1").arg(progress.subject);
    case LabProgress::Phase::Measuring:
        break;
    }
    return LabSteps::tr("Measuring %1").arg(progress.subject);
}

QString doneText(const IndexChange &change)
{
    const bool isDrop = change.kind == IndexChange::Kind::Drop;
    if (change.phase == IndexChange::Phase::Trial)
        return LabSteps::tr("%1 is hidden from every statement.").arg(change.index);
    const bool isThere = isDrop == (change.phase == IndexChange::Phase::Reverted);
    return (isThere ? LabSteps::tr("%1 is there now.") : LabSteps::tr("%1 is gone now."))
            .arg(change.index);
}

QString worseText(const WatchedChange &watched)
{
    const IndexChange &change = watched.change;
    const auto statements = int(watched.watch.worse.size());
    const QString text =
            change.phase == IndexChange::Phase::Trial
                    ? LabSteps::tr("%n statement(s) became worse since %1 was hidden.", nullptr,
                                   statements)
            : change.kind == IndexChange::Kind::Drop
                    ? LabSteps::tr("%n statement(s) became worse since %1 was dropped.", nullptr,
                                   statements)
                    : LabSteps::tr("%n statement(s) became worse since %1 was made.", nullptr,
                                   statements);
    return text.arg(change.index);
}

QString cacheFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::CacheLocation);
}

// It measures copies; what it does there is no statement of the program.
ConnectionSpec unrecorded(ConnectionSpec spec)
{
    spec.recorder.reset();
    return spec;
}

} // namespace

TuningDesk::TuningDesk(const ConnectionSpec &database)
    : m_storage{database, u"tuning"_s}
    , m_worker{m_storage.add<TuningWorker>(database, cacheFolder())}
    , m_measuring{unrecorded(database), u"index lab"_s}
    , m_lab{m_measuring.add<TuningWorker>(unrecorded(database), cacheFolder())}
{}

void TuningDesk::wire(IndexLabPanel &panel, TaskModel &tasks)
{
    m_panel = &panel;
    m_taskList = &tasks;
    connect(&panel, &IndexLabPanel::refreshRequested, this, &TuningDesk::load);
    connect(&panel, &IndexLabPanel::measureRequested, this, &TuningDesk::measure);
    connect(&panel, &IndexLabPanel::applyRequested, this,
            [this](const QString &finding, bool isTrial, bool isUnmeasured) {
                m_panel->setChanging(true);
                const ApplyRequest request{finding, isTrial, isUnmeasured};
                QMetaObject::invokeMethod(m_worker, [this, request] { m_worker->apply(request); });
            });
    connect(&panel, &IndexLabPanel::revertRequested, this, &TuningDesk::revert);
    connect(m_worker, &TuningWorker::loaded, this, [this](const TuningState &state) {
        if (std::exchange(m_hasReadProblem, false))
            m_panel->banner().clear();
        m_findings.acceptState(state);
        finishLoading();
    });
    connect(m_worker, &TuningWorker::loadFailed, this, [this](const Error &error) {
        m_hasReadProblem = true;
        m_panel->banner().showMessage({Meaning::Danger, tr("The indexes cannot be read."),
                                       errorText(error), error.detail});
        finishLoading();
    });
    connect(m_worker, &TuningWorker::changed, this, &TuningDesk::acceptChange);
    connect(m_worker, &TuningWorker::changeFailed, this, [this](const Error &error) {
        m_panel->setChanging(false);
        m_panel->banner().showMessage({Meaning::Danger, tr("The index was not changed."),
                                       errorText(error), error.detail});
        load();
    });
    connect(&tasks, &TaskModel::cancelRequested, this, [this](quint64 id) {
        if (id == m_task)
            m_lab->cancel();
    });
    connect(m_lab, &TuningWorker::progressed, this, [this](const LabProgress &progress) {
        m_taskList->setProgress(m_task, percentOf(progress), 100, stepText(progress));
    });
    connect(m_lab, &TuningWorker::measured, this, &TuningDesk::acceptMeasured);
    connect(m_lab, &TuningWorker::measureFailed, this, &TuningDesk::acceptLabFailure);
}

void TuningDesk::start()
{
    m_storage.start();
    m_measuring.start();
}

void TuningDesk::load()
{
    if (std::exchange(m_isLoading, true)) {
        m_loadsAgain = true; // what is read now may be older than what this is about
        return;
    }
    QMetaObject::invokeMethod(m_worker, &TuningWorker::load);
}

void TuningDesk::finishLoading()
{
    m_isLoading = false;
    if (std::exchange(m_loadsAgain, false))
        load();
}

void TuningDesk::measure(bool withMigrations)
{
    m_panel->banner().clear();
    m_panel->setMeasuring(true);
    m_task = m_taskList->start(
            withMigrations ? tr("Measure what migrations bring") : tr("Measure indexes"), true);
    m_lab->allow();
    QMetaObject::invokeMethod(m_lab, [this, withMigrations] { m_lab->measure(withMigrations); });
}

void TuningDesk::revert(qint64 id)
{
    m_panel->setChanging(true);
    QMetaObject::invokeMethod(m_worker, [this, id] { m_worker->revert(id); });
}

void TuningDesk::acceptChange(const IndexChange &change)
{
    m_panel->setChanging(false);
    m_panel->banner().clear();
    load();
    const bool isUndone = change.phase == IndexChange::Phase::Reverted;
    emit told(doneText(change), isUndone ? Undo{} : Undo{[this, id = change.id] { revert(id); }});
}

void TuningDesk::acceptWorse(const WatchedChange &watched)
{
    load();
    emit told(worseText(watched), [this, id = watched.change.id] { revert(id); });
}

void TuningDesk::acceptMeasured(const LabReport &report)
{
    m_panel->setMeasuring(false);
    const QString summary =
            report.isEmpty()
                    ? tr("Nothing was measured.")
                    : tr("Measured in %1 s.")
                              .arg(QLocale{}.toString(double(report.durationMs) / 1000, 'f', 0));
    m_taskList->finish(m_task, summary);
    emit told(summary, {});
    QStringList notes;
    for (const LabNote &note : report.notes)
        notes.append(noteText(note));
    if (!notes.isEmpty())
        m_panel->banner().showMessage(
                {Meaning::Working,
                 report.isEmpty() ? summary : tr("Not everything was measured."),
                 notes.join(u'\n'),
                 {}});
    load();
}

void TuningDesk::acceptLabFailure(const Error &error)
{
    m_panel->setMeasuring(false);
    if (error.kind == Error::Kind::Cancelled) {
        m_taskList->acceptCancelled(
                m_task, tr("Cancelled. The scratch copies are gone, and nothing was changed."));
        return;
    }
    m_taskList->fail(m_task, errorText(error), error.detail);
    m_panel->banner().showMessage(
            {Meaning::Danger, tr("Nothing was measured."), errorText(error), error.detail});
}
