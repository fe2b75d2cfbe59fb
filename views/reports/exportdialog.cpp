// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/reports/exportdialog.h"

#include "db/reports/reportreader.h"
#include "models/reports/reportwords.h"
#include "views/assets/dialogparts.h"
#include "views/reports/csvformatedit.h"
#include "views/reports/exporttimes.h"
#include "views/shell/filedialog.h"
#include "views/theme/typescale.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

enum Repeat { Once, EveryDay, EveryWeek };

QLabel *addField(QFormLayout &fields, const QString &text, QWidget *field, FieldError *error,
                 QLayout *row = nullptr)
{
    auto *label = new QLabel{text, field->parentWidget()};
    label->setBuddy(field->focusProxy() ? field->focusProxy() : field);
    auto *rows = new QVBoxLayout;
    rows->setSpacing(2);
    if (row)
        rows->addLayout(row);
    else
        rows->addWidget(field);
    if (error)
        rows->addWidget(error);
    fields.addRow(label, rows);
    return label;
}

} // namespace

ExportDialog::ExportDialog(const Theme &theme, const QLocale &locale, ExportFacts facts,
                           QWidget *parent)
    : QDialog{parent}
    , m_facts{std::move(facts)}
    , m_format{new CsvFormatEdit{m_facts.presets, locale, this}}
    , m_export{new QPushButton{tr("Export"), this}}
{
    Q_ASSERT(!m_facts.offered.isEmpty());
    setObjectName(u"exportDialog"_s);
    setWindowTitle(tr("Export rows to a CSV file"));
    m_export->setObjectName(u"exportButton"_s);
    auto *fields = new QFormLayout;
    fields->setVerticalSpacing(8);
    fields->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    addRows(*fields, theme);
    addPlace(*fields, theme);
    auto *format = new QGroupBox{tr("Format"), this};
    auto *inFormat = new QVBoxLayout{format};
    inFormat->addWidget(m_format);
    m_formatError = new FieldError{theme, *m_format, this};
    inFormat->addWidget(m_formatError);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(16);
    auto *left = new QVBoxLayout;
    left->addLayout(fields);
    m_note = wrappedLabel(TextSize::Secondary, {}, this);
    m_note->setObjectName(u"exportNote"_s);
    left->addWidget(m_note);
    left->addStretch(1);
    columns->addLayout(left, 1);
    columns->addWidget(format, 1);
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(16, 16, 16, 12);
    rows->setSpacing(12);
    rows->addWidget(wrappedLabel(TextSize::Section, windowTitle(), this));
    rows->addLayout(columns, 1);
    rows->addLayout(dialogButtons(*this, *m_export));

    connect(m_format, &CsvFormatEdit::changed, this, &ExportDialog::update);
    connect(m_format, &CsvFormatEdit::saveRequested, this, &ExportDialog::presetSaved);
    connect(m_format, &CsvFormatEdit::removeRequested, this, &ExportDialog::presetRemoved);
    connect(m_export, &QPushButton::clicked, this, &ExportDialog::finish);
    m_format->setPreset(m_facts.preset);
    chooseReport();
    resize(grown(860), sizeHint().height());
}

void ExportDialog::addRows(QFormLayout &fields, const Theme &theme)
{
    m_report = new QComboBox{this};
    m_report->setObjectName(u"reportChoice"_s);
    m_report->setAccessibleName(tr("Report"));
    for (const ReportRequest &request : std::as_const(m_facts.offered))
        m_report->addItem(reportTitle(request.report));
    connect(m_report, &QComboBox::currentIndexChanged, this, &ExportDialog::chooseReport);
    addField(fields, tr("&Report"), m_report, nullptr);
    m_asShown = new QCheckBox{this};
    m_asShown->setObjectName(u"asShownSwitch"_s);
    m_asShown->setChecked(true);
    connect(m_asShown, &QCheckBox::toggled, this, &ExportDialog::update);
    fields.addRow(QString{}, m_asShown);
    m_deleted = new QCheckBox{tr("&Also what was deleted"), this};
    m_deleted->setObjectName(u"deletedSwitch"_s);
    fields.addRow(QString{}, m_deleted);
    m_times = new ExportTimes{m_facts.now, this};
    m_timesError = new FieldError{theme, *m_times, this};
    connect(m_times, &ExportTimes::changed, this, &ExportDialog::update);
    m_timesLabel = addField(fields, tr("T&imes"), m_times, m_timesError);
}

