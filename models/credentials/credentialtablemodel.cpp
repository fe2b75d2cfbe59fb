// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/credentials/credentialtablemodel.h"

#include "models/credentials/credentialtext.h"
#include "models/migrations/migrationtext.h"

using namespace Qt::Literals::StringLiterals;

CredentialTableModel::CredentialTableModel(const QLocale &locale, std::function<QDateTime()> clock,
                                           QObject *parent)
    : KeyedTableModel{ColumnCount, &CredentialRow::name, parent}
    , m_locale{locale}
    , m_clock{std::move(clock)}
{}

QVariant CredentialTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant{Qt::AlignLeft | Qt::AlignVCenter};
    static constexpr const char *names[ColumnCount][2] = {
            {QT_TR_NOOP("Credential"), QT_TR_NOOP("What it opens")},
            {QT_TR_NOOP("Where it is"), QT_TR_NOOP("Where Tidemark has it from")},
            {QT_TR_NOOP("Last test"), QT_TR_NOOP("What came of trying it")},
            {QT_TR_NOOP("Tested (%1)"), QT_TR_NOOP("When it was tried")},
            {QT_TR_NOOP("Name"), QT_TR_NOOP("What tidemarkctl credentials calls it")},
    };
    if (role == Qt::DisplayRole)
        return section == TestedColumn
                       ? tr(names[section][0]).arg(m_clock().toLocalTime().timeZoneAbbreviation())
                       : tr(names[section][0]);
    return role == Qt::ToolTipRole ? tr(names[section][1]) : QVariant{};
}

QString CredentialTableModel::display(const CredentialRow &row, int column) const
{
    switch (column) {
    case TitleColumn:
        return credentialTitle(row);
    case PlaceColumn:
        return placeWord(row);
    case TestColumn:
        return testWord(row);
    case TestedColumn:
        return row.testedAt.isValid() ? momentText(row.testedAt, m_locale) : u"–"_s;
    case NameColumn:
        return row.name;
    default:
        return {};
    }
}

QString CredentialTableModel::spoken(const CredentialRow &row, int column) const
{
    const QString text = display(row, column);
    return text == u"–" ? tr("not tested") : text;
}

QString CredentialTableModel::raw(const CredentialRow &row, int column) const
{
    return column == TestedColumn ? row.testedAt.toUTC().toString(Qt::ISODateWithMs)
                                  : display(row, column);
}

QVariant CredentialTableModel::further(const CredentialRow &row, int column, int role) const
{
    if (role == CellRole::State)
        return cellState(row, column);
    if (role != CellRole::Tone)
        return {};
    if (column == TitleColumn)
        return QVariant::fromValue(CellTone::Strong);
    return QVariant::fromValue(column == NameColumn || display(row, column) == u"–"
                                       ? CellTone::Quiet
                                       : CellTone::Plain);
}

QVariant CredentialTableModel::cellState(const CredentialRow &row, int column)
{
    switch (column) {
    case PlaceColumn:
        return QVariant::fromValue(placeState(row));
    case TestColumn:
        return QVariant::fromValue(testState(row));
    default:
        return {};
    }
}

QString CredentialTableModel::toolTip(const CredentialRow &row, int column) const
{
    switch (column) {
    case PlaceColumn:
        return placeText(row);
    case TestColumn:
        return row.testText;
    case NameColumn:
        return row.variable.isEmpty()
                       ? QString{}
                       : tr("The environment variable %1 gives it, too").arg(row.variable);
    default:
        return {};
    }
}
