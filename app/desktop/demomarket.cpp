// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/demomarket.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

DemoMarket::DemoMarket(QString program, QString databasePath, QObject *parent)
    : QObject{parent}
    , m_program{std::move(program)}
    , m_databasePath{std::move(databasePath)}
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &DemoMarket::readAddress);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            emit failed({Error::Kind::NotFound, tr("it belongs beside this program"), m_program});
    });
    connect(&m_process, &QProcess::finished, this, [this] {
        if (!m_isReady)
            emit failed(
                    {Error::Kind::Unknown, tr("the demo market ended before it was ready"), {}});
    });
}

DemoMarket::~DemoMarket()
{
    m_process.disconnect(this);
    m_process.closeWriteChannel(); // it ends with its standard input
    if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(2000))
        m_process.kill();
}

QString DemoMarket::programBesideThis()
{
    return QCoreApplication::applicationDirPath() + u"/tidemark-demo-market"_s;
}

void DemoMarket::start()
{
    m_process.start(m_program, {u"--fill"_s, m_databasePath, u"--until-stdin-closes"_s});
}

void DemoMarket::readAddress()
{
    if (m_isReady || !m_process.canReadLine())
        return;
    m_isReady = true;
    emit ready(QUrl{QString::fromUtf8(m_process.readLine()).trimmed()});
}
