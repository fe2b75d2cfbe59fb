// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/watchlistdesk.h"

#include "db/domain/errortext.h"
#include "models/quotes/symboltext.h"
#include "views/shell/banner.h"
#include "views/watchlist/watchlistpanel.h"

#include <utility>

using namespace Qt::Literals::StringLiterals;

WatchlistDesk::WatchlistDesk(const ConnectionSpec &database, std::function<QDateTime()> clock)
    : m_storage{database, u"watchlist"_s}
    , m_worker{m_storage.add<WatchlistWorker>()}
    , m_watchlist{QLocale{}, std::move(clock)}
{}

void WatchlistDesk::wire(WatchlistPanel &panel)
{
    connect(&m_watchlist, &WatchlistModel::watchlistRequested, m_worker, &WatchlistWorker::load);
    connect(m_worker, &WatchlistWorker::loaded, &m_watchlist, &WatchlistModel::acceptWatchlist);
    connect(m_worker, &WatchlistWorker::loaded, this, [this, &panel] {
        if (std::exchange(m_hasReadProblem, false))
            panel.banner().clear();
    });
    connect(m_worker, &WatchlistWorker::loadFailed, this, [this, &panel](const Error &error) {
        if (panel.isBehind()) // and says so: that its table is not there is no news
            return;
        m_hasReadProblem = true;
        panel.banner().showMessage({Meaning::Danger, tr("The watchlist cannot be read."),
                                    errorText(error), error.detail});
    });
    connect(&panel, &WatchlistPanel::addRequested, this,
            [this](const WatchedSymbol &watched) { add({watched}); });
    connect(&panel, &WatchlistPanel::editRequested, this, &WatchlistDesk::edit);
    connect(&panel, &WatchlistPanel::removeRequested, this, &WatchlistDesk::remove);
    const auto clear = [&panel] { panel.banner().clear(); };
    connect(m_worker, &WatchlistWorker::added, this, clear);
    connect(m_worker, &WatchlistWorker::edited, this, clear);
    connect(m_worker, &WatchlistWorker::removed, this, clear);
    connect(m_worker, &WatchlistWorker::added, this, &WatchlistDesk::acceptAdded);
    connect(m_worker, &WatchlistWorker::edited, this, &WatchlistDesk::acceptEdited);
    connect(m_worker, &WatchlistWorker::removed, this, &WatchlistDesk::acceptRemoved);
    connect(m_worker, &WatchlistWorker::restored, this,
            [this](const QList<WatchedSymbol> &restored) {
                refresh();
                emit told(tr("%n symbol(s) back on the watchlist.", nullptr, int(restored.size())),
                          {});
            });
    connect(m_worker, &WatchlistWorker::failed, this, [this, &panel](const Error &error) {
        panel.banner().showMessage({Meaning::Danger, tr("The watchlist was not changed."),
                                    errorText(error), error.detail});
        if (!panel.isVisible()) // asked for from elsewhere: the banner would not be seen
            emit told(tr("The watchlist was not changed. %1").arg(errorText(error)), {});
        refresh();
    });
}

void WatchlistDesk::add(const QList<WatchedSymbol> &watched)
{
    QMetaObject::invokeMethod(m_worker, [this, watched] { m_worker->add(watched); });
}

void WatchlistDesk::edit(const WatchedSymbol &watched)
{
    QMetaObject::invokeMethod(m_worker, [this, watched] { m_worker->edit(watched); });
}

void WatchlistDesk::remove(const QStringList &symbols)
{
    QMetaObject::invokeMethod(m_worker, [this, symbols] { m_worker->remove(symbols); });
}

void WatchlistDesk::acceptAdded(const QList<WatchedSymbol> &added, const QStringList &known)
{
    refresh();
    QStringList symbols;
    for (const WatchedSymbol &each : added)
        symbols.append(each.symbol);
    if (symbols.isEmpty()) {
        emit told(
                known.size() == 1
                        ? tr("%1 is on the watchlist already.").arg(shortSymbol(known.constFirst()))
                        : tr("They are all on the watchlist already."),
                {});
        return;
    }
    const QString message =
            symbols.size() == 1
                    ? tr("%1 is on the watchlist.").arg(shortSymbol(symbols.constFirst()))
                    : tr("%n symbol(s) added to the watchlist.", nullptr, int(symbols.size()));
    emit told(message, [this, symbols] { remove(symbols); });
}

void WatchlistDesk::acceptEdited(const WatchedSymbol &before, const WatchedSymbol &after)
{
    refresh();
    if (before == after)
        return;
    emit told(tr("%1 changed.").arg(shortSymbol(after.symbol)), [this, before] { edit(before); });
}

void WatchlistDesk::acceptRemoved(const QList<WatchedSymbol> &removed)
{
    refresh();
    emit told(tr("%n symbol(s) taken off the watchlist.", nullptr, int(removed.size())), [this,
                                                                                          removed] {
        QMetaObject::invokeMethod(m_worker, [this, removed] { m_worker->restore(removed); });
    });
}
