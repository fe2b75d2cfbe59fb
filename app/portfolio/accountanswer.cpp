// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portfolio/accountanswer.h"

#include "app/network/answertext.h"
#include "app/network/jsonnumbers.h"
#include "db/domain/coin.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = AccountEntry::Kind;

constexpr qsizetype LongestName = 40;
constexpr qsizetype LongestValue = 40;
constexpr qsizetype LongestMessage = 200;
constexpr qsizetype LongestRemark = 120;

QJsonDocument documentOf(const QByteArray &body, QJsonParseError &error)
{
    // A byte that is no UTF-8 spoils the text that holds it, not the answer.
    const QByteArray text = body.isValidUtf8() ? body : QString::fromUtf8(body).toUtf8();
    const std::string json = withNumbersAsText({text.constData(), std::size_t(text.size())});
    return QJsonDocument::fromJson(QByteArray::fromStdString(json), &error);
}

bool isCut(QJsonParseError::ParseError error)
{
    return error == QJsonParseError::UnterminatedObject ||
           error == QJsonParseError::UnterminatedArray ||
           error == QJsonParseError::UnterminatedString;
}

QString textIn(const QJsonObject &object, QLatin1StringView name, qsizetype limit = LongestName)
{
    return shownText(object[name].toString().trimmed(), limit);
}

std::optional<Quantity> numberIn(const QJsonObject &object, QLatin1StringView name)
{
    const Result<Quantity> number = Quantity::parse(object[name].toString());
    return number ? std::optional{*number} : std::nullopt;
}

// ISO 8601, or milliseconds since 1970 as version 1 of the API writes them.
QDateTime timeIn(const QJsonObject &object, QLatin1StringView name)
{
    const QString text = object[name].toString();
    QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (time.isValid()) {
        if (time.timeSpec() == Qt::LocalTime)
            time.setTimeSpec(Qt::UTC);
        return time.toUTC();
    }
    bool isNumber = false;
    const qint64 ms = text.toLongLong(&isNumber);
    constexpr qint64 EndOfTime = 253'402'300'800'000; // year 10000
    return isNumber && ms > 0 && ms < EndOfTime ? QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC)
                                                : QDateTime{};
}

// The amount of a balance: a number, or an object with a member "balance".
Result<Quantity> amountOf(const QJsonValue &value)
{
    if (value.isString())
        return Quantity::parse(value.toString());
    if (value.isObject() && value[u"balance"].isString())
        return Quantity::parse(value[u"balance"].toString());
    return fail(Error::Kind::Parse, u"there is no number"_s);
}

class BalanceReader final
{
public:
    void read(const QJsonObject &balances)
    {
        for (auto entry = balances.begin(); entry != balances.end(); ++entry)
            take(entry.key(), entry.value());
    }
    AccountBalances result();

private:
    void take(const QString &name, const QJsonValue &value);
    void reject(const QString &name, const QString &reason)
    {
        m_faults.append({shownText(name, LongestName), reason});
    }

    QList<AccountBalance> m_balances;
    QHash<QString, qsizetype> m_places; // by coin
    QStringList m_doubted;              // coins given twice with two amounts
    QList<RejectedEntry> m_faults;
};

void BalanceReader::take(const QString &name, const QJsonValue &value)
{
    const QString coin = name.toLower();
    if (const QString fault = coinNameFault(coin); !fault.isEmpty()) {
        reject(name, fault);
        return;
    }
    const Result<Quantity> amount = amountOf(value);
    if (!amount) {
        reject(coin, amount.error().detail);
        m_doubted.append(coin);
        return;
    }
    if (const auto place = m_places.constFind(coin); place != m_places.cend()) {
        if (m_balances.at(*place).amount == *amount || m_doubted.contains(coin))
            return;
        m_doubted.append(coin);
        reject(coin, u"it is given twice, with two amounts"_s);
        return;
    }
    m_places.insert(coin, m_balances.size());
    m_balances.append({coin, *amount});
}

AccountBalances BalanceReader::result()
{
    m_balances.removeIf(
            [this](const AccountBalance &balance) { return m_doubted.contains(balance.coin); });
    return {m_balances, m_faults};
}

// "USDT" of "BTC/USDT".
QString currencyOf(const QString &market)
{
    const qsizetype slash = market.indexOf(u'/');
    return slash < 0 || slash + 1 == market.size() ? u"AUD"_s : market.mid(slash + 1).toUpper();
}

// Two parts of a fee where both can be read, or the one that is there.
std::optional<Quantity> sumOf(const std::optional<Quantity> &one,
                              const std::optional<Quantity> &other)
{
    if (one && other)
        return one->plus(*other);
    return one ? one : other;
}

