// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>

class QLineEdit;
class QPushButton;
class QVBoxLayout;
class Theme;

// What a person has to know before something that cannot simply be taken back.
struct DangerousAct {
    struct Touched {
        QString table;
        QString rows; // "31,482 rows", "not counted"
    };

    QString title;          // the act, as a sentence: "Apply 2 migrations to market?"
    QString text;           // more about it; may be empty
    QList<Touched> touched; // empty: no row is touched, and text says so
    QString sql;            // what runs; empty: none to show
    QString backup;         // a sentence: what is kept before
    QString undo;           // a sentence: how to get back
    QString button;         // names the act: "Apply 2 migrations"
    QString nameToType;     // set when the way back is none, or easily lost: it has to be typed
};

// Asks before a dangerous act: the act as title, what it touches, its SQL, the backup and the way
// back. Cancel is the default; the other button names the act. Open it with open(); accepted()
// means yes. Deletes itself. GUI thread.
class DangerousActDialog final : public QDialog
{
    Q_OBJECT

public:
    DangerousActDialog(const Theme &theme, const DangerousAct &act, QWidget *parent = nullptr);

private:
    void addTouched(QVBoxLayout &rows, const QList<DangerousAct::Touched> &touched);
    void addSql(QVBoxLayout &rows, const Theme &theme, const QString &sql);
    void addSentence(QVBoxLayout &rows, const QString &heading, const QString &text);
    void addNameToType(QVBoxLayout &rows, const QString &name);
    void addButtons(QVBoxLayout &rows, const DangerousAct &act);

    QLineEdit *m_typed = nullptr;
    QPushButton *m_act = nullptr;
};
