// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

class Theme;

// SQL to read: fixed font, numbered lines, light colours, not to be changed. Tab leaves it. GUI
// thread.
class SqlView final : public QPlainTextEdit
{
    Q_OBJECT

public:
    // name: for screen readers; the text has no label of its own.
    SqlView(const Theme &theme, const QString &name, QWidget *parent = nullptr);

    void setSql(const QString &sql);
    [[nodiscard]] const QString &sql() const { return m_sql; } // as it was given
    [[nodiscard]] int marginWidth() const;
    void paintMargin(QPainter &painter, const QRect &rect);

public slots:
    void copyAll();

protected:
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitMargin();

    QString m_sql;
    QWidget *m_margin;
};
