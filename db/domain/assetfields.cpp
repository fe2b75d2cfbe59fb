// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/assetfields.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

struct AssetFields {
    Q_DECLARE_TR_FUNCTIONS(AssetFields)
};

constexpr qsizetype LongestName = 200; // the column takes any; nobody reads more
constexpr qsizetype LongestType = 40;
constexpr qsizetype LongestCurrency = 20;

bool isPlain(const QString &text)
{
    return std::ranges::all_of(text,
                               [](QChar sign) { return sign.isPrint() || sign.isSurrogate(); });
}

} // namespace

QString assetNameFault(const QString &name)
{
    if (name.size() > LongestName)
        return AssetFields::tr("A name has at most %1 characters. Shorten it.").arg(LongestName);
    return isPlain(name) ? QString{}
                         : AssetFields::tr("The name holds characters that cannot be shown. "
                                           "Remove them.");
}

QString assetTypeFault(const QString &type)
{
    if (type.size() > LongestType)
        return AssetFields::tr("A type has at most %1 characters. Shorten it.").arg(LongestType);
    return isPlain(type) ? QString{}
                         : AssetFields::tr("The type holds characters that cannot be shown. "
                                           "Remove them.");
}

QString assetCurrencyFault(const QString &currency)
{
    const bool isCode =
            currency.size() <= LongestCurrency && std::ranges::all_of(currency, [](QChar sign) {
                return sign.unicode() < 128 && sign.isLetterOrNumber();
            });
    return isCode ? QString{}
                  : AssetFields::tr("'%1' is no currency. Write its code, as AUD or GBX.")
                            .arg(currency);
}

Result<AssetEdit> checkedEdit(AssetEdit edit)
{
    for (std::optional<QString> *text : {&edit.name, &edit.type, &edit.currency}) {
        if (*text)
            *text = (*text)->trimmed();
    }
    if (edit.currency)
        edit.currency = edit.currency->toUpper();
    for (const QString &fault : {edit.name ? assetNameFault(*edit.name) : QString{},
                                 edit.type ? assetTypeFault(*edit.type) : QString{},
                                 edit.currency ? assetCurrencyFault(*edit.currency) : QString{}}) {
        if (!fault.isEmpty())
            return fail(Error::Kind::Usage, fault);
    }
    return edit;
}
