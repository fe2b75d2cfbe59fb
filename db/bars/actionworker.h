// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/corporateaction.h"
#include "db/domain/result.h"

#include <QObject>

#include <optional>

class StorageLink;

// Switches splits and dividends off and on in the adjusted prices, on a storage thread. To be
// called through the event loop.
class ActionWorker final : public QObject
{
    Q_OBJECT

public:
    // version: see SettledSchema.
    ActionWorker(StorageLink &link, std::optional<int> version)
        : m_link{link}
        , m_version{version}
    {}

public slots:
    // Ends in switched() or failed().
    void setEnabled(const QString &symbol, const CorporateAction &action, bool isEnabled);

signals:
    void switched(const QString &symbol, const CorporateAction &action, bool isEnabled);
    void failed(const Error &error);

private:
    StorageLink &m_link;
    std::optional<int> m_version;
};
