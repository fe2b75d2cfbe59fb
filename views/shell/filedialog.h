// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileDialog>

// Asks for a file or folder, and opens none of those that it lists. Qt's dialog and those of
// desktops look into a file to tell its kind, and this program loses its locks on a SQLite database
// when it closes the file: the next program that writes would take the WAL away. So it is always
// Qt's own, which tells kinds by names here. Deletes itself when it is closed. GUI thread.
class FileDialog final : public QFileDialog
{
    Q_OBJECT

public:
    FileDialog(QWidget *parent, const QString &title, const QString &folder = {},
               const QString &filter = {});
};
