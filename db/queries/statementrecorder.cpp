// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/queries/statementrecorder.h"

#include "db/schema/sqltokens.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>

#include <cmath>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype KeptSamples = 5;    // of each statement
constexpr qsizetype LongestText = 4000; // a value that is longer is not kept

// "quotes/quotestore" of ".../db/quotes/quotestore.h".
QString purposeOf(const char *file)
{
    const QFileInfo source{QString::fromUtf8(file)};
    return (source.dir().dirName() + u'/' + source.completeBaseName()).left(100);
}

SqlValue kept(const SqlValue &value)
{
    const auto *text = std::get_if<QString>(&value.data());
    return text && text->size() > LongestText ? SqlValue{} : value;
}

} // namespace

QString valueSamplingName(ValueSampling sampling)
{
    switch (sampling) {
    case ValueSampling::Hashed:
        return u"hashed"_s;
    case ValueSampling::Kept:
        return u"kept"_s;
    case ValueSampling::Off:
        break;
    }
    return u"off"_s;
}

ValueSampling valueSamplingFromName(QStringView name)
{
    for (const ValueSampling sampling : {ValueSampling::Hashed, ValueSampling::Kept}) {
        if (name == valueSamplingName(sampling))
            return sampling;
    }
    return ValueSampling::Off;
}

QString statementShape(const QString &sql)
{
    // Any engine: without a dialect's own quotes the tokens are the same.
    const Result<QList<SqlToken>> tokens = sqlTokens(sql, Engine::Sqlite);
    QStringList words;
    if (!tokens) {
        words.append(sql);
    } else {
        for (const SqlToken &token : *tokens)
            words.append(token.kind == SqlToken::Kind::Word ? token.text.toUpper() : token.text);
        const auto endsWith = [&words](std::initializer_list<QStringView> tail) {
            return words.size() >= qsizetype(tail.size()) &&
                   std::equal(tail.begin(), tail.end(), words.cend() - qsizetype(tail.size()));
        };
        QStringList shape;
        words.swap(shape);
        for (const QString &word : std::as_const(shape)) {
            words.append(word);
            if (endsWith({u"?", u",", u"?"}))
                words.remove(words.size() - 2, 2);
            else if (endsWith({u"(", u"?", u")", u",", u"(", u"?", u")"}))
                words.remove(words.size() - 4, 4);
        }
    }
    return QString::fromLatin1(
            QCryptographicHash::hash(words.join(u' ').toUtf8(), QCryptographicHash::Sha256)
                    .toHex()
                    .first(32));
}

void StatementCounts::addTime(Clock::duration taken, Clock::time_point end)
{
    const qint64 ns = std::chrono::nanoseconds{taken}.count();
    m_totalNs.fetch_add(ns, std::memory_order_relaxed);
    m_classes[size_t(TimeHistogram::classOf(ns / 1000))].fetch_add(1, std::memory_order_relaxed);
    m_last.store(end.time_since_epoch().count(), std::memory_order_relaxed);
    qint64 known = m_maxNs.load(std::memory_order_relaxed);
    while (ns > known && !m_maxNs.compare_exchange_weak(known, ns, std::memory_order_relaxed)) {
    }
}

void StatementCounts::addSample(StatementSample sample)
{
    const QMutexLocker lock{&m_mutex};
    if (!m_example) {
        m_example = sample;
        m_hasExample = true;
    }
    m_samples.append(std::move(sample));
    if (m_samples.size() > KeptSamples)
        m_samples.removeFirst();
}

void StatementRecorder::setSampling(ValueSampling sampling)
{
    const QMutexLocker lock{&m_mutex};
    if (m_sampling.exchange(sampling) == sampling)
        return;
    m_sampledSince = QDateTime::currentDateTimeUtc();
    for (const std::unique_ptr<StatementCounts> &counts : m_counts) {
        const QMutexLocker samples{&counts->m_mutex};
        counts->m_samples.clear();
    }
}

StatementCounts *StatementRecorder::counts(const QString &sql, const char *file)
{
    const QMutexLocker lock{&m_mutex};
    if (StatementCounts *known = m_byText.value(sql))
        return known;
    const QString id = statementShape(sql);
    StatementCounts *&counts = m_byShape[id];
    if (!counts) {
        if (m_byShape.size() > MostShapes) {
            m_byShape.remove(id);
            return nullptr;
        }
        counts = m_counts.emplace_back(std::make_unique<StatementCounts>()).get();
        counts->m_id = id;
        counts->m_text = sql;
        counts->m_purpose = purposeOf(file);
    }
    if (m_byText.size() < MostShapes)
        m_byText.insert(sql, counts);
    return counts;
}

