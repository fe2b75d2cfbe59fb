// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/keyboardmap.h"

#include "views/shell/widgetkeys.h"
#include "views/theme/typescale.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QKeySequence>
#include <QPushButton>
#include <QScreen>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

KeyboardMap::KeyboardMap(const QList<KeyGroup> &groups, QWidget *parent)
    : QDialog{parent}
{
    setObjectName(u"keyboardMap"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Keyboard map"));
    auto *tree = new QTreeWidget{this};
    tree->setObjectName(u"keyTree"_s);
    tree->setAccessibleName(tr("Keys by menu and panel"));
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
    resize(QSize{grown(520), grown(620)}.boundedTo(screen()->availableSize() * 9 / 10));
}

void KeyGroup::add(const QString &text, const QString &shown)
{
    const std::pair line{QString{text}.remove(u'&').remove(u'…'), shown};
    if (!shown.isEmpty() && !keys.contains(line))
        keys.append(line);
}

KeyGroup KeyboardMap::groupOf(const QString &name, const QList<QAction *> &actions)
{
    KeyGroup group{name, {}};
    for (const QAction *action : actions)
        group.add(action->text(),
                  QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText));
    return group;
}

KeyGroup KeyboardMap::groupOfPanel(const QString &name, const QWidget &panel,
                                   const QList<QAction *> &inMenus)
{
    QList<QAction *> actions = inMenus;
    QList<const QWidget *> parts{&panel};
    const QList<QWidget *> children = panel.findChildren<QWidget *>();
    for (const QWidget *child : children)
        parts.append(child);
    for (const QWidget *part : std::as_const(parts)) {
        actions += part->actions();
        actions += part->findChildren<QAction *>(Qt::FindDirectChildrenOnly);
    }
    return groupOf(name, actions);
}

QList<KeyGroup> KeyboardMap::ownKeys(const QWidget &root)
{
    QList<KeyGroup> groups;
    const QList<WidgetKeys *> all = root.findChildren<WidgetKeys *>();
    for (const WidgetKeys *known : all) {
        const bool isThere = std::ranges::any_of(
                groups, [&](const KeyGroup &group) { return group.name == known->group(); });
        if (isThere)
            continue;
        KeyGroup &group = groups.emplace_back(KeyGroup{known->group(), {}});
        for (const WidgetKeys::Act &act : known->acts()) {
            const QString keys = QKeySequence{act.keys.first()}.toString(QKeySequence::NativeText);
            const auto same =
                    std::ranges::find(group.keys, act.text, &std::pair<QString, QString>::first);
            if (same == group.keys.end())
                group.add(act.text, keys);
            else
                same->second = tr("%1, %2").arg(same->second, keys);
        }
    }
    return groups;
}

QList<KeyGroup> KeyboardMap::commonKeys()
{
    const auto keys = [](const char *text) {
        return QKeySequence{QString::fromLatin1(text)}.toString(QKeySequence::NativeText);
    };
    return {{tr("Everywhere"),
             {{tr("One step back: menu, drag, filter, focus"), keys("Esc")},
              {tr("Next or previous control"), tr("%1, %2").arg(keys("Tab"), keys("Shift+Tab"))}}},
            {tr("Tables"),
             {{tr("Open the row"), keys("Return")},
              {tr("Copy the selected rows"), keys("Ctrl+C")},
              {tr("The menu of the row"), keys("Shift+F10")},
              {tr("From the filter to its table"), keys("Down")}}}};
}
