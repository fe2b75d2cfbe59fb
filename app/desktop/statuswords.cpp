// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/statuswords.h"

#include <QCoreApplication>

using Phase = CollectorStatus::Phase;

namespace {

struct TrayWords {
    Q_DECLARE_TR_FUNCTIONS(TrayWords)
};

QString localTime(const QDateTime &time, const QLocale &locale)
{
    return locale.toString(time.toLocalTime().time(), QLocale::ShortFormat);
}

} // namespace

CollectorState stateFrom(const CollectorStatus &status)
{
    CollectorState state;
    switch (status.phase) {
    case Phase::Stopped:
    case Phase::Paused:
        state.activity = CollectorState::Activity::Paused;
        break;
    case Phase::Fetching:
    case Phase::Waiting:
        state.activity = CollectorState::Activity::Working;
        break;
    case Phase::Blocked:
        state.activity = CollectorState::Activity::Blocked;
        break;
    case Phase::Standby:
        state.activity = CollectorState::Activity::Standby;
        break;
    case Phase::Idle:
        break;
    }
    state.nextSlot = status.nextSlot;
    state.attempt = status.attempt;
    state.waitingInOutbox = status.waitingInOutbox;
    state.collectedBy = status.collectedBy;
    state.message =
            status.phase == Phase::Standby ? standbyText(status.collectedBy) : status.problem;
    return state;
}

Tray::State trayStateFor(const CollectorStatus &status)
{
    switch (status.phase) {
    case Phase::Stopped:
    case Phase::Paused:
        return Tray::State::Stopped;
    case Phase::Blocked:
        return Tray::State::Attention;
    case Phase::Fetching:
    case Phase::Waiting:
        return Tray::State::Working;
    case Phase::Standby: // the prices come
    case Phase::Idle:
        break;
    }
    const bool isWell = status.problem.isEmpty() && status.waitingInOutbox == 0;
    return isWell ? Tray::State::Ok : Tray::State::Attention;
}

QString trayWords(const CollectorStatus &status, const QLocale &locale)
{
    switch (status.phase) {
    case Phase::Stopped:
        return TrayWords::tr("Not collecting.");
    case Phase::Paused:
        return TrayWords::tr("Paused by you.");
    case Phase::Blocked:
        return TrayWords::tr("%1 Next try %2.")
                .arg(status.problem, localTime(status.until, locale));
    case Phase::Fetching:
        return TrayWords::tr("Collecting, attempt %1.").arg(status.attempt);
    case Phase::Waiting:
        return TrayWords::tr("Waiting for attempt %1 at %2.")
                .arg(status.attempt)
                .arg(localTime(status.until, locale));
    case Phase::Standby:
        return standbyText(status.collectedBy);
    case Phase::Idle:
        break;
    }
    if (!status.problem.isEmpty())
        return status.problem;
    return TrayWords::tr("Collecting. Next slot %1.").arg(localTime(status.nextSlot, locale));
}
