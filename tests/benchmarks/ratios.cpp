// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmarks/ratios.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <map>

namespace {

std::string plainName(const benchmark::BenchmarkReporter::Run &run)
{
    return run.run_name.function_name;
}

// Prints the table as usual and keeps every repetition's time.
class KeepingReporter final : public benchmark::ConsoleReporter
{
public:
    void ReportRuns(const std::vector<Run> &runs) override
    {
        for (const Run &run : runs) {
            if (run.run_type == Run::RT_Iteration && !run.error_occurred)
                m_times[plainName(run)].push_back(run.GetAdjustedRealTime());
        }
        ConsoleReporter::ReportRuns(runs);
    }

    // Nanoseconds or whatever unit the benchmark has; 0 when it did not run.
    [[nodiscard]] double median(const std::string &name) const
    {
        const auto found = m_times.find(name);
        if (found == m_times.end())
            return 0;
        std::vector<double> times = found->second;
        std::sort(times.begin(), times.end());
        return times[times.size() / 2];
    }

private:
    std::map<std::string, std::vector<double>> m_times;
};

// Whether it misses its goal. One that was not measured, because somebody asked for other
// benchmarks, does not.
bool isMissed(const Ratio &ratio, const KeepingReporter &reporter)
{
    double best = 0;
    std::string bestName;
    for (const std::string &name : ratio.denominators) {
        const double time = reporter.median(name);
        if (time > 0 && (best == 0 || time < best)) {
            best = time;
            bestName = name;
        }
    }
    const double own = reporter.median(ratio.numerator);
    if (own == 0 || best == 0) {
        std::printf("ratio  not measured  %s\n", ratio.sentence.c_str());
        return false;
    }
    const double value = ratio.higherIsBetter ? best / own : own / best;
    std::printf("ratio  %6.2f  %s (%s / %s)", value, ratio.sentence.c_str(),
                ratio.numerator.c_str(), bestName.c_str());
    if (ratio.limit > 0)
        std::printf(", %s %.2f", ratio.higherIsBetter ? "at least" : "at most", ratio.limit);
    const bool isBad =
            ratio.limit > 0 && (ratio.higherIsBetter ? value < ratio.limit : value > ratio.limit);
    std::printf("%s\n", isBad ? "  missed" : "");
    return isBad;
}

} // namespace

int runBenchmarks(int argc, char **argv, const std::vector<Ratio> &ratios)
{
    std::vector<char *> arguments{argv, argv + argc};
    std::string interleave = "--benchmark_enable_random_interleaving=true";
    arguments.push_back(interleave.data());
    int count = static_cast<int>(arguments.size());
    benchmark::Initialize(&count, arguments.data());
    KeepingReporter reporter;
    benchmark::RunSpecifiedBenchmarks(&reporter);
    std::printf("\n");
    int exitCode = 0;
    for (const Ratio &ratio : ratios) {
        if (isMissed(ratio, reporter))
            exitCode = 1;
    }
    return exitCode;
}
