// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/reports/csvpresets.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSettings>
#include <QStandardPaths>

using namespace Qt::Literals::StringLiterals;

namespace {

struct PresetText {
    Q_DECLARE_TR_FUNCTIONS(PresetText)
};

constexpr auto Group = "csvPresets"_L1;
constexpr auto LastPreset = "export/preset"_L1;
constexpr auto LastFolder = "export/folder"_L1;

template <typename Value>
Result<> take(const QJsonObject &object, QLatin1StringView name,
              Result<Value> (*fromName)(const QString &), Value &target)
{
    if (!object.contains(name))
        return {};
    return fromName(object.value(name).toString()).map([&](const Value &value) { target = value; });
}

} // namespace

QJsonObject csvFormatToJson(const CsvFormat &format)
{
    return {{u"delimiter"_s, csvMarkName(format.delimiter)},
            {u"decimal"_s, csvMarkName(format.decimalMark)},
            {u"encoding"_s, csvEncodingName(format.encoding)},
            {u"bom"_s, format.hasByteOrderMark},
            {u"line_end"_s, csvLineEndName(format.lineEnd)},
            {u"quotes"_s, csvQuotesName(format.quotes)},
            {u"times"_s, csvTimesName(format.times)},
            {u"header"_s, format.hasHeader},
            {u"null"_s, format.nullText},
            {u"no_formulas"_s, format.isForSpreadsheet}};
}

Result<CsvFormat> csvFormatFromJson(const QJsonObject &object)
{
    CsvFormat format;
    for (const Result<> &taken :
         {take(object, "delimiter"_L1, csvDelimiterFromName, format.delimiter),
          take(object, "decimal"_L1, csvDecimalMarkFromName, format.decimalMark),
          take(object, "encoding"_L1, csvEncodingFromName, format.encoding),
          take(object, "line_end"_L1, csvLineEndFromName, format.lineEnd),
          take(object, "quotes"_L1, csvQuotesFromName, format.quotes),
          take(object, "times"_L1, csvTimesFromName, format.times)}) {
        if (!taken)
            return fail(taken.error());
    }
    format.hasByteOrderMark = object.value("bom"_L1).toBool();
    format.hasHeader = object.value("header"_L1).toBool(true);
    format.nullText = object.value("null"_L1).toString();
    format.isForSpreadsheet = object.value("no_formulas"_L1).toBool();
    return format.check().transform([&] { return format; });
}

QMap<QString, CsvFormat> CsvPresets::all() const
{
    QMap<QString, CsvFormat> presets;
    m_store.beginGroup(Group);
    for (const QString &name : m_store.childKeys()) {
        const Result<CsvFormat> format = csvFormatFromJson(
                QJsonDocument::fromJson(m_store.value(name).toString().toUtf8()).object());
        if (format)
            presets.insert(name, *format);
    }
    m_store.endGroup();
    return presets;
}

void CsvPresets::save(const QString &name, const CsvFormat &format)
{
    m_store.setValue(Group + u'/' + name,
                     QString::fromUtf8(QJsonDocument{csvFormatToJson(format)}.toJson(
                             QJsonDocument::Compact)));
}

void CsvPresets::remove(const QString &name)
{
    m_store.remove(Group + u'/' + name);
}

Result<CsvFormat> CsvPresets::find(const QString &name, const QLocale &locale) const
{
    if (name == u"machine")
        return CsvFormat::machine();
    if (name == u"spreadsheet")
        return CsvFormat::spreadsheet(locale);
    const QMap<QString, CsvFormat> own = all();
    if (own.contains(name))
        return own.value(name);
    const QStringList known = QStringList{u"machine"_s, u"spreadsheet"_s} + own.keys();
    return fail(Error::Kind::Usage, PresetText::tr("There is no preset '%1'. There are: %2.")
                                            .arg(name, known.join(u", "_s)));
}

QString CsvPresets::lastPreset() const
{
    return m_store.value(LastPreset).toString();
}

void CsvPresets::setLastPreset(const QString &name)
{
    m_store.setValue(LastPreset, name);
}

QString CsvPresets::lastFolder() const
{
    for (const QString &folder :
         {m_store.value(LastFolder).toString(),
          QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)}) {
        if (QFileInfo{folder}.isDir())
            return folder;
    }
    return QDir::homePath();
}

void CsvPresets::setLastFolder(const QString &folder)
{
    m_store.setValue(LastFolder, folder);
}
