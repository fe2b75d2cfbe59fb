// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/csvformat.h"

#include <QMap>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QPushButton;

// How a CSV file is written: a preset, or each option by itself. GUI thread.
class CsvFormatEdit final : public QWidget
{
    Q_OBJECT

public:
    // saved: the person's own presets, by name.
    CsvFormatEdit(const QMap<QString, CsvFormat> &saved, const QLocale &locale, QWidget *parent);

    [[nodiscard]] CsvFormat format() const;
    void setFormat(const CsvFormat &format);
    // Of the preset as it stands: "machine", "spreadsheet", an own name; empty: options by hand.
    [[nodiscard]] QString preset() const;
    void setPreset(const QString &name);

signals:
    void changed();
    void saveRequested(const QString &name, const CsvFormat &format);
    void removeRequested(const QString &name);

private:
    void addPresets();
    void addOptions(QFormLayout &fields);
    [[nodiscard]] QComboBox *addChoice(QFormLayout &fields, const QString &label,
                                       const QString &name);
    [[nodiscard]] QCheckBox *addSwitch(QFormLayout &fields, const QString &text,
                                       const QString &name);
    void choosePreset();
    void noteOption();
    void save();
    void updateButtons();

    QMap<QString, CsvFormat> m_saved;
    CsvFormat m_spreadsheet;
    QComboBox *m_preset;
    QLineEdit *m_name;
    QPushButton *m_save;
    QPushButton *m_remove;
    QComboBox *m_delimiter;
    QComboBox *m_decimalMark;
    QComboBox *m_times;
    QComboBox *m_encoding;
    QComboBox *m_lineEnd;
    QComboBox *m_quotes;
    QLineEdit *m_nullText;
    QCheckBox *m_mark;
    QCheckBox *m_header;
    QCheckBox *m_protect;
};
