// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/assetlink.h"

#include "app/assets/assetservice.h"
#include "views/assets/assetspanel.h"

#include <QMetaObject>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

// "BHP.AU", or how many there are.
QString named(const QStringList &symbols)
{
    return symbols.size() == 1 ? symbols.constFirst()
                               : AssetLink::tr("%n asset(s)", nullptr, int(symbols.size()));
}

QString addedText(const QStringList &symbols)
{
    return AssetLink::tr("%1 added. The next sync asks for the prices.").arg(named(symbols));
}

} // namespace

AssetLink::AssetLink(AssetsPanel &panel, Toast &toast, AssetService &service, QObject *parent)
    : QObject{parent}
    , m_panel{panel}
    , m_toast{toast}
    , m_service{service}
{
    connectRequests();
    connectAnswers();
}

void AssetLink::connectRequests()
{
    connect(&m_panel, &AssetsPanel::pauseQueueRequested, &m_service, &AssetService::setPaused);
    connect(&m_panel, &AssetsPanel::searchRequested, &m_service, &AssetService::search);
    connect(&m_panel, &AssetsPanel::exchangeListRequested, &m_service, &AssetService::listExchange);
    connect(&m_panel, &AssetsPanel::importPreviewRequested, &m_service,
            &AssetService::previewImport);
    connect(&m_panel, &AssetsPanel::activeChangeRequested, this, &AssetLink::setActive);

    connect(&m_panel, &AssetsPanel::addRequested, this, [this](const QList<FoundAsset> &assets) {
        QStringList symbols;
        for (const FoundAsset &asset : assets)
            symbols << asset.symbol;
        expect(addedText(symbols));
    });
    connect(&m_panel, &AssetsPanel::addRequested, &m_service, &AssetService::add);
    connect(&m_panel, &AssetsPanel::importRequested, this, [this](const QList<ImportLine> &lines) {
        QStringList symbols;
        for (const ImportLine &line : lines)
            symbols << line.asset.symbol;
        expect(addedText(symbols));
    });
    connect(&m_panel, &AssetsPanel::importRequested, &m_service, &AssetService::import);
    connect(&m_panel, &AssetsPanel::editRequested, this,
            [this](const QStringList &symbols) { expect(tr("%1 changed.").arg(named(symbols))); });
    connect(&m_panel, &AssetsPanel::editRequested, &m_service, &AssetService::edit);
    connect(&m_panel, &AssetsPanel::removeRequested, &m_service, &AssetService::remove);
    connect(&m_service, &AssetService::removed, this, &AssetLink::acceptRemoved);
    connect(&m_panel, &AssetsPanel::planRequested, this, [this](int callsADay) {
        expect(tr("EODHD is asked at most %n time(s) a day.", nullptr, callsADay));
    });
    connect(&m_panel, &AssetsPanel::planRequested, &m_service, &AssetService::setPlan);
}

void AssetLink::connectAnswers()
{
    connect(&m_service, &AssetService::boardChanged, &m_panel, &AssetsPanel::setBoard);
    connect(&m_service, &AssetService::boardChanged, this, [this] {
        if (auto success = std::exchange(m_expected, std::nullopt))
            m_toast.showMessage(success->sentence, std::move(success->undo));
    });
    connect(&m_service, &AssetService::refused, this, [this] { m_expected.reset(); });
    connect(&m_service, &AssetService::refused, &m_panel, &AssetsPanel::setRefused);
    connect(&m_service, &AssetService::accepted, &m_panel, &AssetsPanel::clearRefused);
    connect(&m_service, &AssetService::progressed, &m_panel, &AssetsPanel::setProgress);
    connect(&m_service, &AssetService::pausedChanged, &m_panel, &AssetsPanel::setQueuePaused);
    connect(&m_service, &AssetService::found, &m_panel, &AssetsPanel::setFound);
    connect(&m_service, &AssetService::findFailed, &m_panel, &AssetsPanel::setFindFailed);
    connect(&m_service, &AssetService::importPreviewed, &m_panel, &AssetsPanel::setImportPreview);
    connect(&m_service, &AssetService::importFailed, &m_panel, &AssetsPanel::setImportFailed);
}

void AssetLink::expect(const QString &sentence, Toast::Undo undo)
{
    m_expected = Success{sentence, std::move(undo)};
}

void AssetLink::setActive(const QStringList &symbols, bool isActive)
{
    expect((isActive ? tr("%1 resumed.") : tr("%1 paused.")).arg(named(symbols)),
           [this, symbols, isActive] { setActive(symbols, !isActive); });
    QMetaObject::invokeMethod(&m_service, [service = &m_service, symbols, isActive] {
        service->setActive(symbols, isActive);
    });
}

void AssetLink::acceptRemoved(const QList<Asset> &assets)
{
    QStringList symbols;
    for (const Asset &asset : assets)
        symbols << asset.symbol;
    expect(tr("%1 removed. The stored prices stay.").arg(named(symbols)), [this, assets, symbols] {
        expect(tr("%1 is followed again.").arg(named(symbols)));
        QMetaObject::invokeMethod(&m_service,
                                  [service = &m_service, assets] { service->restore(assets); });
    });
}
