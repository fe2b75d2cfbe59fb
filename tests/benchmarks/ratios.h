// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

// What a benchmark program is for: how long one thing takes measured against another in the same
// run. Times are medians of the repetitions.
struct Ratio {
    std::string sentence;                  // "Series of 2,000 points against the best SQL"
    std::string numerator;                 // names of benchmarks, without "/repeats:n" and the like
    std::vector<std::string> denominators; // the fastest of these counts
    double limit = 0;                      // the goal; 0: none
    bool higherIsBetter = false;           // the ratio of speeds, not of times
};

// Runs the registered benchmarks, interleaved at random, and prints the ratios below them. Returns
// the exit code of the program: 1 when a ratio misses its goal. A slow machine is as slow for both.
int runBenchmarks(int argc, char **argv, const std::vector<Ratio> &ratios);
