// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done in the Assets panel: its dialogs, and the banner that says what went wrong.
#include "views/assets/assetspanel.h"

#include "db/domain/errortext.h"
#include "models/assets/budgettext.h"
#include "views/assets/addassetsdialog.h"
#include "views/assets/assetactions.h"
#include "views/assets/editassetsdialog.h"
#include "views/assets/importdialog.h"
#include "views/assets/plandialog.h"
#include "views/shell/banner.h"

#include <QAction>

using namespace Qt::Literals::StringLiterals;

namespace {

// What the panel Credentials helps with.
bool isAboutToken(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::TokenRefused:
    case Error::Kind::NotSet:
    case Error::Kind::NoKeychain:
    case Error::Kind::KeychainLocked:
    case Error::Kind::KeychainSlow:
    case Error::Kind::KeychainDenied:
        return true;
    default:
        return false;
    }
}

// What happened, before the sentence about what to do.
QString headlineOf(const Error &error)
{
    switch (error.kind) {
    case Error::Kind::TokenRefused:
        return AssetsPanel::tr("Stocks are not synced: the token is refused.");
    case Error::Kind::NotSet:
        return AssetsPanel::tr("Stocks are not synced: EODHD's token is not set.");
    case Error::Kind::CallsUsedUp:
        return AssetsPanel::tr("The day's calls are used up.");
    default:
        if (isAboutToken(error.kind))
            return AssetsPanel::tr("Stocks are not synced: the token cannot be read.");
        return AssetsPanel::tr("That was not done.");
    }
}

} // namespace

void AssetsPanel::connectActions()
{
    connect(m_actions->add, &QAction::triggered, this, &AssetsPanel::openAdd);
    connect(m_actions->importFile, &QAction::triggered, this, &AssetsPanel::openImport);
    connect(m_actions->edit, &QAction::triggered, this, &AssetsPanel::openEdit);
    connect(m_actions->plan, &QAction::triggered, this, &AssetsPanel::openPlan);
    connect(m_actions->pause, &QAction::triggered, this, [this] {
        const QList<AssetRow> rows = selectedRows();
        const bool isPausing = AssetActions::wouldPause(rows);
        if (const QStringList symbols = AssetActions::changeable(rows, !isPausing);
            !symbols.isEmpty())
            emit activeChangeRequested(symbols, !isPausing);
    });
    connect(m_actions->remove, &QAction::triggered, this, [this] {
        if (const QStringList symbols = AssetActions::removable(selectedRows()); !symbols.isEmpty())
            emit removeRequested(symbols);
    });
    connect(m_actions->showPrices, &QAction::triggered, this, [this] {
        if (const QString symbol = currentSymbol(); !symbol.isEmpty())
            emit pricesRequested(symbol);
    });
    connect(m_actions->syncNow, &QAction::triggered, this, [this] { emit syncRequested({}); });
    connect(m_actions->syncSelected, &QAction::triggered, this,
            [this] { emit syncRequested(AssetActions::syncable(selectedRows())); });
    connect(m_actions->pauseQueue, &QAction::triggered, this,
            [this] { emit pauseQueueRequested(!m_isQueuePaused); });
}

void AssetsPanel::openAdd()
{
    QStringList known;
    for (const AssetRow &row : m_assets.board().rows)
        known << row.asset.symbol;
    m_addDialog = new AddAssetsDialog{m_theme, known, this};
    const auto ask = [this] { ++m_findsUnderWay; };
    connect(m_addDialog, &AddAssetsDialog::searchRequested, this, ask);
    connect(m_addDialog, &AddAssetsDialog::exchangeListRequested, this, ask);
    connect(m_addDialog, &AddAssetsDialog::searchRequested, this, &AssetsPanel::searchRequested);
    connect(m_addDialog, &AddAssetsDialog::exchangeListRequested, this,
            &AssetsPanel::exchangeListRequested);
    connect(m_addDialog, &AddAssetsDialog::addRequested, this, &AssetsPanel::addRequested);
    m_addDialog->open();
}

