// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/reports/csvformatedit.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>

using namespace Qt::Literals::StringLiterals;

namespace {

const QString Machine = u"machine"_s;
const QString Spreadsheet = u"spreadsheet"_s;

template <typename Value> void choose(QComboBox &choice, Value value)
{
    choice.setCurrentIndex(choice.findData(int(value)));
}

} // namespace

CsvFormatEdit::CsvFormatEdit(const QMap<QString, CsvFormat> &saved, const QLocale &locale,
                             QWidget *parent)
    : QWidget{parent}
    , m_saved{saved}
    , m_spreadsheet{CsvFormat::spreadsheet(locale)}
    , m_preset{new QComboBox{this}}
    , m_name{new QLineEdit{this}}
    , m_save{new QPushButton{tr("Save"), this}}
    , m_remove{new QPushButton{tr("Remove"), this}}
{
    m_preset->setObjectName(u"presetChoice"_s);
    m_preset->setAccessibleName(tr("Preset"));
    m_preset->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_preset->setMinimumContentsLength(28); // the texts are long, and so may names of one's own be
    m_name->setObjectName(u"presetName"_s);
    m_name->setAccessibleName(tr("Name of a preset of your own"));
    m_name->setPlaceholderText(tr("Name of a preset of your own"));
    m_save->setObjectName(u"savePreset"_s);
    m_remove->setObjectName(u"removePreset"_s);
    auto *fields = new QFormLayout{this};
    fields->setContentsMargins(0, 0, 0, 0);
    fields->setVerticalSpacing(8);
    fields->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    auto *label = new QLabel{tr("&Preset"), this};
    label->setBuddy(m_preset);
    fields->addRow(label, m_preset);
    addOptions(*fields);
    auto *own = new QHBoxLayout;
    own->setSpacing(8);
    own->addWidget(m_name, 1);
    own->addWidget(m_save);
    own->addWidget(m_remove);
    fields->addRow(QString{}, own);
    setFocusProxy(m_preset);
    addPresets();
    m_preset->setCurrentIndex(0);
    connect(m_preset, &QComboBox::currentIndexChanged, this, &CsvFormatEdit::choosePreset);
    connect(m_name, &QLineEdit::textChanged, this, &CsvFormatEdit::updateButtons);
    connect(m_save, &QPushButton::clicked, this, &CsvFormatEdit::save);
    connect(m_remove, &QPushButton::clicked, this, [this] {
        const QString name = preset();
        m_saved.remove(name);
        emit removeRequested(name);
        addPresets();
    });
    choosePreset();
}

// Keeps the chosen one, where it is still there.
void CsvFormatEdit::addPresets()
{
    const QString chosen = preset();
    {
        const QSignalBlocker blocker{m_preset};
        m_preset->clear();
        m_preset->addItem(tr("Other programs: exact and unaltered"), Machine);
        m_preset->addItem(tr("Spreadsheet: numbers as this computer writes them"), Spreadsheet);
        for (auto saved = m_saved.cbegin(); saved != m_saved.cend(); ++saved)
            m_preset->addItem(saved.key(), saved.key());
        m_preset->addItem(tr("By hand"), QString{});
        m_preset->setCurrentIndex(std::max(0, m_preset->findData(chosen)));
    }
    choosePreset();
}

void CsvFormatEdit::addOptions(QFormLayout &fields)
{
    m_delimiter = addChoice(fields, tr("&Delimiter"), u"delimiterChoice"_s);
    m_delimiter->addItem(tr("Comma ,"), int(','));
    m_delimiter->addItem(tr("Semicolon ;"), int(';'));
    m_delimiter->addItem(tr("Tab"), int('\t'));
    m_delimiter->addItem(tr("Bar |"), int('|'));
    m_decimalMark = addChoice(fields, tr("Decimal mar&k"), u"decimalChoice"_s);
    m_decimalMark->addItem(tr("Point 1.5"), int('.'));
    m_decimalMark->addItem(tr("Comma 1,5"), int(','));
    m_times = addChoice(fields, tr("&Times, UTC"), u"csvTimesChoice"_s);
    m_times->addItem(u"2026-11-20T03:15:00.000Z"_s, int(CsvFormat::Times::Iso));
    m_times->addItem(u"2026-11-20 03:15:00"_s, int(CsvFormat::Times::Spaced));
    m_times->addItem(tr("Milliseconds since 1970"), int(CsvFormat::Times::EpochMs));
    m_encoding = addChoice(fields, tr("&Encoding"), u"encodingChoice"_s);
    m_encoding->addItem(u"UTF-8"_s, int(CsvFormat::Encoding::Utf8));
    m_encoding->addItem(u"UTF-16 LE"_s, int(CsvFormat::Encoding::Utf16Le));
    m_encoding->addItem(u"Latin-1"_s, int(CsvFormat::Encoding::Latin1));
    m_encoding->addItem(u"Windows-1252"_s, int(CsvFormat::Encoding::Windows1252));
    m_lineEnd = addChoice(fields, tr("&Line ends"), u"lineEndChoice"_s);
    m_lineEnd->addItem(tr("LF, as Linux has them"), int(CsvFormat::LineEnd::Lf));
    m_lineEnd->addItem(tr("CR LF, as Windows has them"), int(CsvFormat::LineEnd::CrLf));
    m_quotes = addChoice(fields, tr("&Quotes"), u"quotesChoice"_s);
    m_quotes->addItem(tr("Where they are needed"), int(CsvFormat::Quotes::Needed));
    m_quotes->addItem(tr("Around texts"), int(CsvFormat::Quotes::Texts));
    m_quotes->addItem(tr("Around everything"), int(CsvFormat::Quotes::All));
    m_nullText = new QLineEdit{this};
    m_nullText->setObjectName(u"nullEdit"_s);
    m_nullText->setAccessibleName(tr("Missing values"));
    m_nullText->setPlaceholderText(tr("nothing"));
    auto *missing = new QLabel{tr("Missin&g values"), this};
    missing->setBuddy(m_nullText);
    fields.addRow(missing, m_nullText);
    m_mark = addSwitch(fields, tr("&Byte order mark"), u"markSwitch"_s);
    m_header = addSwitch(fields, tr("&Names of the columns in the first line"), u"headerSwitch"_s);
    m_protect = addSwitch(fields, tr("No te&xt runs as a formula"), u"protectSwitch"_s);
    connect(m_nullText, &QLineEdit::textEdited, this, &CsvFormatEdit::noteOption);
}

