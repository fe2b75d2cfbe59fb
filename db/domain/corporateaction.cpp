// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/corporateaction.h"

using namespace Qt::Literals::StringLiterals;

QString actionTypeName(CorporateAction::Type type)
{
    return type == CorporateAction::Type::Split ? u"split"_s : u"dividend"_s;
}

std::optional<CorporateAction::Type> actionTypeFromName(QStringView name)
{
    if (name == "split"_L1)
        return CorporateAction::Type::Split;
    if (name == "dividend"_L1)
        return CorporateAction::Type::Dividend;
    return {};
}
