// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../models/alertdata.h"
#include "tests/support/quotesource.h"
#include "views/alerts/alertspanel.h"
#include "views/quotes/pricechart.h"
#include "views/tables/datatable.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTest>

// The Alerts panel in a window of its own, with a log, three rules and two months of prices; it is
// answered at once. Widgets are found by name and pressed as a person would.
class ShownAlerts final
{
public:
    explicit ShownAlerts(const QSize &size = {1188, 780}, bool isFilled = true)
    {
        const qint64 now = alertTime().toMSecsSinceEpoch();
        source.fill(now - 60 * DayMs, now);
        QObject::connect(&series, &SeriesModel::seriesRequested, &series,
                         [this](quint64 ticket, const SeriesRequest &request) {
                             series.acceptSeries(ticket, source.answer(request));
                         });
        QObject::connect(&trial, &RuleTrial::trialRequested, &trial,
                         [this](quint64 ticket, const AlertRule &rule) {
                             tried.append(rule);
                             if (isAnswering)
                                 trial.acceptReplay(ticket, sampleReplay(14, 3));
                         });
        panel.resize(size);
        panel.show();
        if (!QTest::qWaitForWindowExposed(&panel))
            qFatal("the panel does not show");
        panel.activateWindow();
        if (isFilled)
            fill();
    }

    void fill()
    {
        log.reload();
        log.acceptLog(ticket(), samplePage());
        deleted.reload();
        deleted.acceptLog(1, {});
        rules.setRules(sampleRules(), symbols());
        panel.setOpenCount(2);
    }
    // Of the question that the log asked last.
    [[nodiscard]] quint64 ticket() const { return m_ticket; }
    [[nodiscard]] static QStringList symbols()
    {
        return {QStringLiteral("BTC.COINSPOT"), QStringLiteral("DOGE.COINSPOT"),
                QStringLiteral("RHOC.COINSPOT"), QStringLiteral("BHP.AU")};
    }

    template <typename Widget> [[nodiscard]] Widget &child(const QString &name) const
    {
        auto *widget = panel.findChild<Widget *>(name);
        if (!widget)
            qFatal("there is no %s", qPrintable(name));
        return *widget;
    }
    [[nodiscard]] DataTable &table(const QString &name) const { return child<DataTable>(name); }
    [[nodiscard]] QString text(const QString &label) const { return child<QLabel>(label).text(); }
    [[nodiscard]] QLineEdit &field(const QString &name) const
    {
        auto &widget = child<QWidget>(name);
        auto *line = qobject_cast<QLineEdit *>(&widget);
        return line ? *line : *widget.findChild<QLineEdit *>();
    }
    void write(const QString &name, const QString &text) const
    {
        QLineEdit &line = field(name);
        line.selectAll();
        QTest::keyClicks(&line, text);
    }
    void choose(const QString &name, int item) const
    {
        auto &box = child<QComboBox>(name);
        box.setFocus();
        QTest::keyClick(&box, Qt::Key_Home);
        for (int i = 0; i < item; ++i)
            QTest::keyClick(&box, Qt::Key_Down);
    }
    void press(const QString &button) const
    {
        QTest::keyClick(&child<QAbstractButton>(button), Qt::Key_Space);
    }
    void showTab(int tab) const
    {
        child<QTabWidget>(QStringLiteral("alertTabBar")).setCurrentIndex(tab);
    }

    static constexpr qint64 DayMs = 86'400'000;

    Theme theme;
    QuoteSource source{QStringLiteral("btc")};
    AlertLogModel log{alertLocale(), &alertTime};
    RuleTableModel rules{alertLocale(), &alertTime};
    DeletedAlertModel deleted{alertLocale(), &alertTime};
    RuleTrial trial{&alertTime};
    SeriesModel series{&alertTime};
    QList<AlertRule> tried;
    bool isAnswering = true;

private:
    quint64 m_ticket = 0;
    QMetaObject::Connection m_counting =
            QObject::connect(&log, &AlertLogModel::logRequested, &log,
                             [this](quint64 ticket) { m_ticket = ticket; });

public:
    AlertsPanel panel{{log, rules, deleted, trial, series}, theme, alertLocale()};
};
