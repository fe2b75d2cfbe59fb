// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/eodhdmarket.h"

#include <QUrlQuery>

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray text(Price price)
{
    return price.toString().toLatin1();
}

QByteArray rowOf(const DailyBar &bar)
{
    return "{\"date\":\"" + bar.day.toString(Qt::ISODate).toLatin1() +
           "\",\"open\":" + text(bar.open) + ",\"high\":" + text(bar.high) +
           ",\"low\":" + text(bar.low) + ",\"close\":" + text(bar.close) +
           ",\"adjusted_close\":" + text(bar.adjustedClose) +
           ",\"volume\":" + (bar.volume ? QByteArray::number(*bar.volume) : QByteArray{"null"}) +
           "}";
}

MarketAnswer words(int status, const QByteArray &body)
{
    MarketAnswer answer = MarketAnswer::json(body, status);
    answer.headers = {{"Content-Type", "text/html; charset=UTF-8"}};
    return answer;
}

} // namespace

EodhdMarket::EodhdMarket()
    : m_server{[this](const MarketRequest &request) { return answer(request); }}
{
    if (!m_server.listen())
        qFatal("no port on loopback");
}

void EodhdMarket::setDays(const QString &symbol, const QList<DailyBar> &bars)
{
    QMap<QDate, DailyBar> &days = m_days[symbol];
    days.clear();
    for (const DailyBar &bar : bars)
        days.insert(bar.day, bar);
}

void EodhdMarket::setDay(const QString &symbol, const DailyBar &bar)
{
    m_days[symbol].insert(bar.day, bar);
}

void EodhdMarket::removeDay(const QString &symbol, const QDate &day)
{
    m_days[symbol].remove(day);
}

void EodhdMarket::setActions(const QString &symbol, const QList<CorporateAction> &actions)
{
    m_actions[symbol] = actions;
}

QList<QByteArray> EodhdMarket::paths() const
{
    QList<QByteArray> paths;
    for (const MarketRequest &request : m_server.requests())
        paths.append(request.path.left(request.path.indexOf('?')));
    return paths;
}

QByteArray EodhdMarket::lastQuery(const QByteArray &path) const
{
    QByteArray query;
    for (const MarketRequest &request : m_server.requests()) {
        const qsizetype mark = request.path.indexOf('?');
        if (request.path.left(mark) == path)
            query = request.path.mid(mark + 1);
    }
    return query;
}

MarketAnswer EodhdMarket::answer(const MarketRequest &request)
{
    m_mostUnderWay = std::max(m_mostUnderWay, m_server.openConnections());
    const qsizetype mark = request.path.indexOf('?');
    const QByteArray path = request.path.left(mark);
    const QByteArray query = request.path.mid(mark + 1);
    if (!query.contains("api_token=" + token().toLatin1()))
        return words(401, "Unauthenticated");
    if (!query.contains("fmt=json"))
        return words(200, "Date,Open,High,Low,Close,Adjusted_close,Volume\n");
    if (m_calls >= m_quota) {
        ++m_refused;
        return words(402, "You exceeded your daily API requests limit.  Please contact "
                          "support@eodhistoricaldata.com");
    }
    ++m_calls;
    for (auto told = m_told.cbegin(); told != m_told.cend(); ++told) {
        if (path.endsWith(told.key()))
            return told.value();
    }
    const QString symbol = QUrl::fromPercentEncoding(path.mid(path.lastIndexOf('/') + 1));
    if (!m_days.contains(symbol))
        return words(404, "Ticker Not Found");
    if (path.contains("/eod/"))
        return days(symbol, query);
    if (path.contains("/splits/"))
        return actions(symbol, CorporateAction::Type::Split);
    if (path.contains("/div/"))
        return actions(symbol, CorporateAction::Type::Dividend);
    return words(404, "Ticker Not Found");
}

MarketAnswer EodhdMarket::days(const QString &symbol, const QByteArray &query) const
{
    const QUrlQuery asked{QString::fromLatin1(query)};
    const QDate from = QDate::fromString(asked.queryItemValue(u"from"_s), Qt::ISODate);
    QByteArray body = "[";
    const QMap<QDate, DailyBar> &days = *m_days.constFind(symbol);
    for (auto day = from.isValid() ? days.lowerBound(from) : days.cbegin(); day != days.cend();
         ++day) {
        body += body.size() > 1 ? "," : "";
        body += rowOf(*day);
    }
    return MarketAnswer::json(body + "]");
}

MarketAnswer EodhdMarket::actions(const QString &symbol, CorporateAction::Type type) const
{
    QByteArray body = "[";
    for (const CorporateAction &action : m_actions.value(symbol)) {
        if (action.type != type)
            continue;
        body += body.size() > 1 ? "," : "";
        const QByteArray date = action.date.toString(Qt::ISODate).toLatin1();
        body += type == CorporateAction::Type::Split
                        ? "{\"date\":\"" + date + "\",\"split\":\"" +
                                  action.numerator->toString().toLatin1() + "\\/" +
                                  action.denominator->toString().toLatin1() + "\"}"
                        : "{\"date\":\"" + date +
                                  "\",\"value\":" + action.value->toString().toLatin1() +
                                  ",\"currency\":\"" + action.currency.toLatin1() +
                                  "\",\"period\":null}";
    }
    return MarketAnswer::json(body + "]");
}

QList<DailyBar> risingDays(const QDate &last, int count, int firstCents)
{
    QList<DailyBar> bars;
    QDate day = last;
    while (bars.size() < count) {
        if (day.dayOfWeek() <= Qt::Friday)
            bars.prepend({day, {}, {}, {}, {}, {}, {}});
        day = day.addDays(-1);
    }
    for (int i = 0; i < count; ++i)
        bars[i] =
                dayOf(bars[i].day, QString::number((firstCents + i) / 100.0, 'f', 2), {}, 1000 + i);
    return bars;
}

DailyBar dayOf(const QDate &day, const QString &close, const QString &adjusted, qint64 volume)
{
    const Price price = Price::parse(close).value();
    return {day,   price, price,
            price, price, adjusted.isEmpty() ? price : Price::parse(adjusted).value(),
            volume};
}
