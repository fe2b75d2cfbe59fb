// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QPair>

class QHBoxLayout;
class QIcon;
class QLabel;
class QScrollArea;
class QVBoxLayout;
class WrappedLabel;

// A card beside or below a table that says in words what is known of the selected row: a head with
// a state and a title, a page that scrolls, by key too, and a foot for what can be done with it. It
// is written anew with each row. GUI thread.
class DetailsCard : public QFrame
{
    Q_OBJECT

protected:
    // name: of the page, for who hears it.
    DetailsCard(const QString &name, QWidget *parent);

    // A new page, which end() shows in the place of the one before.
    void begin();
    void addText(const QString &text, bool isQuiet = false); // nothing for an empty one
    void addHeading(const QString &text);
    void addCode(const QString &text);                          // in the fixed font, to be selected
    void addFacts(const QList<QPair<QString, QString>> &facts); // name, value
    [[nodiscard]] QVBoxLayout &page() { return *m_rows; }
    void end();

    void setTitle(const QString &title);
    void setState(const QIcon &icon, const QString &name); // a null icon: none
    [[nodiscard]] QHBoxLayout &head() { return *m_head; }
    [[nodiscard]] QHBoxLayout &foot() { return *m_foot; }
    [[nodiscard]] QScrollArea &scrollArea() { return *m_scroll; }

private:
    QLabel *m_icon;
    WrappedLabel *m_title;
    QScrollArea *m_scroll;
    QHBoxLayout *m_head;
    QHBoxLayout *m_foot;
    QVBoxLayout *m_rows = nullptr; // of the new page
};
