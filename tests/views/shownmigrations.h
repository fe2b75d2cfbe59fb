// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../models/migrationdata.h"
#include "views/migrations/migrationspanel.h"
#include "views/shell/banner.h"
#include "views/shell/dangerousactdialog.h"
#include "views/tables/datatable.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QTest>

#include <memory>

// The Migrations panel in a window, with the models it shows: fill() brings a database at version 7
// of 9.
class ShownMigrations final
{
public:
    ShownMigrations()
    {
        const QLocale locale{QStringLiteral("en_AU")};
        const auto clock = [this] { return now; };
        migrations = std::make_unique<MigrationTableModel>(locale, clock);
        backups = std::make_unique<BackupTableModel>(locale, clock);
        panel = std::make_unique<MigrationsPanel>(*migrations, *backups, m_theme);
        panel->resize(1188, 780);
        panel->show();
        panel->activateWindow();
    }

    void fill()
    {
        panel->setDatabase(QStringLiteral("market"), false);
        panel->setStatus(statusOf(7));
        panel->setMarks({1}, {});
        panel->setPreviews(samplePreviews());
    }

    template <typename Widget> [[nodiscard]] Widget &child(const QString &name = {}) const
    {
        auto *widget = panel->findChild<Widget *>(name);
        Q_ASSERT(widget);
        return *widget;
    }
    [[nodiscard]] QPushButton &button(const QString &name) const
    {
        return child<QPushButton>(name);
    }
    void press(const QString &name) const { QTest::keyClick(&button(name), Qt::Key_Space); }
    [[nodiscard]] DataTable &table() const
    {
        return child<DataTable>(QStringLiteral("migrationsTable"));
    }
    void select(int version) const { table().selectRow(migrations->rowOf(version)); }
    [[nodiscard]] const BannerMessage &notice() const
    {
        return child<Banner>(QStringLiteral("noticeBanner")).message();
    }
    [[nodiscard]] static DangerousActDialog *question()
    {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            auto *dialog = qobject_cast<DangerousActDialog *>(widget);
            if (dialog && dialog->isVisible())
                return dialog;
        }
        return nullptr;
    }
    // Every text of a widget that can be seen.
    [[nodiscard]] static QStringList texts(const QWidget &widget)
    {
        QStringList texts;
        for (const QLabel *label : widget.findChildren<QLabel *>()) {
            if (label->isVisible())
                texts << label->text();
        }
        return texts;
    }

    QDateTime now = migrationTime();
    std::unique_ptr<MigrationTableModel> migrations;
    std::unique_ptr<BackupTableModel> backups;

private:
    Theme m_theme;

public:
    std::unique_ptr<MigrationsPanel> panel;
};
