// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/texttable.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

QString textTable(const QStringList &header, const QList<QStringList> &rows)
{
    QList<qsizetype> widths(header.size(), 0);
    for (qsizetype column = 0; column < header.size(); ++column) {
        widths[column] = header[column].size();
        for (const QStringList &row : rows)
            widths[column] = std::max(widths[column], row[column].size());
    }
    const auto line = [&](const QStringList &cells) {
        QStringList padded{cells.constFirst().leftJustified(widths.constFirst())};
        for (qsizetype column = 1; column < cells.size(); ++column)
            padded.append(cells[column].rightJustified(widths[column]));
        return padded.join(u"  "_s);
    };
    QStringList lines{line(header)};
    for (const QStringList &row : rows)
        lines.append(line(row));
    return lines.join(u'\n');
}