void ExportDialog::addPlace(QFormLayout &fields, const Theme &theme)
{
    m_repeat = new QComboBox{this};
    m_repeat->setObjectName(u"repeatChoice"_s);
    m_repeat->setAccessibleName(tr("How often"));
    m_repeat->addItems({tr("Once, now"), tr("Every day, the day before"),
                        tr("Every week, the week before")}); // as Repeat
    connect(m_repeat, &QComboBox::currentIndexChanged, this, &ExportDialog::chooseRepeat);
    addField(fields, tr("&How often"), m_repeat, nullptr);
    m_name = new QLineEdit{this};
    m_name->setObjectName(u"scheduleName"_s);
    m_name->setAccessibleName(tr("Name"));
    connect(m_name, &QLineEdit::textChanged, this, &ExportDialog::update);
    m_nameLabel = addField(fields, tr("Na&me"), m_name, nullptr);
    m_file = new QLineEdit{this};
    m_file->setObjectName(u"fileEdit"_s);
    connect(m_file, &QLineEdit::textEdited, this, [this] { m_isFileSuggested = false; });
    m_typing.setSingleShot(true);
    m_typing.setInterval(std::chrono::milliseconds{200});
    connect(&m_typing, &QTimer::timeout, this, &ExportDialog::askForPlace);
    connect(m_file, &QLineEdit::textChanged, this, [this] {
        m_placeProblem.clear();
        m_typing.start();
        update();
    });
    auto *choose = new QPushButton{tr("&Choose…"), this};
    choose->setObjectName(u"chooseFile"_s);
    connect(choose, &QPushButton::clicked, this, &ExportDialog::choosePlace);
    auto *place = new QHBoxLayout;
    place->setSpacing(8);
    place->addWidget(m_file, 1);
    place->addWidget(choose);
    m_fileError = new FieldError{theme, *m_file, this};
    m_fileLabel = addField(fields, tr("&File"), m_file, m_fileError, place);
}

const ReportRequest &ExportDialog::offered() const
{
    return m_facts.offered.at(std::max(0, m_report->currentIndex()));
}

bool ExportDialog::isRepeated() const
{
    return m_repeat->currentIndex() != Once;
}

QString ExportDialog::suggestedFile() const
{
    return QDir{m_facts.folder}.filePath(u"%1-%2.csv"_s.arg(
            reportName(offered().report), m_facts.now.toLocalTime().date().toString(Qt::ISODate)));
}

void ExportDialog::chooseReport()
{
    const QString words = filterWords(offered());
    m_asShown->setVisible(!words.isEmpty());
    m_asShown->setText(tr("&Only what the panel shows"));
    m_asShown->setToolTip(words);
    m_deleted->setVisible(hasDeletedRows(offered().report));
    m_times->setTimes(offered().fromMs, offered().toMs);
    m_name->setText(reportName(offered().report));
    chooseRepeat();
}

void ExportDialog::chooseRepeat()
{
    const bool isTimed = hasTimes(offered().report) && !isRepeated();
    m_times->setVisible(isTimed);
    m_timesLabel->setVisible(isTimed);
    m_name->setVisible(isRepeated());
    m_nameLabel->setVisible(isRepeated());
    m_fileLabel->setText(isRepeated() ? tr("&Folder") : tr("&File"));
    m_file->setAccessibleName(isRepeated() ? tr("Folder") : tr("File"));
    m_export->setText(isRepeated() ? tr("Schedule") : tr("Export"));
    if (m_isFileSuggested)
        m_file->setText(isRepeated() ? m_facts.folder : suggestedFile());
    m_placeProblem.clear();
    askForPlace();
    update();
}

