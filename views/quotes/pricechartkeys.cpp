// SPDX-License-Identifier: GPL-3.0-or-later
// The keys of PriceChart.
#include "views/quotes/pricechart.h"
#include "views/shell/widgetkeys.h"

#include <QKeyEvent>

void PriceChart::pan(int direction)
{
    m_series.pan(direction * m_series.view().span() * 8 / 10);
}

WidgetKeys *PriceChart::makeKeys()
{
    const auto always = [](auto act) {
        return [act] {
            act();
            return true;
        };
    };
    const QString across = tr("Move the crosshair, or go to the next event");
    const QString lane = tr("Go to the events and back, or move the level");
    const QString zoom = tr("Zoom in or out");
    const QString page = tr("Back or forward in time");
    const QString end = tr("The oldest or the newest price");
    QList<WidgetKeys::Act> acts;
    acts.append({across, {Qt::Key_Left}, always([this] {
                     m_picture.marker ? moveMarker(-1) : moveCrosshair(-1);
                 })});
    acts.append({across, {Qt::Key_Right}, always([this] {
                     m_picture.marker ? moveMarker(1) : moveCrosshair(1);
                 })});
    acts.append({lane, {Qt::Key_Down}, always([this] {
                     if (!stepThreshold(-1))
                         moveMarker(0);
                 })});
    acts.append({lane, {Qt::Key_Up}, always([this] {
                     if (!stepThreshold(1))
                         pointAtMarker({});
                 })});
    acts.append({tr("Open the event"), {Qt::Key_Return, Qt::Key_Enter}, [this] {
                     const bool isMarked = m_picture.marker.has_value();
                     if (isMarked)
                         openMarker();
                     return isMarked;
                 }});
    acts.append({page, {Qt::Key_PageUp}, always([this] { pan(-1); })});
    acts.append({page, {Qt::Key_PageDown}, always([this] { pan(1); })});
    acts.append({end, {Qt::Key_Home}, always([this] { m_series.showOldest(); })});
    acts.append({end, {Qt::Key_End}, always([this] { m_series.showNewest(); })});
    acts.append({zoom, {Qt::Key_Plus, Qt::Key_Equal}, always([this] { zoomIn(); })});
    acts.append({zoom, {Qt::Key_Minus}, always([this] { zoomOut(); })});
    acts.append({tr("Give up a drag, the event or the crosshair"), {Qt::Key_Escape}, [this] {
                     return escape();
                 }});
    return new WidgetKeys{tr("Charts"), acts, *this};
}

void PriceChart::keyPressEvent(QKeyEvent *event)
{
    if (!m_keys->press(*event))
        event->ignore(); // the view's own keys would scroll
}
