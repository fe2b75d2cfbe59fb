// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/migrationfolder.h"

#include "tests/support/testserver.h"

#include <QDir>
#include <QFile>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array Engines{Engine::Sqlite, Engine::PostgreSql, Engine::MariaDb};

} // namespace

MigrationFolder::MigrationFolder(const QList<Step> &steps)
{
    for (const Engine engine : Engines) {
        const Result<MigrationSet> shipped = MigrationSet::shipped(engine);
        const QString name = u"history.%1.sql"_s.arg(engineName(engine));
        if (!shipped || !QFile::copy(u":/migrations/"_s + name, m_folder.filePath(name)))
            giveUp(u"%1 cannot be copied"_s.arg(name));
        for (int at = 0; at < steps.size(); ++at) {
            write(at + 1, u"up.%1.sql"_s.arg(engineName(engine)), steps[at].up);
            write(at + 1, u"down.%1.sql"_s.arg(engineName(engine)), steps[at].down);
        }
    }
}

void MigrationFolder::write(int version, const QString &file, const QString &text) const
{
    const QDir folder{m_folder.filePath(u"%1_step"_s.arg(version, 4, 10, QChar{u'0'}))};
    QFile script{folder.filePath(file)};
    if (!folder.mkpath(u"."_s) || !script.open(QIODevice::WriteOnly) ||
        script.write(text.toUtf8()) < 0)
        giveUp(u"%1 cannot be written"_s.arg(script.fileName()));
}

MigrationSet MigrationFolder::set(Engine engine) const
{
    const Result<MigrationSet> set = MigrationSet::load(m_folder.path(), engine);
    if (!set)
        giveUp(set.error().subject + u": "_s + set.error().detail);
    return *set;
}
