// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/lab/sqliteground.h"

#include "db/filelock.h"
#include "db/schema/inspection.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace Qt::Literals::StringLiterals;

namespace {

// Stands in the lock, before the names of the files that a lab made.
constexpr auto Mark = "tidemark index lab"_L1;

bool removeFile(const QString &file)
{
    for (const QString &each : {file, file + u"-wal"_s, file + u"-shm"_s, file + u"-journal"_s}) {
        if (QFile::exists(each) && !QFile::remove(each))
            return false;
    }
    return true;
}

class SqliteGround final : public LabGround
{
public:
    SqliteGround(ConnectionSpec spec, const QString &base)
        : m_spec{std::move(spec)}
        , m_base{base}
        , m_lock{base + u".lab.lock"_s}
    {}
    ~SqliteGround() override
    {
        if (!m_lock.isHeld())
            return;
        bool areGone = true;
        for (const QString &ending : std::as_const(m_made))
            areGone = removeFile(m_base + ending) && areGone;
        if (areGone)
            m_lock.releaseAndRemove();
    }

    [[nodiscard]] Result<> begin();
    [[nodiscard]] Result<std::unique_ptr<Connection>> make(Place place) override;
    [[nodiscard]] QString original(const QString &table) const override
    {
        return u"original."_s + quotedName(table);
    }
    [[nodiscard]] QString fileOf(Place place) const override { return m_base + endingOf(place); }

private:
    [[nodiscard]] static QString endingOf(Place place) { return u".lab"_s + placeSuffix(place); }
    [[nodiscard]] Result<> note() { return m_lock.setText((Mark + m_made.join(u'|')).toUtf8()); }

    ConnectionSpec m_spec;
    QString m_base;
    FileLock m_lock;
    QStringList m_made; // endings of the files
};

Result<> SqliteGround::begin()
{
    const Result<bool> taken = m_lock.take();
    if (!taken)
        return fail(taken.error());
    if (!*taken)
        return failAsTaken(m_spec.location());
    // Held by nobody: whatever it names was left by a lab that was killed.
    const QString text = QString::fromUtf8(m_lock.text());
    if (!text.startsWith(Mark))
        return {};
    const QStringList left = text.mid(Mark.size()).split(u'|');
    for (const Place place : LabPlaces) {
        if (left.contains(endingOf(place)) && !removeFile(fileOf(place)))
            return fail(Error::Kind::AccessDenied, u"the file cannot be deleted"_s, fileOf(place));
    }
    return {};
}

Result<std::unique_ptr<Connection>> SqliteGround::make(Place place)
{
    const QString file = fileOf(place);
    const bool isOurs = m_made.contains(endingOf(place));
    if (!isOurs && QFile::exists(file))
        return failAsForeign(file);
    if (!isOurs)
        m_made.append(endingOf(place));
    removeFile(file);
    return note().and_then([&] { return Connection::open(ConnectionSpec::file(file)); });
}

} // namespace

Result<std::unique_ptr<LabGround>> enterSqliteGround(const ConnectionSpec &spec,
                                                     const QString &cacheFolder)
{
    QString base = spec.path;
    if (!QFileInfo{QFileInfo{base}.absolutePath()}.isWritable()) {
        const QByteArray name =
                QCryptographicHash::hash(base.toUtf8(), QCryptographicHash::Sha256).toHex();
        QDir{}.mkpath(cacheFolder);
        base = QDir{cacheFolder}.filePath(QString::fromLatin1(name.left(16)));
    }
    auto ground = std::make_unique<SqliteGround>(spec, base);
    if (const Result<> begun = ground->begin(); !begun)
        return fail(begun.error());
    return ground;
}
