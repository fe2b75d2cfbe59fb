// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/secondwindow.h"

#include "db/databaseurl.h"

#include <QCoreApplication>
#include <QProcess>

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace {

// The reading end of a pipe that holds a text and has ended. A pipe takes 4 KiB at least without
// waiting for a reader.
class FilledPipe final
{
public:
    explicit FilledPipe(const QByteArray &text)
    {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0)
            return;
        m_end = ends[0];
        m_isWhole = text.size() <= LongestText &&
                    ::write(ends[1], text.constData(), std::size_t(text.size())) == text.size();
        ::close(ends[1]);
    }
    ~FilledPipe()
    {
        if (m_end >= 0)
            ::close(m_end);
    }
    FilledPipe(const FilledPipe &) = delete;
    FilledPipe &operator=(const FilledPipe &) = delete;

    [[nodiscard]] bool isWhole() const { return m_isWhole; }
    [[nodiscard]] QString path() const { return u"/dev/fd/%1"_s.arg(m_end); }

private:
    static constexpr qsizetype LongestText = 4096;

    int m_end = -1;
    bool m_isWhole = false;
};

} // namespace

SecondWindow SecondWindow::of(const ConnectionSpec &spec, QProcessEnvironment environment)
{
    for (const QString &name :
         {u"DATABASE_URL"_s, u"DATABASE_TYPE"_s, u"DATABASE_PATH"_s, u"DB_HOST"_s, u"DB_PORT"_s,
          u"DB_NAME"_s, u"DB_USER"_s, u"DB_PASSWORD"_s})
        environment.remove(name);
    ConnectionSpec address = spec;
    address.password.clear();
    SecondWindow window{{u"--database"_s, databaseUrl(address)}, std::move(environment), {}};
    if (spec.isServer() && !spec.password.isEmpty()) {
        window.password = spec.password;
        window.arguments.append(u"--password-stdin"_s);
    }
    return window;
}

bool SecondWindow::start() const
{
    return startAs(QCoreApplication::applicationFilePath());
}

bool SecondWindow::startAs(const QString &program) const
{
    QProcess process;
    process.setProgram(program);
    process.setArguments(arguments);
    process.setProcessEnvironment(environment);
    if (password.isEmpty())
        return process.startDetached();
    const FilledPipe pipe{password.toUtf8()};
    process.setStandardInputFile(pipe.path());
    return pipe.isWhole() && process.startDetached();
}
