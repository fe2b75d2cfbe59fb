// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/problemcheck.h"

#include <QTest>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace {

void verifyHoldsNone(const QByteArray &text, const QStringList &secrets)
{
    for (const QString &secret : secrets) {
        QVERIFY(!secret.isEmpty());
        QVERIFY2(!text.contains(secret.toUtf8()), text);
        QVERIFY2(!text.contains(QUrl::toPercentEncoding(secret)), text);
    }
}

// With --json the document holds the same sentence.
void verifySentence(const QString &sentence, const ProblemAnswer &expected)
{
    QVERIFY2(sentence.endsWith(u'.'), qPrintable(sentence));
    QVERIFY2(!sentence.contains(u'\n'), qPrintable(sentence));
    QVERIFY2(!sentence.contains(u".."), qPrintable(sentence));
    QVERIFY2(sentence.contains(expected.advice), qPrintable(sentence));
}

} // namespace

void verifyAnswer(const ControlProgram &program, const QStringList &command,
                  const ProblemAnswer &expected, const QStringList &secrets)
{
    const QByteArray name = command.join(u' ').toUtf8() + ": ";
    const ProgramOutcome plain = program.run(command);
    QVERIFY2(plain.exitCode == expected.exitCode,
             name + QByteArray::number(plain.exitCode) + ' ' + plain.all());
    QVERIFY2(plain.out.isEmpty(), name + plain.out);
    verifyHoldsNone(plain.all(), secrets);
    const QString said = QString::fromUtf8(plain.err).trimmed().section(u'\n', -1);
    QVERIFY2(said.startsWith("tidemarkctl: "_L1), qPrintable(said));
    if (qEnvironmentVariableIsSet("TIDEMARK_TEST_READ_ALOUD"))
        qInfo().noquote() << name << said;
    verifySentence(said, expected);
    if (QTest::currentTestFailed())
        return;

    const ProgramOutcome json = program.run(QStringList{u"--json"_s} + command);
    QVERIFY2(json.exitCode == expected.exitCode, name + json.all());
    QVERIFY2(json.errorKind() == expected.kind, name + json.all());
    verifyHoldsNone(json.all(), secrets);
    verifySentence(json.errorMessage(), expected);
}

void verifyWaitsInOutbox(const ControlProgram &program, const QStringList &secrets)
{
    const ProgramOutcome plain = program.run({u"collect"_s, u"--once"_s});
    QVERIFY2(plain.exitCode == 0, plain.all());
    QVERIFY2(plain.all().contains("outbox"), plain.all());
    verifyHoldsNone(plain.all(), secrets);
    if (qEnvironmentVariableIsSet("TIDEMARK_TEST_READ_ALOUD"))
        qInfo().noquote() << "collect --once:" << plain.all().trimmed();
    const ProgramOutcome json = program.run({u"--json"_s, u"collect"_s, u"--once"_s});
    QVERIFY2(json.exitCode == 0, json.all());
    QCOMPARE(json.json()[u"status"].toString(), u"outbox"_s);
    QVERIFY(json.json()[u"waiting"].toInt() > 0);
    verifyHoldsNone(json.all(), secrets);
}
