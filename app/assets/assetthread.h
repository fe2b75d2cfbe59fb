// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/assets/assetservice.h"

#include <QThread>

// Runs an AssetService on a thread of its own. Connect to service() first, start last. The
// destructor ends requests under way, lets a write under way finish, and waits for both.
class AssetThread final
{
public:
    explicit AssetThread(AssetServiceSettings settings);
    ~AssetThread();
    AssetThread(const AssetThread &) = delete;
    AssetThread &operator=(const AssetThread &) = delete;

    [[nodiscard]] AssetService &service() { return *m_service; }
    void start();

private:
    QThread m_thread;
    AssetService *m_service; // lives on m_thread and is deleted there
};
