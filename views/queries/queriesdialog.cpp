// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/queries/queriesdialog.h"

#include "views/queries/queriesview.h"
#include "views/shell/firstfocus.h"
#include "views/theme/typescale.h"

#include <QDialogButtonBox>
#include <QScreen>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

QueriesDialog::QueriesDialog(QueriesView *view, QWidget *parent)
    : QDialog{parent}
{
    setObjectName(u"queriesDialog"_s);
    setWindowTitle(tr("Recorded statements"));
    resize(QSize{grown(1060), grown(680)}.boundedTo(screen()->availableSize() * 9 / 10));
    auto *buttons = new QDialogButtonBox{QDialogButtonBox::Close, this};
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(12, 12, 12, 12);
    rows->setSpacing(8);
    rows->addWidget(view, 1);
    rows->addWidget(buttons);
    firstFocus(*view)->setFocus(Qt::OtherFocusReason);
}
