// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/state/stopreason.h"

#include <QCoreApplication>

namespace {

struct StopReasonText {
    Q_DECLARE_TR_FUNCTIONS(StopReasonText)
};

} // namespace

StopReason stopReason(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::DiskFull:
        return {StopReasonText::tr("the disk is full"),
                StopReasonText::tr("Free some space on the disk of the database")};
    case Error::Kind::AccessDenied:
        return {StopReasonText::tr("the user has not all rights that it needs"),
                StopReasonText::tr("Grant this user the right to change tables")};
    case Error::Kind::ReadOnly:
        return {StopReasonText::tr("the database took no changes any more"),
                StopReasonText::tr("Make the database writable")};
    case Error::Kind::Busy:
        return {StopReasonText::tr("another program held the tables"),
                StopReasonText::tr("Wait for the other program, or end it")};
    case Error::Kind::Lost:
    case Error::Kind::Unreachable:
    case Error::Kind::TooManyConnections:
        return {StopReasonText::tr("the connection to the server broke"), {}};
    case Error::Kind::Cancelled:
        return {StopReasonText::tr("somebody cancelled it"), {}};
    case Error::Kind::Constraint:
        return {StopReasonText::tr("rows do not fit the new schema"),
                StopReasonText::tr("Correct these rows")};
    case Error::Kind::Corrupt:
        return {StopReasonText::tr("the database is damaged"),
                StopReasonText::tr("Restore it from a backup")};
    case Error::Kind::Database:
        return {StopReasonText::tr("the database refused a statement"), {}};
    default:
        return {};
    }
}
