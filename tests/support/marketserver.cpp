// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/marketserver.h"

#include <QHostAddress>
#include <QTcpSocket>
#include <QTimer>

#include <algorithm>
#include <utility>

#include <sys/socket.h>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype LongestHead = 16'384;
constexpr qint64 WriteAhead = 65'536; // of an endless answer
constexpr auto Patience = 10s; // with a client that does not ask, or does not take the answer
constexpr qsizetype MostRequests = 1000;

QByteArray reasonOf(int status)
{
    return status == 200 ? "OK" : "Whatever"; // clients must not read it
}

MarketRequest parsed(const QByteArray &head)
{
    MarketRequest request;
    QByteArrayList lines = head.split('\n');
    const QByteArrayList words = lines.takeFirst().trimmed().split(' ');
    request.method = words.value(0);
    request.path = words.value(1);
    for (const QByteArray &line : std::as_const(lines)) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            request.headers.append(
                    HttpHeader{line.left(colon).trimmed(), line.mid(colon + 1).trimmed()});
    }
    return request;
}

QByteArray headOf(const MarketAnswer &answer)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(answer.status) + ' ' +
                      reasonOf(answer.status) + "\r\nConnection: close\r\n";
    for (const auto &[name, value] : answer.headers)
        head += name + ": " + value + "\r\n";
    if (answer.isChunked)
        head += "Transfer-Encoding: chunked\r\n";
    else if (answer.manner != MarketAnswer::Manner::Endless)
        head += "Content-Length: " + QByteArray::number(answer.body.size() + answer.missing) +
                "\r\n";
    return head + "\r\n";
}

// Serves one request on one connection. Its parent is the server, so nothing outlives that.
class MarketConnection final : public QObject
{
public:
    MarketConnection(QTcpSocket *socket, MarketServer::Handler handler, QObject *parent)
        : QObject{parent}
        , m_socket{socket}
        , m_handler{std::move(handler)}
    {
        socket->setParent(this);
        connect(socket, &QTcpSocket::readyRead, this, &MarketConnection::read);
        connect(socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
        connect(socket, &QTcpSocket::bytesWritten, this, &MarketConnection::writeMore);
        connect(&m_timer, &QTimer::timeout, this, &MarketConnection::tick);
        m_timer.start(Patience);
    }

private:
    void read();
    void tick();
    void begin();
    void writeMore();
    void writePart(const QByteArray &part);

    QTcpSocket *m_socket;
    MarketServer::Handler m_handler;
    QTimer m_timer;
    QByteArray m_head;
    bool m_isAnswering = false;
    MarketAnswer m_answer;
    qsizetype m_trickled = 0;
};

void MarketConnection::read()
{
    if (m_isAnswering) {
        m_socket->skip(m_socket->bytesAvailable());
        return;
    }
    m_head += m_socket->read(LongestHead - m_head.size());
    if (const qsizetype end = m_head.indexOf("\r\n\r\n"); end >= 0) {
        m_isAnswering = true;
        m_timer.stop();
        m_answer = m_handler(parsed(m_head.first(end)));
        begin();
    } else if (m_head.size() >= LongestHead) {
        m_socket->abort();
    }
}

void MarketConnection::begin()
{
    using enum MarketAnswer::Manner;
    switch (m_answer.manner) {
    case Silent:
        return;
    case Close:
        m_socket->disconnectFromHost();
        return;
    case Reset: {
        const linger now{1, 0}; // closing without lingering is what sends a reset
        ::setsockopt(static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &now,
                     sizeof now);
        m_socket->abort();
        return;
    }
    case Whole:
        m_socket->write(headOf(m_answer) + m_answer.body);
        m_socket->disconnectFromHost();
        m_timer.start(Patience);
        return;
    case Trickle:
        m_socket->write(headOf(m_answer));
        m_timer.start(m_answer.interval);
        return;
    case Endless:
        m_socket->write(headOf(m_answer));
        writePart(m_answer.opening);
        return;
    }
}

void MarketConnection::tick()
{
    if (!m_isAnswering || m_answer.manner != MarketAnswer::Manner::Trickle)
        m_socket->abort();
    else if (m_trickled == m_answer.body.size())
        m_socket->disconnectFromHost();
    else
        m_socket->write(m_answer.body.mid(m_trickled++, 1));
}

void MarketConnection::writeMore()
{
    if (!m_isAnswering || m_answer.manner != MarketAnswer::Manner::Endless)
        return;
    while (m_socket->isOpen() && m_socket->bytesToWrite() < WriteAhead)
        writePart(m_answer.body);
}

void MarketConnection::writePart(const QByteArray &part)
{
    if (part.isEmpty())
        return;
    if (m_answer.isChunked)
        m_socket->write(QByteArray::number(part.size(), 16) + "\r\n" + part + "\r\n");
    else
        m_socket->write(part);
}

} // namespace

QByteArray MarketRequest::header(const QByteArray &name) const
{
    for (const auto &[known, value] : headers) {
        if (known.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

MarketServer::MarketServer(Handler handler, QObject *parent)
    : QObject{parent}
    , m_handler{std::move(handler)}
{
    connect(&m_server, &QTcpServer::newConnection, this, &MarketServer::acceptConnections);
}

MarketServer::~MarketServer()
{
    // Connections are children, and ask m_handler and m_queue until they are gone.
    const QObjectList connections = children();
    qDeleteAll(connections);
}

bool MarketServer::listen(quint16 port)
{
    return m_server.listen(QHostAddress::LocalHost, port);
}

QUrl MarketServer::url() const
{
    return QUrl{u"http://127.0.0.1:%1"_s.arg(port())};
}

int MarketServer::openConnections() const
{
    return static_cast<int>(findChildren<QTcpSocket *>().size());
}

void MarketServer::acceptConnections()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        new MarketConnection{
                socket, [this](const MarketRequest &request) { return answerTo(request); }, this};
    }
}

MarketAnswer MarketServer::answerTo(const MarketRequest &request)
{
    m_requests.append(request);
    if (m_requests.size() > MostRequests)
        m_requests.removeFirst();
    emit requested(request);
    if (!m_queue.isEmpty())
        return m_queue.dequeue();
    return m_handler ? m_handler(request) : MarketAnswer::prices();
}
