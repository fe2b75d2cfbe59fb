// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/unsaveddialog.h"

#include "views/theme/textlabel.h"

#include <QHBoxLayout>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype MostNames = 8; // more than that are counted

TextLabel *wrapped(TextSize size, const QString &text, const QString &name, QWidget *parent)
{
    auto *label = new TextLabel{size, text, parent};
    label->setObjectName(name);
    label->setWordWrap(true);
    return label;
}

} // namespace

UnsavedDialog::UnsavedDialog(const QStringList &names, QWidget *parent)
    : QDialog{parent}
{
    setObjectName(u"unsavedDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Quit Tidemark"));
    QStringList lines = names.first(std::min(MostNames, names.size()));
    if (names.size() > MostNames)
        lines.append(tr("and %n more", nullptr, int(names.size() - MostNames)));
    setAccessibleDescription(lines.join(u", "_s));

    const auto button = [this](const QString &text, const QString &name) {
        auto *made = new QPushButton{text, this};
        made->setObjectName(name);
        made->setMinimumWidth(made->sizeHint().width() + 2 * 8);
        connect(made, &QPushButton::clicked, this, &QDialog::close);
        return made;
    };
    auto *discard = button(tr("&Discard and quit"), u"discardUnsaved"_s);
    auto *cancel = button(tr("Cancel"), u"cancelButton"_s);
    auto *save = button(tr("&Save and quit"), u"saveUnsaved"_s);
    save->setDefault(true);
    save->setFocus();
    connect(discard, &QPushButton::clicked, this, &UnsavedDialog::discardChosen);
    connect(save, &QPushButton::clicked, this, &UnsavedDialog::saveChosen);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(discard);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(save);

    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(16, 16, 16, 12);
    rows->setSpacing(12);
    rows->addWidget(wrapped(TextSize::Section,
                            tr("%n change(s) are not saved.", nullptr, int(names.size())),
                            u"unsavedTitle"_s, this));
    rows->addWidget(wrapped(TextSize::Body, lines.join(u'\n'), u"unsavedNames"_s, this));
    rows->addStretch(1);
    rows->addLayout(buttons);
    resize(grown(460), sizeHint().height());
}
