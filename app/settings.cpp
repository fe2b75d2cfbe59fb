// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings.h"

#include <QRegularExpression>
#include <QSettings>

using namespace Qt::Literals::StringLiterals;

namespace {

// "postgresql://me:secret@host/db?sslmode=require" without ":secret", and without a parameter that
// carries one. By hand and generously: a password with a slash or an @ in it goes whole.
QString withoutPassword(const QString &url)
{
    static const QRegularExpression inAuthority{u"^(?!sqlite:)([^:/]*://[^:/@]*):.*@"_s};
    static const QRegularExpression inQuery{u"(?<=[?&])[^=&]*(password|passwd|pwd)[^=&]*=[^&]*&?"_s,
                                            QRegularExpression::CaseInsensitiveOption};
    QString clean = QString{url}.replace(inAuthority, u"\\1@"_s);
    const qsizetype question = clean.indexOf(u'?');
    if (question >= 0)
        clean = clean.left(question) + clean.mid(question).remove(inQuery);
    while (clean.endsWith(u'?') || clean.endsWith(u'&'))
        clean.chop(1);
    return clean;
}

} // namespace

QByteArray Settings::windowGeometry() const
{
    return m_store.value(u"window/geometry"_s).toByteArray();
}

void Settings::setWindowGeometry(const QByteArray &geometry)
{
    m_store.setValue(u"window/geometry"_s, geometry);
}

QByteArray Settings::windowState() const
{
    return m_store.value(u"window/state"_s).toByteArray();
}

void Settings::setWindowState(const QByteArray &state)
{
    m_store.setValue(u"window/state"_s, state);
}

QString Settings::panel() const
{
    return m_store.value(u"window/panel"_s).toString();
}

void Settings::setPanel(const QString &panel)
{
    m_store.setValue(u"window/panel"_s, panel);
}

QByteArray Settings::splitter(const QString &name) const
{
    return m_store.value(u"splitters/"_s + name).toByteArray();
}

void Settings::setSplitter(const QString &name, const QByteArray &state)
{
    m_store.setValue(u"splitters/"_s + name, state);
}

QByteArray Settings::columns(const QString &table) const
{
    return m_store.value(u"columns/"_s + table).toByteArray();
}

void Settings::setColumns(const QString &table, const QByteArray &state)
{
    m_store.setValue(u"columns/"_s + table, state);
}

QString Settings::chartRange() const
{
    return m_store.value(u"chart/range"_s).toString();
}

void Settings::setChartRange(const QString &range)
{
    m_store.setValue(u"chart/range"_s, range);
}

QString Settings::stockRange() const
{
    return m_store.value(u"chart/stockRange"_s).toString();
}

void Settings::setStockRange(const QString &range)
{
    m_store.setValue(u"chart/stockRange"_s, range);
}

bool Settings::stockRaw() const
{
    return m_store.value(u"chart/stockRaw"_s, false).toBool();
}

void Settings::setStockRaw(bool isRaw)
{
    m_store.setValue(u"chart/stockRaw"_s, isRaw);
}

QString Settings::chartKind() const
{
    return m_store.value(u"chart/kind"_s).toString();
}

void Settings::setChartKind(const QString &kind)
{
    m_store.setValue(u"chart/kind"_s, kind);
}

QString Settings::chartPlace() const
{
    return m_store.value(u"chart/place"_s).toString();
}

void Settings::setChartPlace(const QString &place)
{
    m_store.setValue(u"chart/place"_s, place);
}

QString Settings::themeChoice() const
{
    return m_store.value(u"theme"_s).toString();
}

void Settings::setThemeChoice(const QString &choice)
{
    m_store.setValue(u"theme"_s, choice);
}

bool Settings::closeToTray() const
{
    return m_store.value(u"tray/closeToTray"_s, true).toBool();
}

void Settings::setCloseToTray(bool closeToTray)
{
    m_store.setValue(u"tray/closeToTray"_s, closeToTray);
}

bool Settings::startHidden() const
{
    return m_store.value(u"tray/startHidden"_s, false).toBool();
}

void Settings::setStartHidden(bool startHidden)
{
    m_store.setValue(u"tray/startHidden"_s, startHidden);
}

QStringList Settings::alertCommand() const
{
    return m_store.value(u"alerts/command"_s).toStringList();
}

void Settings::setAlertCommand(const QStringList &command)
{
    m_store.setValue(u"alerts/command"_s, command);
}

bool Settings::recordsQueries() const
{
    return m_store.value(u"queries/record"_s, true).toBool();
}

void Settings::setRecordsQueries(bool records)
{
    m_store.setValue(u"queries/record"_s, records);
}

QString Settings::valueSampling() const
{
    return m_store.value(u"queries/values"_s, u"off"_s).toString();
}

void Settings::setValueSampling(const QString &sampling)
{
    m_store.setValue(u"queries/values"_s, sampling);
}

QString Settings::databaseUrl() const
{
    return m_store.value(u"database/url"_s).toString();
}

void Settings::setDatabaseUrl(const QString &url)
{
    m_store.setValue(u"database/url"_s, withoutPassword(url));
}
