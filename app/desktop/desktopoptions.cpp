// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/desktopoptions.h"

#include "app/assets/eodhdclient.h"
#include "app/credentials/credential.h"
#include "app/network/marketurl.h"
#include "db/databaseconfig.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>

#include <xcb/xcb.h>

using namespace Qt::Literals::StringLiterals;

namespace {

struct Desktop {
    Q_DECLARE_TR_FUNCTIONS(Desktop)
};

constexpr std::chrono::seconds DemoSlot{5};
constexpr qint64 LongestPassword = 4096; // bytes

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
            Desktop::tr("Your own market-price database: collects, stores and shows prices."));
    parser.addOptions({
            {u"database"_s,
             Desktop::tr("Database URL, as sqlite:////absolute/path/market.db or "
                         "postgresql://user@host/name."),
             u"URL"_s},
            {u"password-stdin"_s,
             Desktop::tr("Read the password of --database from standard input, up to its end.")},
            {u"demo"_s, Desktop::tr("Try Tidemark with a demo market and a database of its own.")},
            {u"background"_s, Desktop::tr("Start without a window, in the tray.")},
            {{u"h"_s, u"help"_s}, Desktop::tr("Show this help and end.")},
            {{u"v"_s, u"version"_s}, Desktop::tr("Show the version and end.")},
    });
}

Result<QUrl> priceServer()
{
    const QString text = qEnvironmentVariable("COINSPOT_BASE_URL");
    return text.isEmpty() ? defaultCoinspotUrl() : parseBaseUrl(text, u"COINSPOT_BASE_URL");
}

Result<DesktopOptions> demoOptions(DesktopOptions options)
{
    options.isDemo = true;
    options.database = ConnectionSpec::file(QDir{options.dataFolder}.filePath(u"demo.db"_s));
    options.grid = SlotGrid{DemoSlot};
    return eodhdServer().transform([&](const QUrl &url) {
        options.eodhdServer = url;
        return options;
    });
}

Result<DesktopOptions> liveOptions(DesktopOptions options, const QString &commandLine,
                                   const QString &settingsUrl)
{
    const Result<DatabaseConfig> config =
            DatabaseConfig::read({commandLine, QProcessEnvironment::systemEnvironment(),
                                  settingsUrl, options.dataFolder});
    if (!config)
        return fail(config.error());
    options.database = config->connection;
    options.echoesSql = config->sqlEcho;
    options.pool.size = config->poolSize;
    options.pool.overflow = config->maxOverflow;
    const Result<QUrl> stocks = eodhdServer();
    if (!stocks)
        return fail(stocks.error());
    options.eodhdServer = *stocks;
    return priceServer().transform([&](const QUrl &url) {
        options.priceServer = url;
        return options;
    });
}

// Once, at the start: whoever started this has written it by then, or pipes it.
Result<QString> passwordFrom(QIODevice &input)
{
    const QByteArray bytes = input.read(LongestPassword + 1);
    if (bytes.isEmpty() || bytes.size() > LongestPassword)
        return fail(Error::Kind::Usage,
                    Desktop::tr("--password-stdin found no password on standard input. Pipe it "
                                "into tidemark."));
    const QString text = QString::fromUtf8(bytes);
    return Credential::database({}, {}).cleaned(text);
}

} // namespace

Result<std::variant<DesktopOptions, DesktopNotice>> readDesktopOptions(const QStringList &arguments,
                                                                       const QString &settingsUrl,
                                                                       const QString &dataFolder,
                                                                       QIODevice &input)
{
    using Outcome = std::variant<DesktopOptions, DesktopNotice>;
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(QStringList{u"tidemark"_s} + arguments))
        return fail(Error::Kind::Usage, parser.errorText());
    if (!parser.positionalArguments().isEmpty())
        return fail(Error::Kind::Usage,
                    Desktop::tr("%1 is no option of tidemark. See 'tidemark --help'.")
                            .arg(parser.positionalArguments().constFirst()));
    if (parser.isSet(u"help"_s))
        return Outcome{
                DesktopNotice{parser.helpText().replace("<executable_name>"_L1, "tidemark"_L1)}};
    if (parser.isSet(u"version"_s))
        return Outcome{
                DesktopNotice{u"tidemark %1\n"_s.arg(QCoreApplication::applicationVersion())}};
    if (parser.isSet(u"demo"_s) && parser.isSet(u"database"_s))
        return fail(Error::Kind::Usage,
                    Desktop::tr("--demo has a database of its own; leave --database away."));

    if (parser.isSet(u"password-stdin"_s) && !parser.isSet(u"database"_s))
        return fail(Error::Kind::Usage,
                    Desktop::tr("--password-stdin is the password of --database; give both."));

    DesktopOptions options;
    options.dataFolder = dataFolder;
    options.isHidden = parser.isSet(u"background"_s);
    const Result<DesktopOptions> read =
            parser.isSet(u"demo"_s)
                    ? demoOptions(options)
                    : liveOptions(options, parser.value(u"database"_s), settingsUrl);
    if (read && parser.isSet(u"password-stdin"_s)) {
        const Result<QString> password = passwordFrom(input);
        if (!password)
            return fail(password.error());
        DesktopOptions complete = *read;
        complete.database.password = *password;
        return Outcome{std::move(complete)};
    }
    return read.transform([](DesktopOptions found) { return Outcome{std::move(found)}; });
}

QString missingDisplayText()
{
    if (qEnvironmentVariableIsSet("QT_QPA_PLATFORM") ||
        qEnvironmentVariableIsSet("WAYLAND_DISPLAY"))
        return {};
    const QString advice =
            Desktop::tr("tidemarkctl does the same without a window: try 'tidemarkctl --help'.");
    if (!qEnvironmentVariableIsSet("DISPLAY"))
        return Desktop::tr("There is no display here. %1").arg(advice);
    xcb_connection_t *display = xcb_connect(nullptr, nullptr);
    const bool works = xcb_connection_has_error(display) == 0;
    xcb_disconnect(display);
    return works ? QString{}
                 : Desktop::tr("The display %1 cannot be opened. %2")
                           .arg(qEnvironmentVariable("DISPLAY"), advice);
}