// A dialog that was closed may have asked before: only the answer to the last question counts.
bool AssetsPanel::isLastAnswer()
{
    m_findsUnderWay = std::max(0, m_findsUnderWay - 1);
    return m_findsUnderWay == 0 && m_addDialog;
}

void AssetsPanel::setFound(const QList<FoundAsset> &found)
{
    if (!isLastAnswer())
        return;
    QList<FoundAsset> marked = found;
    for (FoundAsset &asset : marked)
        asset.isRegistered = asset.isRegistered || m_assets.rowOf(asset.symbol) >= 0;
    m_addDialog->setFound(marked);
}

void AssetsPanel::setFindFailed(const Error &error)
{
    if (isLastAnswer())
        m_addDialog->setFindFailed(errorText(error));
}

void AssetsPanel::openImport()
{
    m_importDialog = new ImportDialog{m_theme, m_assets.locale(), this};
    connect(m_importDialog, &ImportDialog::previewRequested, this,
            &AssetsPanel::importPreviewRequested);
    connect(m_importDialog, &ImportDialog::importRequested, this, &AssetsPanel::importRequested);
    m_importDialog->open();
}

void AssetsPanel::setImportPreview(const AssetImport &preview)
{
    if (!m_importDialog)
        return;
    AssetImport marked = preview;
    for (ImportLine &line : marked.lines)
        line.asset.isRegistered = line.asset.isRegistered || m_assets.rowOf(line.asset.symbol) >= 0;
    m_importDialog->setPreview(marked);
}

void AssetsPanel::setImportFailed(const Error &error)
{
    if (m_importDialog)
        m_importDialog->setFailed(errorText(error));
}

void AssetsPanel::openEdit()
{
    QList<Asset> assets;
    for (const AssetRow &row : selectedRows())
        assets << row.asset;
    if (assets.isEmpty())
        return;
    auto *dialog = new EditAssetsDialog{m_theme, assets, this};
    connect(dialog, &EditAssetsDialog::edited, this, &AssetsPanel::editRequested);
    dialog->open();
}

void AssetsPanel::openPlan()
{
    auto *dialog = new PlanDialog{m_assets.locale(), m_assets.board().budget.limit,
                                  m_assets.counts().activeStocks, this};
    connect(dialog, &PlanDialog::chosen, this, &AssetsPanel::planRequested);
    dialog->open();
}

void AssetsPanel::setRefused(const Error &error)
{
    m_hasRefusal = true;
    QList<QAction *> helpful;
    if (isAboutToken(error.kind) && m_openCredentials)
        helpful << m_openCredentials;
    const bool isVariables = error.kind == Error::Kind::TokenRefused && !m_tokenVariable.isEmpty();
    m_banner->showMessage(
            {error.kind == Error::Kind::CallsUsedUp ? Meaning::Warning : Meaning::Danger,
             headlineOf(error),
             isVariables ? refusedVariableText(error, m_tokenVariable) : errorText(error),
             error.detail},
            helpful);
}

void AssetsPanel::clearRefused()
{
    m_hasRefusal = false;
    m_banner->clear();
    showBudgetBanner();
}

// The provider counts by itself: what it said of today holds until its counter restarts.
void AssetsPanel::showBudgetBanner()
{
    if (m_hasRefusal)
        return;
    const CallBudget &budget = m_assets.board().budget;
    if (budget.blockedUntil.isValid() && budget.blockedUntil > m_assets.now())
        m_banner->showMessage(
                {Meaning::Warning,
                 tr("The day's calls are used up."),
                 tr("%1 What waits is asked for then, the oldest first. Nothing to do.")
                         .arg(counterText(budget, m_assets.now(), m_assets.locale())),
                 {}});
    else
        m_banner->clear();
}
