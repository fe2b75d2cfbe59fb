// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/trash/trashmodel.h"
#include "trashdata.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestTrashModel final : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatWasDeleted();
    void turnsPages();
    void filtersAskAnew();
    void ignoresLateAnswers();
    void countsSingleRows();
};

namespace {

// Asked once, and answered.
void fill(TrashModel &model, const TrashPage &page)
{
    QSignalSpy asked{&model, &TrashModel::pageRequested};
    model.reload();
    const auto ticket = asked.at(0).at(0).value<quint64>();
    model.acceptCounts(ticket, SampleTrash::counts(), {u"ann@desk"_s});
    model.acceptPage(ticket, page);
}

QString cell(const TrashModel &model, int row, int column, int role = Qt::DisplayRole)
{
    return model.index(row, column).data(role).toString();
}

} // namespace

void TestTrashModel::saysWhatWasDeleted()
{
    TrashModel model{QLocale{u"en_AU"_s}, &SampleTrash::now};
    const QAbstractItemModelTester tester{&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest};
    QVERIFY(!model.hasAnswer());
    fill(model, SampleTrash::page());
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(cell(model, 0, TrashModel::KindColumn), u"Quote"_s);
    QCOMPARE(cell(model, 0, TrashModel::WhatColumn), u"Price 45.10"_s);
    QCOMPARE(cell(model, 1, TrashModel::WhatColumn), u"high: price above 45.10, with 3 alert(s)"_s);
    QCOMPARE(cell(model, 2, TrashModel::WhatColumn), u"high: 45.10"_s);
    QCOMPARE(cell(model, 2, TrashModel::ByColumn), u"ann@desk"_s);
    QCOMPARE(cell(model, 2, TrashModel::ReasonColumn), u"a typo"_s);
    QCOMPARE(cell(model, 0, TrashModel::KindColumn, CellRole::Raw), u"quote"_s);
    QCOMPARE(cell(model, 0, TrashModel::DeletedColumn, CellRole::Raw),
             u"2026-11-20T03:14:00.000Z"_s);
    QVERIFY(cell(model, 2, 0, Qt::ToolTipRole).contains(u"BHP.AU above 45: 45.1\nDeleted "_s));
    QCOMPARE(model.counts().total(), 1206);
}

void TestTrashModel::turnsPages()
{
    TrashModel model{QLocale{u"en_AU"_s}, &SampleTrash::now};
    fill(model, SampleTrash::page(true));
    QVERIFY(model.canFetchMore({}));
    QSignalSpy asked{&model, &TrashModel::pageRequested};
    model.fetchMore({});
    QVERIFY(!model.canFetchMore({})); // it is on its way
    const auto request = asked.at(0).at(1).value<TrashRequest>();
    QCOMPARE(request.after->key, (TrashKey{TrashKind::Log, 7}));
    QCOMPARE(request.after->deletedAt, SampleTrash::now().addSecs(-60));
    model.acceptPage(asked.at(0).at(0).value<quint64>(), {{SampleTrash::entry(TrashKind::Log, 1)}});
    QCOMPARE(model.rowCount(), 4);
    QVERIFY(!model.canFetchMore({}));
}

void TestTrashModel::filtersAskAnew()
{
    TrashModel model{QLocale{u"en_AU"_s}, &SampleTrash::now};
    QSignalSpy asked{&model, &TrashModel::pageRequested};
    model.setText(u"early"_s); // nobody listens yet
    QCOMPARE(asked.count(), 0);
    model.reload();
    model.setText(u" typo "_s);
    model.setKind(TrashKind::Rule);
    model.setBy(u"ann@desk"_s);
    model.setFrom(SampleTrash::now());
    model.setFrom(SampleTrash::now());
    QCOMPARE(asked.count(), 5);
    const auto request = asked.last().at(1).value<TrashRequest>();
    QCOMPARE(request.text, u"typo"_s);
    QCOMPARE(request.kind.value(), TrashKind::Rule);
    QCOMPARE(request.by, u"ann@desk"_s);
    QVERIFY(!request.after);
    QVERIFY(model.isFiltered());
}

void TestTrashModel::ignoresLateAnswers()
{
    TrashModel model{QLocale{u"en_AU"_s}, &SampleTrash::now};
    QSignalSpy asked{&model, &TrashModel::pageRequested};
    model.reload();
    model.setText(u"typo"_s);
    model.acceptPage(asked.at(0).at(0).value<quint64>(), SampleTrash::page());
    QVERIFY(!model.hasAnswer());
    model.giveUp(asked.at(0).at(0).value<quint64>());
    model.acceptPage(asked.at(1).at(0).value<quint64>(), {});
    QVERIFY(model.hasAnswer());
}

void TestTrashModel::countsSingleRows()
{
    TrashModel model{QLocale{u"en_AU"_s}, &SampleTrash::now};
    TrashPage page = SampleTrash::page(); // rule 3 has two logs more, one of them in the bin
    page.rows[1].ruleId = page.rows[2].ruleId = 3;
    page.rows[1].logs = 3;
    page.rows[1].deletedLogs = 2;
    fill(model, page);
    const TrashCounts both =
            model.countsOf({{TrashKind::Rule, 3}, {TrashKind::Log, 7}, {TrashKind::Quote, 99}});
    QCOMPARE(both.total(), 2);
    QCOMPARE(both.held, (QList<HeldRule>{{3, u"high"_s, 2, 1}}));
    QCOMPARE(model.countsOf({{TrashKind::Rule, 3}}).held, (QList<HeldRule>{{3, u"high"_s, 3, 2}}));
    QCOMPARE(model.countsOf({{TrashKind::Log, 7}}).held, QList<HeldRule>{});
}

QTEST_MAIN(TestTrashModel)
#include "tst_trashmodel.moc"
