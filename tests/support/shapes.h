// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/dialect.h"

#include <QList>
#include <QString>

// What a version's shape file must say.
struct ShapeFile {
    QString path; // "0001_initial_price_data/schema.mariadb.txt"
    QString text;
};

// Runs the scripts below this folder, version after version, on an empty database of the test
// server and looks at what each one made. Then runs the way down: a version that is not reached
// again as it was ends the program, as a script that fails does.
[[nodiscard]] QList<ShapeFile> makeShapes(const QString &versions, Engine engine);
