// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/preferencespanel.h"

#include "views/shell/panelheader.h"
#include "views/theme/textlabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

PreferencesPanel::PreferencesPanel(const Theme &theme, QWidget *parent)
    : QWidget{parent}
    , m_theme{new QComboBox{this}}
    , m_autostart{new QCheckBox{tr("&Start Tidemark when I log in"), this}}
    , m_autostartProblem{new TextLabel{TextSize::Secondary, {}, this}}
    , m_closeToTray{new QCheckBox{tr("&Keep collecting in the tray when the window is closed"),
                                  this}}
    , m_startHidden{new QCheckBox{tr("Start &hidden in the tray"), this}}
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
    auto *themeLabel = new QLabel{tr("&Colours"), content};
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