void ExportDialog::choosePlace()
{
    auto *dialog = new FileDialog{
            this, isRepeated() ? tr("Folder of the reports") : tr("File to write"), m_file->text()};
    if (isRepeated()) {
        dialog->setFileMode(QFileDialog::Directory);
    } else {
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->setNameFilter(tr("CSV file (*.csv)"));
        dialog->setDefaultSuffix(u"csv"_s);
        dialog->selectFile(m_file->text());
    }
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        m_isFileSuggested = false;
        m_file->setText(path);
    });
    dialog->open();
}

void ExportDialog::askForPlace()
{
    m_typing.stop();
    if (isVisible() && QDir::isAbsolutePath(m_file->text()))
        emit placeEntered(m_file->text(), isRepeated());
}

void ExportDialog::acceptPlace(const QString &path, const QString &problem)
{
    if (path != m_file->text()) // that was another one
        return;
    m_placeProblem = problem;
    update();
}

bool ExportDialog::event(QEvent *event)
{
    const bool isDone = QDialog::event(event);
    // Somebody may have come back from making the folder.
    if (event->type() == QEvent::Show || event->type() == QEvent::WindowActivate)
        askForPlace();
    return isDone;
}

ReportRequest ExportDialog::request() const
{
    ReportRequest request = offered();
    if (m_asShown->isHidden() || !m_asShown->isChecked())
        request = {.report = request.report, .sort = request.sort};
    const bool isTimed = hasTimes(request.report) && !isRepeated();
    request.fromMs = isTimed ? m_times->fromMs() : std::nullopt;
    request.toMs = isTimed ? m_times->toMs() : std::nullopt;
    request.includesDeleted = !m_deleted->isHidden() && m_deleted->isChecked();
    return request;
}

bool ExportDialog::offerAgain(const QList<ReportRequest> &offered)
{
    if (!std::ranges::equal(offered, m_facts.offered, {}, &ReportRequest::report,
                            &ReportRequest::report))
        return false;
    m_facts.offered = offered;
    m_asShown->setVisible(!filterWords(this->offered()).isEmpty());
    m_asShown->setToolTip(filterWords(this->offered()));
    update();
    return true;
}

void ExportDialog::update()
{
    if (!m_note) // still being made
        return;
    const QString timesFault = m_times->isHidden() ? QString{} : m_times->fault();
    m_timesError->setError(timesFault);
    const Result<> format = m_format->format().check();
    m_formatError->setError(format ? QString{} : format.error().detail);
    const QString fileFault = placeFault();
    m_fileError->setError(fileFault);
    const bool isWrong = !timesFault.isEmpty() || !format || !fileFault.isEmpty();
    m_export->setEnabled(!isWrong);
    m_export->setToolTip(isWrong ? tr("Correct the field first") : QString{});
    const QString filter =
            m_asShown->isHidden() || !m_asShown->isChecked() ? QString{} : filterWords(offered());
    const QString all = filter.isEmpty() ? tr("All rows.") : tr("Rows: %1.").arg(filter);
    m_note->setText(all + u' ' +
                    (isRepeated()
                             ? tr("Written while Tidemark runs here, with a manifest beside each "
                                  "file. What was missed comes in one file.")
                             : tr("A file that is there is replaced when the new one is "
                                  "complete.")));
}

QString ExportDialog::placeFault() const
{
    if (!QDir::isAbsolutePath(m_file->text()))
        return tr("Name the place from the root on, as /home/me/reports.");
    if (!isRepeated())
        return m_placeProblem;
    const Result<> schedule = ReportSchedule{.name = m_name->text(),
                                             .request = {},
                                             .format = {},
                                             .every = ReportEvery::Day,
                                             .folder = m_file->text()}
                                      .check();
    return schedule ? m_placeProblem : schedule.error().detail;
}

void ExportDialog::finish()
{
    if (!isRepeated()) {
        emit exportRequested(request(), m_format->format(), m_format->preset(), m_file->text());
    } else {
        const ReportEvery every =
                m_repeat->currentIndex() == EveryDay ? ReportEvery::Day : ReportEvery::Week;
        emit scheduleRequested({.name = m_name->text(),
                                .request = request(),
                                .format = m_format->format(),
                                .every = every,
                                .folder = m_file->text()},
                               m_format->preset());
    }
    accept();
}
