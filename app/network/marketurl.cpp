// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/network/marketurl.h"

#include <QHostAddress>

using namespace Qt::Literals::StringLiterals;

namespace {

bool isLoopback(const QString &host)
{
    QHostAddress address;
    return host == "localhost"_L1 || (address.setAddress(host) && address.isLoopback());
}

// Why this is no address to fetch prices from; empty when it is one.
QString faultOf(const QUrl &url)
{
    if (!url.isValid() || url.isRelative() || url.host().isEmpty())
        return u"it is not an address such as https://www.coinspot.com.au"_s;
    if (!url.userInfo().isEmpty())
        return u"it must not hold a user name or a password"_s;
    if (url.hasQuery() || url.hasFragment())
        return u"it must end before a \"?\" or \"#\""_s;
    if (url.port() == 0)
        return u"0 is no port"_s;
    if (url.scheme() == "https"_L1)
        return {};
    if (url.scheme() != "http"_L1)
        return u"it must begin with https://"_s;
    if (!isLoopback(url.host()))
        return u"http is for this computer only (127.0.0.1, ::1, localhost); use https"_s;
    return {};
}

} // namespace

QUrl defaultCoinspotUrl()
{
    return QUrl{u"https://www.coinspot.com.au"_s};
}

Result<QUrl> parseBaseUrl(const QString &text, QStringView variable)
{
    if (text.isEmpty())
        return fail(Error::Kind::Configuration, u"it is empty"_s, variable.toString());
    const QUrl url{text, QUrl::StrictMode};
    const QString fault = faultOf(url);
    if (!fault.isEmpty())
        return fail(Error::Kind::Configuration, fault, variable.toString());
    return url;
}
