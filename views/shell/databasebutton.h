// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

class Theme;

// The database in use, as the shell shows it.
struct DatabaseLabel {
    QString name;    // "market"
    QString engine;  // "SQLite"
    int version = 0; // of the schema; 0 shows none
    bool isReadOnly = false;
    int line = 4;     // the connection's own colour: one of the six of a chart's lines
    QString location; // full path or address without a secret, for the tool tip
};

// The rail's foot: colour, name, engine and version of the database, with a menu. GUI thread.
class DatabaseButton final : public QToolButton
{
    Q_OBJECT

public:
    explicit DatabaseButton(const Theme &theme, QWidget *parent = nullptr);

    void setDatabase(const DatabaseLabel &database);

    // Only the colour and the arrow: the rail shows icons only.
    void setCompact(bool compact);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QString secondLine() const;

    const Theme &m_theme;
    DatabaseLabel m_database;
    bool m_compact = false;
};
