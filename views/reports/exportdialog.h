// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/csvformat.h"
#include "db/domain/report.h"
#include "db/domain/reportschedule.h"

#include <QDateTime>
#include <QDialog>
#include <QMap>
#include <QTimer>

class CsvFormatEdit;
class ExportTimes;
class FieldError;
class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class Theme;

// What is known when rows are to be exported.
struct ExportFacts {
    QList<ReportRequest> offered; // at least one
    QMap<QString, CsvFormat> presets;
    QString preset; // the last one
    QString folder; // the last one
    QDateTime now;  // UTC
};

// Asks which rows of a report are written to which file, how, and whether again and again. It holds
// what was entered until its owner deletes it, so that it can be opened again when nothing came of
// it. GUI thread.
class ExportDialog final : public QDialog
{
    Q_OBJECT

public:
    ExportDialog(const Theme &theme, const QLocale &locale, ExportFacts facts, QWidget *parent);

    [[nodiscard]] ReportRequest request() const;
    // Before it is opened again: what the panel shows now. False for other reports.
    [[nodiscard]] bool offerAgain(const QList<ReportRequest> &offered);
    // Answers placeEntered(): why nothing can be written there; empty: it can.
    void acceptPlace(const QString &path, const QString &problem);

signals:
    // Whether a file can be written there is to be looked up; isFolder: several, in it.
    void placeEntered(const QString &path, bool isFolder);
    void exportRequested(const ReportRequest &request, const CsvFormat &format,
                         const QString &preset, const QString &file);
    void scheduleRequested(const ReportSchedule &schedule, const QString &preset);
    void presetSaved(const QString &name, const CsvFormat &format);
    void presetRemoved(const QString &name);

protected:
    bool event(QEvent *event) override;

private:
    void addRows(QFormLayout &fields, const Theme &theme);
    void addPlace(QFormLayout &fields, const Theme &theme);
    [[nodiscard]] const ReportRequest &offered() const;
    [[nodiscard]] bool isRepeated() const;
    [[nodiscard]] QString suggestedFile() const;
    void chooseReport();
    void chooseRepeat();
    void choosePlace();
    void askForPlace();
    void update();
    [[nodiscard]] QString placeFault() const;
    void finish();

    ExportFacts m_facts;
    QComboBox *m_report = nullptr;
    QCheckBox *m_asShown = nullptr;
    QCheckBox *m_deleted = nullptr;
    ExportTimes *m_times = nullptr;
    QLabel *m_timesLabel = nullptr;
    FieldError *m_timesError = nullptr;
    CsvFormatEdit *m_format;
    FieldError *m_formatError = nullptr;
    QComboBox *m_repeat = nullptr;
    QLabel *m_nameLabel = nullptr;
    QLineEdit *m_name = nullptr; // of a schedule
    QLabel *m_fileLabel = nullptr;
    QLineEdit *m_file = nullptr; // or a folder
    FieldError *m_fileError = nullptr;
    QTimer m_typing;        // until somebody pauses: the place may be a slow one
    QString m_placeProblem; // of the place in the field; empty until it was looked at
    QLabel *m_note = nullptr;
    QPushButton *m_export;
    bool m_isFileSuggested = true;
};
