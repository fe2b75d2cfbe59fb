// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/keyboardmap.h"

#include "views/theme/typescale.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QKeySequence>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

KeyboardMap::KeyboardMap(const QList<KeyGroup> &groups, QWidget *parent)
    : QDialog{parent}
{
    setObjectName(u"keyboardMap"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Keyboard map"));
    auto *tree = new QTreeWidget{this};
    tree->setObjectName(u"keyTree"_s);
    tree->setAccessibleName(tr("Keys by menu"));
    tree->setHeaderLabels({tr("Action"), tr("Keys")});
    tree->setRootIsDecorated(false);
    tree->setSelectionBehavior(QAbstractItemView::SelectRows);
    const int height = rowHeight(fontMetrics());
    for (const KeyGroup &group : groups) {
        if (group.keys.isEmpty())
            continue;
        auto *heading = new QTreeWidgetItem{tree, {group.name}};
        heading->setFont(0, strongFont());
        heading->setFlags(Qt::ItemIsEnabled);
        heading->setSizeHint(0, {0, height});
        heading->setFirstColumnSpanned(true);
        for (const auto &[action, keys] : group.keys)
            (new QTreeWidgetItem{heading, {action, keys}})->setSizeHint(0, {0, height});
    }
    tree->expandAll();
    tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    tree->header()->setStretchLastSection(false);

    auto *buttons = new QDialogButtonBox{QDialogButtonBox::Close, this};
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout{this};
    column->setContentsMargins(12, 12, 12, 12);
    column->setSpacing(12);
    column->addWidget(tree, 1);
    column->addWidget(buttons);
    resize(grown(520), grown(620));
}

KeyGroup KeyboardMap::groupOf(const QString &name, const QList<QAction *> &actions)
{
    KeyGroup group{name, {}};
    for (const QAction *action : actions) {
        const QString keys =
                QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText);
        if (!keys.isEmpty())
            group.keys.append({action->text().remove(u'&').remove(u'…'), keys});
    }
    return group;
}

QList<KeyGroup> KeyboardMap::commonKeys()
{
    const auto keys = [](const char *text) {
        return QKeySequence{QString::fromLatin1(text)}.toString(QKeySequence::NativeText);
    };
    return {{tr("Everywhere"),
             {{tr("One step back: menu, drag, filter, focus"), keys("Esc")},
              {tr("Next or previous control"), tr("%1, %2").arg(keys("Tab"), keys("Shift+Tab"))}}},
            {tr("Tables"), {{tr("Open the row"), keys("Return")}}},
            {tr("Charts"),
             {{tr("Move the crosshair"), tr("%1, %2").arg(keys("Left"), keys("Right"))}}}};
}
