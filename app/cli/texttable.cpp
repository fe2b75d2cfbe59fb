// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/texttable.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

QString withoutBlanksBehind(QString line)
{
    while (line.endsWith(u' '))
        line.chop(1);
    return line;
}

} // namespace

TextColumn numbers(const QString &heading)
{
    TextColumn column{heading};
    column.isNumbers = true;
    return column;
}

QString textTable(const QList<TextColumn> &columns, const QList<QStringList> &rows)
{
    QStringList headings;
    QList<qsizetype> widths;
    for (qsizetype i = 0; i < columns.size(); ++i) {
        headings.append(columns[i].heading);
        widths.append(headings[i].size());
        for (const QStringList &row : rows)
            widths[i] = std::max(widths[i], row[i].size());
    }
    const auto line = [&](const QStringList &cells) {
        QStringList padded;
        for (qsizetype i = 0; i < cells.size(); ++i)
            padded.append(columns[i].isNumbers ? cells[i].rightJustified(widths[i])
                                               : cells[i].leftJustified(widths[i]));
        return withoutBlanksBehind(padded.join(u"  "_s));
    };
    QStringList lines{line(headings)};
    for (const QStringList &row : rows)
        lines.append(line(row));
    return lines.join(u'\n');
}
