// SPDX-License-Identifier: GPL-3.0-or-later
// From the start of the process to the first painted window and to the first painted prices, with
// an empty database and with two years of ten coins, each start a process of its own; and the
// resident memory then.

#include "app/credentials/memorystore.h"
#include "app/desktop/compositionroot.h"
#include "app/settings.h"
#include "migrations/firststart.h"
#include "tests/benchmarks/bigdatabase.h"
#include "tests/benchmarks/processmemory.h"

#include <QApplication>
#include <QDir>
#include <QMainWindow>
#include <QProcess>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int Starts = 9;
constexpr double Limit = 1.2;

qint64 nowNs()
{
    return std::chrono::steady_clock::now().time_since_epoch().count(); // of the whole machine
}

// Tells when the window has painted itself for the first time.
class FirstPaint final : public QObject
{
public:
    explicit FirstPaint(qint64 startedNs)
        : m_startedNs{startedNs}
    {
        qApp->installEventFilter(this);
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && qobject_cast<QMainWindow *>(watched) && !m_isDone) {
            m_isDone = true;
            // Its children paint in the same round; the loop comes back when all are on screen.
            QTimer::singleShot(0, this, [this] {
                std::printf("%.1f %.1f\n", static_cast<double>(nowNs() - m_startedNs) / 1e6,
                            residentMiB());
                std::fflush(stdout);
                QTimer::singleShot(1500, qApp, [] {
                    std::printf("%.1f\n", residentMiB());
                    std::fflush(stdout);
                    QApplication::quit();
                });
            });
        }
        return false;
    }

private:
    qint64 m_startedNs;
    bool m_isDone = false;
};

int show(int argc, char **argv, const QString &path, qint64 startedNs)
{
    QApplication application{argc, argv};
    FirstPaint firstPaint{startedNs};
    QTemporaryDir folder;
    QSettings store{folder.filePath(u"settings.ini"_s), QSettings::IniFormat};
    Settings settings{store};
    DesktopOptions options;
    options.database.path = path;
    options.dataFolder = folder.path();
    options.priceServer = QUrl{u"http://127.0.0.1:9"_s}; // nobody listens there
    MemoryStore secrets;
    Credentials credentials{{}, secrets};
    CompositionRoot root{options, settings, store, credentials};
    root.start();
    return QApplication::exec();
}

struct Start {
    double paintedMs = 0;
    double residentAtPaint = 0;
    double residentLater = 0; // when the prices are there
};

Start startOnce(const QString &path)
{
    QProcess process;
    process.start(QCoreApplication::applicationFilePath(),
                  {u"show"_s, path, QString::number(nowNs())});
    process.waitForFinished(60'000);
    const QList<QByteArray> lines = process.readAllStandardOutput().split('\n');
    const QList<QByteArray> first = lines.value(0).split(' ');
    return {first.value(0).toDouble(), first.value(1).toDouble(), lines.value(1).toDouble()};
}

Start median(QList<Start> starts)
{
    Start middle;
    for (double Start::*value :
         {&Start::paintedMs, &Start::residentAtPaint, &Start::residentLater}) {
        std::sort(starts.begin(), starts.end(),
                  [&](const Start &a, const Start &b) { return a.*value < b.*value; });
        middle.*value = starts[starts.size() / 2].*value;
    }
    return middle;
}

void makeEmpty(const QString &path)
{
    const auto connection = Connection::open(ConnectionSpec::file(path));
    if (!connection || !bringEmptyToHead({**connection, *MigrationSet::shipped(Engine::Sqlite)}))
        qFatal("no empty database");
}

int measure()
{
    QTemporaryDir folder;
    const QString empty = folder.filePath(u"empty.db"_s);
    makeEmpty(empty);
    const QString full = bigDatabase(QDir::tempPath(), 10);
    startOnce(full); // warms the disk's cache for both
    std::array<QList<Start>, 2> starts;
    for (int i = 0; i < Starts; ++i) {
        starts[0].append(startOnce(empty));
        starts[1].append(startOnce(full));
    }
    const Start small = median(starts[0]);
    const Start large = median(starts[1]);
    std::printf("empty file: painted after %.0f ms, %.0f MiB resident then, %.0f MiB 1.5 s later\n",
                small.paintedMs, small.residentAtPaint, small.residentLater);
    std::printf("two years:  painted after %.0f ms, %.0f MiB resident then, %.0f MiB 1.5 s later\n",
                large.paintedMs, large.residentAtPaint, large.residentLater);
    std::printf(
            "\nratio  %6.2f  First painted window, two years against an empty file, at most %.2f\n",
            large.paintedMs / small.paintedMs, Limit);
    std::printf("ratio  %6.2f  Resident memory, two years against an empty file\n",
                large.residentLater / small.residentLater);
    return large.paintedMs / small.paintedMs <= Limit ? 0 : 1;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc > 3 && QByteArrayView{argv[1]} == "show")
        return show(argc, argv, QString::fromLocal8Bit(argv[2]), QByteArray{argv[3]}.toLongLong());
    QCoreApplication application{argc, argv};
    return measure();
}
