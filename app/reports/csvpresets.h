// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/csvformat.h"

#include <QJsonObject>
#include <QMap>

class QSettings;

// A person's own ways to write CSV files, in the settings, by name: the window saves them, the
// command line takes them, too. Thread: the settings'.
class CsvPresets final
{
public:
    explicit CsvPresets(QSettings &store)
        : m_store{store}
    {}

    // What cannot be read is passed over.
    [[nodiscard]] QMap<QString, CsvFormat> all() const;
    void save(const QString &name, const CsvFormat &format);
    void remove(const QString &name);

    // Of the two that are always there, too. Usage, with a sentence that names them all.
    [[nodiscard]] Result<CsvFormat> find(const QString &name, const QLocale &locale) const;

    // What the window chose last.
    [[nodiscard]] QString lastPreset() const;
    void setLastPreset(const QString &name);
    // One that is there: else the person's documents, or home.
    [[nodiscard]] QString lastFolder() const;
    void setLastFolder(const QString &folder);

private:
    QSettings &m_store;
};

// In words, as the command line has them.
[[nodiscard]] QJsonObject csvFormatToJson(const CsvFormat &format);
[[nodiscard]] Result<CsvFormat> csvFormatFromJson(const QJsonObject &object);
