// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/wheelguard.h"

#include <QApplication>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QTest>
#include <QVBoxLayout>
#include <QWheelEvent>
#include <QWindow>

using namespace Qt::Literals::StringLiterals;

// The wheel over the fields of a form that is higher than its window.
class TestWheelGuard final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void scrollsPastAField_data() { addFields(); }
    void scrollsPastAField();
    void turnsAFieldInHand_data() { addFields(); }
    void turnsAFieldInHand();
    void givesNoFieldTheFocus();

private:
    static void addFields();
    [[nodiscard]] QWidget *field(const QString &name) const
    {
        return m_area->findChild<QWidget *>(name);
    }
    // As the window system sends it to the window.
    void turnOver(QWidget &widget) const
    {
        const QPoint place = widget.mapTo(m_area.get(), widget.rect().center());
        QWheelEvent event{QPointF{place},
                          QPointF{m_area->mapToGlobal(place)},
                          {},
                          {0, -120},
                          Qt::NoButton,
                          Qt::NoModifier,
                          Qt::NoScrollPhase,
                          false};
        QSpontaneKeyEvent::setSpontaneous(&event); // others go no further than their receiver
        qApp->notify(m_area->windowHandle(), &event);
    }
    [[nodiscard]] static QString valueOf(const QWidget &field)
    {
        if (const auto *combo = qobject_cast<const QComboBox *>(&field))
            return combo->currentText();
        return qobject_cast<const QAbstractSpinBox *>(&field)->text();
    }

    std::unique_ptr<QScrollArea> m_area;
    std::unique_ptr<WheelGuard> m_guard;
};

void TestWheelGuard::addFields()
{
    QTest::addColumn<QString>("name");

    QTest::newRow("choice") << u"choice"_s;
    QTest::newRow("choice that is written in") << u"written"_s;
    QTest::newRow("number") << u"number"_s;
    QTest::newRow("time") << u"time"_s;
}

void TestWheelGuard::init()
{
    m_area.reset();
    m_guard = std::make_unique<WheelGuard>(*qApp);
    m_area = std::make_unique<QScrollArea>();
    auto *form = new QWidget;
    auto *rows = new QVBoxLayout{form};
    const auto add = [&](QWidget *widget, const QString &name) {
        widget->setObjectName(name);
        rows->addWidget(widget);
    };
    add(new QLineEdit, u"first"_s);
    for (const QString &name : {u"choice"_s, u"written"_s}) {
        auto *combo = new QComboBox;
        combo->addItems({u"a"_s, u"b"_s, u"c"_s});
        combo->setEditable(name == "written"_L1);
        add(combo, name);
    }
    auto *number = new QSpinBox;
    number->setValue(5);
    add(number, u"number"_s);
    add(new QTimeEdit{QTime{12, 0}}, u"time"_s);
    rows->addSpacing(2000);
    m_area->setWidget(form);
    m_area->setWidgetResizable(true);
    m_area->resize(300, 300);
    m_area->show();
    QVERIFY(QTest::qWaitForWindowActive(m_area.get()));
    field(u"first"_s)->setFocus();
}

void TestWheelGuard::scrollsPastAField()
{
    QFETCH(const QString, name);

    const QString before = valueOf(*field(name));
    turnOver(*field(name));
    QCOMPARE(valueOf(*field(name)), before);
    QVERIFY(m_area->verticalScrollBar()->value() > 0);
}

void TestWheelGuard::turnsAFieldInHand()
{
    QFETCH(const QString, name);

    const QString before = valueOf(*field(name));
    field(name)->setFocus();
    turnOver(*field(name));
    QVERIFY(valueOf(*field(name)) != before);
    QCOMPARE(m_area->verticalScrollBar()->value(), 0);
}

void TestWheelGuard::givesNoFieldTheFocus()
{
    for (const QString &name : {u"choice"_s, u"written"_s, u"number"_s, u"time"_s})
        QVERIFY2(field(name)->focusPolicy() == Qt::StrongFocus, qPrintable(name));
}

QTEST_MAIN(TestWheelGuard)
#include "tst_wheelguard.moc"
