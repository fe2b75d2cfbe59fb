// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/theme/tokens.h"

#include <QTest>
#include <QtMath>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double leastContrast = 4.5;

struct Linear {
    double red;
    double green;
    double blue;
};

Linear linear(const QColor &colour)
{
    const auto channel = [](double value) {
        return value <= 0.04045 ? value / 12.92 : qPow((value + 0.055) / 1.055, 2.4);
    };
    return {channel(colour.redF()), channel(colour.greenF()), channel(colour.blueF())};
}

double luminance(const QColor &colour)
{
    const Linear light = linear(colour);
    return 0.2126 * light.red + 0.7152 * light.green + 0.0722 * light.blue;
}

double contrast(const QColor &one, const QColor &other)
{
    const double a = luminance(one);
    const double b = luminance(other);
    return (qMax(a, b) + 0.05) / (qMin(a, b) + 0.05);
}

using Matrix = std::array<std::array<double, 3>, 3>;

// Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
constexpr Matrix protanopia{{{0.152286, 1.052583, -0.204868},
                             {0.114503, 0.786281, 0.099216},
                             {-0.003882, -0.048116, 1.051998}}};
constexpr Matrix deuteranopia{{{0.367322, 0.860646, -0.227968},
                               {0.280085, 0.672501, 0.047413},
                               {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix tritanopia{{{1.255528, -0.076749, -0.178779},
                             {-0.078411, 0.930809, 0.147602},
                             {0.004733, 0.691367, 0.303900}}};

Linear seen(const QColor &colour, const Matrix &matrix)
{
    const Linear light = linear(colour);
    const auto row = [&light, &matrix](std::size_t i) {
        return qBound(0.0,
                      matrix[i][0] * light.red + matrix[i][1] * light.green +
                              matrix[i][2] * light.blue,
                      1.0);
    };
    return {row(0), row(1), row(2)};
}

// CIE76: about 2 is just noticeable, 10 is seen at a glance.
double difference(const Linear &one, const Linear &other)
{
    const auto lab = [](const Linear &light) {
        const auto f = [](double t) {
            return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116;
        };
        const double x =
                f((0.4124 * light.red + 0.3576 * light.green + 0.1805 * light.blue) / 0.95047);
        const double y = f(0.2126 * light.red + 0.7152 * light.green + 0.0722 * light.blue);
        const double z =
                f((0.0193 * light.red + 0.1192 * light.green + 0.9505 * light.blue) / 1.08883);
        return Linear{116 * y - 16, 500 * (x - y), 200 * (y - z)};
    };
    const Linear a = lab(one);
    const Linear b = lab(other);
    return qSqrt(qPow(a.red - b.red, 2) + qPow(a.green - b.green, 2) + qPow(a.blue - b.blue, 2));
}

constexpr std::array meanings{Meaning::Gain,    Meaning::Loss,    Meaning::Ok,
                              Meaning::Working, Meaning::Warning, Meaning::Danger,
                              Meaning::Waiting, Meaning::Stale,   Meaning::Missed};

} // namespace

class TestTokens final : public QObject
{
    Q_OBJECT

private slots:
    void textIsReadable_data() { themes(); }
    void textIsReadable();
    void selectionIsReadable_data() { themes(); }
    void selectionIsReadable();
    void gainAndLossStayApart_data();
    void gainAndLossStayApart();
    void everyMeaningHasAColourAndATint();
    void linesDifferInColourAndDashes_data() { themes(); }
    void linesDifferInColourAndDashes();
    void platformKeepsItsOwnColours();

private:
    void themes();
};

void TestTokens::themes()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestTokens::textIsReadable()
{
    QFETCH(const bool, dark);
    const Tokens tokens = dark ? darkTokens() : lightTokens();
    struct Sample {
        QString name;
        QColor text;
        QColor ownTint;
    };
    QList<Sample> samples{{u"text"_s, tokens.text, tokens.railSelected},
                          {u"secondary"_s, tokens.secondaryText, tokens.railSelected},
                          {u"link"_s, tokens.link, tokens.base}};
    for (const Meaning meaning : meanings)
        samples.append({u"meaning %1"_s.arg(static_cast<int>(meaning)), tokens.colour(meaning),
                        tokens.tint(meaning)});
    for (const QColor &line : tokens.lines)
        samples.append({u"line %1"_s.arg(line.name()), line, tokens.base});

    for (const Sample &sample : samples) {
        for (const QColor &behind : {tokens.base, tokens.alternateBase, tokens.window, tokens.rail,
                                     tokens.button, tokens.toolTipBase, sample.ownTint}) {
            if (behind == tokens.button && sample.text != tokens.text)
                continue; // only the text of a control stands on its button
            if (behind == tokens.toolTipBase && sample.text != tokens.text)
                continue;
            const double ratio = contrast(sample.text, behind);
            QVERIFY2(ratio >= leastContrast,
                     qPrintable(u"%1 %2 on %3: %4"_s
                                        .arg(sample.name, sample.text.name(), behind.name())
                                        .arg(ratio)));
        }
    }
}

void TestTokens::selectionIsReadable()
{
    QFETCH(const bool, dark);
    const Tokens tokens = dark ? darkTokens() : lightTokens();
    QVERIFY(contrast(tokens.highlightedText, tokens.highlight) >= leastContrast);
}

void TestTokens::gainAndLossStayApart_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<Matrix>("eye");
    for (const bool dark : {false, true}) {
        const char *theme = dark ? "dark" : "light";
        QTest::addRow("protanopia, %s", theme) << dark << protanopia;
        QTest::addRow("deuteranopia, %s", theme) << dark << deuteranopia;
        QTest::addRow("tritanopia, %s", theme) << dark << tritanopia;
    }
}

void TestTokens::gainAndLossStayApart()
{
    QFETCH(const bool, dark);
    QFETCH(const Matrix, eye);
    const Tokens tokens = dark ? darkTokens() : lightTokens();
    const double apart = difference(seen(tokens.gain, eye), seen(tokens.loss, eye));
    QVERIFY2(apart >= 20, qPrintable(u"only %1 apart"_s.arg(apart)));
}

void TestTokens::everyMeaningHasAColourAndATint()
{
    for (const Tokens &tokens : {lightTokens(), darkTokens()}) {
        for (const Meaning meaning : meanings) {
            QVERIFY(tokens.colour(meaning).isValid());
            QVERIFY(tokens.tint(meaning).isValid());
        }
    }
}

void TestTokens::linesDifferInColourAndDashes()
{
    QFETCH(const bool, dark);
    const Tokens tokens = dark ? darkTokens() : lightTokens();
    QCOMPARE(tokens.linePen(0, 1).style(), Qt::SolidLine);
    for (int one = 0; one < 6; ++one) {
        for (int other = 0; other < one; ++other) {
            const QPen a = tokens.linePen(one, 1);
            const QPen b = tokens.linePen(other, 1);
            QVERIFY(a.color() != b.color());
            QVERIFY(a.dashPattern() != b.dashPattern());
        }
    }
}

void TestTokens::platformKeepsItsOwnColours()
{
    QPalette contrasty;
    contrasty.setColor(QPalette::Window, Qt::black);
    contrasty.setColor(QPalette::Base, Qt::black);
    contrasty.setColor(QPalette::Text, Qt::yellow);
    const Tokens tokens = tokensOf(contrasty);
    QCOMPARE(tokens.base, QColor{Qt::black});
    QCOMPARE(tokens.text, QColor{Qt::yellow});
    QCOMPARE(tokens.gain, darkTokens().gain); // Base is dark
    QVERIFY(contrast(tokens.secondaryText, tokens.base) >= leastContrast);

    contrasty.setColor(QPalette::Base, Qt::white);
    QCOMPARE(tokensOf(contrasty).gain, lightTokens().gain);
}

QTEST_GUILESS_MAIN(TestTokens)
#include "tst_tokens.moc"
