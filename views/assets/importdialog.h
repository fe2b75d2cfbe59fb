// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/assets/importtablemodel.h"

#include <QDialog>

class DataTable;
class QLineEdit;
class QPushButton;
class TextLabel;
class Theme;

// Assets from a CSV file: what each line becomes is shown before anything is imported. It reads no
// file itself. Deletes itself. GUI thread.
class ImportDialog final : public QDialog
{
    Q_OBJECT

public:
    ImportDialog(const Theme &theme, const QLocale &locale, QWidget *parent = nullptr);

public slots:
    void setPreview(const AssetImport &preview); // of another file than asked for last: ignored
    void setFailed(const QString &sentence);

signals:
    void previewRequested(const QString &file);
    void importRequested(const QList<ImportLine> &lines);

private:
    [[nodiscard]] QWidget *makeFile(const Theme &theme);
    void choose();
    void read();
    void update(const QString &summary, bool isProblem);

    const Theme &m_theme;
    ImportTableModel m_lines;
    QLineEdit *m_file = nullptr;
    TextLabel *m_summary = nullptr;
    TextLabel *m_problem = nullptr;
    DataTable *m_table = nullptr;
    QPushButton *m_import = nullptr;
};