AccountEntry entryFrom(const QJsonObject &object, Kind kind)
{
    AccountEntry entry;
    entry.kind = kind;
    entry.id = textIn(object, "id"_L1);
    entry.coin = textIn(object, "coin"_L1).toUpper();
    entry.market = textIn(object, "market"_L1);
    entry.type = textIn(object, "type"_L1);
    entry.status = textIn(object, "status"_L1);
    entry.amount = numberIn(object, "amount"_L1);
    entry.rate = numberIn(object, "rate"_L1);
    entry.total = numberIn(object, "total"_L1);
    entry.currency = currencyOf(entry.market);
    switch (kind) {
    case Kind::BuyOrder:
    case Kind::SellOrder:
        entry.time = timeIn(object, "created"_L1);
        break;
    case Kind::Bought:
    case Kind::Sold:
        entry.time = timeIn(object, "solddate"_L1);
        entry.fee = sumOf(numberIn(object, "audfeeExGst"_L1), numberIn(object, "audGst"_L1));
        break;
    case Kind::Deposit:
    case Kind::Withdrawal:
        entry.time = timeIn(object, "created"_L1);
        entry.coin = u"AUD"_s;
        entry.remark = textIn(object, "reference"_L1, LongestRemark);
        break;
    case Kind::Sent:
    case Kind::Received:
        entry.time = timeIn(object, "timestamp"_L1);
        entry.total = numberIn(object, "aud"_L1);
        entry.fee = numberIn(object, "sendfee"_L1);
        entry.remark = textIn(object, kind == Kind::Sent ? "address"_L1 : "from"_L1, LongestRemark);
        break;
    }
    return entry;
}

struct NamedList {
    QLatin1StringView name;
    Kind kind;
};

QList<NamedList> listsOf(AccountList list)
{
    switch (list) {
    case AccountList::Orders:
        return {{"buyorders"_L1, Kind::BuyOrder}, {"sellorders"_L1, Kind::SellOrder}};
    case AccountList::Trades:
        return {{"buyorders"_L1, Kind::Bought}, {"sellorders"_L1, Kind::Sold}};
    case AccountList::Deposits:
        return {{"deposits"_L1, Kind::Deposit}};
    case AccountList::Withdrawals:
        return {{"withdrawals"_L1, Kind::Withdrawal}};
    case AccountList::Transfers:
        break;
    }
    return {{"sendtransactions"_L1, Kind::Sent}, {"receivetransactions"_L1, Kind::Received}};
}

} // namespace

Result<QJsonObject> accountDocument(const QByteArray &body)
{
    using enum Error::Kind;
    if (looksLikeHtml(body)) {
        const QString title = htmlTitle(body);
        return fail(Parse, title.isEmpty() ? u"HTML page without a title"_s
                                           : u"HTML page \"%1\""_s.arg(title));
    }
    if (body.trimmed().isEmpty())
        return fail(Parse, u"the answer is empty"_s);
    QJsonParseError error;
    const QJsonDocument document = documentOf(body, error);
    if (error.error != QJsonParseError::NoError)
        return fail(Parse, isCut(error.error) ? u"the answer is cut off"_s
                                              : u"the answer is not valid JSON"_s);
    if (!document.isObject())
        return fail(Parse, u"the answer is JSON, but no object"_s);
    const QJsonObject object = document.object();
    if (!object.contains("status"_L1))
        return fail(Parse, u"the answer has no status"_s);
    if (const QString status = object["status"_L1].toString(); status != "ok"_L1) {
        const QString message = textIn(object, "message"_L1, LongestMessage);
        return fail(Http, message.isEmpty() ? u"it reports status \"%1\""_s.arg(
                                                      shownText(status, LongestValue))
                                            : u"it says \"%1\""_s.arg(message));
    }
    return object;
}

QString accountMessage(const QByteArray &body)
{
    if (looksLikeHtml(body))
        return {};
    QJsonParseError error;
    const QJsonObject object = documentOf(body, error).object();
    const QString message = textIn(object, "message"_L1, LongestMessage);
    return message.isEmpty() ? textIn(object, "status"_L1) : message;
}

bool isAboutNonce(QStringView message)
{
    return message.contains(u"nonce", Qt::CaseInsensitive);
}

Result<AccountBalances> balancesIn(const QJsonObject &document)
{
    const QJsonValue balances =
            document.contains("balances"_L1) ? document["balances"_L1] : document["balance"_L1];
    BalanceReader reader;
    if (balances.isObject()) {
        reader.read(balances.toObject());
        return reader.result();
    }
    if (!balances.isArray())
        return fail(Error::Kind::Parse, u"the answer has no balances"_s);
    for (const QJsonValue element : balances.toArray()) {
        if (!element.isObject()) // whose balance it is nobody knows
            return fail(Error::Kind::Parse, u"the list of balances holds something else"_s);
        reader.read(element.toObject());
    }
    return reader.result();
}

Result<AccountPage> pageIn(const QJsonObject &document, AccountList list)
{
    AccountPage page;
    bool hasAny = false;
    for (const auto &[name, kind] : listsOf(list)) {
        const QJsonValue rows = document[name];
        hasAny = hasAny || rows.isArray();
        if (!rows.isArray() && !rows.isNull() && !rows.isUndefined())
            return fail(Error::Kind::Parse, u"\"%1\" is no list"_s.arg(name));
        const QJsonArray array = rows.toArray();
        page.rows += int(array.size());
        page.longest = std::max(page.longest, int(array.size()));
        for (const QJsonValue row : array) {
            if (row.isObject())
                page.entries.append(entryFrom(row.toObject(), kind));
        }
    }
    if (!hasAny)
        return fail(Error::Kind::Parse, u"the answer has none of its lists"_s);
    return page;
}
