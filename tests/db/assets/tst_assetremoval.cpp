// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/assets/assetstore.h"
#include "db/trash/trashstore.h"
#include "tests/support/trashedmarket.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

// What stands in the way of an asset that is to be removed, and how it is got out of there.
class TestAssetRemoval final : public QObject
{
    Q_OBJECT

private slots:
    void tellsTheBinApart_data() { addEngineRows(); }
    void tellsTheBinApart();

private:
    [[nodiscard]] static QString refusal(const TrashedMarket &market)
    {
        Transaction transaction{market.connection()};
        if (!transaction.begin())
            return u"no transaction"_s;
        const Result<Asset> removed = AssetStore{market.connection()}.remove(u"BHP.AU"_s);
        return removed ? u"removed"_s : removed.error().detail;
    }
};

void TestAssetRemoval::tellsTheBinApart()
{
    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    const Deleter me{u"me@here"_s, {}, u"b1"_s};
    QCOMPARE(refusal(market), u"removed"_s); // and taken back
    market.addQuotes(2);
    const AlertRule rule = market.addRule();
    market.addLog(rule, 1);
    QCOMPARE(refusal(market),
             u"BHP.AU cannot be removed, because other rows refer to it: 2 delayed quote(s), "
             "1 alert rule(s), 1 logged alert(s). Pause it instead: then it is asked for no more. "
             "Nothing was removed."_s);
    VERIFY_RESULT(
            TrashStore{market.connection()}.removeRules({rule.id}, true, TrashedMarket::at(9), me));
    QCOMPARE(refusal(market),
             u"BHP.AU cannot be removed, because other rows refer to it: 2 delayed quote(s), and "
             "in the recycle bin: 1 alert rule(s), 1 logged alert(s). Pause it instead: then it is "
             "asked for no more. Nothing was removed."_s);
    market.removeQuotes({u"BHP.AU"_s, {}, {}}, TrashedMarket::at(10), me);
    QCOMPARE(refusal(market),
             u"BHP.AU cannot be removed, because rows in the recycle bin refer to it: 2 delayed "
             "quote(s), 1 alert rule(s), 1 logged alert(s). Export and purge them there first, or "
             "pause it: then it is asked for no more. Nothing was removed."_s);
}

QTEST_GUILESS_MAIN(TestAssetRemoval)
#include "tst_assetremoval.moc"
