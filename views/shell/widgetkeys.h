// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>

#include <functional>

class QKeyEvent;
class QWidget;

// The keys that a widget understands by itself while it has the focus, with the words that the
// keyboard map has for them: a key that works stands in the map. Owned by the widget. GUI thread.
class WidgetKeys final : public QObject
{
    Q_OBJECT

public:
    struct Act {
        QString text;              // what it does; the same text twice is one line of the map
        QList<Qt::Key> keys;       // the map shows the first one, the others are its twins
        std::function<bool()> act; // false: not now, the key is somebody else's
    };

    // group: where such keys stand in the map, "Charts".
    WidgetKeys(const QString &group, QList<Act> acts, QWidget &widget);

    // Whether the widget took it.
    [[nodiscard]] bool press(const QKeyEvent &event) const;

    [[nodiscard]] const QString &group() const { return m_group; }
    [[nodiscard]] const QList<Act> &acts() const { return m_acts; }

private:
    QString m_group;
    QList<Act> m_acts;
};
