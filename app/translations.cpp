// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

using namespace Qt::Literals::StringLiterals;

void installTranslations()
{
    auto *ours = new QTranslator{qApp};
    if (ours->load(QLocale{}, u"tidemark"_s, u"_"_s, u":/i18n"_s) ||
        ours->load(u":/i18n/tidemark_en.qm"_s))
        QCoreApplication::installTranslator(ours);
    auto *qt = new QTranslator{qApp};
    if (qt->load(QLocale{}, u"qtbase"_s, u"_"_s,
                 QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qt);
}
