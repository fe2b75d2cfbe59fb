// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/quotes/chartactions.h"

#include "views/theme/theme.h"

#include <QAction>
#include <QActionGroup>
#include <QWidget>

using namespace Qt::Literals::StringLiterals;

ChartActions::ChartActions(const Theme &theme, QWidget &widget)
    : QObject{&widget}
    , m_theme{theme}
    , m_widget{widget}
    , m_kinds{new QActionGroup{this}}
    , m_ranges{new QActionGroup{this}}
    , m_readings{new QActionGroup{this}}
{
    const auto addKind = [this](const QString &name, const QString &text, const QString &keys,
                                ChartKind kind) {
        QAction *action = add(name, text, keys);
        action->setCheckable(true);
        action->setIcon(m_theme.icon(name));
        m_kinds->addAction(action);
        connect(action, &QAction::triggered, this, [this, kind] { emit kindChosen(kind); });
    };
    addKind(u"line"_s, tr("Line"), u"Ctrl+Shift+L"_s, ChartKind::Line);
    addKind(u"candles"_s, tr("Candles"), u"Ctrl+Shift+K"_s, ChartKind::Candles);

    m_ranges->setExclusionPolicy(QActionGroup::ExclusionPolicy::ExclusiveOptional);
    const auto addRange = [this](const QString &label, const QString &text, ChartRange range) {
        QAction *action = add(u"range-"_s + chartRangeName(range), text);
        action->setIconText(label);
        action->setCheckable(true);
        m_ranges->addAction(action);
        connect(action, &QAction::triggered, this, [this, range] { emit rangeChosen(range); });
    };
    addRange(tr("1 h"), tr("1 hour"), ChartRange::Hour);
    addRange(tr("1 d"), tr("1 day"), ChartRange::Day);
    addRange(tr("1 w"), tr("1 week"), ChartRange::Week);
    addRange(tr("1 m"), tr("1 month"), ChartRange::Month);
    addRange(tr("6 m"), tr("6 months"), ChartRange::HalfYear);
    addRange(tr("1 y"), tr("1 year"), ChartRange::Year);
    addRange(tr("5 y"), tr("5 years"), ChartRange::FiveYears);
    //: The chart's range from the first price on.
    addRange(tr("All"), tr("All prices"), ChartRange::All);

    const auto addReading = [this](const QString &name, const QString &text, const QString &tip,
                                   const QString &keys, bool isRaw) {
        QAction *action = add(name, text, keys);
        action->setCheckable(true);
        action->setToolTip(tip);
        m_readings->addAction(action);
        connect(action, &QAction::triggered, this, [this, isRaw] { emit rawChosen(isRaw); });
    };
    //: The prices of a stock: adjusted for splits and dividends, or as they were traded.
    addReading(u"adjusted"_s, tr("Adjusted"), tr("Prices adjusted for splits and dividends"),
               u"Ctrl+Shift+A"_s, false);
    addReading(u"raw"_s, tr("Raw"), tr("Prices as they were traded"), u"Ctrl+Shift+R"_s, true);
    showRaw(false);
    setStock(false);

    m_zoomIn = add(u"zoomIn"_s, tr("Zoom in"), u"+"_s);
    m_zoomOut = add(u"zoomOut"_s, tr("Zoom out"), u"-"_s);
    for (QAction *zoom : {m_zoomIn, m_zoomOut}) // elsewhere in the window the keys are text
        zoom->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_table = add(u"table"_s, tr("Show as table"), u"Ctrl+Shift+T"_s);
    m_table->setCheckable(true);
    m_table->setIcon(m_theme.icon(u"table"_s));
    m_copy = add(u"copy"_s, tr("Copy chart"), u"Ctrl+Shift+C"_s);
    m_copy->setIcon(m_theme.icon(u"copy"_s));
    m_image = add(u"image"_s, tr("Save chart as image…"), u"Ctrl+Shift+S"_s);
    m_image->setIcon(m_theme.icon(u"image"_s));
    m_split = add(u"split"_s, {}, u"Ctrl+Shift+B"_s);
    showOrientation(Qt::Vertical);
}

QList<QAction *> ChartActions::kinds() const
{
    return m_kinds->actions();
}

QList<QAction *> ChartActions::ranges() const
{
    return m_ranges->actions();
}

QList<QAction *> ChartActions::readings() const
{
    return m_readings->actions();
}

QList<QAction *> ChartActions::all() const
{
    return kinds() + QList<QAction *>{nullptr} + ranges() + QList<QAction *>{nullptr} + readings() +
           QList<QAction *>{nullptr, m_zoomIn, m_zoomOut, nullptr,
                            m_table, m_copy,   m_image,   m_split};
}

void ChartActions::showKind(ChartKind kind)
{
    kinds().at(int(kind))->setChecked(true);
}

void ChartActions::showRange(std::optional<ChartRange> range)
{
    const QList<QAction *> actions = ranges();
    for (int i = 0; i < actions.size(); ++i)
        actions.at(i)->setChecked(range && int(*range) == i);
}

void ChartActions::showRaw(bool isRaw)
{
    readings().at(isRaw ? 1 : 0)->setChecked(true);
}

void ChartActions::setStock(bool isStock)
{
    const QList<ChartRange> offered = chartRanges(isStock);
    const QList<QAction *> actions = ranges();
    for (int i = 0; i < actions.size(); ++i) {
        const qsizetype place = offered.indexOf(ChartRange(i));
        actions.at(i)->setVisible(place >= 0);
        actions.at(i)->setShortcut(
                place < 0 ? QKeySequence{}
                          : QKeySequence{u"Alt+%1"_s.arg(place + 1), QKeySequence::PortableText});
    }
    for (QAction *reading : readings())
        reading->setVisible(isStock);
}

void ChartActions::showOrientation(Qt::Orientation orientation)
{
    const bool isBelow = orientation == Qt::Vertical;
    m_split->setText(isBelow ? tr("Chart beside the table") : tr("Chart below the table"));
    m_split->setIcon(m_theme.icon(isBelow ? u"split-beside"_s : u"split-below"_s));
}

QAction *ChartActions::add(const QString &name, const QString &text, const QString &keys)
{
    auto *action = new QAction{text, this};
    action->setObjectName(name);
    action->setShortcut(QKeySequence{keys, QKeySequence::PortableText});
    m_widget.addAction(action);
    return action;
}
