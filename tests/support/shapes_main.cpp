// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/shapes.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <cstdio>

// tidemark-shapes FOLDER: writes the shape files of the servers below the folder of the versions.
// See script/shapes.
int main(int argc, char *argv[])
{
    const QCoreApplication application{argc, argv};
    if (argc != 2) {
        std::fputs("usage: tidemark-shapes FOLDER\n", stderr);
        return 2;
    }
    const QDir folder{QString::fromLocal8Bit(argv[1])};
    for (const Engine engine : {Engine::PostgreSql, Engine::MariaDb}) {
        for (const ShapeFile &shape : makeShapes(folder.path(), engine)) {
            QFile file{folder.filePath(shape.path)};
            const QByteArray text = shape.text.toUtf8();
            if (file.open(QIODevice::ReadOnly) && file.readAll() == text)
                continue;
            file.close();
            if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) {
                std::fprintf(stderr, "%s: %s\n", qPrintable(file.fileName()),
                             qPrintable(file.errorString()));
                return 1;
            }
            std::printf("%s\n", qPrintable(shape.path));
        }
    }
    return 0;
}
