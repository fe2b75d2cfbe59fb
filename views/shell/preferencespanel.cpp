// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/preferencespanel.h"

#include "views/shell/panelheader.h"
#include "views/theme/textlabel.h"
#include "views/theme/typescale.h"

#include <QAccessible>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

PreferencesPanel::PreferencesPanel(const Theme &theme, QWidget *parent)
    : QWidget{parent}
    , m_themes{theme}
    , m_theme{new QComboBox{this}}
    , m_autostart{new QCheckBox{tr("&Start Tidemark when I log in"), this}}
    , m_autostartProblem{new TextLabel{TextSize::Secondary, {}, this}}
    , m_closeToTray{new QCheckBox{tr("&Keep collecting in the tray when the window is closed"),
                                  this}}
    , m_startHidden{new QCheckBox{tr("Start hidden &in the tray"), this}}
{
    setObjectName(u"preferencesPanel"_s);
    m_theme->setObjectName(u"themeChoice"_s);
    m_autostart->setObjectName(u"autostart"_s);
    m_autostartProblem->setObjectName(u"autostartProblem"_s);
    m_closeToTray->setObjectName(u"closeToTray"_s);
    m_startHidden->setObjectName(u"startHidden"_s);

    const auto addTheme = [this](const QString &text, Theme::Choice choice) {
        m_theme->addItem(text, QVariant::fromValue(choice));
    };
    addTheme(tr("As the desktop"), Theme::Choice::System);
    addTheme(tr("Light"), Theme::Choice::Light);
    addTheme(tr("Dark"), Theme::Choice::Dark);
    addTheme(tr("Platform colours, for high contrast"), Theme::Choice::Platform);
    m_autostartProblem->setWordWrap(true);
    m_autostartProblem->setMeaning(theme, Meaning::Danger);
    m_autostartProblem->hide();
    build();

    connect(m_theme, &QComboBox::activated, this,
            [this] { emit themeChosen(m_theme->currentData().value<Theme::Choice>()); });
    // clicked() and not toggled(): only what a person does.
    connect(m_autostart, &QCheckBox::clicked, this, &PreferencesPanel::autostartWanted);
    connect(m_closeToTray, &QCheckBox::clicked, this, &PreferencesPanel::closeToTrayWanted);
    connect(m_startHidden, &QCheckBox::clicked, this, &PreferencesPanel::startHiddenWanted);
}

void PreferencesPanel::build()
{
    auto *content = new QWidget;
    auto *themeLabel = new QLabel{tr("Co&lours"), content};
    themeLabel->setBuddy(m_theme);
    auto *looks = new QHBoxLayout;
    looks->setSpacing(8);
    looks->addWidget(themeLabel);
    looks->addWidget(m_theme);
    looks->addStretch();

    auto *column = new QVBoxLayout{content};
    column->setContentsMargins(12, 12, 12, 12);
    column->setSpacing(8);
    column->addWidget(new TextLabel{TextSize::Section, tr("Looks"), content});
    column->addLayout(looks);
    column->addSpacing(16);
    column->addWidget(new TextLabel{TextSize::Section, tr("Background"), content});
    column->addWidget(m_autostart);
    column->addWidget(m_autostartProblem);
    column->addWidget(m_closeToTray);
    column->addWidget(m_startHidden);
    column->addSpacing(16);
    column->addWidget(new TextLabel{TextSize::Section, tr("Alerts"), content});
    column->addWidget(makeAlerts(content));
    column->addStretch();

    auto *scroll = new QScrollArea{this};
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus); // its controls take it
    scroll->setWidget(content);
    auto *all = new QVBoxLayout{this};
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(new PanelHeader{tr("Preferences"), this});
    all->addWidget(scroll, 1);
}

