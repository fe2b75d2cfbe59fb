// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

// A column of text, which stands to the left.
struct TextColumn {
    TextColumn(QString name)
        : heading{std::move(name)}
    {}

    QString heading;
    bool isNumbers = false;
};

// A column of numbers, which stand to the right.
[[nodiscard]] TextColumn numbers(const QString &heading);

// Columns under their headings. No line ends in blanks.
[[nodiscard]] QString textTable(const QList<TextColumn> &columns, const QList<QStringList> &rows);
