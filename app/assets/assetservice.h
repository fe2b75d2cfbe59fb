// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/assets/assetsync.h"
#include "app/credentials/secretstore.h"
#include "db/connectionspec.h"
#include "db/domain/assetedit.h"
#include "db/domain/assetimport.h"
#include "db/domain/foundasset.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QUrl>

#include <memory>

struct AssetServiceSettings {
    ConnectionSpec database;
    QUrl eodhdServer; // as parseBaseUrl() lets it through
    // Reads EODHD's token; answers as Credentials::read() does.
    std::function<void(QObject *context, SecretAnswer answer)> readToken;
    Clock clock = Clock::system();
};

// Stocks as both programs keep them: the registry, the queue and what EODHD offers. Lives on a
// thread of its own by the time of start(), which makes everything there; asked and answered by
// signal. Syncs by itself what gets due, as long as this program is the one that collects.
class AssetService final : public QObject
{
    Q_OBJECT

public:
    explicit AssetService(AssetServiceSettings settings, QObject *parent = nullptr);
    ~AssetService() override;

public slots:
    void start();
    // Whether this program is the one that collects into the database.
    void setCollecting(bool isCollecting);
    void setPaused(bool isPaused);
    // The token was set, replaced or removed.
    void tokenChanged();

    // Those that are named, due or not; without any those that are due.
    void sync(const QStringList &symbols);
    void add(const QList<FoundAsset> &assets);
    void previewImport(const QString &file);
    void import(const QList<ImportLine> &lines);
    void setActive(const QStringList &symbols, bool isActive);
    void edit(const QStringList &symbols, const AssetEdit &edit);
    void remove(const QStringList &symbols);  // answered by removed()
    void restore(const QList<Asset> &assets); // what removed() told
    void setPlan(int callsADay);
    // What EODHD answered to a call for the plan; callsADay is 0 where it does not say.
    void notePlan(int callsADay, int used);
    void search(const QString &text);
    void listExchange(const QString &exchange);
    void refresh();

signals:
    void boardChanged(const AssetBoard &board);
    void progressed(const QString &symbol, int percent); // -1: ended
    void pausedChanged(bool isPaused);
    // New bars, splits or dividends of this symbol are in the database.
    void stored(const QString &symbol);
    void runFinished(const CollectionRun &run, const std::optional<Error> &problem);
    void removed(const QList<Asset> &assets); // as they stood
    // Something that was asked for, or the queue itself, cannot go on.
    void refused(const Error &error);
    void accepted(); // it goes on
    void found(const QList<FoundAsset> &assets);
    void findFailed(const Error &error);
    void importPreviewed(const AssetImport &import);
    void importFailed(const Error &error);

private:
    struct Parts;

    void look();
    // Reads the token, then goes on with it; refused() where there is none.
    void withToken(const std::function<void(const Error *problem)> &next);
    void find(const EodhdRequest &request,
              const std::function<Result<QList<FoundAsset>>(const QByteArray &)> &parse);
    void takeRun(const CollectionRun &run, const std::optional<Error> &problem);
    template <typename Work> auto use(const Work &work);
    template <typename Work> void change(const Work &work);
    [[nodiscard]] Result<QSet<QString>> registered();

    AssetServiceSettings m_settings;
    bool m_isCollecting = false;
    bool m_isPaused = false;
    bool m_isHeld = false; // no token, or a refused one: until it changes or somebody asks
    bool m_hasBoard = false;
    PriceRowsBySymbol m_rows; // counting them all takes longer than anything else of the board
    QDateTime m_countedAt;    // invalid: there are more by now
    QDateTime m_notBefore;    // something was wrong that may pass; invalid: nothing
    std::unique_ptr<Parts> m_parts;
};
