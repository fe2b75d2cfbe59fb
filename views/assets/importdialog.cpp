// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/assets/importdialog.h"

#include "views/assets/dialogparts.h"
#include "views/shell/filedialog.h"
#include "views/tables/datatable.h"
#include "views/tables/numberdelegate.h"
#include "views/tables/statedelegate.h"
#include "views/theme/theme.h"
#include "views/theme/typescale.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

namespace {

// By column of ImportTableModel.
const QList<ColumnWidth> Widths{{6, 5}, {14, 12}, {26, 14}, {12, 8, 1}, {9, 8, 2}, {50, 24}};

} // namespace

ImportDialog::ImportDialog(const Theme &theme, const QLocale &locale, QWidget *parent)
    : QDialog{parent}
    , m_theme{theme}
    , m_lines{locale}
{
    setObjectName(u"importDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Import assets"));
    m_summary = wrappedLabel(TextSize::Body, {}, this);
    m_summary->setObjectName(u"importSummary"_s);
    m_problem = wrappedLabel(TextSize::Body, {}, this);
    m_problem->setObjectName(u"importProblem"_s);
    m_problem->setMeaning(theme, Meaning::Danger);
    m_import = new QPushButton{this};
    m_import->setObjectName(u"importButton"_s);
    connect(m_import, &QPushButton::clicked, this, [this] {
        emit importRequested(m_lines.newLines());
        accept();
    });
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(16, 16, 16, 12);
    rows->setSpacing(8);
    rows->addWidget(wrappedLabel(TextSize::Section, windowTitle(), this));
    auto *note = wrappedLabel(TextSize::Secondary,
                              tr("A CSV file in UTF-8. Its first line names the columns: symbol, "
                                 "name, type, currency, active, in any order; only symbol is "
                                 "needed. A line that is wrong is left out and named here."),
                              this);
    note->setQuiet(true);
    rows->addWidget(note);
    rows->addWidget(makeFile(theme));
    m_table = new DataTable{tr("Lines of the file"), this};
    m_table->setObjectName(u"importTable"_s);
    m_table->setModel(&m_lines);
    m_table->setItemDelegate(new CellDelegate{theme, m_table});
    m_table->setItemDelegateForColumn(ImportTableModel::LineColumn,
                                      new NumberDelegate{theme, 0, m_table});
    m_table->setItemDelegateForColumn(ImportTableModel::ResultColumn,
                                      new StateDelegate{theme, m_table});
    m_table->setColumnWidths(Widths);
    rows->addWidget(m_table, 1);
    rows->addWidget(m_problem);
    rows->addWidget(m_summary);
    rows->addLayout(dialogButtons(*this, *m_import));
    resize(grown(860), grown(480));
    update(tr("Choose a file to see what it holds."), false);
}

QWidget *ImportDialog::makeFile(const Theme &theme)
{
    auto *bar = new QWidget{this};
    m_file = new QLineEdit{bar};
    m_file->setObjectName(u"importFile"_s);
    m_file->setAccessibleName(tr("File"));
    m_file->setPlaceholderText(tr("assets.csv"));
    connect(m_file, &QLineEdit::editingFinished, this, &ImportDialog::read);
    auto *browse = new QPushButton{theme.icon(u"folder"_s), tr("&Choose file…"), bar};
    browse->setObjectName(u"browseImport"_s);
    connect(browse, &QPushButton::clicked, this, &ImportDialog::choose);
    auto *row = new QHBoxLayout{bar};
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_file, 1);
    row->addWidget(browse);
    return bar;
}

void ImportDialog::choose()
{
    auto *dialog = new FileDialog{this, tr("Choose a file with assets"),
                                  QFileInfo{m_file->text()}.absolutePath(),
                                  tr("CSV files (*.csv *.txt);;All files (*)")};
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) {
        m_file->setText(file);
        read();
    });
    dialog->open();
}

void ImportDialog::read()
{
    const QString file = m_file->text().trimmed();
    if (file.isEmpty() || file == m_lines.import().file)
        return;
    m_lines.setImport({file, {}});
    update(tr("Reading…"), false);
    emit previewRequested(file);
}

void ImportDialog::setPreview(const AssetImport &preview)
{
    if (preview.file != m_lines.import().file)
        return;
    m_lines.setImport(preview);
    if (preview.lines.isEmpty())
        update(tr("The file has no line below its header. Write one asset in each."), true);
    else
        update(importSummary(preview), false);
}

void ImportDialog::setFailed(const QString &sentence)
{
    m_lines.setImport({});
    update(sentence, true);
}

void ImportDialog::update(const QString &summary, bool isProblem)
{
    m_problem->setText(isProblem ? summary : QString{});
    m_problem->setVisible(isProblem);
    m_summary->setText(isProblem ? QString{} : summary);
    m_summary->setVisible(!isProblem);
    const int count = m_lines.import().newCount();
    m_import->setText(count == 0 ? tr("Import") : tr("Import %n asset(s)", nullptr, count));
    m_import->setEnabled(count > 0);
    m_import->setToolTip(count > 0 ? QString{} : tr("There is no new asset to import"));
}
