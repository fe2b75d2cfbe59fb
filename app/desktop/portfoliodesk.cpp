// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/portfoliodesk.h"

#include "db/domain/errortext.h"
#include "migrations/schemaversion.h"
#include "models/portfolio/portfoliotext.h"
#include "views/portfolio/portfoliopanel.h"
#include "views/shell/banner.h"

using namespace Qt::Literals::StringLiterals;

PortfolioDesk::PortfolioDesk(ConnectionPool &reading, const ConnectionSpec &database,
                             AccountSettings account, std::function<QDateTime()> clock)
    : m_reader{reading}
    , m_storage{database, u"portfolio"_s}
    , m_writer{m_storage.add<PositionWriter>(schemaVersion(database.engine))}
    , m_account{std::move(account)}
    , m_positions{QLocale{}, std::move(clock)}
    , m_history{QLocale{}}
{}

void PortfolioDesk::wire(PortfolioPanel &panel)
{
    wirePositions(panel);
    wireAccount(panel);
}

void PortfolioDesk::start()
{
    m_storage.start();
    m_account.start();
}

void PortfolioDesk::wirePositions(PortfolioPanel &panel)
{
    connect(&m_positions, &PositionTableModel::portfolioRequested, &m_reader,
            &PositionReader::loadPortfolio);
    connect(&m_reader, &PositionReader::portfolioLoaded, &m_positions,
            &PositionTableModel::acceptPortfolio);
    connect(&m_reader, &PositionReader::portfolioFailed, this, [&panel](const Error &error) {
        panel.banner().showMessage({Meaning::Danger, tr("The positions cannot be read."),
                                    errorText(error), error.detail});
    });
    connect(&panel, &PortfolioPanel::addRequested, m_writer, &PositionWriter::add);
    connect(&panel, &PortfolioPanel::editRequested, m_writer, &PositionWriter::edit);
    connect(&panel, &PortfolioPanel::removeRequested, this, [this](qint64 id) {
        ++m_removing;
        QMetaObject::invokeMethod(m_writer, [this, id] { m_writer->remove(id); });
    });
    connect(m_writer, &PositionWriter::added, this, [this, &panel](const Position &position) {
        panel.banner().clear();
        refresh();
        emit told(tr("%1 added.").arg(position.symbol), {});
    });
    connect(m_writer, &PositionWriter::edited, this, [this, &panel] {
        panel.banner().clear();
        refresh();
    });
    connect(m_writer, &PositionWriter::removed, this, &PortfolioDesk::acceptRemoved);
    connect(m_writer, &PositionWriter::failed, this, [this, &panel](const Error &error) {
        m_removing = std::max(0, m_removing - 1);
        panel.setSyncing(false);
        panel.banner().showMessage({Meaning::Danger, tr("The portfolio was not changed."),
                                    errorText(error), error.detail});
        refresh();
    });
}

void PortfolioDesk::acceptRemoved(const Position &position)
{
    m_removed.append(position);
    if (--m_removing > 0)
        return;
    m_removing = 0;
    const QList<Position> gone = std::exchange(m_removed, {});
    refresh();
    emit told(tr("%n position(s) removed.", nullptr, int(gone.size())), [this, gone] {
        for (const Position &each : gone)
            QMetaObject::invokeMethod(m_writer, [this, each] { m_writer->add(each); });
    });
}

void PortfolioDesk::wireAccount(PortfolioPanel &panel)
{
    AccountService &account = m_account.service();
    connect(&panel, &PortfolioPanel::syncRequested, this, [&panel] { panel.setSyncing(true); });
    connect(&panel, &PortfolioPanel::syncRequested, &account, &AccountService::loadBalances);
    connect(&account, &AccountService::balancesLoaded, this,
            [this, &panel](const AccountBalances &balances, KeyAccess access) {
                panel.setKeyAccess(access);
                QStringList names;
                for (const RejectedEntry &entry : balances.unreadable)
                    names.append(entry.name);
                if (names.isEmpty())
                    panel.banner().clear();
                else
                    panel.banner().showMessage(
                            {Meaning::Warning,
                             tr("%n balance(s) cannot be read.", nullptr, int(names.size())),
                             tr("Their positions stay as they are: %1.").arg(names.join(u", "_s)),
                             balances.unreadable.constFirst().reason});
                QMetaObject::invokeMethod(m_writer, [this, balances, names] {
                    m_writer->sync(balances.balances, names);
                });
            });
    connect(m_writer, &PositionWriter::synced, this, [this, &panel](const PositionSync &sync) {
        panel.setSyncing(false);
        refresh();
        emit told(syncText(sync), {});
    });
    connect(&account, &AccountService::balancesFailed, this, [&panel](const Error &error) {
        panel.setSyncing(false);
        panel.showAccountProblem(tr("The account was not taken over."), errorText(error), error);
    });
    connect(&m_history, &HistoryTableModel::historyRequested, &account,
            &AccountService::loadHistory);
    connect(&account, &AccountService::historyLoaded, &m_history,
            &HistoryTableModel::acceptHistory);
    connect(&account, &AccountService::historyFailed, &m_history,
            &HistoryTableModel::acceptFailure);
    connect(&m_history, &HistoryTableModel::failed, this, [&panel](const Error &error) {
        panel.showAccountProblem(tr("The account cannot be read."), errorText(error), error);
    });
}
