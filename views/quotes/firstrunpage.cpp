// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/quotes/firstrunpage.h"

#include "views/quotes/steprow.h"
#include "views/shell/linkbutton.h"
#include "views/theme/textlabel.h"

#include <QCheckBox>
#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int WidestPage = 640; // at the default font

} // namespace

FirstRunPage::FirstRunPage(const Theme &theme, QWidget *parent)
    : QScrollArea{parent}
    , m_theme{theme}
    , m_column{new QWidget{this}}
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus); // its buttons are reached, and bring themselves into view

    auto *column = new QVBoxLayout{m_column};
    column->setContentsMargins(0, 12, 0, 12);
    column->setSpacing(20);
    column->addWidget(makeTitle());
    column->addWidget(makeSteps());
    column->addWidget(makeFoot());

    auto *page = new QWidget{this};
    auto *centre = new QHBoxLayout{page};
    centre->addStretch(1);
    auto *upright = new QVBoxLayout;
    upright->addStretch(2);
    upright->addWidget(m_column);
    upright->addStretch(3);
    centre->addLayout(upright, 100);
    centre->addStretch(1);
    setWidget(page);
    setUpWidth();
}

QWidget *FirstRunPage::makeTitle()
{
    auto *title = new QWidget{m_column};
    auto *mark = new QLabel{title};
    mark->setPixmap(m_theme.icon(u"tidemark"_s).pixmap(grown(56)));
    auto *name = new TextLabel{TextSize::Title, tr("No prices yet"), title};
    QFont font = textFont(TextSize::Title);
    name->setFont(font);
    m_promise = new TextLabel{TextSize::Body, {}, title};
    m_promise->setObjectName(u"firstRunPromise"_s);
    m_promise->setQuiet(true);
    m_promise->setWordWrap(true);
    setCollectsClosed(false);
    auto *words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(name);
    words->addWidget(m_promise);
    auto *row = new QHBoxLayout{title};
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(20);
    row->addWidget(mark, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    return title;
}

QWidget *FirstRunPage::makeSteps()
{
    auto *frame = new QFrame{m_column};
    frame->setFrameStyle(int(QFrame::StyledPanel) | int(QFrame::Plain));
    frame->setBackgroundRole(QPalette::Base);
    frame->setAutoFillBackground(true);

    m_database =
            new StepRow{m_theme, 1, StepRow::State::Done, tr("Your database is ready"), {}, frame};
    m_otherDatabase = new QPushButton{tr("&Use another…"), m_database};
    m_otherDatabase->setObjectName(u"otherDatabaseButton"_s);
    m_database->addButton(m_otherDatabase);
    connect(m_otherDatabase, &QPushButton::clicked, this, &FirstRunPage::otherDatabaseRequested);

    auto *source = new StepRow{m_theme,
                               2,
                               StepRow::State::Done,
                               tr("CoinSpot, public prices"),
                               tr("No account and no key needed. Prices in AUD."),
                               frame};
    m_otherSource = new QPushButton{tr("Chan&ge…"), source};
    m_otherSource->setObjectName(u"otherSourceButton"_s);
    m_otherSource->setAccessibleName(tr("Change the source of prices"));
    source->addButton(m_otherSource);
    connect(m_otherSource, &QPushButton::clicked, this, &FirstRunPage::otherSourceRequested);

    m_collect = new StepRow{m_theme, 3,    StepRow::State::Present, tr("Collect the first prices"),
                            {},      frame};
    //: Button: asks the source for prices at once.
    m_collectNow = new QPushButton{m_theme.icon(u"collector"_s), {}, m_collect};
    m_collectNow->setObjectName(u"firstCollectButton"_s);
    m_collectNow->setDefault(true);
    m_collect->addButton(m_collectNow);
    connect(m_collectNow, &QPushButton::clicked, this, &FirstRunPage::collectNowRequested);

    auto *later = new StepRow{m_theme,
                              4,
                              StepRow::State::Later,
                              tr("Later: stocks, alerts, start at log-in"),
                              tr("You find them under Assets, Alerts and Preferences."),
                              frame};

    auto *rows = new QVBoxLayout{frame};
    rows->setContentsMargins(1, 1, 1, 1);
    rows->setSpacing(0);
    for (StepRow *row : {m_database, source, m_collect, later})
        rows->addWidget(row);
    m_otherDatabase->hide();
    m_otherSource->hide();
    setCollecting(false);
    return frame;
}

QWidget *FirstRunPage::makeFoot()
{
    auto *foot = new QWidget{m_column};
    m_autostart = new QCheckBox{tr("Collect when I &log in"), foot};
    m_autostart->setObjectName(u"autostartBox"_s);
    m_demo = new LinkButton{tr("&Try the demo market"), foot};
    m_demo->setObjectName(u"demoLink"_s);
    m_adopt = new LinkButton{tr("&Adopt an existing database"), foot};
    m_adopt->setObjectName(u"adoptLink"_s);
    m_adopt->hide();
    // What is clicked is a wish: the box shows the real state, which comes back by setAutostart.
    connect(m_autostart, &QCheckBox::clicked, this, &FirstRunPage::autostartRequested);
    connect(m_demo, &LinkButton::clicked, this, &FirstRunPage::demoRequested);
    connect(m_adopt, &LinkButton::clicked, this, &FirstRunPage::adoptRequested);

    auto *row = new QHBoxLayout{foot};
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    row->addWidget(m_autostart);
    row->addStretch(1);
    row->addWidget(m_demo);
    row->addWidget(m_adopt);
    return foot;
}

void FirstRunPage::setUpWidth()
{
    m_column->setMaximumWidth(grown(WidestPage));
}

void FirstRunPage::setDatabaseText(const QString &text)
{
    m_database->setText(text);
}

void FirstRunPage::setAutostart(bool isOn, bool isKnown)
{
    m_autostart->setChecked(isOn);
    m_autostart->setVisible(isKnown);
}

void FirstRunPage::setCollectsClosed(bool isSo)
{
    m_promise->setText(isSo ? tr("The first prices take about ten seconds. After that Tidemark "
                                 "collects every five minutes, also while this window is closed.")
                            : tr("The first prices take about ten seconds. After that Tidemark "
                                 "collects every five minutes until this window is closed: to put "
                                 "it away, minimise it."));
}

void FirstRunPage::setCollecting(bool isCollecting)
{
    const QString &wait = m_problem.isEmpty() ? tr("Then see them here.") : m_problem;
    m_collect->setText(isCollecting ? tr("Asking CoinSpot for its prices…") : wait);
    m_collectNow->setText(isCollecting ? tr("Collecting…") : tr("Collect &now"));
    m_collectNow->setEnabled(!isCollecting);
    m_collectNow->setToolTip(isCollecting ? tr("A run is under way") : QString{});
}

void FirstRunPage::setProblem(const QString &sentence)
{
    m_problem = sentence;
    setCollecting(!m_collectNow->isEnabled());
}

void FirstRunPage::setDemoOffered(bool isOffered)
{
    m_demo->setVisible(isOffered);
}

void FirstRunPage::setAdoptOffered(bool isOffered)
{
    m_adopt->setVisible(isOffered);
}

void FirstRunPage::setOtherDatabaseOffered(bool isOffered)
{
    m_otherDatabase->setVisible(isOffered);
}

void FirstRunPage::setOtherSourceOffered(bool isOffered)
{
    m_otherSource->setVisible(isOffered);
}

void FirstRunPage::showEvent(QShowEvent *event)
{
    QScrollArea::showEvent(event);
    m_collectNow->setFocus(Qt::OtherFocusReason);
}

void FirstRunPage::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        setUpWidth();
}
