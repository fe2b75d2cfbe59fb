// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <memory>

class CommandModel;
class QLineEdit;
class QListView;
class Theme;

// One line to find every action, panel and symbol by name. Opened anew each time; deletes itself
// when it closes. GUI thread.
class CommandPalette final : public QDialog
{
    Q_OBJECT

public:
    // The model is taken over as it is filled.
    CommandPalette(const Theme &theme, std::unique_ptr<CommandModel> commands, QWidget *parent);
    ~CommandPalette() override;

signals:
    void symbolChosen(const QString &symbol);
    void refused(const QString &reason); // what was chosen cannot be done in its panel now

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void select(int row);
    void run();

    std::unique_ptr<CommandModel> m_commands;
    QLineEdit *m_edit;
    QListView *m_list;
};
