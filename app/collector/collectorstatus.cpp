// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/collector/collectorstatus.h"

#include <QCoreApplication>

namespace {

struct StandbyText {
    Q_DECLARE_TR_FUNCTIONS(StandbyText)
};

} // namespace

QString standbyText(const QString &host)
{
    return host.isEmpty()
                   ? StandbyText::tr(
                             "Another program collects. This program takes over when it stops.")
                   : StandbyText::tr("Collected by %1. This program takes over when it stops.")
                             .arg(host);
}