QWidget *PreferencesPanel::makeAlerts(QWidget *parent)
{
    auto *part = new QWidget{parent};
    m_alertCommand = new QLineEdit{part};
    m_alertCommand->setObjectName(u"alertCommand"_s);
    m_alertCommand->setPlaceholderText(tr("Empty: none"));
    m_alertCommand->setToolTip(
            tr("It gets the alert as JSON on standard input. {rule}, {symbol}, {message}, {value}, "
               "{level}, {severity} and {time} stand for what they say"));
    m_alertCommand->setMaximumWidth(grown(560));
    auto *label = new QLabel{tr("Co&mmand"), part};
    label->setBuddy(m_alertCommand);
    m_testCommand = new QPushButton{tr("&Test"), part};
    m_testCommand->setObjectName(u"testAlertCommand"_s);
    m_testCommand->setAutoDefault(false);
    m_commandOutcome = new TextLabel{TextSize::Secondary, {}, part};
    m_commandOutcome->setObjectName(u"alertCommandOutcome"_s);
    m_commandOutcome->setWordWrap(true);
    m_commandOutcome->hide();
    auto *words = new TextLabel{TextSize::Secondary,
                                tr("Rules that notify by command run it each time they fire, such "
                                   "as: notify-me --title {rule} {message}. Test runs it once "
                                   "with an alert that did not happen."),
                                part};
    words->setWordWrap(true);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(label);
    row->addWidget(m_alertCommand, 1);
    row->addWidget(m_testCommand);
    row->addStretch();
    auto *rows = new QVBoxLayout{part};
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    rows->addLayout(row);
    rows->addWidget(m_commandOutcome);
    rows->addWidget(words);

    connect(m_alertCommand, &QLineEdit::editingFinished, this, [this] {
        if (m_alertCommand->isModified())
            emit alertCommandWanted(m_alertCommand->text());
        m_alertCommand->setModified(false);
    });
    connect(m_alertCommand, &QLineEdit::textChanged, this, &PreferencesPanel::showTestable);
    connect(m_testCommand, &QPushButton::clicked, this,
            [this] { emit alertCommandTrialWanted(m_alertCommand->text()); });
    showTestable();
    return part;
}

void PreferencesPanel::showTestable()
{
    const bool isEmpty = m_alertCommand->text().trimmed().isEmpty();
    m_testCommand->setEnabled(!isEmpty && !m_isTrying);
    m_testCommand->setToolTip(isEmpty      ? tr("Write a command first")
                              : m_isTrying ? tr("It is running")
                                           : tr("Runs the command once, as an alert would"));
}

void PreferencesPanel::showAlertCommand(const QString &command)
{
    m_alertCommand->setText(command);
}

void PreferencesPanel::showAlertCommandRunning()
{
    m_isTrying = true;
    showTestable();
    m_commandOutcome->setQuiet(true);
    m_commandOutcome->setPalette({});
    m_commandOutcome->setText(tr("The command is running…"));
    m_commandOutcome->show();
}

void PreferencesPanel::showAlertCommandOutcome(const QString &sentence, bool isProblem)
{
    m_isTrying = false;
    showTestable();
    m_commandOutcome->setMeaning(m_themes, isProblem ? Meaning::Danger : Meaning::Ok);
    m_commandOutcome->setText(sentence);
    m_commandOutcome->setVisible(!sentence.isEmpty());
    m_alertCommand->setAccessibleDescription(sentence);
    if (sentence.isEmpty())
        return;
    QAccessibleEvent event{m_commandOutcome, QAccessible::Alert};
    QAccessible::updateAccessibility(&event);
}

void PreferencesPanel::showTheme(Theme::Choice choice)
{
    m_theme->setCurrentIndex(m_theme->findData(QVariant::fromValue(choice)));
}

void PreferencesPanel::showAutostart(bool enabled, const QString &problem)
{
    m_autostart->setChecked(enabled);
    m_autostartProblem->setText(problem);
    m_autostartProblem->setVisible(!problem.isEmpty());
    m_autostart->setAccessibleDescription(problem);
}

void PreferencesPanel::showCloseToTray(bool enabled, bool hasTray)
{
    m_closeToTray->setChecked(enabled && hasTray);
    m_closeToTray->setEnabled(hasTray);
    m_closeToTray->setToolTip(hasTray ? QString{} : tr("This desktop shows no tray"));
}

void PreferencesPanel::showStartHidden(bool enabled, bool hasTray)
{
    m_startHidden->setChecked(enabled && hasTray);
    m_startHidden->setEnabled(hasTray);
    m_startHidden->setToolTip(hasTray ? QString{} : tr("This desktop shows no tray"));
}