QComboBox *CsvFormatEdit::addChoice(QFormLayout &fields, const QString &label, const QString &name)
{
    auto *choice = new QComboBox{this};
    choice->setObjectName(name);
    choice->setAccessibleName(QString{label}.remove(u'&'));
    auto *words = new QLabel{label, this};
    words->setBuddy(choice);
    fields.addRow(words, choice);
    connect(choice, &QComboBox::activated, this, &CsvFormatEdit::noteOption);
    return choice;
}

QCheckBox *CsvFormatEdit::addSwitch(QFormLayout &fields, const QString &text, const QString &name)
{
    auto *box = new QCheckBox{text, this};
    box->setObjectName(name);
    fields.addRow(QString{}, box);
    connect(box, &QCheckBox::clicked, this, &CsvFormatEdit::noteOption);
    return box;
}

CsvFormat CsvFormatEdit::format() const
{
    CsvFormat format;
    format.delimiter = char(m_delimiter->currentData().toInt());
    format.decimalMark = char(m_decimalMark->currentData().toInt());
    format.times = CsvFormat::Times(m_times->currentData().toInt());
    format.encoding = CsvFormat::Encoding(m_encoding->currentData().toInt());
    format.lineEnd = CsvFormat::LineEnd(m_lineEnd->currentData().toInt());
    format.quotes = CsvFormat::Quotes(m_quotes->currentData().toInt());
    format.nullText = m_nullText->text();
    format.hasByteOrderMark = m_mark->isEnabled() && m_mark->isChecked();
    format.hasHeader = m_header->isChecked();
    format.isForSpreadsheet = m_protect->isChecked();
    return format;
}

void CsvFormatEdit::setFormat(const CsvFormat &format)
{
    choose(*m_delimiter, format.delimiter);
    choose(*m_decimalMark, format.decimalMark);
    choose(*m_times, format.times);
    choose(*m_encoding, format.encoding);
    choose(*m_lineEnd, format.lineEnd);
    choose(*m_quotes, format.quotes);
    m_nullText->setText(format.nullText);
    m_mark->setChecked(format.hasByteOrderMark);
    m_header->setChecked(format.hasHeader);
    m_protect->setChecked(format.isForSpreadsheet);
    updateButtons();
    emit changed();
}

QString CsvFormatEdit::preset() const
{
    return m_preset->currentData().toString();
}

void CsvFormatEdit::setPreset(const QString &name)
{
    m_preset->setCurrentIndex(name.isEmpty() ? 0 : std::max(0, m_preset->findData(name)));
}

void CsvFormatEdit::choosePreset()
{
    const QString name = preset();
    if (name == Machine)
        setFormat(CsvFormat::machine());
    else if (name == Spreadsheet)
        setFormat(m_spreadsheet);
    else if (m_saved.contains(name))
        setFormat(m_saved.value(name));
    else
        updateButtons();
}

// What was changed by hand is no preset any more.
void CsvFormatEdit::noteOption()
{
    const QSignalBlocker blocker{m_preset};
    m_preset->setCurrentIndex(m_preset->findData(QString{}));
    updateButtons();
    emit changed();
}

void CsvFormatEdit::save()
{
    const QString name = m_name->text().trimmed();
    m_saved.insert(name, format());
    emit saveRequested(name, format());
    m_name->clear();
    addPresets();
    setPreset(name);
}

void CsvFormatEdit::updateButtons()
{
    const bool hasMark = m_encoding->currentData().toInt() <= int(CsvFormat::Encoding::Utf16Le);
    m_mark->setEnabled(hasMark);
    m_mark->setToolTip(hasMark ? QString{} : tr("This encoding has none"));
    const QString name = m_name->text().trimmed();
    const bool isTaken = name == Machine || name == Spreadsheet;
    const bool isPlain = !name.contains(u'/') && !name.contains(u'\\');
    m_save->setEnabled(!name.isEmpty() && !isTaken && isPlain);
    m_save->setToolTip(name.isEmpty() ? tr("Write a name first")
                       : isTaken      ? tr("This name is taken")
                       : !isPlain     ? tr("Names have no slashes")
                                      : tr("Keeps these options under the name"));
    const bool isOwn = m_saved.contains(preset());
    m_remove->setVisible(isOwn);
    m_remove->setToolTip(tr("Takes the preset away"));
}
