// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../models/assetdata.h"
#include "views/assets/assetspanel.h"
#include "views/tables/datatable.h"

#include <QApplication>
#include <QDialog>
#include <QPushButton>
#include <QTest>

#include <memory>

// The Assets panel in a window of its own, at a time of the test's. Widgets are found by name and
// pressed as a person would.
class ShownAssets final
{
public:
    explicit ShownAssets(const QSize &size = {1188, 780})
    {
        panel.resize(size);
        panel.show();
        if (!QTest::qWaitForWindowExposed(&panel))
            qFatal("the panel does not show");
        panel.activateWindow();
    }

    template <typename Widget> [[nodiscard]] Widget &child(const QString &name) const
    {
        auto *widget = panel.findChild<Widget *>(name);
        if (!widget)
            qFatal("there is no %s", qPrintable(name));
        return *widget;
    }
    [[nodiscard]] DataTable &table() const
    {
        return child<DataTable>(QStringLiteral("assetsTable"));
    }
    void press(const QString &button) const
    {
        QTest::keyClick(&child<QPushButton>(button), Qt::Key_Space);
    }
    void choose(const QStringList &symbols) const
    {
        table().clearSelection();
        for (int row = 0; row < table().model()->rowCount(); ++row) {
            const QModelIndex index = table().model()->index(row, 0);
            if (symbols.contains(index.data().toString()))
                table().selectionModel()->select(index, QItemSelectionModel::Select |
                                                                QItemSelectionModel::Rows);
        }
    }
    // The one that is open; nullptr where none is.
    [[nodiscard]] QDialog *dialog() const
    {
        for (QDialog *each : panel.findChildren<QDialog *>()) {
            if (each->isVisible())
                return each;
        }
        return nullptr;
    }

    QDateTime now = assetTime();
    Theme theme;
    AssetTableModel model{QLocale{QStringLiteral("en_AU")}, [this] { return now; }};
    ForecastTableModel forecast{QLocale{QStringLiteral("en_AU")}};
    AssetsPanel panel{model, forecast, theme};
};