QList<RecordedUse> StatementRecorder::take()
{
    const QMutexLocker lock{&m_mutex};
    QList<RecordedUse> uses;
    for (const std::unique_ptr<StatementCounts> &counts : m_counts) {
        const RecordedUse use = taken(*counts);
        if (use.executions > 0 || use.totalUs > 0)
            uses.append(use);
    }
    return uses;
}

RecordedUse StatementRecorder::taken(StatementCounts &counts) const
{
    RecordedUse use{counts.m_id, counts.m_text, counts.m_purpose};
    if (counts.m_executions.load(std::memory_order_relaxed) > 0)
        use.executions = counts.m_executions.exchange(0, std::memory_order_relaxed);
    TimeHistogram timed;
    for (int i = 0; i < TimeHistogram::Classes; ++i) {
        auto &count = counts.m_classes[size_t(i)];
        if (count.load(std::memory_order_relaxed) > 0)
            timed.add(i, count.exchange(0, std::memory_order_relaxed));
    }
    // Those that were timed stand for all.
    const qint64 each = std::max(timed.count(), qint64{1});
    const double share = std::max(double(use.executions) / double(each), 1.0);
    use.times = timed.scaled(share);
    use.rows = counts.m_rows.exchange(0, std::memory_order_relaxed);
    use.totalUs = std::llround(double(counts.m_totalNs.exchange(0, std::memory_order_relaxed)) /
                               1000.0 * share);
    use.maxUs = (counts.m_maxNs.exchange(0, std::memory_order_relaxed) + 999) / 1000;
    const StatementCounts::Clock::duration age =
            StatementCounts::Clock::now().time_since_epoch() -
            StatementCounts::Clock::duration{counts.m_last.load(std::memory_order_relaxed)};
    use.lastUsedAt = QDateTime::currentDateTimeUtc().addMSecs(
            -std::chrono::duration_cast<std::chrono::milliseconds>(age).count());
    const QMutexLocker lock{&counts.m_mutex};
    if (isSampling())
        use.samples = std::exchange(counts.m_samples, {});
    counts.m_samples.clear();
    // An execution may have begun before the values were to be kept as they are now.
    use.samples.removeIf([this](const StatementSample &sample) {
        return m_sampledSince.isValid() && sample.takenAt < m_sampledSince;
    });
    return use;
}

std::optional<StatementSample> StatementRecorder::example(const QString &id) const
{
    const QMutexLocker lock{&m_mutex};
    StatementCounts *counts = m_byShape.value(id);
    if (!counts)
        return {};
    const QMutexLocker samples{&counts->m_mutex};
    return counts->m_example;
}

StatementRun::StatementRun(const StatementRecorder &recorder, StatementCounts &counts,
                           std::span<const SqlValue> values)
    : m_counts{&counts}
{
    const StatementCounts::Turn turn = counts.begin(recorder.isSampling());
    if (turn.isSampled) [[unlikely]] {
        m_sample = std::make_unique<StatementSample>();
        m_sample->takenAt = QDateTime::currentDateTimeUtc();
        for (const SqlValue &value : values)
            m_sample->values.append(kept(value));
    }
    m_isTimed = turn.isTimed || m_sample;
    if (m_isTimed)
        m_begun = StatementCounts::Clock::now();
}

StatementRun::StatementRun(StatementRun &&other) noexcept
    : m_counts{std::exchange(other.m_counts, nullptr)}
    , m_isTimed{other.m_isTimed}
    , m_begun{other.m_begun}
    , m_sample{std::move(other.m_sample)}
{}

StatementRun::StatementRun() = default;

StatementRun::~StatementRun() = default;

void StatementRun::count(qint64 rows)
{
    if (rows > 0)
        m_counts->addRows(rows);
    if (!m_isTimed) [[likely]]
        return;
    const StatementCounts::Clock::time_point now = StatementCounts::Clock::now();
    m_counts->addTime(now - m_begun, now);
    if (!m_sample)
        return;
    m_sample->durationUs =
            std::chrono::duration_cast<std::chrono::microseconds>(now - m_begun).count();
    m_sample->rows = rows;
    m_counts->addSample(std::move(*m_sample));
}

void StatementRun::fail()
{
    if (m_counts)
        m_counts->takeBack();
}
