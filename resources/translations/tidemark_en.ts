<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AddAssetsDialog</name>
    <message numerus="yes">
        <source>%n hit(s)</source>
        <translation>
            <numerusform>%n hit</numerusform>
            <numerusform>%n hits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n asset(s)</source>
        <translation>
            <numerusform>%n asset</numerusform>
            <numerusform>%n assets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Chosen: %1 and %n more</source>
        <translation>
            <numerusform>Chosen: %1 and %n more</numerusform>
            <numerusform>Chosen: %1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %n asset(s)</source>
        <translation>
            <numerusform>Add %n asset</numerusform>
            <numerusform>Add %n assets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AgeText</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlertDesk</name>
    <message numerus="yes">
        <source>%n alert(s) acknowledged.</source>
        <translation>
            <numerusform>%n alert acknowledged.</numerusform>
            <numerusform>%n alerts acknowledged.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s) told again.</source>
        <translation>
            <numerusform>%n rule told again.</numerusform>
            <numerusform>%n rules told again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s) snoozed until %1.</source>
        <translation>
            <numerusform>%n rule snoozed until %1.</numerusform>
            <numerusform>%n rules snoozed until %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s) deleted.</source>
        <translation>
            <numerusform>%n alert deleted.</numerusform>
            <numerusform>%n alerts deleted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s) restored.</source>
        <translation>
            <numerusform>%n alert restored.</numerusform>
            <numerusform>%n alerts restored.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s) deleted.</source>
        <translation>
            <numerusform>%n rule deleted.</numerusform>
            <numerusform>%n rules deleted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s) restored.</source>
        <translation>
            <numerusform>%n rule restored.</numerusform>
            <numerusform>%n rules restored.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s) as before.</source>
        <translation>
            <numerusform>%n alert as before.</numerusform>
            <numerusform>%n alerts as before.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlertTabs</name>
    <message numerus="yes">
        <source>Log, %n open</source>
        <extracomment>A tab: the log of alerts, and how many of them nobody has seen to.</extracomment>
        <translation>
            <numerusform>Log, %n open</numerusform>
            <numerusform>Log, %n open</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AppliedFindings</name>
    <message numerus="yes">
        <source>%n statement(s) became worse since %1 was hidden; &apos;tidemarkctl index changes&apos; names them, &apos;tidemarkctl index revert %2&apos; brings it back. Add --unmeasured to drop it anyway. Nothing was changed.</source>
        <translation>
            <numerusform>%n statement became worse since %1 was hidden; &apos;tidemarkctl index changes&apos; names them, &apos;tidemarkctl index revert %2&apos; brings it back. Add --unmeasured to drop it anyway. Nothing was changed.</numerusform>
            <numerusform>%n statements became worse since %1 was hidden; &apos;tidemarkctl index changes&apos; names them, &apos;tidemarkctl index revert %2&apos; brings it back. Add --unmeasured to drop it anyway. Nothing was changed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AssetLink</name>
    <message numerus="yes">
        <source>%n asset(s)</source>
        <translation>
            <numerusform>%n asset</numerusform>
            <numerusform>%n assets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>EODHD is asked at most %n time(s) a day.</source>
        <translation>
            <numerusform>EODHD is asked at most %n time a day.</numerusform>
            <numerusform>EODHD is asked at most %n times a day.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AssetText</name>
    <message numerus="yes">
        <source>%n stock(s) and fund(s)</source>
        <translation>
            <numerusform>%n stock or fund</numerusform>
            <numerusform>%n stocks and funds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n coin(s)</source>
        <translation>
            <numerusform>%n coin</numerusform>
            <numerusform>%n coins</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n due today</source>
        <translation>
            <numerusform>%n due today</numerusform>
            <numerusform>%n due today</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n late</source>
        <translation>
            <numerusform>%n late</numerusform>
            <numerusform>%n late</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paused</source>
        <translation>
            <numerusform>%n paused</numerusform>
            <numerusform>%n paused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n currency(ies)</source>
        <translation>
            <numerusform>%n currency</numerusform>
            <numerusform>%n currencies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n delayed quote(s)</source>
        <translation>
            <numerusform>%n delayed quote</numerusform>
            <numerusform>%n delayed quotes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alert rule(s)</source>
        <translation>
            <numerusform>%n alert rule</numerusform>
            <numerusform>%n alert rules</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n logged alert(s)</source>
        <translation>
            <numerusform>%n logged alert</numerusform>
            <numerusform>%n logged alerts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BacktestView</name>
    <message numerus="yes">
        <source>Hatched: %n holes, not judged; the longest is %1.</source>
        <translation>
            <numerusform>Hatched: %n hole, not judged; the longest is %1.</numerusform>
            <numerusform>Hatched: %n holes, not judged; the longest is %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show the %n firing(s) as a table</source>
        <translation>
            <numerusform>Show the %n firing as a table</numerusform>
            <numerusform>Show the %n firings as a table</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BudgetText</name>
    <message numerus="yes">
        <source>%n symbol(s), %1 calls a day: every symbol every day.</source>
        <translation>
            <numerusform>%n symbol, %1 calls a day: every symbol every day.</numerusform>
            <numerusform>%n symbols, %1 calls a day: every symbol every day.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n symbol(s), %1 calls a day: every symbol every %2 days.</source>
        <translation>
            <numerusform>%n symbol, %1 calls a day: every symbol every %2 days.</numerusform>
            <numerusform>%n symbols, %1 calls a day: every symbol every %2 days.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n slot(s)</source>
        <translation>
            <numerusform>%n slot</numerusform>
            <numerusform>%n slots</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CollectDaemonCommand</name>
    <message numerus="yes">
        <source>Ended after %n run(s).</source>
        <translation>
            <numerusform>Ended after %n run.</numerusform>
            <numerusform>Ended after %n runs.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Report %1: %n row(s) in %2.</source>
        <translation>
            <numerusform>Report %1: %n row in %2.</numerusform>
            <numerusform>Report %1: %n rows in %2.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CollectOnceCommand</name>
    <message numerus="yes">
        <source>  and %n more</source>
        <translation>
            <numerusform>  and %n more</numerusform>
            <numerusform>  and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Slot %1: %n snapshot(s) wait in the outbox.</source>
        <translation>
            <numerusform>Slot %1: %n snapshot waits in the outbox.</numerusform>
            <numerusform>Slot %1: %n snapshots wait in the outbox.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s) fired; &apos;tidemarkctl alerts log&apos; shows them.</source>
        <translation>
            <numerusform>%n alert fired; &apos;tidemarkctl alerts log&apos; shows it.</numerusform>
            <numerusform>%n alerts fired; &apos;tidemarkctl alerts log&apos; shows them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CollectorSummary</name>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message numerus="yes">
        <source>%1 %2 in %n position(s)</source>
        <translation>
            <numerusform>%1 %2 in %n position</numerusform>
            <numerusform>%1 %2 in %n positions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n position(s) without a price: in no total</source>
        <translation>
            <numerusform>%n position without a price: in no total</numerusform>
            <numerusform>%n positions without a price: in no total</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n symbol(s), %1 calls a day: every symbol %2.</source>
        <translation>
            <numerusform>%n symbol, %1 calls a day: every symbol %2.</numerusform>
            <numerusform>%n symbols, %1 calls a day: every symbol %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every %n day(s)</source>
        <translation>
            <numerusform>every day</numerusform>
            <numerusform>every %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n asset(s) registered.</source>
        <translation>
            <numerusform>%n asset registered.</numerusform>
            <numerusform>%n assets registered.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n was (were) registered before.</source>
        <translation>
            <numerusform>%n was registered before.</numerusform>
            <numerusform>%n were registered before.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rules are called &apos;%1&apos;. Say which by its id.</source>
        <translation>
            <numerusform>%n rule is called &apos;%1&apos;. Say which by its id.</numerusform>
            <numerusform>%n rules are called &apos;%1&apos;. Say which by its id.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s) restored.</source>
        <translation>
            <numerusform>%n rule restored.</numerusform>
            <numerusform>%n rules restored.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s) acknowledged.</source>
        <translation>
            <numerusform>%n alert acknowledged.</numerusform>
            <numerusform>%n alerts acknowledged.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) of the file are no asset.</source>
        <translation>
            <numerusform>%n line of the file is no asset.</numerusform>
            <numerusform>%n lines of the file are no assets.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s) deleted from the log; &apos;tidemarkctl alerts log --deleted&apos; lists what can be restored.</source>
        <translation>
            <numerusform>%n alert deleted from the log; &apos;tidemarkctl alerts log --deleted&apos; lists what can be restored.</numerusform>
            <numerusform>%n alerts deleted from the log; &apos;tidemarkctl alerts log --deleted&apos; lists what can be restored.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n was (were) deleted before.</source>
        <translation>
            <numerusform>%n was deleted before.</numerusform>
            <numerusform>%n were deleted before.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s) restored to the log.</source>
        <translation>
            <numerusform>%n alert restored to the log.</numerusform>
            <numerusform>%n alerts restored to the log.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n was (were) in the log already.</source>
        <translation>
            <numerusform>%n was in the log already.</numerusform>
            <numerusform>%n were in the log already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s) removed. What fired stays in the log; &apos;tidemarkctl alerts restore %1&apos; brings back.</source>
        <translation>
            <numerusform>Rule removed. What fired stays in the log; &apos;tidemarkctl alerts restore %1&apos; brings the rule back.</numerusform>
            <numerusform>%n rules removed. What fired stays in the log; &apos;tidemarkctl alerts restore %1&apos; brings them back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n price(s)</source>
        <translation>
            <numerusform>%n price</numerusform>
            <numerusform>%n prices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them at night (%1)</source>
        <translation>
            <numerusform>%n of them at night (%1)</numerusform>
            <numerusform>%n of them at night (%1)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Would have fired %n time(s) in %1, %2.</source>
        <translation>
            <numerusform>Would have fired once in %1, %2.</numerusform>
            <numerusform>Would have fired %n times in %1, %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new price(s) judged.</source>
        <translation>
            <numerusform>%n new price judged.</numerusform>
            <numerusform>%n new prices judged.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new or changed rule(s) judged by the newest price.</source>
        <translation>
            <numerusform>%n new or changed rule judged by the newest price.</numerusform>
            <numerusform>%n new or changed rules judged by the newest price.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s) fired.</source>
        <translation>
            <numerusform>%n alert fired.</numerusform>
            <numerusform>%n alerts fired.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s) are over.</source>
        <translation>
            <numerusform>%n alert is over.</numerusform>
            <numerusform>%n alerts are over.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) of %1, %2, in %3</source>
        <translation>
            <numerusform>%n row of %1, %2, in %3</numerusform>
            <numerusform>%n rows of %1, %2, in %3</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n row(s) in %2</source>
        <translation>
            <numerusform>%1: %n row in %2</numerusform>
            <numerusform>%1: %n rows in %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) exported to %1. &apos;tidemarkctl trash purge&apos; may take them away now.</source>
        <translation>
            <numerusform>%n row exported to %1. &apos;tidemarkctl trash purge&apos; may take it away now.</numerusform>
            <numerusform>%n rows exported to %1. &apos;tidemarkctl trash purge&apos; may take them away now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The exports are as they were written. %n row(s) would be purged, at most.</source>
        <translation>
            <numerusform>The exports are as they were written. %n row would be purged, at most.</numerusform>
            <numerusform>The exports are as they were written. %n rows would be purged, at most.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, with %n alert(s)</source>
        <translation>
            <numerusform>%1, with %n alert</numerusform>
            <numerusform>%1, with %n alerts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n quote(s)</source>
        <translation>
            <numerusform>%n quote</numerusform>
            <numerusform>%n quotes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s)</source>
        <translation>
            <numerusform>%n rule</numerusform>
            <numerusform>%n rules</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n logged alert(s)</source>
        <translation>
            <numerusform>%n logged alert</numerusform>
            <numerusform>%n logged alerts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) stayed: restored, or deleted again, since they were exported.</source>
        <translation>
            <numerusform>%n row stayed: restored, or deleted again, since it was exported.</numerusform>
            <numerusform>%n rows stayed: restored, or deleted again, since they were exported.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>    %1 of %n recorded statement(s) ran since; none is worse.</source>
        <translation>
            <numerusform>    %1 of %n recorded statement ran since; none is worse.</numerusform>
            <numerusform>    %1 of %n recorded statements ran since; none is worse.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) were there already and stayed as they are.</source>
        <translation>
            <numerusform>%n row was there already and stayed as it is.</numerusform>
            <numerusform>%n rows were there already and stayed as they are.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CompositionRoot</name>
    <message numerus="yes">
        <source>%n snapshot(s) wait in the outbox.</source>
        <translation>
            <numerusform>%n snapshot waits in the outbox.</numerusform>
            <numerusform>%n snapshots wait in the outbox.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DayLine</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n gap(s)</source>
        <translation>
            <numerusform>%n gap</numerusform>
            <numerusform>%n gaps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EditAssetsDialog</name>
    <message numerus="yes">
        <source>Edit %n asset(s)</source>
        <translation>
            <numerusform>Edit %n asset</numerusform>
            <numerusform>Edit %n assets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EodhdRunCommand</name>
    <message numerus="yes">
        <source>  and %n more</source>
        <translation>
            <numerusform>  and %n more</numerusform>
            <numerusform>  and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EventText</name>
    <message numerus="yes">
        <source>%n alert(s)</source>
        <translation>
            <numerusform>%n alert</numerusform>
            <numerusform>%n alerts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n quote(s)</source>
        <translation>
            <numerusform>%n quote</numerusform>
            <numerusform>%n quotes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s)</source>
        <translation>
            <numerusform>%n rule</numerusform>
            <numerusform>%n rules</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EvidenceWords</name>
    <message numerus="yes">
        <source>The average of %n day(s), %1 to %2, was %3</source>
        <translation>
            <numerusform>The average of %n day, %1 to %2, was %3</numerusform>
            <numerusform>The average of %n days, %1 to %2, was %3</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The average of %n hour(s), %1 to %2, was %3</source>
        <translation>
            <numerusform>The average of %n hour, %1 to %2, was %3</numerusform>
            <numerusform>The average of %n hours, %1 to %2, was %3</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindingText</name>
    <message numerus="yes">
        <source>%1 of %n recorded statement(s) ran since; none is worse.</source>
        <translation>
            <numerusform>%1 of %n recorded statement ran since; none is worse.</numerusform>
            <numerusform>%1 of %n recorded statements ran since; none is worse.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message numerus="yes">
        <source>Import %n asset(s)</source>
        <translation>
            <numerusform>Import %n asset</numerusform>
            <numerusform>Import %n assets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportTableModel</name>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n registered already</source>
        <translation>
            <numerusform>%n registered already</numerusform>
            <numerusform>%n registered already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with a problem</source>
        <translation>
            <numerusform>%n with a problem</numerusform>
            <numerusform>%n with a problem</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>IndexLab</name>
    <message numerus="yes">
        <source>It has %n row(s), and what its indexes cost can be told from %1 rows on.</source>
        <translation>
            <numerusform>It has %n row, and what its indexes cost can be told from %1 rows on.</numerusform>
            <numerusform>It has %n rows, and what its indexes cost can be told from %1 rows on.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>IndexLabPanel</name>
    <message numerus="yes">
        <source>%n finding(s).</source>
        <translation>
            <numerusform>%n finding.</numerusform>
            <numerusform>%n findings.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n statement(s) became worse since it was hidden.</source>
        <translation>
            <numerusform>%n statement became worse since it was hidden.</numerusform>
            <numerusform>%n statements became worse since it was hidden.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LabSteps</name>
    <message numerus="yes">
        <source>%n statement(s) became worse since %1 was hidden.</source>
        <translation>
            <numerusform>%n statement became worse since %1 was hidden.</numerusform>
            <numerusform>%n statements became worse since %1 was hidden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n statement(s) became worse since %1 was dropped.</source>
        <translation>
            <numerusform>%n statement became worse since %1 was dropped.</numerusform>
            <numerusform>%n statements became worse since %1 was dropped.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n statement(s) became worse since %1 was made.</source>
        <translation>
            <numerusform>%n statement became worse since %1 was made.</numerusform>
            <numerusform>%n statements became worse since %1 was made.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MigrationActs</name>
    <message numerus="yes">
        <source>Apply %n migration(s) to %1?</source>
        <translation>
            <numerusform>Apply %n migration to %1?</numerusform>
            <numerusform>Apply %n migrations to %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Apply %n migration(s)</source>
        <translation>
            <numerusform>Apply %n migration</numerusform>
            <numerusform>Apply %n migrations</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MigrationText</name>
    <message numerus="yes">
        <source>%n migration(s) wait.</source>
        <translation>
            <numerusform>%n migration waits.</numerusform>
            <numerusform>%n migrations wait.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The database differs from version %1 in %n place(s).</source>
        <translation>
            <numerusform>The database differs from version %1 in %n place.</numerusform>
            <numerusform>The database differs from version %1 in %n places.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MigrationsPanel</name>
    <message numerus="yes">
        <source>%n migration(s) applied. Every row is proven equal.</source>
        <translation>
            <numerusform>%n migration applied. Every row is proven equal.</numerusform>
            <numerusform>%n migrations applied. Every row is proven equal.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoticeBanner</name>
    <message numerus="yes">
        <source>%n more alert(s) wait</source>
        <translation>
            <numerusform>One more alert waits</numerusform>
            <numerusform>%n more alerts wait</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more alert(s) wait.</source>
        <translation>
            <numerusform>One more alert waits.</numerusform>
            <numerusform>%n more alerts wait.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoticeDesk</name>
    <message numerus="yes">
        <source>%n alert(s)</source>
        <translation>
            <numerusform>%n alert</numerusform>
            <numerusform>%n alerts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoticeWords</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s)</source>
        <translation>
            <numerusform>%n alert</numerusform>
            <numerusform>%n alerts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PortfolioDesk</name>
    <message numerus="yes">
        <source>%n position(s) removed.</source>
        <translation>
            <numerusform>%n position removed.</numerusform>
            <numerusform>%n positions removed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n balance(s) cannot be read.</source>
        <translation>
            <numerusform>%n balance cannot be read.</numerusform>
            <numerusform>%n balances cannot be read.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PortfolioText</name>
    <message numerus="yes">
        <source>in %n position(s)</source>
        <translation>
            <numerusform>in %n position</numerusform>
            <numerusform>in %n positions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n position(s) without a price: in no total.</source>
        <translation>
            <numerusform>%n position without a price: in no total.</numerusform>
            <numerusform>%n positions without a price: in no total.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n order(s) open now</source>
        <translation>
            <numerusform>%n order open now</numerusform>
            <numerusform>%n orders open now</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entries, times local</source>
        <translation>
            <numerusform>%n entry, time local</numerusform>
            <numerusform>%n entries, times local</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PositionText</name>
    <message numerus="yes">
        <source>The note is longer than %n character(s).</source>
        <translation>
            <numerusform>The note is longer than %n character.</numerusform>
            <numerusform>The note is longer than %n characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PriceChart</name>
    <message numerus="yes">
        <source>%n dividend(s)</source>
        <translation>
            <numerusform>%n dividend</numerusform>
            <numerusform>%n dividends</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n split(s)</source>
        <translation>
            <numerusform>%n split</numerusform>
            <numerusform>%n splits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n gap(s)</source>
        <translation>
            <numerusform>%n gap</numerusform>
            <numerusform>%n gaps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s)</source>
        <translation>
            <numerusform>%n alert</numerusform>
            <numerusform>%n alerts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PurgeAct</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PurgeText</name>
    <message numerus="yes">
        <source>%n alert log(s) refer to rule %1, &apos;%2&apos;.</source>
        <translation>
            <numerusform>%n alert log refers to rule %1, &apos;%2&apos;.</numerusform>
            <numerusform>%n alert logs refer to rule %1, &apos;%2&apos;.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueriesView</name>
    <message numerus="yes">
        <source>%n statement(s) recorded.</source>
        <translation>
            <numerusform>%n statement recorded.</numerusform>
            <numerusform>%n statements recorded.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them read(s) every row of a large table.</source>
        <translation>
            <numerusform>%n of them reads every row of a large table.</numerusform>
            <numerusform>%n of them read every row of a large table.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message numerus="yes">
        <source>%n to look at</source>
        <extracomment>Something in that panel wants to be seen.</extracomment>
        <translation>
            <numerusform>%n to look at</numerusform>
            <numerusform>%n to look at</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReportDesk</name>
    <message numerus="yes">
        <source>%n row(s) in %1.</source>
        <translation>
            <numerusform>%n row in %1.</numerusform>
            <numerusform>%n rows in %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReportWords</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RuleBin</name>
    <message numerus="yes">
        <source>Rule %1 is in the recycle bin already, and %n alert(s) of it are in the log. Restore the rule and delete it with them, or delete them alone. Nothing was deleted.</source>
        <translation>
            <numerusform>Rule %1 is in the recycle bin already, and %n alert of it is in the log. Restore the rule and delete it with that, or delete that alone. Nothing was deleted.</numerusform>
            <numerusform>Rule %1 is in the recycle bin already, and %n alerts of it are in the log. Restore the rule and delete it with them, or delete them alone. Nothing was deleted.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RuleEditor</name>
    <message numerus="yes">
        <source>%n version(s)</source>
        <translation>
            <numerusform>%n version</numerusform>
            <numerusform>%n versions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunDetails</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SlotStripModel</name>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message numerus="yes">
        <source>%n in the outbox</source>
        <translation>
            <numerusform>%n in the outbox</numerusform>
            <numerusform>%n in the outbox</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stale: %1</source>
        <translation>
            <numerusform>%n stale: %1</numerusform>
            <numerusform>%n stale: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stale</source>
        <translation>
            <numerusform>%n stale</numerusform>
            <numerusform>%n stale</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n running</numerusform>
            <numerusform>%n running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n finished</source>
        <translation>
            <numerusform>%n finished</numerusform>
            <numerusform>%n finished</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s) open</source>
        <translation>
            <numerusform>%n alert open</numerusform>
            <numerusform>%n alerts open</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StripCard</name>
    <message numerus="yes">
        <source>of %n slot(s)</source>
        <translation>
            <numerusform>of %n slot</numerusform>
            <numerusform>of %n slots</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrashDesk</name>
    <message numerus="yes">
        <source>%n quote(s) deleted.</source>
        <translation>
            <numerusform>%n quote deleted.</numerusform>
            <numerusform>%n quotes deleted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) back in the recycle bin.</source>
        <translation>
            <numerusform>%n row back in the recycle bin.</numerusform>
            <numerusform>%n rows back in the recycle bin.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) exported to %1.</source>
        <translation>
            <numerusform>%n row exported to %1.</numerusform>
            <numerusform>%n rows exported to %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) purged. They are in %1.</source>
        <translation>
            <numerusform>%n row purged. It is in %1.</numerusform>
            <numerusform>%n rows purged. They are in %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) restored.</source>
        <translation>
            <numerusform>%n row restored.</numerusform>
            <numerusform>%n rows restored.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s) stayed.</source>
        <translation>
            <numerusform>%n rule stayed.</numerusform>
            <numerusform>%n rules stayed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrashPanel</name>
    <message numerus="yes">
        <source>&amp;Export %n row(s) of the recycle bin</source>
        <translation>
            <numerusform>&amp;Export %n row of the recycle bin</numerusform>
            <numerusform>&amp;Export %n rows of the recycle bin</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Purge %n row(s) of the recycle bin…</source>
        <translation>
            <numerusform>&amp;Purge %n row of the recycle bin…</numerusform>
            <numerusform>&amp;Purge %n rows of the recycle bin…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Export %n row(s)</source>
        <translation>
            <numerusform>Export %n row</numerusform>
            <numerusform>Export %n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Purge %n row(s)…</source>
        <translation>
            <numerusform>Purge %n row…</numerusform>
            <numerusform>Purge %n rows…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>all %n row(s) in the recycle bin</source>
        <translation>
            <numerusform>the only row in the recycle bin</numerusform>
            <numerusform>all %n rows in the recycle bin</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>all %n row(s) that fit the filter</source>
        <translation>
            <numerusform>the only row that fits the filter</numerusform>
            <numerusform>all %n rows that fit the filter</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the %n row(s) that you selected</source>
        <translation>
            <numerusform>the row that you selected</numerusform>
            <numerusform>the %n rows that you selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrashText</name>
    <message numerus="yes">
        <source>%1, with %n alert(s)</source>
        <translation>
            <numerusform>%1, with %n alert</numerusform>
            <numerusform>%1, with %n alerts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n quote(s)</source>
        <translation>
            <numerusform>%n quote</numerusform>
            <numerusform>%n quotes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s)</source>
        <translation>
            <numerusform>%n rule</numerusform>
            <numerusform>%n rules</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s)</source>
        <translation>
            <numerusform>%n alert</numerusform>
            <numerusform>%n alerts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s) that were deleted with rule %1 cannot come back, because the same prices were logged again. Delete the new ones first.</source>
        <translation>
            <numerusform>%n alert that was deleted with rule %1 cannot come back, because the same price was logged again. Delete the new one first.</numerusform>
            <numerusform>%n alerts that were deleted with rule %1 cannot come back, because the same prices were logged again. Delete the new ones first.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more rule(s) stay for the same reason.</source>
        <translation>
            <numerusform>%n more rule stays for the same reason.</numerusform>
            <numerusform>%n more rules stay for the same reason.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message numerus="yes">
        <source>%n alert(s) open. %1</source>
        <translation>
            <numerusform>%n alert is open. %1</numerusform>
            <numerusform>%n alerts are open. %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrialText</name>
    <message numerus="yes">
        <source>%n of them at night, %1.</source>
        <translation>
            <numerusform>One of them at night, %1.</numerusform>
            <numerusform>%n of them at night, %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There are enough prices for the last %n hour(s).</source>
        <translation>
            <numerusform>There are enough prices for the last hour.</numerusform>
            <numerusform>There are enough prices for the last %n hours.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There are enough prices for the last %n day(s).</source>
        <translation>
            <numerusform>There are enough prices for the last day.</numerusform>
            <numerusform>There are enough prices for the last %n days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Would have fired %n time(s) in the last month.</source>
        <translation>
            <numerusform>Would have fired once in the last month.</numerusform>
            <numerusform>Would have fired %n times in the last month.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Would have fired %n time(s) in the last 3 months.</source>
        <translation>
            <numerusform>Would have fired once in the last 3 months.</numerusform>
            <numerusform>Would have fired %n times in the last 3 months.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Would have fired %n time(s) in the last year.</source>
        <translation>
            <numerusform>Would have fired once in the last year.</numerusform>
            <numerusform>Would have fired %n times in the last year.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Would have fired %n time(s) in all that is stored.</source>
        <translation>
            <numerusform>Would have fired once in all that is stored.</numerusform>
            <numerusform>Would have fired %n times in all that is stored.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Would have fired %n time(s).</source>
        <translation>
            <numerusform>Would have fired once.</numerusform>
            <numerusform>Would have fired %n times.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UndoText</name>
    <message numerus="yes">
        <source>%n row(s) of %1, from id %2 on, stayed out:</source>
        <translation>
            <numerusform>%n row of %1, with id %2, stayed out:</numerusform>
            <numerusform>%n rows of %1, from id %2 on, stayed out:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UnsavedDialog</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) are not saved.</source>
        <translation>
            <numerusform>%n change is not saved.</numerusform>
            <numerusform>%n changes are not saved.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WatchlistDesk</name>
    <message numerus="yes">
        <source>%n symbol(s) back on the watchlist.</source>
        <translation>
            <numerusform>%n symbol is back on the watchlist.</numerusform>
            <numerusform>%n symbols are back on the watchlist.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n symbol(s) added to the watchlist.</source>
        <translation>
            <numerusform>%n symbol added to the watchlist.</numerusform>
            <numerusform>%n symbols added to the watchlist.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n symbol(s) taken off the watchlist.</source>
        <translation>
            <numerusform>%n symbol taken off the watchlist.</numerusform>
            <numerusform>%n symbols taken off the watchlist.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WatchlistText</name>
    <message numerus="yes">
        <source>The note is longer than %n character(s).</source>
        <translation>
            <numerusform>The note is longer than %n character.</numerusform>
            <numerusform>The note is longer than %n characters.</numerusform>
        </translation>
    </message>
</context>
</TS>
