// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/aboutdialog.h"

#include "views/theme/textlabel.h"
#include "views/theme/theme.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

AboutDialog::AboutDialog(const Theme &theme, QWidget *parent)
    : QDialog{parent}
{
    setObjectName(u"aboutDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("About Tidemark"));

    auto *icon = new QLabel{this};
    icon->setPixmap(theme.icon(u"tidemark"_s).pixmap(QSize{64, 64}, devicePixelRatioF()));
    auto *name = new TextLabel{TextSize::Title, u"Tidemark"_s, this};
    auto *version = new TextLabel{
            TextSize::Secondary,
            tr("Version %1, with Qt %2")
                    .arg(QCoreApplication::applicationVersion(), QString::fromLatin1(qVersion())),
            this};
    auto *what = new TextLabel{
            TextSize::Body,
            tr("Collects market prices into a database of your own, and shows them."), this};
    auto *licence = new TextLabel{
            TextSize::Body,
            tr("Free software under the GNU General Public License, version 3 or later. "
               "It comes without any warranty."),
            this};
    what->setWordWrap(true);
    licence->setWordWrap(true);
    for (QLabel *label : {static_cast<QLabel *>(name), static_cast<QLabel *>(version)})
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *buttons = new QDialogButtonBox{QDialogButtonBox::Close, this};
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *texts = new QVBoxLayout;
    texts->setSpacing(4);
    texts->addWidget(name);
    texts->addWidget(version);
    texts->addSpacing(8);
    texts->addWidget(what);
    texts->addWidget(licence);
    auto *row = new QHBoxLayout;
    row->setSpacing(16);
    row->addWidget(icon, 0, Qt::AlignTop);
    row->addLayout(texts, 1);
    auto *column = new QVBoxLayout{this};
    column->setContentsMargins(16, 16, 16, 12);
    column->setSpacing(16);
    column->addLayout(row);
    column->addStretch();
    column->addWidget(buttons);
    resize(grown(440), sizeHint().height());
}
