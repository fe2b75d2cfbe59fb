// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/alertrule.h"
#include "models/alerts/ruleproblems.h"
#include "views/theme/theme.h"

#include <QHash>
#include <QLocale>
#include <QWidget>

class ConditionEdit;
class FieldBox;
class LevelEdit;
class LinkButton;
class QBoxLayout;
class QCheckBox;
class QComboBox;
class QDateTimeEdit;
class QFormLayout;
class QLineEdit;
class QMenu;
class QPlainTextEdit;
class QPushButton;
class QTimeEdit;
class SpanEdit;
class TextLabel;

// Every field of a rule. What is rarely used opens below the rest. GUI thread.
class RuleForm final : public QWidget
{
    Q_OBJECT

public:
    RuleForm(const Theme &theme, const QLocale &locale, QWidget *parent = nullptr);

    void setRule(const AlertRule &rule);
    // As the fields say; what cannot be read keeps its place.
    [[nodiscard]] AlertRule rule() const;
    void setCondition(const AlertCondition &condition);
    // Whether all numbers and times can be read.
    [[nodiscard]] bool isReadable() const;
    void showProblems(const QList<RuleProblem> &problems);
    void setSymbols(const QStringList &symbols);
    void focusName();

    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void edited();

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override; // the focus of the symbol

private:
    [[nodiscard]] QFormLayout *makeColumn(QWidget *parent) const;
    [[nodiscard]] QWidget *makeWhat();
    [[nodiscard]] QWidget *makeHow();
    [[nodiscard]] QWidget *makeMore();
    [[nodiscard]] QWidget *makeRearm(QWidget *parent);
    [[nodiscard]] QWidget *makeQuietHours(QWidget *parent);
    [[nodiscard]] QWidget *makeExpiry(QWidget *parent);
    [[nodiscard]] QWidget *makeDays(QWidget *parent);
    void addField(QFormLayout &column, const QString &label, QWidget *field, QWidget *buddy,
                  RuleField which);
    [[nodiscard]] QComboBox *makeChoice(const QString &name, const QString &title, QWidget *parent);
    [[nodiscard]] SpanEdit *makeSpan(const QString &name, const QString &title, QWidget *parent);
    void note();
    void showParts();
    void setMoreShown(bool isShown);
    [[nodiscard]] int columnsWidth() const;
    [[nodiscard]] QString symbol() const;
    [[nodiscard]] AlertChannels channels() const;

    const Theme &m_theme;
    QLocale m_locale;
    AlertRule m_rule; // what was set last
    QHash<RuleField, FieldBox *> m_boxes;
    FieldBox *m_holdBox = nullptr;
    FieldBox *m_cooldownBox = nullptr;
    QBoxLayout *m_columns = nullptr;
    QWidget *m_what = nullptr;
    QWidget *m_how = nullptr;
    QLineEdit *m_name = nullptr;
    QComboBox *m_symbol = nullptr;
    ConditionEdit *m_condition = nullptr;
    SpanEdit *m_hold = nullptr;
    QPushButton *m_notify = nullptr;
    QList<QAction *> m_channels;
    SpanEdit *m_cooldown = nullptr;
    QComboBox *m_rearm = nullptr;
    LevelEdit *m_step = nullptr;
    TextLabel *m_stepUnit = nullptr;
    QComboBox *m_severity = nullptr;
    QCheckBox *m_isQuiet = nullptr;
    QTimeEdit *m_quietFrom = nullptr;
    QTimeEdit *m_quietTo = nullptr;
    QList<QCheckBox *> m_days;
    QCheckBox *m_expires = nullptr;
    QDateTimeEdit *m_expiresAt = nullptr;
    QComboBox *m_noData = nullptr;
    QPlainTextEdit *m_notes = nullptr;
    QWidget *m_more = nullptr;
    LinkButton *m_moreLink = nullptr;
};
