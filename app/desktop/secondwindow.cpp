// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/secondwindow.h"

#include "db/databaseurl.h"

#include <QCoreApplication>
#include <QProcess>

using namespace Qt::Literals::StringLiterals;

SecondWindow SecondWindow::of(const ConnectionSpec &spec, QProcessEnvironment environment)
{
    for (const QString &name :
         {u"DATABASE_URL"_s, u"DATABASE_TYPE"_s, u"DATABASE_PATH"_s, u"DB_HOST"_s, u"DB_PORT"_s,
          u"DB_NAME"_s, u"DB_USER"_s, u"DB_PASSWORD"_s})
        environment.remove(name);
    if (spec.isServer() && !spec.password.isEmpty())
        environment.insert(u"DB_PASSWORD"_s, spec.password);
    ConnectionSpec address = spec;
    address.password.clear();
    return {{u"--database"_s, databaseUrl(address)}, std::move(environment)};
}

bool SecondWindow::start() const
{
    QProcess program;
    program.setProgram(QCoreApplication::applicationFilePath());
    program.setArguments(arguments);
    program.setProcessEnvironment(environment);
    return program.startDetached();
}
