// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/asset.h"
#include "views/shell/toast.h"

#include <QObject>

#include <optional>

class AssetService;
class AssetsPanel;

// Joins the Assets panel with the service behind it, and says in a toast what was done, with the
// way back where there is one. A sync is left to the window, which may have to ask first. The
// service may live on another thread; all three outlive this. GUI thread.
class AssetLink final : public QObject
{
    Q_OBJECT

public:
    AssetLink(AssetsPanel &panel, Toast &toast, AssetService &service, QObject *parent = nullptr);

private:
    struct Success {
        QString sentence;
        Toast::Undo undo;
    };

    void connectRequests();
    void connectAnswers();
    // Said once the board shows it, unless it is refused.
    void expect(const QString &sentence, Toast::Undo undo = {});
    void acceptRemoved(const QList<Asset> &assets);
    void setActive(const QStringList &symbols, bool isActive);

    AssetsPanel &m_panel;
    Toast &m_toast;
    AssetService &m_service;
    std::optional<Success> m_expected;
};
