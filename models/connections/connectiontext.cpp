// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/connections/connectiontext.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace {

struct ConnectionText {
    Q_DECLARE_TR_FUNCTIONS(ConnectionText)
};

} // namespace

QString engineChoiceText(Engine engine)
{
    switch (engine) {
    case Engine::Sqlite:
        return ConnectionText::tr("SQLite, a file");
    case Engine::PostgreSql:
        return engineTitle(engine);
    case Engine::MariaDb:
        return ConnectionText::tr("MariaDB or MySQL");
    }
    return {};
}

QString connectionStateText(const ConnectionRow &row)
{
    switch (row.state) {
    case ConnectionRow::State::NotTried:
        return row.isCurrent ? ConnectionText::tr("In use") : ConnectionText::tr("Not tried");
    case ConnectionRow::State::Trying:
        return ConnectionText::tr("Trying…");
    case ConnectionRow::State::Reachable:
        return row.isCurrent ? ConnectionText::tr("In use") : ConnectionText::tr("Reachable");
    case ConnectionRow::State::Unreachable:
        return row.isCurrent ? ConnectionText::tr("In use, not reachable")
                             : ConnectionText::tr("Not reachable");
    }
    return {};
}

CellState connectionState(const ConnectionRow &row)
{
    switch (row.state) {
    case ConnectionRow::State::NotTried:
        return row.isCurrent ? CellState::Ok : CellState::Missed;
    case ConnectionRow::State::Trying:
        return CellState::Working;
    case ConnectionRow::State::Reachable:
        return row.isCurrent ? CellState::Ok : CellState::Adopted;
    case ConnectionRow::State::Unreachable:
        return CellState::Failed;
    }
    return CellState::None;
}

QString protectionText(const ConnectionRow &row)
{
    const QString tls = row.tlsVersion.isEmpty() ? u"TLS"_s : row.tlsVersion;
    switch (row.protection) {
    case ConnectionRow::Protection::NotKnown:
        return u"–"_s;
    case ConnectionRow::Protection::NotNeeded:
        return ConnectionText::tr("On this computer");
    case ConnectionRow::Protection::None:
        return ConnectionText::tr("Not protected");
    case ConnectionRow::Protection::Unchecked:
        //: %1 is "TLS 1.3".
        return ConnectionText::tr("%1, certificate not checked").arg(tls);
    case ConnectionRow::Protection::Verified:
        return ConnectionText::tr("%1, certificate verified").arg(tls);
    }
    return {};
}

QString protectionWord(const ConnectionRow &row)
{
    const QString tls = row.tlsVersion.isEmpty() ? u"TLS"_s : row.tlsVersion;
    if (row.protection == ConnectionRow::Protection::Unchecked)
        //: %1 is "TLS 1.3"; the server's certificate was not checked.
        return ConnectionText::tr("%1, unchecked").arg(tls);
    if (row.protection == ConnectionRow::Protection::Verified)
        return ConnectionText::tr("%1, verified").arg(tls);
    return protectionText(row);
}

CellState protectionState(const ConnectionRow &row)
{
    switch (row.protection) {
    case ConnectionRow::Protection::NotKnown:
    case ConnectionRow::Protection::NotNeeded:
        return CellState::None;
    case ConnectionRow::Protection::None:
        return CellState::Exposed;
    case ConnectionRow::Protection::Unchecked:
        return CellState::Warning;
    case ConnectionRow::Protection::Verified:
        return CellState::Protected;
    }
    return CellState::None;
}

QString poolWord(const ConnectionRow &row, const QLocale &locale)
{
    if (row.poolMost == 0)
        return u"–"_s;
    //: Connections that a pool holds, and how many of them are at work.
    return ConnectionText::tr("%1 open, %2 busy")
            .arg(locale.toString(row.poolOpen), locale.toString(row.poolBusy));
}

QString poolText(const ConnectionRow &row, const QLocale &locale)
{
    QString text = poolWord(row, locale);
    if (row.poolMost == 0)
        return text;
    //: %1 is "3 open, 1 busy", of the connections that a pool holds.
    text = ConnectionText::tr("%1, %2 at most").arg(text, locale.toString(row.poolMost));
    if (row.poolWaiting > 0)
        text = ConnectionText::tr("%1; %2 wait").arg(text, locale.toString(row.poolWaiting));
    if (row.poolReplaced > 0)
        text = ConnectionText::tr("%1; %2 replaced after a break")
                       .arg(text, locale.toString(row.poolReplaced));
    return text;
}

QString tlsModeText(TlsMode mode)
{
    switch (mode) {
    case TlsMode::Disable:
        return ConnectionText::tr("None");
    case TlsMode::Prefer:
        return ConnectionText::tr("TLS where the server offers it, unchecked");
    case TlsMode::Require:
        return ConnectionText::tr("TLS always, certificate unchecked");
    case TlsMode::VerifyCa:
        return ConnectionText::tr("TLS, certificate by a known authority");
    case TlsMode::VerifyFull:
        return ConnectionText::tr("TLS, certificate by a known authority for this host");
    }
    return {};
}

QString lineColourText(int line)
{
    switch (line) {
    case 0:
        return ConnectionText::tr("Blue");
    case 1:
        return ConnectionText::tr("Orange");
    case 2:
        return ConnectionText::tr("Green");
    case 3:
        return ConnectionText::tr("Purple");
    case 4:
        return ConnectionText::tr("Olive");
    default:
        return ConnectionText::tr("Grey");
    }
}
