// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portfolio/accounthistory.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

QStringList pathsOf(AccountList list)
{
    switch (list) {
    case AccountList::Orders:
        return {u"/api/v2/ro/my/orders/market/open"_s, u"/api/v2/ro/my/orders/limit/open"_s};
    case AccountList::Trades:
        return {u"/api/v2/ro/my/orders/completed"_s, u"/api/v2/ro/my/orders/market/completed"_s};
    case AccountList::Deposits:
        return {u"/api/v2/ro/my/deposits"_s};
    case AccountList::Withdrawals:
        return {u"/api/v2/ro/my/withdrawals"_s};
    case AccountList::Transfers:
        break;
    }
    return {u"/api/v2/ro/my/sendreceive"_s};
}

// What tells one entry from another. The two lists of trades overlap and need not agree on ids.
QString tellingPartsOf(const AccountEntry &entry)
{
    const auto text = [](const std::optional<Quantity> &number) {
        return number ? number->toShortString() : u"-"_s;
    };
    return QStringList{accountEntryKindName(entry.kind),
                       QString::number(entry.time.isValid() ? entry.time.toMSecsSinceEpoch() : -1),
                       entry.coin,
                       entry.market,
                       text(entry.amount),
                       text(entry.rate),
                       text(entry.total),
                       entry.remark}
            .join(QChar{0x1f});
}

bool isNewer(const AccountEntry &one, const AccountEntry &other)
{
    if (one.time.isValid() != other.time.isValid())
        return one.time.isValid();
    return one.time > other.time;
}

} // namespace

void AccountHistoryWalk::begin(AccountClient &client, const AccountHistoryRequest &request,
                               QObject &parent, Reply reply)
{
    auto *walk = new AccountHistoryWalk{client, request, std::move(reply), &parent};
    walk->askNext();
}

AccountHistoryWalk::AccountHistoryWalk(AccountClient &client, const AccountHistoryRequest &request,
                                       Reply reply, QObject *parent)
    : QObject{parent}
    , m_client{client}
    , m_reply{std::move(reply)}
{
    m_history.request = request;
    for (const QString &path : pathsOf(request.list))
        m_windows.prepend({path, request.from, request.to});
}

void AccountHistoryWalk::askNext()
{
    if (m_windows.isEmpty()) {
        std::stable_sort(m_history.entries.begin(), m_history.entries.end(), isNewer);
        end(m_history);
        return;
    }
    if (++m_calls > MostCalls) {
        end(fail(Error::Kind::Refused,
                 tr("There is too much between these days for one look. Choose fewer days.")));
        return;
    }
    const Window window = m_windows.takeLast();
    AccountCall call{window.path};
    if (m_history.request.list != AccountList::Orders) {
        // Whether the last day is part of it nobody says: one more, and what is too much is left
        // out.
        call.members = {{u"startdate"_s, window.from.toString(Qt::ISODate)},
                        {u"enddate"_s, window.to.addDays(1).toString(Qt::ISODate)}};
    }
    if (m_history.request.list == AccountList::Trades)
        call.members.append({u"limit"_s, qint64{LongestAnswer}});
    m_client.ask(call, [self = QPointer{this}, window](const Result<QJsonObject> &document) {
        if (!self)
            return;
        const Result<AccountPage> page = document.and_then([&](const QJsonObject &object) {
            return pageIn(object, self->m_history.request.list);
        });
        if (page)
            self->accept(window, *page);
        else
            self->end(fail(page.error()));
    });
}

bool AccountHistoryWalk::isCut(const AccountPage &page) const
{
    switch (m_history.request.list) {
    case AccountList::Orders: // by no window can more of them be had
        return false;
    case AccountList::Trades:
        return page.longest >= LongestAnswer || page.rows == LongestAnswer;
    default:
        return page.longest >= LongestAnswer || page.longest == UsualAnswer ||
               page.rows == LongestAnswer || page.rows == UsualAnswer;
    }
}

void AccountHistoryWalk::accept(const Window &window, const AccountPage &page)
{
    if (isCut(page) && window.from < window.to) {
        const QDate middle = window.from.addDays(window.from.daysTo(window.to) / 2);
        m_windows.append({window.path, window.from, middle});
        m_windows.append({window.path, middle.addDays(1), window.to}); // next: newest first
    } else {
        if (isCut(page) && !m_history.cutDays.contains(window.from))
            m_history.cutDays.append(window.from);
        add(page);
    }
    askNext();
}

void AccountHistoryWalk::add(const AccountPage &page)
{
    const QDateTime from{m_history.request.from, QTime{0, 0}, Qt::UTC};
    const QDateTime end{m_history.request.to.addDays(1), QTime{0, 0}, Qt::UTC};
    QHash<QString, int> here;
    for (const AccountEntry &entry : page.entries) {
        const bool isOutside = m_history.request.list != AccountList::Orders &&
                               entry.time.isValid() && (entry.time < from || entry.time >= end);
        if (isOutside)
            continue;
        // Two that say the same within one answer are two, unless their id says that they are one.
        const QString parts = tellingPartsOf(entry);
        int &count = here[parts];
        count = entry.id.isEmpty() ? count + 1 : std::max(count, 1);
        if (count > m_known.value(parts)) {
            m_known.insert(parts, count);
            m_history.entries.append(entry);
        }
    }
}

void AccountHistoryWalk::end(const Result<AccountHistory> &history)
{
    deleteLater();
    m_reply(history);
}
