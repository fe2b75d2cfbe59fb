// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/queries/timehistogram.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>
#include <numeric>

double TimeHistogram::lowerEnd(int timeClass)
{
    if (timeClass <= 0)
        return 0;
    const int octave = (timeClass - 1) / 4;
    const int quarter = (timeClass - 1) % 4;
    return std::ldexp(1.0 + quarter / 4.0, octave);
}

void TimeHistogram::add(const TimeHistogram &other)
{
    for (size_t i = 0; i < m_counts.size(); ++i)
        m_counts[i] += other.m_counts[i];
}

TimeHistogram TimeHistogram::scaled(double factor) const
{
    TimeHistogram scaled;
    for (int i = 0; i < Classes; ++i) {
        if (const qint64 count = m_counts[size_t(i)]; count > 0)
            scaled.add(i, std::max(std::llround(double(count) * factor), 1LL));
    }
    return scaled;
}

qint64 TimeHistogram::count() const
{
    return std::accumulate(m_counts.cbegin(), m_counts.cend(), qint64{0});
}

qint64 TimeHistogram::percentile(double share) const
{
    const auto wanted = share * double(count());
    double before = 0;
    for (int i = 0; i < Classes; ++i) {
        const auto here = double(m_counts[size_t(i)]);
        if (here > 0 && before + here >= wanted) {
            const double from = lowerEnd(i);
            const double to = i + 1 < Classes ? lowerEnd(i + 1) : from;
            return std::llround(from + (to - from) * (wanted - before) / here);
        }
        before += here;
    }
    return 0;
}

QByteArray TimeHistogram::toJson() const
{
    QJsonArray classes;
    for (int i = 0; i < Classes; ++i) {
        if (m_counts[size_t(i)] > 0)
            classes.append(QJsonArray{i, m_counts[size_t(i)]});
    }
    return QJsonDocument{classes}.toJson(QJsonDocument::Compact);
}

TimeHistogram TimeHistogram::fromJson(QByteArrayView json)
{
    TimeHistogram histogram;
    const QJsonArray classes = QJsonDocument::fromJson(json.toByteArray()).array();
    for (const QJsonValue &each : classes) {
        const int timeClass = each[0].toInt(-1);
        if (timeClass >= 0 && timeClass < Classes)
            histogram.add(timeClass, each[1].toInteger());
    }
    return histogram;
}
